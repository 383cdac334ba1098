"""Times as the whole units that their words are made of: milliseconds, frames, labels of a timecode.."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy import float64, int64
from numpy.typing import NDArray

from viewer.model.columns import Kind
from viewer.model.timecode import EARLY, FrameRate, dropped_labels, frame_of, needs_drop_frame
from viewer.model.timing import TimeFormat

Floats = NDArray[float64]


@dataclass(frozen=True, slots=True)
class TimeScale:
    """`units` makes whole units of seconds, as they are shown; so many of them are one second of what is shown."""

    per_second: int
    units: Callable[[Floats], Floats]


def clock_scale(time_format: TimeFormat, kind: Kind) -> TimeScale:
    """The milliseconds of a clock, from the programme start on where the times are moments."""
    start = time_format.start_seconds if kind is Kind.SECONDS else 0
    return TimeScale(1000, lambda seconds: np.rint((seconds + start if start else seconds) * 1000))


def frame_scale(time_format: TimeFormat, kind: Kind) -> TimeScale:
    """The frames: the one a moment is in, the nearest number of them for a duration. The frame rate must be known."""
    fps = time_format.fps
    assert fps is not None
    more = EARLY * fps if kind is Kind.SECONDS else 0.5
    return TimeScale(round(fps), lambda seconds: np.floor(seconds * fps + more))


def timecode_scale(time_format: TimeFormat, kind: Kind, *, is_drop_frame: bool) -> TimeScale | None:
    """The labels of a timecode; None where the frame rate is unknown or has no drop-frame counting."""
    rate = time_format.rate
    if rate is None or (is_drop_frame and not needs_drop_frame(rate)):
        return None
    frames = frame_scale(time_format, kind).units
    start = 0
    if kind is Kind.SECONDS:
        is_chosen = is_drop_frame == time_format.drops
        start = time_format.start_frame if is_chosen else frame_of(time_format.start, rate, drops=is_drop_frame)
    return TimeScale(rate.nominal, lambda seconds: label_numbers(frames(seconds) + start, rate, drops=is_drop_frame))


def label_numbers(frames: Floats | NDArray[int64], rate: FrameRate, *, drops: bool) -> Floats:
    """Return, for whole frames from timecode zero, the number that their label would have if none were left out.

    Divided by the nominal rate it gives the label's second, and as the remainder its frame (SMPTE ST 12-1, see
    model/timecode). Exact below 2⁵²; NaN and infinity become NaN or stay.
    """
    left_out = dropped_labels(rate, drops=drops)
    if not left_out:
        return frames.astype(float64, copy=False)
    tens = np.floor(frames / (rate.nominal * 600 - 9 * left_out))
    rest = frames - tens * (rate.nominal * 600 - 9 * left_out)
    in_ten = np.floor(np.maximum(rest - left_out, 0) / (rate.nominal * 60 - left_out))
    return np.asarray(frames + left_out * (9 * tens + in_ten))
