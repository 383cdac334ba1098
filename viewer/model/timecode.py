"""Frames and timecodes hh:mm:ss:ff: rates, the frame of a moment, its label, and labels that drop-frame counting leaves out.

Source of the labels: SMPTE ST 12-1, Time and Control Code. Non-drop (its uncompensated mode) gives every frame the next
label. Drop-frame (its NTSC time-compensated mode) leaves out the first two labels of each minute except minutes 00, 10, 20,
30, 40 and 50, so that 29.97 frames a second keep up with the clock: 17,982 frames in ten minutes. At 59.94 it leaves out
the first four. Nothing of this loads a library: the first window needs it.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from viewer.late import late

fraction = late("fractions", "Fraction")

_LARGEST_RATE = 1000
_CLOSE = 0.006  # 24000/1001 is also written 23.98
EARLY = 1e-6  # seconds: times of a file and of a frame are the same moment although their last digits differ


class FrameRate(NamedTuple):
    """`nominal` frames are counted for each second of a timecode; the video shows `per` frames in `seconds` seconds."""

    nominal: int
    per: int
    seconds: int = 1

    @property
    def fps(self) -> float:
        return self.per / self.seconds


class Label(NamedTuple):
    """One timecode: hours, minutes, seconds and the number of the frame in its second."""

    hours: int = 0
    minutes: int = 0
    seconds: int = 0
    frames: int = 0

    def shown(self, *, drops: bool = False) -> str:
        """Return `hh:mm:ss:ff`, with a semicolon before the frames where they are counted as drop-frame."""
        return f"{self.hours:02d}:{self.minutes:02d}:{self.seconds:02d}{';' if drops else ':'}{self.frames:02d}"


@lru_cache(maxsize=256)
def frame_rate(fps: float) -> FrameRate | None:
    """Return the frame rate that `fps` means, None where it can't be one.

    Rates just below a whole number are taken for its 1000/1001st (FORMATS.md D4: 23.976 counts 24 to the second and shows
    24000/1001; known. That 23.98 means the same is inferred).
    """
    if not math.isfinite(fps) or not 1 <= fps <= _LARGEST_RATE:
        return None
    exact = fraction(fps).limit_denominator(100_000)
    nominal = round(exact) if abs(exact - round(exact)) <= fraction(1, 10) else math.ceil(exact)
    if exact != nominal and abs(exact - fraction(nominal * 1000, 1001)) <= _CLOSE:
        return slowed(nominal)
    return FrameRate(nominal, exact.numerator, exact.denominator)


def slowed(nominal: int) -> FrameRate:
    """Return the 1000/1001st of a whole rate, such as 29.97 for 30."""
    shared = math.gcd(nominal * 1000, 1001)
    return FrameRate(nominal, nominal * 1000 // shared, 1001 // shared)


# --- frames and seconds


def frame_at(seconds: float, fps: float) -> int:
    """Return the number of the frame, from 0, that is shown at a moment. A frame's own start belongs to it."""
    return math.floor(seconds * fps + EARLY * fps)


def frame_start(frame: int, fps: float) -> float:
    """Return the moment, in seconds, at which a frame begins to be shown."""
    return frame / fps


def seconds_of(hours: int, minutes: int, seconds: int, frames: int, rate: FrameRate, *, drops: bool = False) -> float:
    """Return the seconds from timecode zero. `drops`: the labels are counted as drop-frame."""
    return frame_of(Label(hours, minutes, seconds, frames), rate, drops=drops) * rate.seconds / rate.per


# --- frames and labels


def has_drop_frame(rate: FrameRate) -> bool:
    """True where a count of labels knows drop-frame: 30 and 60 to the second."""
    return rate.nominal in (30, 60)


def needs_drop_frame(rate: FrameRate) -> bool:
    """True where drop-frame counting keeps timecodes up with the clock: at 29.97 and 59.94."""
    return has_drop_frame(rate) and rate == slowed(rate.nominal)


def dropped_labels(rate: FrameRate, *, drops: bool) -> int:
    """How many labels are left out in each minute but every tenth."""
    return rate.nominal // 15 if drops and has_drop_frame(rate) else 0


def frame_of(label: Label, rate: FrameRate, *, drops: bool = False) -> int:
    """Return the number of the frame with this label, counted from timecode zero (SMPTE ST 12-1, see above)."""
    minutes = label.hours * 60 + label.minutes
    total = (minutes * 60 + label.seconds) * rate.nominal + label.frames
    return total - dropped_labels(rate, drops=drops) * (minutes - minutes // 10)


def label_of(frame: int, rate: FrameRate, *, drops: bool = False) -> Label:
    """Return the label of a frame that is counted from timecode zero; hours go on beyond 23 (SMPTE ST 12-1, see above)."""
    left_out = dropped_labels(rate, drops=drops)
    if left_out:
        tens, rest = divmod(frame, rate.nominal * 600 - 9 * left_out)
        frame += left_out * (9 * tens + max(0, (rest - left_out) // (rate.nominal * 60 - left_out)))
    seconds, frames = divmod(frame, rate.nominal)
    minutes, seconds = divmod(seconds, 60)
    return Label(*divmod(minutes, 60), seconds, frames)


def is_left_out(label: Label, rate: FrameRate, *, drops: bool) -> bool:
    """True where drop-frame counting has no such label."""
    return label.minutes % 10 != 0 and label.seconds == 0 and label.frames < dropped_labels(rate, drops=drops)
