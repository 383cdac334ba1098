"""Timecodes hh:mm:ss:ff to seconds: nominal and real frame rates, and the labels that drop-frame counting leaves out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

_LARGEST_RATE = 1000
_CLOSE = Fraction(6, 1000)  # 24000/1001 is also written 23.98


@dataclass(frozen=True, slots=True)
class FrameRate:
    """`nominal` frames are counted for each second of a timecode; the video shows `per` frames in `seconds` seconds."""

    nominal: int
    per: int
    seconds: int = 1

    @property
    def fps(self) -> float:
        return self.per / self.seconds


def frame_rate(fps: float) -> FrameRate | None:
    """Return the frame rate that `fps` means, None where it can't be one.

    Rates just below a whole number are taken for its 1000/1001st (FORMATS.md D4: 23.976 counts 24 to the second and shows
    24000/1001; known. That 23.98 means the same is inferred).
    """
    if not math.isfinite(fps) or not 1 <= fps <= _LARGEST_RATE:
        return None
    exact = Fraction(fps).limit_denominator(100_000)
    nominal = round(exact) if abs(exact - round(exact)) <= Fraction(1, 10) else math.ceil(exact)
    slowed = Fraction(nominal * 1000, 1001)
    if exact != nominal and abs(exact - slowed) <= _CLOSE:
        exact = slowed
    return FrameRate(nominal, exact.numerator, exact.denominator)


def slowed(nominal: int) -> FrameRate:
    """Return the 1000/1001st of a whole rate, such as 29.97 for 30."""
    exact = Fraction(nominal * 1000, 1001)
    return FrameRate(nominal, exact.numerator, exact.denominator)


def seconds_of(hours: int, minutes: int, seconds: int, frames: int, rate: FrameRate, *, drops: bool = False) -> float:
    """Return the seconds from timecode zero. `drops`: the labels are counted as drop-frame.

    Drop-frame counting leaves out labels so that the timecode keeps up with the clock (FORMATS.md D4, known): at 29.97 the
    first two of each minute except every tenth, at 59.94 the first four; at other rates none.
    """
    total = ((hours * 60 + minutes) * 60 + seconds) * rate.nominal + frames
    if drops and has_drop_frame(rate):
        whole_minutes = hours * 60 + minutes
        total -= rate.nominal // 15 * (whole_minutes - whole_minutes // 10)
    return total * rate.seconds / rate.per


def has_drop_frame(rate: FrameRate) -> bool:
    """True where drop-frame counting exists for this rate: 29.97 and 59.94."""
    return rate.nominal in (30, 60)
