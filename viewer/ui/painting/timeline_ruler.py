"""The ruler of the timeline: ticks at round times of the chosen time format, counted from the programme start as it counts.

Strategy: the smallest step at which labels stand apart is taken. A tick is a whole number of steps: no error adds up.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from viewer.model.timecode import FrameRate, dropped_labels, frame_at, frame_of, frame_start, is_left_out, label_of
from viewer.model.timing import Notation, TimeFormat, shown_moment
from viewer.ui.painting.timeline_style import Role, TrackStyle

if TYPE_CHECKING:
    from viewer.analysis.lane_pixels import Window

_TENS = tuple(digit * 10**power for power in range(13) for digit in (1, 2, 5))
_MILLISECONDS = tuple(step for step in _TENS if step < 1000)
_SECONDS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400)
_CLOCK = (*_MILLISECONDS, *(step * 1000 for step in _SECONDS), *(86_400_000 * step for step in _TENS))
_MINOR_APART = 12.0  # logical pixels
_AIR = 1.5  # average characters between two labels
_MINOR = 0.25  # of the ruler's height
MOST_TICKS = 5000


class Tick(NamedTuple):
    """A moment of the video, and its label; "" at a tick without one."""

    seconds: float
    label: str


class _Even(NamedTuple):
    """Counts `per_second` units a second, `offset` of which lie before the start of the video."""

    steps: tuple[int, ...]
    per_second: float
    offset: float = 0.0

    def count_at(self, seconds: float) -> float:
        return seconds * self.per_second + self.offset

    def seconds_at(self, count: int) -> float:
        return (count - self.offset) / self.per_second


class _Labels(NamedTuple):
    """Counts timecodes, those that drop-frame counting leaves out too: their ticks stand at the next one that there is."""

    steps: tuple[int, ...]
    rate: FrameRate
    fps: float
    drops: bool
    start_frame: int

    @property
    def per_second(self) -> float:
        return self.fps

    def count_at(self, seconds: float) -> float:
        label = label_of(max(0, frame_at(seconds, self.fps) + self.start_frame), self.rate, drops=self.drops)
        return ((label.hours * 60 + label.minutes) * 60 + label.seconds) * self.rate.nominal + label.frames

    def seconds_at(self, count: int) -> float:
        label = label_of(count, self.rate)
        if is_left_out(label, self.rate, drops=self.drops):
            label = label._replace(frames=dropped_labels(self.rate, drops=True))
        return frame_start(frame_of(label, self.rate, drops=self.drops) - self.start_frame, self.fps)


def ticks(window: Window, time_format: TimeFormat, label_width: float) -> list[Tick]:
    """Return the ticks in sight, those with labels at least `label_width` pixels apart, in rising order."""
    scale = _scale_of(time_format)
    unit_pixels = window.width / (window.end_seconds - window.start_seconds) / scale.per_second
    major = next((step for step in scale.steps if step * unit_pixels >= label_width), scale.steps[-1])
    finer = (step for step in scale.steps if step < major and major % step == 0 and step * unit_pixels >= _MINOR_APART)
    minor = next(finer, major)
    first = max(0, math.ceil(scale.count_at(window.start_seconds) / minor) - 1)  # nothing has a time below zero
    last = min(math.floor(scale.count_at(window.end_seconds) / minor) + 1, first + MOST_TICKS)
    found: list[Tick] = []
    for number in range(first, last + 1):
        seconds = scale.seconds_at(number * minor)
        is_next = not found or seconds > found[-1].seconds
        if is_next and window.start_seconds <= seconds <= window.end_seconds:
            found.append(Tick(seconds, "" if number * minor % major else _label(seconds, major, time_format)))
    return found


def _scale_of(time_format: TimeFormat) -> _Even | _Labels:
    notation, fps, rate = time_format.used_notation, time_format.fps, time_format.rate
    if fps is not None and rate is not None and notation in (Notation.FRAMES, Notation.TIMECODE):
        if notation is Notation.FRAMES:
            return _Even(_TENS, fps)
        nominal = rate.nominal
        frames = tuple(step for step in _TENS if step < nominal and nominal % step == 0)
        steps = (*frames, *(step * nominal for step in _SECONDS), *(86_400 * nominal * step for step in _TENS))
        return _Labels(steps, rate, fps, time_format.drops, time_format.start_frame)
    if notation is Notation.SECONDS:
        return _Even(_TENS, 1000)
    return _Even(_CLOCK, 1000, time_format.start_seconds * 1000)


def _label(seconds: float, major: int, time_format: TimeFormat) -> str:
    label = shown_moment(seconds, time_format)
    is_whole = time_format.used_notation is Notation.CLOCK and major % 1000 == 0
    return label.removesuffix(".000") if is_whole else label


def paint_ruler(painter: QPainter, area: QRectF, pixel: float, window: Window, style: TrackStyle) -> None:
    """Paint the ruler into an area, whose pixels of the device are `pixel` wide."""
    painter.fillRect(area, style.colour(Role.Window))
    painter.setFont(style.font)
    metrics, line = style.metrics, max(1, round(1 / pixel)) * pixel
    air = _AIR * metrics.averageCharWidth()
    ends = (shown_moment(seconds, style.time_format) for seconds in (window.start_seconds, window.end_seconds))
    longest = max(map(metrics.horizontalAdvance, ends))
    found = ticks(window, style.time_format, longest + 2 * air)
    last = area.right() + line - air / 2
    per_second = area.width() / (window.end_seconds - window.start_seconds)
    baseline = area.top() + (area.height() + metrics.ascent() - metrics.descent()) / 2
    painter.setPen(style.colour(Role.WindowText))
    lines = [QRectF(area.left(), area.bottom() - line, area.width(), line)]
    for seconds, label in found:
        x = area.left() + round((seconds - window.start_seconds) * per_second / pixel) * pixel
        height = area.height() * (1.0 if label else _MINOR)
        lines.append(QRectF(x, area.bottom() - height, line, height))
        if label and (x + longest <= last or x + metrics.horizontalAdvance(label) <= last):
            painter.drawText(QPointF(x + air / 2, baseline), label)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour(Role.Mid))
    painter.drawRects(lines)
