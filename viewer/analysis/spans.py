"""Spans of the video in the order in which they begin, ready to be drawn and found: what a lane of the timeline holds.

Strategy: of each span only its place in the columns that it comes from is kept, four bytes, and which detection it is of;
times and confidence are looked up there. Beside every few spans stands the latest end so far. It rises like the starts do,
so what overlaps any part of the video lies between two places that are found by halving.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy import float64, int32, int64
from numpy.typing import NDArray

from viewer.analysis.looked_up import STEP, AnyRows, LookedUp, picked

Floats = NDArray[float64]
Rows = NDArray[int64]  # places of spans


class Names(NamedTuple):
    """What spans are called: `distinct[codes[n]]`, or `distinct[n]` without codes.

    `n` is the detection's row where the names are `of_detections`, else the span's place in the columns it comes from.
    """

    distinct: Sequence[str] = ("",)
    codes: NDArray[int32] | None = None
    of_detections: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """The label of each span: `distinct[code]`. Codes are looked up when they are asked for."""

    keys: AnyRows
    codes_of_keys: NDArray[int32] | None
    distinct: Sequence[str]

    def __len__(self) -> int:
        return len(self.keys)

    def at(self, place: int) -> str:
        """The label of a span; "" where it has none."""
        key = int(self.keys[place])
        return self.distinct[key if self.codes_of_keys is None else int(self.codes_of_keys[key])]

    def codes(self) -> AnyRows:
        """The code of each span."""
        return self.keys if self.codes_of_keys is None else self.codes_of_keys[self.keys]


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Spans by start; those without a finite start come last. Times in seconds, as received, NaN where there is none.

    `items` tells what each span is: an occurrence's row, -1 where a detection has none; the number of a shot, cue or scene
    caption. `detection_rows` are rows of `core.detections`, -1 where it is no detection. The first `drawn_count` can be
    drawn: `drawn_start` and `drawn_end` are their times kept inside the video, an end before the start being the start.
    `reach` has, for each STEP drawn spans and all before them, the latest `drawn_end`.
    """

    start_seconds: LookedUp
    end_seconds: LookedUp
    confidence: LookedUp
    items: AnyRows
    detection_rows: AnyRows
    labels: Labels
    drawn_start: LookedUp
    drawn_end: LookedUp
    reach: Floats

    def __len__(self) -> int:
        return len(self.items)

    @property
    def drawn_count(self) -> int:
        return len(self.drawn_start)

    def overlapping(self, start_seconds: float, end_seconds: float) -> tuple[int, int]:
        """Return places between which all drawn spans lie that touch this part of the video, and perhaps some others."""
        first = min(int(np.searchsorted(self.reach, start_seconds, "left")) * STEP, self.drawn_count)
        return first, max(first, self.drawn_start.searchsorted(end_seconds, "right"))


Confidence = Callable[[AnyRows, AnyRows], Floats]  # of occurrences with these rows, of detections with these


def spans_of(
    start: Floats,
    end: Floats,
    duration_seconds: float,
    *,
    rows: AnyRows | None = None,
    detection_rows: AnyRows | None = None,
    confidence: Confidence | None = None,
    names: Names = Names(),  # noqa: B008
) -> Spans:
    """Return spans in the order in which they begin. `start` and `end` are columns, which are kept and not copied.

    `rows` are the rows of these columns that are wanted, all without; a row -1 has no times. `detection_rows` tells the
    detection of each of the wanted.
    """
    wanted = np.arange(len(start), dtype=int32) if rows is None else rows
    begins = picked(start, wanted)
    begins[~np.isfinite(begins)] = np.nan
    order = np.argsort(begins, kind="stable")
    drawn = len(order) - int(np.count_nonzero(np.isnan(begins)))
    del begins
    items = wanted[order].astype(int32)
    owners = np.broadcast_to(int32(-1), len(items)) if detection_rows is None else detection_rows[order].astype(int32)
    del order
    for column in (items, owners):
        column.flags.writeable = False
    drawn_start, drawn_end, reach = _drawn(start, end, items[:drawn], duration_seconds)

    def sure(first: int, stop: int) -> Floats:
        if confidence is None:
            return np.full(stop - first, np.nan)
        return confidence(items[first:stop], owners[first:stop])

    return Spans(
        LookedUp(len(items), lambda first, stop: picked(start, items[first:stop])),
        LookedUp(len(items), lambda first, stop: picked(end, items[first:stop])),
        LookedUp(len(items), sure),
        items,
        owners,
        Labels(owners if names.of_detections else _keys(items, names), names.codes, names.distinct),
        drawn_start,
        drawn_end,
        reach,
    )


def _drawn(start: Floats, end: Floats, items: AnyRows, duration_seconds: float) -> tuple[LookedUp, LookedUp, Floats]:
    """Where spans are drawn, and the latest end up to each STEP of them."""
    count = len(items)

    def begins(first: int, stop: int) -> Floats:
        return _inside(start.take(items[first:stop]), duration_seconds)

    def ends(first: int, stop: int) -> Floats:
        rows = items[first:stop]
        return _inside(np.fmax(end.take(rows), start.take(rows)), duration_seconds)

    every = _inside(start.take(items[::STEP]), duration_seconds)
    latest = np.maximum.reduceat(ends(0, count), np.arange(0, count, STEP)) if count else np.zeros(0)
    return LookedUp(count, begins, every), LookedUp(count, ends), np.maximum.accumulate(latest)


def _inside(seconds: Floats, duration_seconds: float) -> Floats:
    np.maximum(seconds, 0.0, out=seconds)
    return np.minimum(seconds, duration_seconds, out=seconds)


def _keys(items: AnyRows, names: Names) -> AnyRows:
    """What the names go by; where there is but one, it is that of all spans."""
    return items if names.codes is not None or len(names.distinct) > 1 else np.broadcast_to(int32(0), len(items))


@cache
def no_spans() -> Spans:
    """Spans of which there are none."""
    nothing = np.zeros(0)
    return spans_of(nothing, nothing, 0.0)
