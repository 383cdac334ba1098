"""Which rows of a table are shown and in what order: sorted and filtered in a worker, a newer wish replacing the older."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from viewer.late import late
from viewer.model.columns import Table
from viewer.ui.background import Background, Task
from viewer.watch import Watch

ordered = late("viewer.analysis.rows", "ordered")
matching = late("viewer.analysis.rows", "matching")


class RowOrder(QObject):
    """Emits `rows_ready` with an array of row numbers, or None for all rows in service order."""

    rows_ready = Signal(object)
    failed = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._table: Table | None = None
        self._column: int | None = None
        self._is_descending = False
        self._needle = ""
        self._task: Task | None = None

    @property
    def needle(self) -> str:
        return self._needle

    @property
    def is_busy(self) -> bool:
        return self._task is not None

    def set_table(self, table: Table | None) -> None:
        """Order another table from now on, in the same way; a column that it has not is forgotten."""
        self._table = table
        if table is None or (self._column is not None and self._column >= len(table.columns)):
            self._column = None
        self._begin()

    def forget(self) -> None:
        """Go back to service order without asking for rows; for a table of another kind."""
        self._column = None

    def sort_by(self, column: int | None, *, is_descending: bool = False) -> None:
        """Sort by a column's values, or go back to service order with None."""
        self._column, self._is_descending = column, is_descending
        self._begin()

    def filter_by(self, needle: str) -> None:
        """Show only rows that have `needle` in one of their cells; all with ""."""
        if needle != self._needle:
            self._needle = needle
            self._begin()

    def _begin(self) -> None:
        if self._task is not None:
            self._task.stop()
            self._task = None
        table, column, is_descending, needle = self._table, self._column, self._is_descending, self._needle
        if table is None or (column is None and not needle):
            self.rows_ready.emit(None)
            return

        def work(watch: Watch) -> Any:
            rows = matching(table, needle, watch)
            return rows if column is None else ordered(table, rows, column, is_descending, watch)

        self._task = self._background.start(work, "sort and filter")
        self._task.succeeded.connect(self._deliver)
        self._task.failed.connect(self._give_up)

    def _deliver(self, rows: Any) -> None:
        self._task = None
        self.rows_ready.emit(rows)

    def _give_up(self, error: Exception) -> None:
        self._task = None
        self.failed.emit(error)
