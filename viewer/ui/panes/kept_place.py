"""What is selected, current and in sight in a table, kept across a new order of rows by the table's own row numbers.

In a big table the new places are looked for in a worker; when the user moved on in the meantime, once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QObject, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableView

from viewer.late import late
from viewer.ui.background import Background, Task
from viewer.ui.models.column_table_model import ColumnTableModel

if TYPE_CHECKING:
    from viewer.analysis.kept_rows import Found
    from viewer.ui.models.column_table_model import Rows

found_again = late("viewer.analysis.kept_rows", "found_again")
MOST_KEPT_SPANS = 1_000  # a selection in more separate pieces than this would slow down every paint
ROWS_AT_ONCE = 50_000
Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True, slots=True)
class Place:
    """`current_row` is the table's row number, -1 for none; `spans` are shown rows, `columns` the first and the last."""

    current_row: int
    current_column: int
    spans: tuple[range, ...]
    columns: tuple[int, int]

    @property
    def is_nowhere(self) -> bool:
        """True where nothing is selected or current."""
        return self.current_row < 0 and not self.spans


class RowSwap(QObject):
    """Gives the model another order of rows and puts the view back in its place; `swapped` follows."""

    swapped = Signal()
    failed = Signal(object)

    def __init__(self, background: Background, view: QTableView, model: ColumnTableModel) -> None:
        super().__init__(view)
        self._background = background
        self._view = view
        self._model = model
        self._task: Task | None = None
        self._rows: Rows = None
        self._place: Place | None = None

    @property
    def is_busy(self) -> bool:
        return self._task is not None

    def swap(self, rows: Rows) -> None:
        """Show these rows; a swap that is still under way is dropped."""
        self.stop()
        if rows is self._model.rows:
            self.swapped.emit()
            return
        self._rows = rows
        self._look()

    def stop(self) -> None:
        """Drop the swap that is under way."""
        if self._task is not None:
            self._task.stop()
            self._task = None

    def _look(self) -> None:
        table, before, rows, place = self._model.table, self._model.rows, self._rows, place_in(self._view, self._model)
        self._place = place
        if table is None or place.is_nowhere:
            self._show(None)
            return
        asked = (table.row_count, before, place.spans, place.current_row, rows, MOST_KEPT_SPANS)
        if table.row_count <= ROWS_AT_ONCE:
            self._show(found_again(*asked))
            return
        self._task = self._background.start(lambda _: found_again(*asked), "find the selected rows again")
        self._task.succeeded.connect(self._take)
        self._task.failed.connect(self._give_up)

    def _take(self, found: Found) -> None:
        self._task = None
        if place_in(self._view, self._model) == self._place:
            self._show(found)
        else:
            self._look()

    def _show(self, found: Found | None) -> None:
        is_in_sight = current_is_in_sight(self._view)
        self._model.show_rows(self._rows)
        if found is not None and self._place is not None:
            put_back(self._view, self._model, self._place, found.current, found.spans, is_in_sight=is_in_sight)
        self._rows = None
        self.swapped.emit()

    def _give_up(self, error: Exception) -> None:
        self._task = None
        self.failed.emit(error)


def spans_of(selection: QItemSelection) -> tuple[list[range], set[int]]:
    """Return the selected rows as ascending spans that don't touch, and the selected columns."""
    parts = [selection.at(place) for place in range(selection.size())]
    columns = {column for part in parts for column in range(part.left(), part.right() + 1)}
    spans: list[range] = []
    for start, stop in sorted((part.top(), part.bottom() + 1) for part in parts):
        if spans and start <= spans[-1].stop:
            spans[-1] = range(spans[-1].start, max(stop, spans[-1].stop))
        else:
            spans.append(range(start, stop))
    return spans, columns


def place_in(view: QTableView, model: ColumnTableModel) -> Place:
    """Note the place before rows are swapped."""
    index = view.currentIndex()
    spans, columns = spans_of(view.selectionModel().selection())
    return Place(
        model.table_row(index.row()) if index.isValid() else -1,
        index.column(),
        tuple(spans),
        (min(columns), max(columns)) if columns else (0, 0),
    )


def current_is_in_sight(view: QTableView) -> bool:
    """True where the current cell can be seen."""
    index = view.currentIndex()
    return index.isValid() and view.viewport().rect().intersects(view.visualRect(index))


def put_back(
    view: QTableView,
    model: ColumnTableModel,
    place: Place,
    current: int | None,
    spans: tuple[range, ...],
    *,
    is_in_sight: bool,
) -> None:
    """Go back to a place, the current row of which is now shown at `current`, the selected ones at `spans`."""
    index = model.index(current if current is not None else -1, place.current_column)
    selection = view.selectionModel()
    if index.isValid():
        selection.setCurrentIndex(index, Flag.NoUpdate)
    if spans:
        left, right = place.columns
        parts = QItemSelection()
        for span in spans:
            parts.append(QItemSelectionRange(model.index(span.start, left), model.index(span.stop - 1, right)))
        selection.select(parts, Flag.ClearAndSelect)
    if index.isValid() and is_in_sight:
        view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
