"""Times as words: seconds from the start of the video, shown as a clock, as seconds, as frames or as a timecode.

A clock and a timecode count from the programme start, where there is one. Seconds and frames count from the start of the
video, as the results themselves do.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from typing import ClassVar, NamedTuple

from viewer.model.timecode import FrameRate, Label, frame_at, frame_of, frame_rate, is_left_out, label_of, needs_drop_frame

LARGEST_FRAME = 2**50  # what is larger stays a number of seconds
NO_START = Label()


class Notation(Enum):
    """The ways to write a time. The values stand in the settings."""

    CLOCK = "clock"  # hh:mm:ss.mmm
    SECONDS = "seconds"
    FRAMES = "frames"
    TIMECODE = "timecode"  # hh:mm:ss:ff


class _Parts(NamedTuple):
    notation: Notation = Notation.CLOCK
    fps: float | None = None
    drop_frame: bool = False
    start: Label = NO_START


class TimeFormat(_Parts):
    """How times are shown; never changed, only replaced.

    `fps` is the frame rate, None while it is unknown: frames and timecodes are then shown as a clock. `drop_frame` asks for
    drop-frame timecodes, which count where the rate has them. `start` is the timecode of the video's first frame, kept as it
    was said, so that it means the same at every rate. (No dataclass: the first window does without those.)
    """

    __slots__ = ()
    CLOCK: ClassVar[TimeFormat]
    SECONDS: ClassVar[TimeFormat]

    @property
    def rate(self) -> FrameRate | None:
        """The frame rate as timecodes count it; None where there is none."""
        return None if self.fps is None else frame_rate(self.fps)

    @property
    def used_notation(self) -> Notation:
        """The notation that times really get: the clock, where the one that is chosen needs a frame rate."""
        needs_rate = self.notation in (Notation.FRAMES, Notation.TIMECODE)
        return Notation.CLOCK if needs_rate and self.rate is None else self.notation

    @property
    def drops(self) -> bool:
        """True where timecodes are counted as drop-frame."""
        rate = self.rate
        return self.drop_frame and rate is not None and needs_drop_frame(rate)

    @property
    def start_frame(self) -> int:
        """The frames from timecode zero to the programme start; 0 where the frame rate is unknown."""
        return 0 if self.rate is None else frame_of(self._existing_start(self.rate), self.rate, drops=self.drops)

    @property
    def start_seconds(self) -> float:
        """What the clock shows at the programme start, in seconds: its timecode read as a clock."""
        parts = self.start
        frames = parts.frames / self.rate.nominal if self.rate is not None else 0
        return (parts.hours * 60 + parts.minutes) * 60 + parts.seconds + frames

    def shown_start(self) -> str:
        """The programme start as a timecode."""
        return (self.start if self.rate is None else self._existing_start(self.rate)).shown(drops=self.drops)

    def _existing_start(self, rate: FrameRate) -> Label:
        """The start, or where drop-frame counting has no such label, the first after it."""
        if not is_left_out(self.start, rate, drops=self.drops):
            return self.start
        return self.start._replace(frames=rate.nominal // 15)


TimeFormat.CLOCK = TimeFormat()
TimeFormat.SECONDS = TimeFormat(Notation.SECONDS)


def clock(seconds: float) -> str:
    """Return `hh:mm:ss.mmm`, rounded to the millisecond; hours grow beyond two digits; a minus sign where negative."""
    milliseconds = round(abs(seconds) * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if seconds < 0 and milliseconds else ""
    return f"{sign}{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def plain_number(number: float) -> str:
    """Return the shortest text that reads back as the same float; whole numbers without a decimal point."""
    if math.isfinite(number) and number == int(number) and abs(number) < 2**53:
        return str(int(number))
    return repr(number)


def shown_time(seconds: float, time_format: TimeFormat) -> str:
    """Return a duration in the chosen format; in frames, the nearest whole number of them."""
    return duration_words(time_format)(seconds)


def shown_moment(seconds: float, time_format: TimeFormat) -> str:
    """Return a moment of the video in the chosen format, from the programme start on; in frames, the one it is in."""
    return moment_words(time_format)(seconds)


@lru_cache(maxsize=32)
def duration_words(time_format: TimeFormat) -> Callable[[float], str]:
    """Return what shows durations in this format. What nothing can hold stays a number or a word."""
    return _words(time_format, nearest_frame, 0, 0)


@lru_cache(maxsize=32)
def moment_words(time_format: TimeFormat) -> Callable[[float], str]:
    """Return what shows moments in this format. What nothing can hold stays a number or a word."""
    return _words(time_format, frame_at, time_format.start_seconds, time_format.start_frame)


def nearest_frame(seconds: float, fps: float) -> int:
    """Return how many frames a duration lasts."""
    return math.floor(seconds * fps + 0.5)


def _words(
    time_format: TimeFormat, frame: Callable[[float, float], int], start_seconds: float, start_frame: int
) -> Callable[[float], str]:
    notation, fps, rate, drops = time_format.used_notation, time_format.fps, time_format.rate, time_format.drops
    if notation is Notation.SECONDS:
        return plain_number
    if notation is Notation.CLOCK or fps is None or rate is None:
        return lambda seconds: clock(seconds + start_seconds) if math.isfinite(seconds * 1000) else plain_number(seconds)

    def words(seconds: float) -> str:
        if not abs(seconds * fps) < LARGEST_FRAME:
            return plain_number(seconds)
        number = frame(seconds, fps)
        return str(number) if notation is Notation.FRAMES else timecode(number + start_frame, rate, drops=drops)

    return words


def timecode(frame: int, rate: FrameRate, *, drops: bool = False) -> str:
    """Return the timecode of a frame that is counted from timecode zero, with a minus sign where it is before that."""
    return ("-" if frame < 0 else "") + label_of(abs(frame), rate, drops=drops).shown(drops=drops)
