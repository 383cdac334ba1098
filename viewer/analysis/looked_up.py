"""Numbers that are looked up when they are asked for: a column in another order, without a copy of it.

Strategy: a copy of millions of numbers takes longer to forget than to make. Every STEP-th number of a rising column is kept,
so that finding a place in it looks up no more than STEP of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, overload

import numpy as np
from numpy import float64, signedinteger
from numpy.typing import NDArray

Floats = NDArray[float64]
AnyRows = NDArray[signedinteger[Any]]
STEP = 64


class LookedUp:
    """So many numbers, of which `part(first, stop)` gives some; read like an array, by place or by slice."""

    __slots__ = ("_count", "_every", "_part")

    def __init__(self, count: int, part: Callable[[int, int], Floats], every: Floats | None = None) -> None:
        """`every` is the first of each STEP numbers, where they rise."""
        self._count = count
        self._part = part
        self._every = every

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> float: ...
    @overload
    def __getitem__(self, place: slice) -> Floats: ...
    def __getitem__(self, place: int | slice) -> float | Floats:
        if isinstance(place, slice):
            first, stop, step = place.indices(self._count)
            return self._part(first, max(first, stop))[::step] if step > 0 else self.whole()[place]
        row = range(self._count)[place]
        return float(self._part(row, row + 1)[0])

    def whole(self) -> Floats:
        """All numbers, as an array of their own."""
        return self._part(0, self._count)

    def tolist(self) -> list[float]:
        """All numbers."""
        found: list[float] = self.whole().tolist()
        return found

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return np.asarray(self.whole(), dtype)

    def searchsorted(self, value: float, side: str = "left") -> int:
        """Return where a number belongs in a rising column: before those that are equal, or after them ("right")."""
        is_right = side == "right"
        if self._every is None:
            raise TypeError("these numbers are not known to rise")
        block = max(0, int(np.searchsorted(self._every, value, "right" if is_right else "left")) - 1)
        some = self[block * STEP : (block + 1) * STEP]
        return block * STEP + int(np.searchsorted(some, value, "right" if is_right else "left"))


def picked(column: Floats, rows: AnyRows) -> Floats:
    """Return these rows of a column, as an array of their own; NaN for row -1."""
    is_there = rows >= 0
    if is_there.all():
        return column.take(rows)
    found = np.full(len(rows), np.nan)
    found[is_there] = column.take(rows[is_there])
    return found
