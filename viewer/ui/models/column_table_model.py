"""A table of columns as a Qt model: no object per row, only the shown cells are turned into text.

The order of the rows is an array of row numbers, or None for the service's own order. A new order is swapped in by a
reset; the view remembers what was selected, because Qt would keep an object for each selected row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from viewer.model.columns import Column, Kind, Table
from viewer.model.timing import NO_START, Notation, TimeFormat
from viewer.text import Text
from viewer.ui.messages import shown
from viewer.ui.models.cells import CellText, plain_tooltip, shown_cells, tooltip

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

    Rows = NDArray[int64] | None

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_DESCRIPTION = int(Qt.ItemDataRole.AccessibleDescriptionRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_LEFT_TOP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_RIGHT_TOP = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)


class ColumnTableModel(QAbstractTableModel):
    """Shows one table, or none, with its rows in a given order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._time_format = TimeFormat.CLOCK
        self._table: Table | None = None
        self._rows: Rows = None
        self._row_count = 0
        self._cells: tuple[CellText, ...] = ()
        self._alignments: tuple[int, ...] = ()
        self.describe_row: Callable[[int], str] | None = None  # what screen readers say of a shown row, beside its cells

    @property
    def table(self) -> Table | None:
        return self._table

    @property
    def rows(self) -> Rows:
        """The shown rows in their order, as row numbers of the table; None for all, in service order."""
        return self._rows

    @property
    def time_format(self) -> TimeFormat:
        return self._time_format

    def show_table(self, table: Table | None, rows: Rows = None) -> None:
        """Show another table, or none."""
        self.beginResetModel()
        self._table = table
        self._rows = rows
        self._row_count = self._count()
        self._make_cells()
        self.endResetModel()

    def show_rows(self, rows: Rows) -> None:
        """Show the same table's rows in another order, or fewer or more of them."""
        self.beginResetModel()
        self._rows = rows
        self._row_count = self._count()
        self.endResetModel()

    def set_time_format(self, time_format: TimeFormat) -> None:
        """Show times in another format."""
        self._time_format = time_format
        self._make_cells()
        if self._row_count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._row_count - 1, self.columnCount() - 1))
        if self.columnCount():
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def table_row(self, row: int) -> int:
        """Return the table's number of the row shown at `row`."""
        return row if self._rows is None else int(self._rows[row])

    def cell(self, row: int, column: int) -> str:
        """Return what a cell shows; painting asks for this alone, a good deal faster than by `data`."""
        if row >= self._row_count or column >= len(self._cells):
            return ""
        return self._cells[column](row if self._rows is None else int(self._rows[row]))

    # --- what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._row_count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() or self._table is None else len(self._table.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _ALIGNMENT, _TOOLTIP, _DESCRIPTION) or not index.isValid():
            return None
        row, column = index.row(), index.column()
        if row >= self._row_count or column >= len(self._cells) or self._table is None:
            return None
        if role == _ALIGNMENT:
            return self._alignments[column]
        if role == _DESCRIPTION:
            return self.describe_row(row) if self.describe_row is not None else None
        table_row = self.table_row(row)
        if role == _DISPLAY:
            return self._cells[column](table_row)
        return tooltip(self._table.columns[column], table_row, self._time_format)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if self._table is None or section < 0 or orientation is not Qt.Orientation.Horizontal:
            return None
        if section >= len(self._table.columns):
            return None
        column = self._table.columns[section]
        if role == _DISPLAY:
            return shown(_titled(column, self._time_format))
        if role == _TOOLTIP:
            return plain_tooltip(shown(_explained(column, self._time_format)))
        if role == _ALIGNMENT:
            return _LEFT if column.kind in (Kind.TEXT, Kind.LONG_TEXT) else _RIGHT
        return None

    def _count(self) -> int:
        if self._table is None:
            return 0
        return self._table.row_count if self._rows is None else len(self._rows)

    def _make_cells(self) -> None:
        columns = self._table.columns if self._table is not None else ()
        self._cells = tuple(shown_cells(column, self._time_format) for column in columns)
        is_wrapped = any(column.kind is Kind.LONG_TEXT for column in columns)
        left, right = (_LEFT_TOP, _RIGHT_TOP) if is_wrapped else (_LEFT, _RIGHT)
        texts = (Kind.TEXT, Kind.LONG_TEXT)
        self._alignments = tuple(left if column.kind in texts else right for column in columns)


def _titled(column: Column, time_format: TimeFormat) -> Text:
    """The title of a column, with the unit where the times in it are bare numbers."""
    notation = time_format.used_notation if column.kind.is_time else None
    if notation is Notation.SECONDS:
        return Text("{title} (s)", title=column.title)
    if notation is Notation.FRAMES:
        template = "{title} (frame)" if column.kind is Kind.SECONDS else "{title} (frames)"
        return Text(template, title=column.title)
    return column.title


def _explained(column: Column, time_format: TimeFormat) -> Text:
    """The tooltip of a column, which also says where the times in it begin to count."""
    has_start = column.kind is Kind.SECONDS and time_format.start != NO_START
    if not has_start or time_format.used_notation not in (Notation.CLOCK, Notation.TIMECODE):
        return column.tooltip
    template = "{tooltip} Shown from the programme start, {start}."
    return Text(template, tooltip=column.tooltip, start=time_format.shown_start())
