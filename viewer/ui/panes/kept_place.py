"""What is selected, current and in sight in a table, kept across a new order of rows by the table's own row numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange
from PySide6.QtWidgets import QAbstractItemView, QTableView

from viewer.model.columns import Texts
from viewer.ui.models.column_table_model import ColumnTableModel

MOST_KEPT_SPANS = 1_000  # a selection in more separate pieces than this would slow down every paint
Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True, slots=True)
class Place:
    """`current_row` is the table's row number, -1 for none; `mask` has one truth value per row of the table, or is None."""

    current_row: int
    current_column: int
    is_in_sight: bool
    mask: Any
    columns: tuple[int, int]


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
    """Note the place before the rows are swapped."""
    index = view.currentIndex()
    spans, columns = spans_of(view.selectionModel().selection())
    return Place(
        model.table_row(index.row()) if index.isValid() else -1,
        index.column(),
        index.isValid() and view.viewport().rect().intersects(view.visualRect(index)),
        _mask(model, spans) if spans else None,
        (min(columns), max(columns)) if columns else (0, 0),
    )


def put_back(view: QTableView, model: ColumnTableModel, place: Place) -> None:
    """Go back to the place after the rows were swapped, as far as its rows are shown."""
    row = model.shown_row(place.current_row) if place.current_row >= 0 else None
    index = model.index(row if row is not None else -1, place.current_column)
    if index.isValid():
        view.selectionModel().setCurrentIndex(index, Flag.NoUpdate)
    if place.mask is not None:
        _select(view, model, place)
    if index.isValid() and place.is_in_sight:
        view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)


def _mask(model: ColumnTableModel, spans: list[range]) -> Any:
    assert model.table is not None
    values = model.table.columns[0].values
    array: Any = values.codes if isinstance(values, Texts) else values.values
    mask = array != array  # an array of truth values as long as the table, made without importing numpy
    mask[:] = False
    for span in spans:
        if model.rows is None:
            mask[span.start : span.stop] = True
        else:
            mask[model.rows[span.start : span.stop]] = True
    return mask


def _select(view: QTableView, model: ColumnTableModel, place: Place) -> None:
    shown_mask = place.mask if model.rows is None else place.mask[model.rows]
    rows = shown_mask.nonzero()[0]
    if not len(rows):
        return
    gaps = ((rows[1:] - rows[:-1]) != 1).nonzero()[0]
    if len(gaps) >= MOST_KEPT_SPANS:
        view.selectionModel().select(view.currentIndex(), Flag.ClearAndSelect)
        return
    starts = [int(rows[0]), *(int(rows[gap + 1]) for gap in gaps)]
    ends = [*(int(rows[gap]) for gap in gaps), int(rows[-1])]
    selection = QItemSelection()
    for start, end in zip(starts, ends, strict=True):
        selection.append(QItemSelectionRange(model.index(start, place.columns[0]), model.index(end, place.columns[1])))
    view.selectionModel().select(selection, Flag.ClearAndSelect)
