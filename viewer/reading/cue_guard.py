"""The guard around the subtitle libraries: no cue is lost, invented or moved without a problem that says so.

The lines are cut into cues at the timing lines that the plain scan found. The library then reads the same lines, in slices,
normalised where they can be (decimal marks, blank lines that are missing). Where it gives what the scan found, all is well.
Where it does not, that slice is read again, cue by cue, and the scan's cue is shown with a problem that names both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from viewer.model.result import Problem
from viewer.model.timed_text import Cue
from viewer.model.timing import clock
from viewer.reading.cue_blocks import Blocks, Layout, cut
from viewer.reading.timing_lines import ARROW, Notation, TimingLines, scan
from viewer.text import Text
from viewer.watch import Watch

CUES_PER_SLICE = 256
NOTATIONS_NAMED = 100  # of what is only oddly written, so many lines are named; the rest is summed up

Triple = tuple[int | None, int | None, str]  # start and end in milliseconds, text with its markup


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the guard must know of a format.

    `read` gives lines to the library and returns its cues; it may raise ValueError. `plain` takes the markup out of a
    text and returns what is left and the speaker; a text in which `markup` finds nothing has none.
    """

    library: str
    notation: Notation
    layout: Layout
    read: Callable[[Sequence[str]], Sequence[Triple]]
    plain: Callable[[str], tuple[str, str]]
    markup: re.Pattern[str]


def guarded_cues(
    lines: list[str], grammar: Grammar, watch: Watch, header_rows: int = 0
) -> tuple[tuple[Cue, ...], tuple[Problem, ...]]:
    """Return the cues of `lines` and the problems, both in the order of the lines. Raises Cancelled.

    The first `header_rows` lines, up to the first timing line, belong to no cue.
    """
    if not lines or lines[-1]:
        lines = [*lines, ""]
    timings = scan(lines, grammar.notation, grammar.layout.is_number, watch)
    found, problems = cut(lines, timings, grammar.layout, watch, min([header_rows, *timings.rows[:1]]))
    problems += _oddities(found)
    for first in range(0, len(found), CUES_PER_SLICE):
        watch.progress(first, len(found))
        problems += _disagreements(lines, found, range(first, min(first + CUES_PER_SLICE, len(found))), timings, grammar)
    cues = _cues(found, grammar)
    problems += reversed_times(cues)
    return cues, tuple(sorted(problems, key=lambda problem: problem.line or 0))


def reversed_times(cues: Iterable[Cue]) -> list[Problem]:
    """Return a problem for each cue that ends before it starts."""
    return [
        Problem(
            Text(
                "This cue ends at {end}, before it starts at {start}; it is shown as it is.",
                start=clock(cue.start_seconds),
                end=clock(cue.end_seconds),
            ),
            cue.line,
        )
        for cue in cues
        if cue.start_seconds is not None and cue.end_seconds is not None and cue.end_seconds < cue.start_seconds
    ]


def _cues(found: Blocks, grammar: Grammar) -> tuple[Cue, ...]:
    """The cues to show. What has neither times nor text is none; its oddities tell of it."""
    texts, speakers = found.texts, [""] * len(found)
    marked = [place for place, text in enumerate(texts) if grammar.markup.search(text)]
    if marked:
        texts = list(texts)
        for place in marked:
            texts[place], speakers[place] = grammar.plain(texts[place])
    starts = [None if time is None else time / 1000 for time in found.starts_ms]
    ends = [None if time is None else time / 1000 for time in found.ends_ms]
    cues = map(Cue, found.numbers, starts, ends, texts, speakers, [row + 1 for row in found.rows])
    empty = {place for place in found.oddities if _is_empty(found, place)}
    return tuple(cue for place, cue in enumerate(cues) if place not in empty) if empty else tuple(cues)


def _is_empty(found: Blocks, place: int) -> bool:
    return found.starts_ms[place] is None and found.ends_ms[place] is None and not found.texts[place]


def _disagreements(
    lines: Sequence[str], found: Blocks, places: range, timings: TimingLines, grammar: Grammar
) -> list[Problem]:
    """Let the library read the lines of these cues, and tell where it gives anything but what the scan found."""
    part = slice(places.start, places.stop)
    triples: list[Triple] = list(zip(found.starts_ms[part], found.ends_ms[part], found.texts[part], strict=True))
    if found.oddities.keys().isdisjoint(places):
        text = lines[found.firsts[places.start] : found.stops[places.stop - 1]]
    else:
        text = [line for place in places for line in _normal(lines, found, place, timings, grammar.notation)]
    if _given(text, grammar) == triples:
        return []
    problems = []
    for place, triple in zip(places, triples, strict=True):
        given = _given(_normal(lines, found, place, timings, grammar.notation), grammar)
        if given != [triple] and not _is_empty(found, place):
            row = found.rows[place]
            problems.append(Problem(_disagreement(grammar.library, given, triple, lines[row]), row + 1))
    return problems


def _given(lines: Sequence[str], grammar: Grammar) -> list[Triple]:
    try:
        return list(grammar.read(lines))
    except ValueError:  # such as a number of 5,000 digits
        return []


def _normal(lines: Sequence[str], found: Blocks, place: int, timings: TimingLines, notation: Notation) -> list[str]:
    """The lines of one cue, normalised: its times written as the format wants, a blank line at its end."""
    first, row, stop = found.firsts[place], found.rows[place], found.stops[place]
    if place not in found.oddities:
        return [*lines[first:stop], ""]
    start, end, number, line = found.starts_ms[place], found.ends_ms[place], found.numbers[place], lines[row]
    if row in timings.odd and start is not None and start >= 0 and end is not None and end >= 0:
        settings = timings.odd[row].settings
        gap = " " if settings and not settings[0].isspace() else ""
        line = f"{notation.written(start)} {ARROW} {notation.written(end)}{gap}{settings}"
    return [*([number] if number else []), line, *lines[row + 1 : stop], ""]


def _disagreement(library: str, given: Sequence[Triple], found: Triple, line: str) -> Text:
    if not given:
        return Text("{library} can't read this cue; it is shown as the lines of the file say.", library=library)
    if len(given) > 1:
        template = "{library} makes {number} cues of this one; it is shown as the lines of the file say."
        return Text(template, library=library, number=len(given))
    start, end, text = given[0]
    if (start, end) != found[:2]:
        return Text(
            "{library} reads {start} to {end} here, the file says “{line}”; it is shown as the file says.",
            library=library,
            start=_shown(start),
            end=_shown(end),
            line=line,
        )
    template = "{library} reads only the text “{read}” here, the file has “{found}”; it is shown as in the file."
    return Text(template, library=library, read=text, found=found[2])


def _shown(milliseconds: int | None) -> str:
    return "–" if milliseconds is None else clock(milliseconds / 1000)


def _oddities(found: Blocks) -> list[Problem]:
    """One problem for every oddity; past a hundred lines that are only written oddly, one for all further ones."""
    odd = [(found.rows[place] + 1, oddity) for place in sorted(found.oddities) for oddity in found.oddities[place]]
    problems = [Problem(oddity.message, line) for line, oddity in odd if not oddity.is_notation]
    notations = [(line, oddity) for line, oddity in odd if oddity.is_notation]
    problems += [Problem(oddity.message, line) for line, oddity in notations[:NOTATIONS_NAMED]]
    rest = notations[NOTATIONS_NAMED:]
    if rest:
        message = Text(
            "{count} more place up to line {last} is written oddly in the same way; it was read likewise.",
            plural="{count} more places up to line {last} are written oddly in the same ways; they were read likewise.",
            count=len(rest),
            last=str(rest[-1][0]),
        )
        problems.append(Problem(message, rest[0][0]))
    return problems
