"""The one table view of all panes: sorts and filters in a worker, copies cells with headers, remembers its columns.

A new order of rows comes as a reset of the model, after which selection, current row and place are put back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import product
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from viewer.late import late
from viewer.model.columns import Kind, Table
from viewer.model.timing import TimeFormat
from viewer.ui.background import Background
from viewer.ui.models.column_table_model import ColumnTableModel, Index
from viewer.ui.models.row_order import RowOrder
from viewer.ui.panes.cell_copying import CellCopying
from viewer.ui.panes.cell_painting import TableHeader, delegate_of, row_height
from viewer.ui.panes.column_arrangement import ColumnArrangement
from viewer.ui.panes.kept_place import RowSwap, current_is_in_sight, place_in, put_back, spans_of
from viewer.ui.panes.mark_gutter import MarkGutter
from viewer.ui.panes.now_rows import NowRows
from viewer.ui.panes.store import Store
from viewer.ui.panes.table_menus import cell_menu, header_menu
from viewer.ui.panes.wrapped_rows import WrappedRows

if TYPE_CHECKING:
    from viewer.analysis.row_times import RowTimes

place_of = late("viewer.analysis.kept_rows", "place_of")
_TINT = 28  # of 255: marks the row of the current cell
_ROWS_AROUND = 2
_BARE_KEYS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


class TableView(QTableView):
    """Shows one table. `current_row_changed` gives the table's row number, -1 for none; `rows_changed` follows each swap.

    `row_chosen` gives the row that the user went to, by mouse or keys; rows put back after sorting and the like are none.
    `touched` says that the user is at work here: scrolls, clicks or presses keys.
    """

    current_row_changed = Signal(int)
    row_chosen = Signal(int)
    touched = Signal()
    rows_changed = Signal()
    typed = Signal(str)  # letters typed into the table; they are for the filter
    failed = Signal(object)

    def __init__(self, background: Background, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ColumnTableModel(self)
        self._background = background
        self._order = RowOrder(background, self)
        self._swap = RowSwap(background, self, self._model)
        self.copying = CellCopying(background, self)
        self._current_table_row = -1
        self._is_restoring = False
        self._is_pressed = False
        self.now = NowRows(self, self._model)
        kinds = product((False, True), (False, True))
        self._delegates = {kind: delegate_of(self, self._model.cell, *kind) for kind in kinds}
        self._build()
        self.columns = ColumnArrangement(self, self._model, store)
        self._wrapped = WrappedRows(self, self._model)
        self._order.rows_ready.connect(self._swap.swap)
        self._order.failed.connect(self.failed)
        self._swap.swapped.connect(self._rows_shown)
        self._swap.failed.connect(self.failed)
        self.columns.changed.connect(self._wrapped.fit)
        self._model.modelAboutToBeReset.connect(self._begin_restoring)
        self.verticalScrollBar().actionTriggered.connect(self.touched)

    def _build(self) -> None:
        self.setHorizontalHeader(TableHeader(self))
        self.setModel(self._model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        digits = QFont()
        digits.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(digits)
        header = self.horizontalHeader()
        # With every row selected the header would ask for each of them whenever it paints.
        header.setSelectionModel(QItemSelectionModel(self._model, header))
        self.setSortingEnabled(True)  # for the clicks: they sort and don't select a column; the model itself sorts nothing
        header.setSortIndicatorClearable(True)
        header.setSectionsClickable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._sort)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_header_menu)
        self.setVerticalHeader(MarkGutter(self, self.now))
        self._size_rows()

    # --- what is shown

    @property
    def column_model(self) -> ColumnTableModel:
        return self._model

    @property
    def needle(self) -> str:
        """What the rows are filtered by."""
        return self._order.needle

    @property
    def is_busy(self) -> bool:
        """True while rows are being sorted or filtered."""
        return self._order.is_busy or self._swap.is_busy

    def show_table(self, table: Table | None, *, keep_place: bool = False, times: RowTimes | None = None) -> None:
        """Show another table, or none. With `keep_place` it is a newer state of the same rows.

        `times` are those of its rows, where its columns do not tell them.
        """
        before = self._model.table
        is_like = before is not None and table is not None and before.name == table.name
        keeps = keep_place and is_like and before is not None and table is not None and before.row_count == table.row_count
        self._swap.stop()
        place, row, is_in_sight = place_in(self, self._model), self.currentIndex().row(), current_is_in_sight(self)
        self.columns.remember()
        sorted_by = self._follow_sorting(before if is_like else None, table)
        self._model.show_table(table, self._model.rows if keeps else None)
        self.now.show(table, times)
        self.setWordWrap(table is not None and any(column.kind is Kind.LONG_TEXT for column in table.columns))
        self._size_rows()
        self._set_delegates()
        self.columns.arrange()
        if keeps:
            put_back(self, self._model, place, row, place.spans, is_in_sight=is_in_sight)
            self._wrapped.fit()
        else:
            self.scrollToTop()
        self._note_current()
        self._is_restoring = False
        self._order.set_table(table, sorted_by)

    def _set_delegates(self) -> None:
        columns = self._model.table.columns if self._model.table is not None else ()
        is_wrapped = any(column.kind is Kind.LONG_TEXT for column in columns)
        for number, column in enumerate(columns):
            is_number = column.kind not in (Kind.TEXT, Kind.LONG_TEXT)
            self.setItemDelegateForColumn(number, self._delegates[is_number, is_wrapped])

    def set_time_format(self, time_format: TimeFormat) -> None:
        """Show and copy times in another format."""
        self._model.set_time_format(time_format)
        self._order.set_time_format(time_format)
        self.columns.fit()

    def filter_by(self, needle: str) -> None:
        """Show only rows that have `needle` in them."""
        self._order.filter_by(needle)

    def choose(self, chosen: tuple[str, Sequence[int]] | None) -> None:
        """Show only rows with certain texts: a text column's name, and the codes of the texts. All with None."""
        self._order.choose(chosen)

    def current_table_row(self) -> int:
        """The table's number of the current row; -1 where there is none."""
        index = self.currentIndex()
        return self._model.table_row(index.row()) if index.isValid() else -1

    def make_current(self, table_row: int) -> None:
        """Make a row of the table the current one, if it is shown; it does not count as chosen by the user."""
        table = self._model.table
        place = place_of(table_row, self._model.rows, table.row_count) if table is not None else None
        if place is not None and place != self.currentIndex().row():
            column = self.currentIndex().column() if self.currentIndex().isValid() else self.columns.visible_order()[0]
            self.quietly(lambda: self.setCurrentIndex(self._model.index(place, column)))

    @property
    def is_being_read(self) -> bool:
        """True where the user is in the table, or has selected several of its cells."""
        parts = self.selectionModel().selection()
        return self.hasFocus() or sum(parts.at(n).width() * parts.at(n).height() for n in range(parts.size())) > 1

    def quietly(self, move: Callable[[], object]) -> None:
        """Let `move` change the current row without its counting as chosen by the user."""
        self._is_restoring = True
        try:
            move()
        finally:
            self._is_restoring = False

    def step(self, by: int) -> bool:
        """Make the next (1) or previous (-1) shown row the current one; True where that wrapped around."""
        count = self._model.rowCount()
        if not count:
            return False
        row = self.currentIndex().row() if self.currentIndex().isValid() else (-1 if by > 0 else count)
        column = self.currentIndex().column() if self.currentIndex().isValid() else self.columns.visible_order()[0]
        self.setCurrentIndex(self._model.index((row + by) % count, column))
        return not 0 <= row + by < count

    def show_row(self, row: int) -> None:
        """Bring a shown row into the middle, unless it is in sight with some rows around it. Nothing else changes."""
        page, top, height = self.viewport().height(), self.rowViewportPosition(row), self._wrapped.height(row)
        around = min(self.verticalHeader().defaultSectionSize() * _ROWS_AROUND, page // 4)
        if self.rowAt(0) <= row and around <= top <= page - around - height:
            return
        room, first = (page - height) // 2, row
        while first > 0 and (room := room - self._wrapped.height(first - 1)) >= 0:
            first -= 1
        self.verticalScrollBar().setValue(first)

    # --- sorting

    def service_order(self) -> None:
        """Go back to the order of the rows as they came."""
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self._order.sort_by(column if column >= 0 else None, is_descending=order is Qt.SortOrder.DescendingOrder)

    def _follow_sorting(self, before: Table | None, table: Table | None) -> int | None:
        """The column of the new table by which the one before was sorted, if it has it; the header shows it from now on."""
        header = self.horizontalHeader()
        section, direction = header.sortIndicatorSection(), header.sortIndicatorOrder()
        names = [column.name for column in table.columns] if table is not None else []
        name = before.columns[section].name if before is not None and 0 <= section < len(before.columns) else ""
        column = names.index(name) if name in names else None
        header.blockSignals(True)
        header.setSortIndicator(-1 if column is None else column, direction)
        header.blockSignals(False)
        return column

    # --- the place

    def _begin_restoring(self) -> None:
        self._is_restoring = True  # until the rows are shown again, and what was current is put back

    def _rows_shown(self) -> None:
        self._is_restoring = False
        self._wrapped.fit()
        self._note_current()
        self.rows_changed.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.viewport().update()
        self._note_current()
        if current.row() != previous.row() and not self._is_restoring and not self._is_pressed:
            self._choose(current)

    def _choose(self, index: Index) -> None:
        if index.isValid():
            self.touched.emit()
            self.row_chosen.emit(self._model.table_row(index.row()))

    def _note_current(self) -> None:
        row = self.current_table_row()
        if row != self._current_table_row:
            self._current_table_row = row
            self.current_row_changed.emit(row)

    # --- copying

    def copy(self, *, with_headers: bool = True, whole_rows: bool = False) -> None:
        """Copy the selected cells as tab-separated text, in the order in which columns and rows are shown.

        Always a rectangle, as spreadsheets take it: every row and column in which a cell is selected.
        """
        table = self._model.table
        spans, selected = spans_of(self.selectionModel().selection())
        if table is None or not spans:
            return
        columns = [number for number in self.columns.visible_order() if whole_rows or number in selected]
        if columns:
            self.copying.copy(table, self._model.rows, spans, columns, self._model.time_format, with_headers=with_headers)

    # --- menus

    def _open_header_menu(self, place: QPoint) -> None:
        header = self.horizontalHeader()
        header_menu(self, header.logicalIndexAt(place)).popup(header.mapToGlobal(place))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        cell_menu(self).popup(place)
        event.accept()

    # --- mouse, keys, painting, sizes

    def focusInEvent(self, event: QFocusEvent) -> None:
        enter = super().focusInEvent
        self.quietly(lambda: enter(event))  # Qt makes a row the current one where there is none

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose with the left button, in the current row too; what is only dragged over is not chosen."""
        self._is_pressed = True
        super().mousePressEvent(event)
        self._is_pressed = event.button() is Qt.MouseButton.LeftButton
        self.touched.emit()
        if self._is_pressed:
            self._choose(self.indexAt(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._is_pressed = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _BARE_KEYS:
            self.touched.emit()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing filters; Qt's own search would ask the model for every row."""
        if search.strip():
            self.typed.emit(search)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint = super().paintEvent
        self._background.make_way_for(lambda: paint(event))
        painter = QPainter(self.viewport())
        self._tint(painter, QPalette.ColorRole.Accent, self.now.marks()[0])
        if self.currentIndex().isValid():
            self._tint(painter, QPalette.ColorRole.Highlight, (self.currentIndex().row(),))
        painter.end()

    def _tint(self, painter: QPainter, role: QPalette.ColorRole, rows: Collection[int]) -> None:
        tint = QColor(self.palette().color(role))
        tint.setAlpha(_TINT)
        for row in rows:
            painter.fillRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row), tint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.distribute()
        self._wrapped.fit()

    def hideEvent(self, event: QHideEvent) -> None:
        self.columns.remember()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "columns"):
            self._size_rows()
            self.columns.fit()
            self._wrapped.fit()

    def _size_rows(self) -> None:
        height = row_height(self.fontMetrics().height())
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
