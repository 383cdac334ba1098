"""The plain scan of timing lines: which lines of an SRT or WebVTT file give a cue its times, and what they say.

It is the guard against libraries that lose cues (reading/cue_guard), so it looks at each line by itself and needs no
structure around it. Lines written in the most usual way are read together, as columns of digits; any other line with an
arrow, or with a time at its start, is read leniently, and what is odd about it is told. Every pattern ends in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from viewer.model.timing import clock
from viewer.text import Text
from viewer.watch import Watch

ARROW = "-->"
LINES_PER_SLICE = 20_000
_LONGEST_TIME = 60  # characters; what is longer is no time

_TIME = re.compile(r"([-+−–])?\s*(?:(\d{1,9})\s*:\s*)?(\d{1,9})\s*:\s*(\d{1,9})(?:\s*([.,:;])\s*(\d{1,12}))?")
_LIKE_AN_ARROW = re.compile(r"\s*(?:[-–—=]{1,4}\s?>|[-–—=]{2,4}|→|⟶)\s*")
_LIKE_A_TIME = re.compile(r"\d\s?[:.,;]\s?\d")

_USUAL = "00:00:00.000 --> 00:00:00.000"  # the mark is the format's own
_DIGITS = np.array([place for place, sign in enumerate(_USUAL) if sign == "0"])
_OTHERS = np.array([place for place, sign in enumerate(_USUAL) if sign != "0"])
_WORTH = np.array([36_000_000, 3_600_000, 600_000, 60_000, 10_000, 1000, 100, 10, 1])  # of a time's digits, in milliseconds
_TENS = np.array([2, 4, 11, 13])  # among the digits: the tens of minutes and seconds


class Oddity(NamedTuple):
    """One sentence on what was odd in a place and what was done. `is_notation`: only a matter of how it was written."""

    message: Text
    is_notation: bool = False


class OddLine(NamedTuple):
    """A timing line that is not written in the usual way: the settings after its times, and what is odd about it."""

    settings: str
    oddities: tuple[Oddity, ...]


@dataclass(frozen=True, slots=True)
class TimingLines:
    """The timing lines of a file in order, as columns of the same length.

    `rows` counts lines from 0. Times are whole milliseconds, None where there is none that can be read. `odd` tells, by
    row, of those that are not written as the format wants.
    """

    rows: list[int] = field(default_factory=list)
    starts_ms: list[int | None] = field(default_factory=list)
    ends_ms: list[int | None] = field(default_factory=list)
    odd: dict[int, OddLine] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notation:
    """How a format writes times. `line` matches a right timing line, with eight groups for the parts of its times (hours
    may be None); `time` matches a right time; `mark` is the decimal mark; `model` shows a right time to the user."""

    line: re.Pattern[str]
    time: re.Pattern[str]
    mark: str
    model: str

    def written(self, milliseconds: int) -> str:
        """Return a time that is not negative as the format wants it."""
        return clock(milliseconds / 1000).replace(".", self.mark)


class _Time(NamedTuple):
    milliseconds: int
    has_fraction: bool
    is_short: bool  # minutes and seconds, nothing else
    stop: int


class _Line(NamedTuple):
    row: int
    start_ms: int | None
    end_ms: int | None
    odd: OddLine | None = None


def scan(lines: Sequence[str], notation: Notation, is_number: Callable[[str], bool], watch: Watch) -> TimingLines:
    """Return the timing lines among `lines`. `is_number` knows a cue number that may stand above one. Raises Cancelled.

    A line with both times is one wherever it stands; a line of which only part can be read only where a cue may begin:
    below a blank line, or below a number.
    """
    found = TimingLines()
    for first in range(0, len(lines), LINES_PER_SLICE):
        watch.check()
        part = lines[first : first + LINES_PER_SLICE]
        candidates = [row for row, line in enumerate(part, first) if line and (ARROW in line or ":" in line)]
        usual = [row for row in candidates if len(lines[row]) == len(_USUAL)]
        rows, starts, ends = _usual_lines(lines, usual, notation.mark)
        if len(rows) < len(candidates):
            known = set(rows)
            others = [_line(lines, row, notation, is_number) for row in candidates if row not in known]
            merged = sorted([*zip(rows, starts, ends, strict=True), *(line[:3] for line in others if line)])
            found.odd.update((line.row, line.odd) for line in others if line and line.odd)
            rows = [row for row, _, _ in merged]
            starts = [start for _, start, _ in merged]
            ends = [end for _, _, end in merged]
        found.rows.extend(rows)
        found.starts_ms.extend(starts)
        found.ends_ms.extend(ends)
    return found


def usual_times(lines: Sequence[str], mark: str) -> tuple[list[int | None], list[int | None]] | None:
    """Return the starts and ends, in milliseconds, that these timing lines give; None where one is not written as usual."""
    if any(len(line) != len(_USUAL) for line in lines):
        return None
    rows, starts, ends = _usual_lines(lines, range(len(lines)), mark)
    return (starts, ends) if len(rows) == len(lines) else None


def _usual_lines(
    lines: Sequence[str], rows: Sequence[int], mark: str
) -> tuple[list[int], list[int | None], list[int | None]]:
    """Read the lines in `rows`, all of the usual length; return those that are written in the usual way."""
    letters = "".join([lines[row] for row in rows]).encode("latin-1", "replace")  # one byte for each character
    signs = np.frombuffer(letters, np.uint8).reshape(len(rows), len(_USUAL))
    digits = signs[:, _DIGITS] - np.uint8(ord("0"))
    others = np.frombuffer(_USUAL.replace(".", mark).encode(), np.uint8)[_OTHERS]
    is_usual = (signs[:, _OTHERS] == others).all(1) & (digits <= 9).all(1) & (digits[:, _TENS] <= 5).all(1)
    times = digits[is_usual].reshape(-1, 2, 9) @ _WORTH
    return np.array(rows, np.int64)[is_usual].tolist(), times[:, 0].tolist(), times[:, 1].tolist()


def _line(lines: Sequence[str], row: int, notation: Notation, is_number: Callable[[str], bool]) -> _Line | None:
    """Read one line in any other way of writing; None where it is no timing line."""
    line = lines[row]
    right = notation.line.fullmatch(line)
    if right is not None:
        h1, m1, s1, f1, h2, m2, s2, f2 = (int(part or 0) for part in right.groups())
        return _Line(row, ((h1 * 60 + m1) * 60 + s1) * 1000 + f1, ((h2 * 60 + m2) * 60 + s2) * 1000 + f2)
    if ARROW in line:
        return _odd_line(lines, row, notation, is_number)
    return _without_arrow(lines, row, is_number) if line[:1].isdigit() else None


def _odd_line(lines: Sequence[str], row: int, notation: Notation, is_number: Callable[[str], bool]) -> _Line | None:
    line = lines[row]
    left, _, right = line.partition(ARROW)
    start = _read_time(left.rstrip(" \t-–—"))  # the arrow may be longer than it should be
    end = _read_time(right, is_whole=False)
    begins_a_cue = _begins_a_cue(lines, row, is_number)
    if start is None and begins_a_cue and end is not None:
        start = _read_time(left[-_LONGEST_TIME:].strip().rpartition(" ")[2])  # a number or a word may stand before the time
    if start is not None and end is not None and start.is_short != end.is_short:  # the short one was cut off
        start, end = (None, end) if start.is_short else (start, None)
    is_certain = start is not None and end is not None and start.has_fraction and end.has_fraction
    is_likely = start is not None or end is not None or _LIKE_A_TIME.search(line, 0, 4 * _LONGEST_TIME) is not None
    if not is_certain and not (begins_a_cue and is_likely):
        return None
    stop = end.stop if end is not None else len(right)
    oddity = _oddity(left, start, right[:stop], end, notation)
    start_ms, end_ms = (None if time is None else time.milliseconds for time in (start, end))
    return _Line(row, start_ms, end_ms, OddLine(right[stop:], (oddity,)))


def _without_arrow(lines: Sequence[str], row: int, is_number: Callable[[str], bool]) -> _Line | None:
    """A time at the start of a line that may begin a cue: something like an arrow and an end may follow, or nothing."""
    line = lines[row]
    start = _read_time(line, is_whole=False)
    if start is None or not start.has_fraction:
        return None
    arrow = _LIKE_AN_ARROW.match(line, start.stop)
    if arrow is not None:
        rest = line[arrow.end() :]
        end = _read_time(rest, is_whole=False)
        if end is None or not end.has_fraction:
            return None
        message = Text("Instead of the arrow “-->” there is “{found}”; it was read as one.", found=arrow[0].strip())
        odd = OddLine(rest[end.stop :], (Oddity(message),))
        return _Line(row, start.milliseconds, end.milliseconds, odd)
    is_below_number = row > 0 and lines[row - 1].isdecimal() and _begins_a_cue(lines, row, is_number)
    if line[start.stop :].strip() or not is_below_number:
        return None
    message = Text("After the start time “{found}” the arrow and the end time are missing.", found=_short(line))
    return _Line(row, start.milliseconds, None, OddLine("", (Oddity(message),)))


def _begins_a_cue(lines: Sequence[str], row: int, is_number: Callable[[str], bool]) -> bool:
    """True where a cue may begin with the line in `row`: the file begins, a blank line or a number is above it."""
    if row == 0 or not lines[row - 1]:
        return True
    above = lines[row - 1]
    return above.isdecimal() or (is_number(above) and (row == 1 or not lines[row - 2]))


def _read_time(text: str, *, is_whole: bool = True) -> _Time | None:
    """Read the time that `text` is, or begins with. A colon before three last digits is taken for a decimal mark."""
    lead = len(text) - len(text.lstrip())
    match = _TIME.match(text[lead : lead + _LONGEST_TIME])
    if match is None:
        return None
    stop = lead + match.end()
    rest = text[stop : stop + _LONGEST_TIME]
    if rest.strip() if is_whole else rest and not (rest[0].isspace() or rest[0].isalpha()):
        return None
    sign, hours, minutes, seconds, mark, fraction = match.groups()
    if not fraction and len(seconds) < 2:
        return None  # cut off
    milliseconds = (int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)) * 1000
    if fraction and (mark in ".," or len(fraction) == 3):
        scale = 10 ** len(fraction)
        milliseconds += (int(fraction) * 2000 + scale) // (2 * scale)  # rounded, half up
    return _Time(-milliseconds if sign in ("-", "−", "–") else milliseconds, bool(fraction), not (hours or fraction), stop)


def _oddity(left: str, start: _Time | None, right: str, end: _Time | None, notation: Notation) -> Oddity:
    """Say what is odd about a line with an arrow, and how it was read."""
    found, left, right = f"{left}{ARROW}{right}".strip(), left.strip(), right.strip()
    if start is None and end is None:
        return Oddity(Text("The times “{found}” can't be read.", found=_short(found)))
    if start is None:
        template = "The start time “{found}” can't be read." if left else "The start time is missing."
        return Oddity(Text(template, found=_short(left)))
    if end is None:
        template = "The end time “{found}” can't be read." if right else "The end time is missing."
        return Oddity(Text(template, found=_short(right)))
    message = Text(
        "“{found}” is not written like {model}; it was read as {start} to {end}.",
        found=_short(found),
        model=f"{notation.model} {ARROW} {notation.model}",
        start=clock(start.milliseconds / 1000),
        end=clock(end.milliseconds / 1000),
    )
    return Oddity(message, _is_notation(left, start, notation) and _is_notation(right, end, notation))


def _is_notation(written: str, time: _Time, notation: Notation) -> bool:
    """True where nothing but the decimal mark or the hours can be odd about this time."""
    if notation.time.fullmatch(written):
        return True
    return time.milliseconds >= 0 and notation.written(time.milliseconds).replace(",", ".").endswith(
        written.replace(",", ".")
    )


def _short(found: str) -> str:
    return found if len(found) <= _LONGEST_TIME else found[: _LONGEST_TIME - 1] + "…"
