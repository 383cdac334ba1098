"""Which rows of a table are shown and in what order: sorted and filtered in a worker, a newer wish replacing the older."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from viewer.late import late
from viewer.model.columns import Table
from viewer.model.timing import TimeFormat
from viewer.ui.background import Background, Task

if TYPE_CHECKING:
    from viewer.analysis.rows import Order
    from viewer.watch import Watch

wish_of = late("viewer.analysis.rows", "Wish")
arranged = late("viewer.analysis.rows", "arranged")


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
        self._chosen: tuple[str, Sequence[int]] | None = None
        self._time_format = TimeFormat.CLOCK
        self._known: Order | None = None  # the last sorting of all rows, from which a filter only picks
        self._task: Task | None = None

    @property
    def needle(self) -> str:
        return self._needle

    @property
    def is_busy(self) -> bool:
        return self._task is not None

    def set_table(self, table: Table | None, column: int | None) -> None:
        """Order another table from now on, by this column of it, or in service order."""
        self._table, self._column, self._known = table, column, None
        self._begin()

    def sort_by(self, column: int | None, *, is_descending: bool = False) -> None:
        """Sort by a column's values, or go back to service order with None."""
        self._column, self._is_descending = column, is_descending
        self._begin()

    def filter_by(self, needle: str) -> None:
        """Show only rows that have `needle` in one of their cells; all with ""."""
        if needle != self._needle:
            self._needle = needle
            self._begin()

    def set_time_format(self, time_format: TimeFormat) -> None:
        """Understand times that are typed as they are shown from now on."""
        if time_format != self._time_format:
            self._time_format = time_format
            if self._needle.split():
                self._begin()

    def choose(self, chosen: tuple[str, Sequence[int]] | None) -> None:
        """Show only rows with certain texts: the name of a text column, and the codes of the texts. All with None."""
        if chosen != self._chosen:
            self._chosen = chosen
            self._begin()

    def _begin(self) -> None:
        if self._task is not None:
            self._task.stop()
            self._task = None
        table, known = self._table, self._known
        if table is None or (self._column is None and self._chosen is None and not self._needle.split()):
            self._known = None
            self.rows_ready.emit(None)
            return
        asked = (table, self._needle, self._chosen, self._column, self._is_descending, self._time_format)

        def work(watch: Watch) -> Any:
            return arranged(wish_of(*asked), known, watch)

        self._task = self._background.start(work, "sort and filter")
        self._task.succeeded.connect(self._deliver)
        self._task.failed.connect(self._give_up)

    def _deliver(self, outcome: Any) -> None:
        self._task = None
        rows, self._known = outcome
        self.rows_ready.emit(rows)

    def _give_up(self, error: Exception) -> None:
        self._task = None
        self.failed.emit(error)
