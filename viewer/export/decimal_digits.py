"""Numbers as rows of letters, whole arrays at once: the digits that model/timing gives one number, without an object each.

A float that a decimal of at most 15 digits stands for has that one as its shortest text, and those digits divided by
their power of ten are exactly the float. So it is found by trying; the few others are left to Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy import bool_, float64, int64, uint8, uint32
from numpy.typing import NDArray

from viewer.analysis.time_scales import label_numbers
from viewer.model.timecode import EARLY, FrameRate
from viewer.model.timing import LARGEST_FRAME, Notation, TimeFormat

Rows = NDArray[uint8]  # one row for each number, of letters and of gaps that count for nothing
GAP = 0
RowsOf = Callable[[NDArray[float64]], Iterator[tuple[NDArray[int64], Rows]]]

_FOUR_DIGITS = np.frombuffer("".join(f"{number:04d}" for number in range(10_000)).encode(), uint32)
_SCALES = (0, 3, 6, 9, 12, 15)  # decimals that are tried
_MOST = 1e15  # with more digits, there may be a shorter text
_LARGEST_WHOLE = 2.0**53
_SMALLEST = 1e-4  # what is nearer to nought is written with an exponent
_MINUS, _POINT, _COLON, _SEMICOLON = b"-.:;"


def plain_rows(numbers: NDArray[float64]) -> Iterator[tuple[NDArray[int64], Rows]]:
    """Yield places in `numbers` and, for these, the letters that `plain_number` gives; leaves out what needs more digits."""
    sizes = np.abs(numbers)
    left = np.arange(len(numbers))
    for scale in _SCALES:
        if not left.size:
            return
        some, power = sizes[left], 10.0**scale
        with np.errstate(over="ignore", invalid="ignore"):
            digits = np.rint(some * power)
            is_found = digits / power == some
        is_found &= (digits < _MOST) & (some >= _SMALLEST) if scale else digits < _LARGEST_WHOLE
        if is_found.any():
            found = left[is_found]
            yield found, _decimal(digits[is_found].astype(int64), scale, numbers[found] < 0)
            left = left[~is_found]


def clock_rows(numbers: NDArray[float64]) -> Iterator[tuple[NDArray[int64], Rows]]:
    """Yield places in `numbers` and, for these, the letters that `clock` gives; leaves out what is too large to count."""
    with np.errstate(over="ignore", invalid="ignore"):
        milliseconds = np.rint(np.abs(numbers) * 1000)
    found = np.flatnonzero(milliseconds < _LARGEST_WHOLE)
    if not found.size:
        return
    rest = milliseconds[found].astype(int64)
    is_negative = (numbers[found] < 0) & (rest > 0)
    seconds, minutes, hours = rest // 1000, rest // 60_000, rest // 3_600_000
    parts = (
        _whole(hours, 2),
        _COLON,
        _fixed(minutes % 60, 2),
        _COLON,
        _fixed(seconds % 60, 2),
        _POINT,
        _fixed(rest % 1000, 3),
    )
    yield found, _side_by_side(is_negative, parts)


def moment_rows(time_format: TimeFormat) -> RowsOf:
    """Return what yields places in moments and, for these, the letters that `shown_moment` gives."""
    return _time_rows(time_format, EARLY * (time_format.fps or 0), time_format.start_seconds, time_format.start_frame)


def duration_rows(time_format: TimeFormat) -> RowsOf:
    """Return what yields places in durations and, for these, the letters that `shown_time` gives."""
    return _time_rows(time_format, 0.5, 0, 0)


def _time_rows(time_format: TimeFormat, more: float, start_seconds: float, start_frame: int) -> RowsOf:
    """`more` is added to a number of frames before the part of a frame is cut off."""
    notation, fps, rate = time_format.used_notation, time_format.fps, time_format.rate
    if notation is Notation.SECONDS:
        return plain_rows
    if notation is Notation.CLOCK or fps is None or rate is None:
        return clock_rows if not start_seconds else lambda numbers: clock_rows(numbers + start_seconds)
    drops = time_format.drops

    def rows_of(numbers: NDArray[float64]) -> Iterator[tuple[NDArray[int64], Rows]]:
        with np.errstate(over="ignore", invalid="ignore"):
            frames = numbers * fps
            found = np.flatnonzero(np.abs(frames) < LARGEST_FRAME)
        if not found.size:
            return
        whole = np.floor(frames[found] + more).astype(int64)
        if notation is Notation.FRAMES:
            yield found, _side_by_side(whole < 0, (_whole(np.abs(whole), 1),))
        else:
            yield found, _timecodes(whole + start_frame, rate, drops=drops)

    return rows_of


def _timecodes(frames: NDArray[int64], rate: FrameRate, *, drops: bool) -> Rows:
    """Frames counted from timecode zero as timecodes."""
    is_negative = frames < 0
    labels = label_numbers(np.abs(frames), rate, drops=drops).astype(int64)
    seconds = labels // rate.nominal
    minutes = seconds // 60
    hours = minutes // 60
    parts = (
        _whole(hours, 2),
        _COLON,
        _fixed(minutes - hours * 60, 2),
        _COLON,
        _fixed(seconds - minutes * 60, 2),
        _SEMICOLON if drops else _COLON,
        _whole(labels - seconds * rate.nominal, 2),
    )
    return _side_by_side(is_negative, parts)


def _decimal(digits: NDArray[int64], scale: int, is_negative: NDArray[bool_]) -> Rows:
    """Whole digits divided by the power of ten `scale`, without noughts at the end."""
    if not scale:
        return _side_by_side(is_negative, (_whole(digits, 1),))
    whole = digits // 10**scale
    fraction = digits - whole * 10**scale
    decimals = _fixed(fraction, scale)
    for place in (1, 2):  # three would have been found with a smaller scale
        decimals[:, -place] *= fraction % 10**place != 0
    return _side_by_side(is_negative, (_whole(whole, 1), _POINT, decimals))


def _whole(numbers: NDArray[int64], least: int) -> Rows:
    """Whole numbers with at least so many digits."""
    width = max(least, len(str(numbers.max())))
    rows = _fixed(numbers, width)
    for place in range(width - least):
        rows[:, place] *= numbers >= 10 ** (width - 1 - place)
    return rows


def _fixed(numbers: NDArray[int64], width: int) -> Rows:
    """Whole numbers with exactly so many digits, four of them looked up at a time."""
    fours = np.empty((len(numbers), -(-width // 4)), uint32)
    for column in reversed(range(fours.shape[1])):
        rest = numbers // 10_000
        fours[:, column] = _FOUR_DIGITS.take(numbers - rest * 10_000)
        numbers = rest
    return fours.view(uint8)[:, -width:]


def _side_by_side(is_negative: NDArray[bool_], parts: tuple[Rows | int, ...]) -> Rows:
    """Join digits and the signs between them, behind a minus where it belongs."""
    widths = [1 if isinstance(part, int) else part.shape[1] for part in parts]
    rows = np.empty((len(is_negative), 1 + sum(widths)), uint8)
    rows[:, 0] = is_negative * uint8(_MINUS)
    column = 1
    for part, width in zip(parts, widths, strict=True):
        rows[:, column : column + width] = part
        column += width
    return rows
