"""A curve as pixels: a smooth line through its values, broken where seconds have none; crowded seconds as their whole range.

Strategy: arithmetic on one array with a place for each pixel. How much of a pixel is covered is how near it is to the line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy import float32, int64, uint8
from numpy.typing import NDArray

from viewer.analysis.lane_pixels import Floats, Window, curve_columns

if TYPE_CHECKING:
    from viewer.analysis.by_second import Curve

Cover = NDArray[float32]  # lines × columns: how much of each pixel is covered, 0 to 1
_STEEP = 1.0
_APART = 1.5  # seconds: values further apart are not joined


def curve_pixels(curve: Curve, window: Window, height: int, line: float) -> bytes:
    """Return `height` lines of pixels, one byte each: how much of it a line `line` pixels thick covers, 0 to 255.

    `curve.high` is at the top, `curve.low` at the bottom, both with room for the line. A second stands at its middle; one
    alone is as long as it lasts.
    """
    columns, low, high = curve_columns(curve, window)
    room = max(height - line, 0)
    top, bottom = line / 2 + room * (1 - high), line / 2 + room * (1 - low)
    if not len(columns):
        cover = np.zeros((height, window.width), float32)
    elif low is not high:
        cover = _ranges(columns.astype(int64), top, bottom, window.width, height, line)
    else:
        per_second = window.width / (window.end_seconds - window.start_seconds)
        cover = _line(columns, top, per_second, window.width, height, line)
    covered: bytes = np.rint(cover * 255).astype(uint8).tobytes()
    return covered


def _line(x: Floats, y: Floats, per_second: float, width: int, height: int, line: float) -> Cover:
    """A line through these points."""
    is_gap = np.concatenate([[True], np.diff(x) > _APART * per_second, [True]])
    is_alone = is_gap[:-1] & is_gap[1:]
    x, y = np.repeat(x, 1 + is_alone), np.repeat(y, 1 + is_alone)
    half = per_second / 2
    firsts = np.flatnonzero(is_alone) + np.arange(np.count_nonzero(is_alone))
    x[firsts] -= half
    x[firsts + 1] += half
    is_joined = np.repeat(~is_gap[1:-1], 1 + is_alone[1:])
    is_joined = np.concatenate([np.zeros(int(is_alone[0]), np.bool_), is_joined])
    is_joined[firsts] = True
    middles = np.arange(width) + 0.5
    piece = np.clip(np.searchsorted(x, middles, "right") - 1, 0, len(x) - 2)
    slope = np.diff(y)[piece] / np.maximum(np.diff(x)[piece], 1e-9)
    is_there = is_joined[piece] & (middles >= x[0]) & (middles <= x[-1])
    at = (y[piece] + slope * (middles - x[piece])).astype(float32)
    rows = (np.arange(height, dtype=float32) + 0.5)[:, None]
    distance = np.abs(rows - at)
    distance /= np.hypot(1.0, slope).astype(float32)
    if np.abs(slope).max() > _STEEP:  # else what is too much at the ends of a piece can't be seen
        upper, lower = np.minimum(y[piece], y[piece + 1]), np.maximum(y[piece], y[piece + 1])
        np.maximum(distance, upper.astype(float32) - rows, out=distance)
        np.maximum(distance, rows - lower.astype(float32), out=distance)
    reach = np.where(is_there, (line + 1) / 2, -1.0).astype(float32)
    cover: Cover = np.clip(reach - distance, 0.0, 1.0)
    return cover


def _ranges(x: NDArray[int64], top: Floats, bottom: Floats, width: int, height: int, line: float) -> Cover:
    """Whole pixels from each column's least to its greatest value, as far as those of the column beside it."""
    beside = np.flatnonzero(np.diff(x) == 1)
    upper, lower = top.copy(), bottom.copy()
    upper[beside + 1] = np.minimum(top[beside + 1], bottom[beside])
    lower[beside + 1] = np.maximum(bottom[beside + 1], top[beside])
    is_seen = (x >= 0) & (x < width)
    rows = (np.arange(height) + 0.5)[:, None]
    cover = np.zeros((height, width), float32)
    within = np.maximum(upper[is_seen] - rows, rows - lower[is_seen])  # how far outside of the range
    cover[:, x[is_seen]] = np.clip((line + 1) / 2 - within, 0.0, 1.0)
    return cover
