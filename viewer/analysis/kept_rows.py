"""Where rows of a table went when its order changed: found by numpy through one truth value per row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy import bool_, int64
from numpy.typing import NDArray

Rows = NDArray[int64] | None  # None: all, in service order


@dataclass(frozen=True, slots=True)
class Found:
    """`current` is the shown row of the current one, or None; `spans` are the shown rows that are selected, ascending."""

    current: int | None
    spans: tuple[range, ...]


def found_again(table_rows: int, before: Rows, spans: Sequence[range], current: int, after: Rows, most_spans: int) -> Found:
    """Return where the rows shown at `spans` in the order `before`, and the table's row `current`, are in the order `after`.

    The table has `table_rows` rows; -1 is no current row. A selection in more than `most_spans` pieces shrinks to that row.
    """
    place = place_of(current, after, table_rows)
    if not spans:
        return Found(place, ())
    is_selected: NDArray[bool_] = np.zeros(table_rows, dtype=bool)
    for span in spans:
        is_selected[slice(span.start, span.stop) if before is None else before[span.start : span.stop]] = True
    shown = is_selected if after is None else is_selected.take(after)
    edges = np.flatnonzero(np.diff(shown, prepend=False, append=False))
    if len(edges) > 2 * most_spans:
        return Found(place, () if place is None else (range(place, place + 1),))
    numbers = edges.tolist()
    return Found(place, tuple(map(range, numbers[::2], numbers[1::2])))


def place_of(row: int, rows: Rows, table_rows: int) -> int | None:
    """Return where in the order `rows` the table's row is shown; None where it is not."""
    if rows is None:
        return row if 0 <= row < table_rows else None
    places = np.flatnonzero(rows == row)
    return int(places[0]) if len(places) else None
