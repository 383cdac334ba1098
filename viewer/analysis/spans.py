"""Spans of the video in the order in which they begin, ready to be drawn and found: what a lane of the timeline holds.

Strategy: beside the starts stands the latest end so far. Both rise, so what overlaps any part of the video lies between two
places that are found by halving.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy import float64, int64
from numpy.typing import NDArray

from viewer.model.columns import Texts

Floats = NDArray[float64]
Rows = NDArray[int64]


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Spans by start; those without a finite start come last. Times in seconds, as received, NaN where there is none.

    `items` tells what each span is: an occurrence's row, the number of a shot, cue or scene caption. `detection_rows` are
    rows of `core.detections`, -1 where it is no detection. The first `drawn_count` can be drawn: `drawn_start` and
    `drawn_end` are their times kept inside the video, an end before the start being the start; `reach` is the latest
    `drawn_end` up to and including each.
    """

    start_seconds: Floats
    end_seconds: Floats
    confidence: Floats
    items: Rows
    detection_rows: Rows
    labels: Texts
    drawn_start: Floats
    drawn_end: Floats
    reach: Floats

    def __len__(self) -> int:
        return len(self.start_seconds)

    @property
    def drawn_count(self) -> int:
        return len(self.drawn_start)

    def overlapping(self, start_seconds: float, end_seconds: float) -> tuple[int, int]:
        """Return places between which all drawn spans lie that touch this part of the video, and perhaps some others."""
        first = int(np.searchsorted(self.reach, start_seconds, "left"))
        stop = int(np.searchsorted(self.drawn_start, end_seconds, "right"))
        return first, max(first, stop)


def spans_of(
    start: Floats,
    end: Floats,
    duration_seconds: float,
    *,
    items: Rows | None = None,
    confidence: Floats | None = None,
    detection_rows: Rows | None = None,
    labels: Texts | None = None,
) -> Spans:
    """Return these spans in the order in which they begin; `labels` has a code for each of them."""
    count = len(start)
    is_drawn = np.isfinite(start)
    order = np.argsort(np.where(is_drawn, start, np.nan), kind="stable")
    start, end = start[order], end[order]
    drawn = int(np.count_nonzero(is_drawn))
    drawn_start = np.clip(start[:drawn], 0.0, duration_seconds)
    drawn_end = np.clip(np.fmax(end[:drawn], start[:drawn]), drawn_start, duration_seconds)
    codes = labels.codes[order] if labels is not None else np.zeros(count, np.int32)
    return Spans(
        start,
        end,
        np.full(count, np.nan) if confidence is None else confidence[order],
        order.astype(int64) if items is None else items[order],
        np.full(count, -1, int64) if detection_rows is None else detection_rows[order],
        Texts(codes, labels.distinct if labels is not None else ("",)),
        drawn_start,
        drawn_end,
        np.maximum.accumulate(drawn_end),
    )


def no_spans() -> Spans:
    """Spans of which there are none."""
    nothing = np.zeros(0)
    return spans_of(nothing, nothing, 0.0)
