"""The bars of a lane one by one, for who goes through them by keys: the next one, the nearest one, and what each chooses.

A curve is gone through second by second. Places are those of the lane's spans, or of the curve's seconds.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from viewer.model.choice import Choice

if TYPE_CHECKING:
    from viewer.analysis.lanes import Lane
    from viewer.model.detections import CoreContent


def bar_count(lane: Lane) -> int:
    """How many bars can be gone to; what has no start is in the list alone."""
    return lane.spans.drawn_count if lane.curve is None else len(lane.curve.seconds)


def drawn_times(lane: Lane, place: int) -> tuple[float, float]:
    """Where a bar is drawn, in seconds; inside the video."""
    if lane.curve is not None:
        second = float(lane.curve.seconds[place])
        return second, second + 1
    return float(lane.spans.drawn_start[place]), float(lane.spans.drawn_end[place])


def start_of(lane: Lane, place: int) -> float:
    """Where it begins, in seconds as received."""
    return float(lane.spans.start_seconds[place]) if lane.curve is None else float(lane.curve.seconds[place])


def nearest_bar(lane: Lane, seconds: float) -> int | None:
    """The bar that is there at a moment, of several the one that began last; else the nearest one. None without bars."""
    count = bar_count(lane)
    if not count:
        return None
    starts = lane.spans.drawn_start if lane.curve is None else lane.curve.seconds
    after = int(starts.searchsorted(seconds, "right"))
    if after == 0 or after == count:
        return min(after, count - 1)
    until = drawn_times(lane, after - 1)[1]
    return after if until < seconds and float(starts[after]) - seconds < seconds - until else after - 1


def choice_of(lane: Lane, place: int, core: CoreContent | None) -> Choice | None:
    """What somebody chooses who chooses a bar; None for a value of a curve."""
    if lane.curve is not None:
        return None
    spans = lane.spans
    row = int(spans.detection_rows[place])
    detection_id = core.detections.ids[row] if core is not None and row >= 0 else None
    return Choice(detection_id, _finite(spans.start_seconds[place]), _finite(spans.end_seconds[place]))


def _finite(number: float) -> float | None:
    value = float(number)
    return value if math.isfinite(value) else None
