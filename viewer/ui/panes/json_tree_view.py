"""The tree of one JSON document: keyboard, menu, opening levels, and leading to a node that is not read yet."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFont, QKeyEvent, QKeySequence, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTreeView

from viewer.model.json_document import JsonDocument, JsonNode
from viewer.ui.background import Background, Task
from viewer.ui.error_words import say_error
from viewer.ui.models.column_table_model import Index
from viewer.ui.models.json_branch import Branch, read_chain
from viewer.ui.models.json_tree_model import CHILDREN, KEY, TYPE, VALUE, JsonTreeModel
from viewer.ui.panes.cell_painting import RoomyDelegate
from viewer.ui.panes.json_copying import JsonCopying
from viewer.ui.panes.json_expansion import ALL_LEVELS, MOST_ROWS, JsonExpansion
from viewer.ui.panes.json_place import FoundPlace, JsonPlace, found_place, place_of

KEY_CHARACTERS = 36
TYPE_CHARACTERS = 14
CHILDREN_CHARACTERS = 11
DEEPEST_SHOWN = 200  # rows nested more deeply are not led to; each level costs room on the screen


class JsonTreeView(QTreeView):
    """`current_node_changed` gives the current node or None; `said` a sentence for the user, "" when it is over.

    `node_chosen` gives the node that the user went to, by mouse, keys or finding; one that is put back is none.
    """

    current_node_changed = Signal(object)
    node_chosen = Signal(object)
    said = Signal(str)

    def __init__(self, background: Background, document: JsonDocument) -> None:
        super().__init__()
        self.document = document
        self._background = background
        self._model = JsonTreeModel(background, self)
        self._task: Task | None = None
        self._wanted: tuple[JsonNode, ...] = ()
        self._sought: int | None = None
        self._reached: JsonNode | None = None
        self._is_restoring = False
        self._is_pressed = False
        self._build()
        self._model.show_document(document)
        self._expansion = JsonExpansion(self, self._model)
        self._expansion.ended.connect(self._expanded)
        self._copying = JsonCopying(background, self)
        self._copying.said.connect(self.said)

    def _build(self) -> None:
        self.setObjectName("json_tree")
        self.setAccessibleName(self.tr("JSON tree"))
        self.setModel(self._model)
        self.setUniformRowHeights(True)
        self.setItemDelegate(RoomyDelegate(self))
        self.setAllColumnsShowFocus(True)
        self.setAlternatingRowColors(False)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        digits = QFont()
        digits.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(digits)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        width = self.fontMetrics().averageCharWidth()
        for column, characters in ((KEY, KEY_CHARACTERS), (TYPE, TYPE_CHARACTERS), (CHILDREN, CHILDREN_CHARACTERS)):
            self.setColumnWidth(column, characters * width)

    @property
    def tree_model(self) -> JsonTreeModel:
        return self._model

    @property
    def is_in_use(self) -> bool:
        """True where the user has chosen, opened or scrolled something."""
        rows = range(self._model.rowCount())
        has_opened = any(self.isExpanded(self._model.index(row, KEY)) for row in rows)
        return has_opened or self.currentIndex().isValid() or self.verticalScrollBar().value() > 0

    def grow(self, document: JsonDocument) -> None:
        """Take in a later state of the document, of which more is known; everything stays in its place."""
        self.document = document
        self._model.grow(document)

    @property
    def is_busy(self) -> bool:
        """True while rows are being opened or a node is being led to."""
        return self._expansion.is_running or self._task is not None

    def current_node(self) -> JsonNode | None:
        """The value of the current row; None for pages and where there is none."""
        return self._model.node(self.currentIndex())

    # --- opening

    def open_levels(self, levels: int) -> None:
        """Show this many levels: with 1 only the top rows, with 2 what is directly below them too."""
        self.collapseAll()
        self._begin(QModelIndex(), levels - 1)

    def open_below(self) -> None:
        """Open the current row and everything below it, within bounds; without a current row, everything."""
        self._begin(self.currentIndex().siblingAtColumn(KEY), ALL_LEVELS)

    def _begin(self, place: QModelIndex, levels: int) -> None:
        if levels > 0:
            self.said.emit(self.tr("Opening…"))
            self._expansion.begin(place, levels)
        else:
            self._expansion.stop()
            self.said.emit("")

    def _expanded(self, is_complete: bool) -> None:
        words = self.tr("Only the first %1 rows were opened.").replace("%1", f"{MOST_ROWS:,}")
        self.said.emit("" if is_complete else words)

    # --- leading to a place in the file

    def show_offset(self, offset: int) -> None:
        """Make the node with the byte at `offset` the current row, opening what is above it."""
        self._stop()
        self._sought = offset
        document = self.document
        self._task = self._background.start(lambda _: document.chain_at(offset), "look where it stands")
        self._task.succeeded.connect(self._lead)
        self._task.failed.connect(self._give_up)

    def current_offset(self) -> int | None:
        """Where the user is: the offset that is led to, as long as its row is current; else where the row's value begins."""
        node = self.current_node()
        if self._sought is not None and (self._task is not None or node == self._reached):
            return self._sought
        return node.start if node is not None else None

    def _lead(self, chain: tuple[JsonNode, ...]) -> None:
        self._task = None
        self._wanted = chain[: DEEPEST_SHOWN + 1]
        if len(chain) > len(self._wanted):
            self.said.emit(self.tr("This is nested too deeply to be shown; the row shown is above it."))
        if not self._go_to(self._wanted):
            document, wanted = self.document, self._wanted
            self._task = self._background.start(lambda _: read_chain(document, wanted), "read JSON rows")
            self._task.succeeded.connect(self._arrive)
            self._task.failed.connect(self._give_up)

    def _arrive(self, branches: list[Branch]) -> None:
        self._task = None
        self._model.accept(branches)
        self._go_to(self._wanted)

    def _give_up(self, error: Exception) -> None:
        self._task = None
        say_error(error, self.said.emit)

    def _go_to(self, chain: tuple[JsonNode, ...]) -> bool:
        index = self._model.index_of(chain)
        if index.isValid():
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self._reached = self.current_node()
        return index.isValid()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.stop()
        self._task = None

    def close_document(self) -> None:
        """End what is being read and let go of the document; the view is not used any more."""
        self._stop()
        self._expansion.stop()
        self._model.show_document(None)
        del self.document

    # --- the same place in a newer file

    def place(self) -> JsonPlace:
        """Which rows are open and current, by their keys."""
        return place_of(self, self._model)

    def go_to_place(self, place: JsonPlace) -> None:
        """Open the rows of a place noted in an older state of this document."""
        document = self.document
        self._stop()
        self._sought = None
        self._task = self._background.start(lambda watch: found_place(document, place, watch), "find the place again")
        self._task.succeeded.connect(self._take_place)
        self._task.failed.connect(self._give_up)

    def _take_place(self, place: FoundPlace) -> None:
        self._task = None
        self._model.accept(place.branches)
        for chain in place.opened:
            self.expand(self._model.index_of(chain))
        if place.current is not None:
            self._is_restoring = True
            self._go_to(place.current)
            self._is_restoring = False

    # --- copying

    def copy(self) -> None:
        """Copy the value of the current row."""
        node = self.current_node()
        if node is not None:
            self._copying.copy_value(self.document, node)

    def copy_path(self) -> None:
        """Copy the JSONPath of the current row."""
        node = self.current_node()
        if node is not None:
            self._copying.copy_text(self.document.path(node))

    def copy_json(self) -> None:
        """Copy the current row and everything below it as it stands in the file."""
        node = self.current_node()
        if node is not None:
            self._copying.copy_json(self.document, node)

    def menu(self) -> QMenu:
        """The menu of a row."""
        menu = QMenu(self)
        menu.setObjectName("json_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(self.tr("&Copy value"), self.copy)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        menu.addAction(self.tr("Copy &path"), self.copy_path)
        menu.addAction(self.tr("Copy as &JSON"), self.copy_json)
        for action in menu.actions():
            action.setEnabled(self.current_node() is not None)
        menu.addSeparator()
        below = menu.addAction(self.tr("&Expand all below"), self.open_below)
        below.setShortcut(QKeySequence("*"))
        menu.addAction(self.tr("C&ollapse"), lambda: self.collapse(self.currentIndex().siblingAtColumn(KEY)))
        for action in menu.actions()[-2:]:
            action.setEnabled(self._model.hasChildren(self.currentIndex().siblingAtColumn(KEY)))
        return menu

    # --- Qt

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        super().currentChanged(current, previous)
        self.current_node_changed.emit(self._model.node(current))
        if not self._is_restoring and not self._is_pressed:
            self._choose(current)

    def _choose(self, index: Index) -> None:
        node = self._model.node(index)
        if node is not None:
            self.node_chosen.emit(node)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._is_restoring = True  # Qt makes a row the current one where there is none
        super().focusInEvent(event)
        self._is_restoring = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose with the left button, in the current row too."""
        place = event.position().toPoint()
        self._is_pressed = True
        super().mousePressEvent(event)
        self._is_pressed = event.button() is Qt.MouseButton.LeftButton
        if self._is_pressed:
            self._choose(self.indexAt(place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._is_pressed = False

    def paintEvent(self, event: QPaintEvent) -> None:
        paint = super().paintEvent
        self._background.make_way_for(lambda: paint(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Asterisk:
            self.open_below()  # Qt's own knows no bounds
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu().popup(place)
        event.accept()
