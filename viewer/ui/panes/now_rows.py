"""Which rows of a table are marked, as being now or as chosen: decided for the rows in sight only, when they are painted.

Whatever the size of the table, a move of the playhead costs a look at some dozen rows, and only those whose mark comes or
goes are painted again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView

from viewer.late import late
from viewer.model.choice import NOTHING, Choice
from viewer.model.columns import Table
from viewer.ui.models.column_table_model import ColumnTableModel

if TYPE_CHECKING:
    from viewer.analysis.marked_rows import ChosenRows
    from viewer.analysis.row_times import Now, RowTimes

times_of = late("viewer.analysis.row_times", "times_of")
chosen_rows = late("viewer.analysis.marked_rows", "chosen_rows")
marked = late("viewer.analysis.marked_rows", "marked")

Marks = tuple[frozenset[int], frozenset[int]]
NO_MARKS: Marks = (frozenset(), frozenset())


class NowRows(QObject):
    """Knows the times of the shown table's rows, the playhead's moment and the choice. Places are rows as they are shown."""

    def __init__(self, view: QTableView, model: ColumnTableModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._table: Table | None = None
        self._choice = NOTHING
        self._chosen: ChosenRows | None = None
        self._marks = NO_MARKS
        self.times: RowTimes | None = None
        self.now: Now | None = None
        model.describe_row = self.words

    def show(self, table: Table | None, times: RowTimes | None = None) -> None:
        """Mark the rows of another table; its times are found by the names of its columns where they are not given."""
        self._table = table
        self.times = times_of(table) if times is None and table is not None else times
        self.choose(self._choice)

    def set_now(self, now: Now) -> None:
        """Mark what is at this moment."""
        self.now = now
        self._refresh()

    def choose(self, choice: Choice) -> None:
        """Mark what belongs to this choice."""
        self._choice = choice
        table = self._table
        self._chosen = chosen_rows(table, self.times, choice) if table is not None and choice != NOTHING else None
        self._refresh()

    def first_chosen(self) -> int | None:
        """The first row of the table, by its own number, that belongs to the choice."""
        return self._chosen.first(self._table.row_count) if self._chosen is not None and self._table is not None else None

    def marks(self) -> Marks:
        """The places in sight that are now, and those that are chosen."""
        first, stop = self._in_sight()
        self._marks = self._marked(first, stop)
        return self._marks

    def words(self, place: int) -> str:
        """What the marks of a row say, for who can't see them."""
        is_now, is_chosen = (bool(places) for places in self._marked(place, place + 1))
        if is_now and is_chosen:
            return self.tr("now, chosen")
        return self.tr("now") if is_now else self.tr("chosen") if is_chosen else ""

    def _marked(self, first: int, stop: int) -> Marks:
        if first >= stop or (self._chosen is None and (self.times is None or self.now is None)):
            return NO_MARKS
        found: Marks = marked(self._model.rows, first, stop, self.times, self.now, self._chosen)
        return found

    def _in_sight(self) -> tuple[int, int]:
        count, height = self._model.rowCount(), self._view.viewport().height()
        first, last = self._view.rowAt(0), self._view.rowAt(max(height - 1, 0))
        return max(first, 0), count if last < 0 else min(last + 1, count)

    def _refresh(self) -> None:
        """Paint again those rows in sight whose marks are others now."""
        if not self._view.isVisible():
            return
        before = self._marks
        now, chosen = self.marks()
        for place in (before[0] ^ now) | (before[1] ^ chosen):
            top, height = self._view.rowViewportPosition(place), self._view.rowHeight(place)
            for part in (self._view.viewport(), self._view.verticalHeader().viewport()):
                part.update(0, top, part.width(), height)
