"""Cuts the lines of an SRT or WebVTT file into cues: number, timing line and text, by the timing lines that the scan found.

Every line between two timing lines belongs to a cue, to a comment, or to a problem: none is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from viewer.model.result import Problem
from viewer.reading.timing_lines import Oddity, TimingLines
from viewer.text import Text
from viewer.watch import Watch

_CUES_PER_CHECK = 4096
_LONGEST_NUMBER = 18

_NO_BLANK_LINE = Oddity(Text("A blank line is missing above this cue; it was begun here all the same."))
_BLANK_LINE_INSIDE = Oddity(Text("There is a blank line inside this cue; all of its text was kept."))
_BLANK_LINE_BELOW_NUMBER = Oddity(
    Text("There is a blank line between the cue's number and its times; they were joined."), True
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a format lays out its cues. `is_number`: this line may be a cue's number where it stands right above its times,
    below a blank line. `is_aside`: a paragraph that begins with this line is no cue's text (a comment, styles)."""

    is_number: Callable[[str], bool]
    is_aside: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Blocks:
    """The cues as the plain scan found them, as columns of the same length.

    Cue n has rows `firsts[n]`…`stops[n]` (exclusive) of the file, its timing line is `rows[n]`, its text has its markup
    still in it. `oddities` tells by n what is odd; a cue that is not in there stands as the format wants it.
    """

    numbers: list[str]
    texts: list[str]
    rows: list[int]
    starts_ms: list[int | None]
    ends_ms: list[int | None]
    firsts: list[int]
    stops: list[int]
    oddities: dict[int, tuple[Oddity, ...]]

    def __len__(self) -> int:
        return len(self.rows)


class _Head(NamedTuple):
    first: int
    number: str
    oddity: Oddity | None = None


def cut(
    lines: Sequence[str], timings: TimingLines, layout: Layout, watch: Watch, header_rows: int = 0
) -> tuple[Blocks, list[Problem]]:
    """Cut `lines`, which end with a blank one, into cues, and tell what stands there besides. Raises Cancelled.

    The first `header_rows` lines belong to no cue.
    """
    rows = timings.rows
    firsts, numbers, oddities = _heads(lines, rows, layout, watch, header_rows)
    stops = [*firsts[1:], len(lines)][: len(rows)]
    problems = _before_the_first(lines[header_rows : firsts[0] if firsts else len(lines)], header_rows, layout)
    texts: list[str] = []
    for place, (row, stop) in enumerate(zip(rows, stops, strict=True)):
        if place % _CUES_PER_CHECK == 0:
            watch.check()
        try:
            blank = lines.index("", row + 1, stop)
        except ValueError:
            blank = stop
        if blank >= stop - 1:
            texts.append("\n".join(lines[row + 1 : blank]))
        else:
            following = _after(numbers[place]) if stop == len(lines) else ""
            text, more = _text(lines[row + 1 : stop], layout, following)
            texts.append(text)
            oddities[place] = more
    for place, row in enumerate(rows):
        if row in timings.odd:
            oddities[place] = (*timings.odd[row].oddities, *oddities.get(place, ()))
    found = Blocks(numbers, texts, rows, timings.starts_ms, timings.ends_ms, firsts, stops, oddities)
    return found, problems


def _heads(
    lines: Sequence[str], rows: Sequence[int], layout: Layout, watch: Watch, header_rows: int
) -> tuple[list[int], list[str], dict[int, tuple[Oddity, ...]]]:
    """Where each cue begins, its number, and by place what is odd about that."""
    firsts: list[int] = []
    numbers: list[str] = []
    oddities: dict[int, tuple[Oddity, ...]] = {}
    floor = header_rows
    for place, row in enumerate(rows):
        if place % _CUES_PER_CHECK == 0:
            watch.check()
        above = lines[row - 1]
        if row - floor >= 2 and not lines[row - 2] and above.isdecimal():
            first, number = row - 1, above
        else:
            first, number, oddity = _head(lines, row, floor, numbers[-1] if numbers else None, layout)
            if oddity is not None:
                oddities[place] = (oddity,)
        firsts.append(first)
        numbers.append(number)
        floor = row + 1
    return firsts, numbers, oddities


def _head(lines: Sequence[str], row: int, floor: int, last_number: str | None, layout: Layout) -> _Head:
    """Find where the cue whose timing line is `row` begins; nothing above row `floor` belongs to it.

    `last_number` is the number of the cue before, None for the first cue.
    """
    if row == floor:
        return _Head(row, "", _NO_BLANK_LINE if row else None)
    above = lines[row - 1]
    expected = None if last_number is None else _after(last_number)
    if not above:
        return _number_further_up(lines, row, floor, expected)
    if row - 1 == 0 or (row - 1 > floor and not lines[row - 2]):
        if layout.is_number(above):
            return _Head(row - 1, above.strip())
    elif expected and above.strip() == expected:
        return _Head(row - 1, expected, _NO_BLANK_LINE)
    return _Head(row, "", _NO_BLANK_LINE)


def _number_further_up(lines: Sequence[str], row: int, floor: int, expected: str | None) -> _Head:
    """Below a blank line: the cue has no number, or its number stands alone above that blank line."""
    place = row - 1
    while place > floor and not lines[place]:
        place -= 1
    candidate = lines[place].strip()
    stands_alone = place == 0 or (place > floor and not lines[place - 1])
    if stands_alone and candidate.isdecimal() and expected in (None, candidate):
        return _Head(place, candidate, _BLANK_LINE_BELOW_NUMBER)
    return _Head(row, "")


def _after(number: str) -> str:
    """The number that comes after this one, "" where it is no number."""
    return str(int(number) + 1) if number.isdecimal() and len(number) <= _LONGEST_NUMBER else ""


def _text(body: Sequence[str], layout: Layout, following: str) -> tuple[str, tuple[Oddity, ...]]:
    """Return the text of a body with blank lines in it. `following`: the next number, where the file ends with this body."""
    paragraphs = _paragraphs(body)
    begins_with_text = bool(body[0])
    more = [paragraph for paragraph in paragraphs[begins_with_text:] if not layout.is_aside(paragraph[0])]
    oddities: tuple[Oddity, ...] = ()
    if following and more and more[-1] == [following]:
        more.pop()
        oddities = (Oddity(Text("After this cue comes the number {number}, without times.", number=following)),)
    if more:
        oddities = (_BLANK_LINE_INSIDE, *oddities)
    return "\n\n".join("\n".join(paragraph) for paragraph in paragraphs[:begins_with_text] + more), oddities


def _paragraphs(lines: Sequence[str]) -> list[list[str]]:
    return [list(group) for is_text, group in groupby(lines, bool) if is_text]


def _before_the_first(lines: Sequence[str], above: int, layout: Layout) -> list[Problem]:
    """What stands above the first cue and is no comment: one problem for all of it."""
    strays = [paragraph for paragraph in _paragraphs(lines) if not layout.is_aside(paragraph[0])]
    if not strays:
        return []
    text = "\n".join("\n".join(paragraph) for paragraph in strays)
    return [
        Problem(
            Text("This text belongs to no cue and is not shown among them: “{text}”.", text=text),
            above + 1 + lines.index(strays[0][0]),
        )
    ]
