"""Which of the rows in sight are marked: those that are now, and those that belong to what is chosen."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy import bool_, float64, int32, int64
from numpy.typing import NDArray

from viewer.analysis.row_times import Now, RowTimes, Spans
from viewer.model.choice import Choice
from viewer.model.columns import Table, Texts

Rows = NDArray[int64]
Mask = NDArray[bool_]


@dataclass(frozen=True, slots=True)
class ChosenRows:
    """The rows of a table that belong to what is chosen: by their detection, else by their span."""

    codes: NDArray[int32] | None = None
    code: int = -1
    spans: Spans | None = None
    start_seconds: float = math.nan
    end_seconds: float = math.nan

    def are_chosen(self, rows: Rows) -> Mask:
        """Which of these rows of the table are chosen."""
        if self.codes is not None:
            return np.asarray(self.codes[rows] == self.code)
        if self.spans is None:
            return np.zeros(len(rows), dtype=bool)
        return _are_alike(self.spans.start_seconds[rows], self.start_seconds) & _are_alike(
            self.spans.end_seconds[rows], self.end_seconds
        )

    def first(self, row_count: int) -> int | None:
        """The first chosen row of the table."""
        hits = np.flatnonzero(self.are_chosen(np.arange(row_count, dtype=int64)))
        return int(hits[0]) if len(hits) else None


def chosen_rows(table: Table, times: RowTimes | None, choice: Choice) -> ChosenRows | None:
    """Return which rows of a table belong to a choice; None where no row can.

    In a table with detection IDs those of the chosen detection; where none is, and there are spans, those with the chosen
    span.
    """
    ids = next((column.values for column in table.columns if column.name == "detection_id"), None)
    if isinstance(ids, Texts) and choice.detection_id is not None:
        if choice.detection_id not in ids.distinct:
            return None
        return ChosenRows(codes=ids.codes, code=ids.distinct.index(choice.detection_id))
    if not isinstance(times, Spans) or (choice.start_seconds is None and choice.end_seconds is None):
        return None
    start, end = (math.nan if one is None else one for one in (choice.start_seconds, choice.end_seconds))
    return ChosenRows(spans=times, start_seconds=start, end_seconds=end)


def marked(
    rows: Rows | None, first: int, stop: int, times: RowTimes | None, now: Now | None, chosen: ChosenRows | None
) -> tuple[frozenset[int], frozenset[int]]:
    """Return which of the places `first`…`stop` of the shown order are now, and which are chosen.

    `rows` are the shown rows of the table in their order, None for all as they come.
    """
    asked = np.arange(first, stop, dtype=int64) if rows is None else rows[first:stop]
    is_now = times.are_now(asked, now) if times is not None and now is not None else None
    is_chosen = chosen.are_chosen(asked) if chosen is not None else None
    return _places(is_now, first), _places(is_chosen, first)


def _places(mask: Mask | None, first: int) -> frozenset[int]:
    return frozenset() if mask is None else frozenset((np.flatnonzero(mask) + first).tolist())


def _are_alike(values: NDArray[float64], wanted: float) -> Mask:
    return np.isnan(values) if math.isnan(wanted) else np.asarray(values == wanted)
