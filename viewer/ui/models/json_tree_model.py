"""A JSON document as a Qt tree: key, value, type, number of children.

Children are known only where somebody asked: those of small containers at once, those of big ones in a worker while a row
says "Reading…". More than a thousand children are shown as pages of a thousand, because each fetchMore of Qt lays out all
rows again. An index holds the number of an item, so that one which is out of date finds nothing instead of freed memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication

from viewer.errors import ViewerError
from viewer.model.json_document import JsonDocument, JsonNode
from viewer.ui.background import Background
from viewer.ui.error_words import error_line
from viewer.ui.messages import shown
from viewer.ui.models.cells import plain_tooltip
from viewer.ui.models.json_branch import PAGE, Branch, chain_to, is_small, is_small_page, read_branch
from viewer.ui.models.json_items import Item, Items, State
from viewer.ui.models.json_reader import JsonReader
from viewer.ui.models.json_row_text import HEADERS, grouped, page_text, path_tooltip, value_texts, value_tooltip

Index = QModelIndex | QPersistentModelIndex
KEY, VALUE, TYPE, CHILDREN = range(4)
SURELY_NOT_EMPTY_BYTES = (
    64  # a bigger container is taken to have children without counting them; counting 1,000 takes a while
)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class JsonTreeModel(QAbstractItemModel):
    """The members of the root are the top rows; a root that is no container is the only row."""

    filled = Signal(QModelIndex)  # the children of a row, which were said to be being read, are there

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._document: JsonDocument | None = None
        self._items: Items | None = None
        self._reader: JsonReader | None = None

    @property
    def document(self) -> JsonDocument | None:
        return self._document

    def show_document(self, document: JsonDocument | None) -> None:
        """Show another document, or none."""
        self.beginResetModel()
        self._end_reading()
        self._document, self._items, self._reader = document, None, None
        if document is not None:
            self._items = Items(document.root)
            self._reader = JsonReader(self._background, document, self)
            self._reader.ready.connect(self._deliver)
            self._reader.failed.connect(self._give_up)
        self.endResetModel()

    def node(self, index: Index) -> JsonNode | None:
        """The value of a row; None for pages, notes and invalid indexes."""
        item = self._item(index)
        return item.node if item is not None and index.isValid() and not item.is_page else None

    def container(self, index: Index) -> JsonNode | None:
        """The value of a row; for a page or a note the container that it belongs to."""
        item = self._item(index)
        while item is not None and item.node is None:
            item = item.parent
        return item.node if item is not None else None

    def is_page(self, index: Index) -> bool:
        """True for a row that stands for a thousand children."""
        item = self._item(index)
        return item is not None and item.is_page

    def is_reading(self, index: Index) -> bool:
        """True while the children of a row are being read in the worker."""
        item = self._item(index)
        return item is not None and item.state is State.READING

    def index_of(self, chain: Sequence[JsonNode]) -> QModelIndex:
        """The row of the last node of a chain from the root; invalid where what is above it is not read yet."""
        item = self._items.find(chain) if self._items is not None and chain else None
        return self._index(item) if item is not None else QModelIndex()

    def accept(self, branches: Sequence[Branch]) -> None:
        """Take in what a worker read, from the root downwards, so that rows below can be shown at once."""
        for branch in branches:
            item = self._items.find(chain_to(branch.node)) if self._items is not None else None
            if item is None:
                continue
            self._fill(item, branch)
            if branch.children and item.children and item.children[0].is_page:
                self._fill(item.children[branch.first // PAGE], branch)

    # --- what Qt asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's default
        item = self._item(parent)
        if item is None or (parent.isValid() and parent.column() != KEY) or not 0 <= column <= CHILDREN:
            return QModelIndex()
        children = self._children(item)
        return self.createIndex(row, column, children[row].number) if 0 <= row < len(children) else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008 - Qt's default
        item = self._item(index) if index.isValid() else None
        return self._index(item.parent) if item is not None and item.parent is not None else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        item = self._item(parent)
        if item is None or (parent.isValid() and parent.column() != KEY):
            return 0
        return len(self._children(item))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return CHILDREN + 1

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008 - Qt's default
        item = self._item(parent)
        if item is None or (parent.isValid() and parent.column() != KEY) or item.node is None:
            return False
        if item.state is not State.UNREAD:
            return bool(item.children)
        return item.is_page or item.node.stop - item.node.start > SURELY_NOT_EMPTY_BYTES or bool(self._count(item))

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _TOOLTIP, _ALIGNMENT, _FOREGROUND) or not index.isValid():
            return None
        column, item = index.column(), self._item(index)
        if role == _ALIGNMENT:
            return _RIGHT if column == CHILDREN else None
        if item is None or self._document is None:
            return None
        if role == _TOOLTIP:
            return self._tooltip(item, column)
        if role == _FOREGROUND:  # the beginning of a container says less than a value
            is_pale = item.node is None or (column == VALUE and item.can_have_children)
            return QGuiApplication.palette().placeholderText() if is_pale else None
        if column == CHILDREN:
            return self._count_text(item)
        if item.texts is None:
            item.texts = self._texts(item)
        return item.texts[column]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(HEADERS):
            return None
        title, explanation = HEADERS[section]
        if role == _DISPLAY:
            return shown(title)
        if role == _TOOLTIP:
            return plain_tooltip(shown(explanation))
        return _RIGHT if role == _ALIGNMENT and section == CHILDREN else None

    # --- items

    def _item(self, index: Index) -> Item | None:
        if self._items is None:
            return None
        return self._items.at(index.internalId()) if index.isValid() else self._items.top

    def _index(self, item: Item, column: int = KEY) -> QModelIndex:
        if self._items is None or item is self._items.top:
            return QModelIndex()
        return self.createIndex(item.row, column, item.number)

    def _children(self, item: Item) -> list[Item]:
        if item.state is not State.UNREAD:
            return item.children
        assert self._items is not None
        assert self._document is not None
        assert self._reader is not None
        assert item.node is not None
        is_quick = is_small_page(item.node, self._total(item)) if item.is_page else is_small(item.node)
        if not is_quick:
            item.state = State.READING
            item.children = [self._items.note(item, self.tr("Reading…"))]
            self._reader.want_rows(item.number, item.node, item.first)
            return item.children
        try:
            self._fill(item, read_branch(self._document, item.node, item.first))
        except ViewerError as error:
            item.children, item.state = [self._items.note(item, error_line(error))], State.READ
        return item.children

    def _fill(self, item: Item, branch: Branch) -> None:
        if item.state is not State.READ and self._items is not None:
            if not item.is_page:
                item.count = branch.count
            self._replace(item, self._items.made(item, branch))

    def _replace(self, item: Item, children: list[Item]) -> None:
        """Give an item its children, telling the view where it shows the note that they are being read."""
        if item.state is State.UNREAD:
            item.children, item.state = children, State.READ
            return
        place, note = self._index(item), item.children
        if children:  # first the new rows, then away with the note, so that the row stays expanded
            self.beginInsertRows(place, 0, len(children) - 1)
            item.children = [*children, *note]
            note[0].row = len(children)
            self.endInsertRows()
        self.beginRemoveRows(place, len(children), len(children))
        item.children, item.state = children, State.READ
        self.endRemoveRows()
        self.filled.emit(place)

    def _deliver(self, number: int, branch: Branch) -> None:
        item = self._items.at(number) if self._items is not None else None
        if item is None:
            return
        if not item.is_page:
            item.count = branch.count
        if item.state is State.READING and (branch.children or branch.count > PAGE or not branch.count):
            self._fill(item, branch)
        where = self._index(item, CHILDREN)
        if where.isValid():
            self.dataChanged.emit(where, where, [_DISPLAY])

    def _give_up(self, number: int, error: Exception) -> None:
        if not isinstance(error, ViewerError):
            raise error
        item = self._items.at(number) if self._items is not None else None
        if item is not None and self._items is not None and item.state is State.READING:
            self._replace(item, [self._items.note(item, error_line(error))])

    def _end_reading(self) -> None:
        if self._reader is not None:
            self._reader.stop()
            self._reader.deleteLater()
            self._reader = None

    # --- words

    def _texts(self, item: Item) -> tuple[str, str, str]:
        assert self._document is not None
        if item.node is None:
            return item.note, "", ""
        if item.first is not None:
            return page_text(item.first, self._total(item)), "", ""
        return value_texts(self._document, item.node)

    def _total(self, page: Item) -> int:
        """How many children the container of a page has."""
        return (page.parent.count if page.parent is not None else None) or 0

    def _tooltip(self, item: Item, column: int) -> str | None:
        if item.node is None or item.is_page or self._document is None or column not in (KEY, VALUE):
            return None
        return path_tooltip(self._document, item.node) if column == KEY else value_tooltip(self._document, item.node)

    def _count_text(self, item: Item) -> str:
        if item.node is None or item.is_page or not item.node.kind.is_container:
            return ""
        count = self._count(item)
        return "…" if count is None else grouped(count)

    def _count(self, item: Item) -> int | None:
        """The number of children; None while a worker counts them."""
        if item.count is None and item.node is not None and self._document is not None and self._reader is not None:
            if not is_small(item.node):
                self._reader.want_count(item.number, item.node)
                return None
            try:
                item.count = self._document.count(item.node)
            except ViewerError:
                item.count = 0
        return item.count
