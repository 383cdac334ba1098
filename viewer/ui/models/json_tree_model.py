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

    def grow(self, document: JsonDocument) -> None:
        """Take in a later state of the document, of which more is known: what is shown stays, and more rows come."""
        self._document = document
        if self._items is None or self._reader is None:
            return
        top = self._items.top
        top.node = document.root
        if top.state is State.UNREAD:
            self._reader.document = document
        elif top.state is State.GROWING:
            self._reader.want_rows(top.number, document.root, None, document)

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
            page = branch.first // PAGE
            if branch.children and page < len(item.children) and item.children[page].is_page:
                self._fill(item.children[page], branch)

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
            self._fill(item, read_branch(self._reader.document, item.node, item.first))
        except ViewerError as error:
            item.children, item.state = [self._items.note(item, error_line(error))], State.READ
        return item.children

    def _fill(self, item: Item, branch: Branch) -> None:
        """Give an item its first children."""
        if self._items is None or item.state not in (State.UNREAD, State.READING):
            return
        if not item.is_page:
            item.count = branch.count
        rows = self._items.made(item, branch)
        if item.state is State.READING:
            self._extend(item, rows, is_open=branch.is_open and not item.is_page)
            self.filled.emit(self._index(item))
        elif branch.is_open and not item.is_page:
            item.children, item.state = [*rows, self._items.note(item, self.tr("Reading…"), len(rows))], State.GROWING
        else:
            item.children, item.state = rows, State.READ

    def _extend(self, item: Item, rows: list[Item], *, is_open: bool) -> None:
        """Put rows before the note that is the last row of `item`; unless more will come, the note goes away.

        The note goes last, so that the row stays expanded.
        """
        place, (*known, note) = self._index(item), item.children
        end = len(known) + len(rows)
        if rows:
            self.beginInsertRows(place, len(known), end - 1)
            item.children, note.row = [*known, *rows, note], end
            self.endInsertRows()
        if not is_open:
            self.beginRemoveRows(place, end, end)
            item.children = [*known, *rows]
            self.endRemoveRows()
        item.state = State.GROWING if is_open else State.READ

    def _deliver(self, number: int, branch: Branch) -> None:
        item = self._items.at(number) if self._items is not None else None
        if item is None or item.node is None or self._reader is None:
            return
        is_top = item.parent is None
        if is_top:
            self._reader.document = branch.document
        if not item.is_page and branch.node.stop < item.node.stop and item.state is not State.UNREAD:  # it has grown
            self._reader.want_rows(number, item.node, None, self._document if is_top else None)
        if not item.is_page:
            item.count = branch.count
        has_rows = branch.children or branch.count > PAGE or not branch.count or branch.is_open
        if item.state is State.READING and has_rows:
            self._fill(item, branch)
        elif item.state is State.GROWING:
            self._take_more(item, branch)
        where = self._index(item, CHILDREN)
        if where.isValid():
            self.dataChanged.emit(where, where, [_DISPLAY])

    def _take_more(self, item: Item, branch: Branch) -> None:
        """Add what has come to an item that grows; what was its last child may have grown itself."""
        assert self._items is not None
        assert self._reader is not None
        known = item.children[:-1]
        if known and not known[0].is_page and self._items.needs_pages(item, branch):
            self.show_document(self._document)  # rows become pages: nothing of the old order can stay
            return
        for page in known:
            page.node, page.texts = (branch.node, None) if page.is_page else (page.node, page.texts)
        last = known[-1] if known else None
        grown = branch.children[last.row : last.row + 1] if last is not None and not last.is_page else ()
        if last is not None and grown and last.node != grown[0]:
            last.node, last.texts, last.count = grown[0], None, None
            if last.state is State.GROWING:
                self._reader.want_rows(last.number, last.node, None)
        self._extend(item, self._items.made(item, branch, len(known)), is_open=branch.is_open)
        if known:
            self.dataChanged.emit(self._index(known[0]), self._index(known[-1], CHILDREN))

    def _give_up(self, number: int, error: Exception) -> None:
        if not isinstance(error, ViewerError):
            raise error
        item = self._items.at(number) if self._items is not None else None
        if item is not None and item.state in (State.READING, State.GROWING):
            note = item.children[-1]
            note.note, note.texts, item.state = error_line(error), None, State.READ
            self.dataChanged.emit(self._index(note), self._index(note, CHILDREN))
            self.filled.emit(self._index(item))

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
        more = "…" if count is None or (self._reader is not None and self._reader.document.is_open(item.node)) else ""
        return (grouped(count) if count is not None else "") + more

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
