"""Times as words: seconds from the start of the video, shown as a clock or as seconds."""

from __future__ import annotations

import math
from enum import Enum


class TimeFormat(Enum):
    """How times are shown."""

    CLOCK = "clock"
    SECONDS = "seconds"


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
    """Return a moment or a duration in the chosen format. What no clock can hold stays a number or a word."""
    if not math.isfinite(seconds * 1000) or time_format is TimeFormat.SECONDS:
        return plain_number(seconds)
    return clock(seconds)


def shown_moment(seconds: float, time_format: TimeFormat) -> str:
    """Return a moment of the video in the chosen format."""
    return shown_time(seconds, time_format)
