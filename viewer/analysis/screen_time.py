"""Screen time: how long something is there, overlapping occurrences counted once, for many detections in one pass."""

from __future__ import annotations

import numpy as np
from numpy import float64, int64
from numpy.typing import NDArray

DIGITS = 6
"""Computed times are rounded to the microsecond, so that 0.1 + 0.2 seconds are shown as 0.3."""


def union_seconds(starts: NDArray[float64], ends: NDArray[float64]) -> float:
    """Return the seconds that at least one of the spans covers; as the vendor's reader sums them (FORMATS.md F1, known).

    Spans without two finite times count for nothing, and so do those that end before they start.
    """
    return float(union_seconds_by_group(np.zeros(len(starts), int64), starts, ends, 1)[0])


def union_seconds_by_group(
    groups: NDArray[int64], starts: NDArray[float64], ends: NDArray[float64], count: int
) -> NDArray[float64]:
    """Return for each group 0…count-1 the seconds that at least one of its spans covers.

    Span n belongs to `groups[n]`; spans may stand in any order. Counted as in `union_seconds`.
    """
    usable = np.flatnonzero(np.isfinite(starts) & np.isfinite(ends) & (ends > starts))
    usable = usable[np.lexsort((starts[usable], groups[usable]))]
    group, start, end = groups[usable], starts[usable], ends[usable]
    if not len(usable):
        return np.zeros(count)
    begins = np.maximum(start, _covered_until(group, end))
    with np.errstate(over="ignore"):  # -1e308…1e308 is endless
        total: NDArray[float64] = np.bincount(group, weights=np.maximum(end - begins, 0.0), minlength=count).astype(float64)
    return rounded(total)


def rounded(seconds: NDArray[float64]) -> NDArray[float64]:
    """Return computed times without the dust of binary fractions."""
    with np.errstate(over="ignore"):
        result: NDArray[float64] = np.round(seconds, DIGITS)
    return np.where(np.isfinite(result), result, seconds)


def _covered_until(group: NDArray[int64], end: NDArray[float64]) -> NDArray[float64]:
    """For each span the latest end of the spans before it in its group; minus infinity for the first of a group.

    Strategy: ends become ranks, and group × ranks + rank grows from group to group, so one running maximum serves them all.
    """
    distinct, rank = np.unique(end, return_inverse=True)
    reached = np.maximum.accumulate(group * len(distinct) + rank)
    before = np.full(len(end), -np.inf)
    is_same = group[1:] == group[:-1]
    before[1:][is_same] = distinct[reached[:-1][is_same] % len(distinct)]
    return before
