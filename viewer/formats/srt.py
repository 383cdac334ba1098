"""SRT subtitles, read by pysrt behind the guard of reading/cue_guard (FORMATS.md D1)."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pysrt

from viewer.errors import ContentError
from viewer.model.result import Reading, Source
from viewer.model.timed_text import CuesContent
from viewer.reading.cue_blocks import Layout
from viewer.reading.cue_guard import Grammar, Triple, guarded_cues
from viewer.reading.text_decoding import decode_source
from viewer.reading.timing_lines import Notation
from viewer.text import Text
from viewer.watch import Watch

_HEAD = 200  # lines in which the first timing line of a file that is SRT stands
_TIME = "([0-9]{1,9}):([0-5]?[0-9]):([0-5]?[0-9]),([0-9]{3})"
_NOTATION = Notation(
    line=re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?: .*)?"),
    time=re.compile(_TIME),
    mark=",",
    model="00:00:01,000",
)
_NUMBER = re.compile(r"\W{0,2}[0-9]{1,18}\W{0,2}")
_MARKUP = re.compile(r"</?(?:i|b|u|s|font)(?:\s[^<>]*)?/?>|\{\\[^{}]*\}|\{/?[ibus]\}", re.IGNORECASE)
_EARLY_TIMING = re.compile(r"\s*-?[0-9]{1,3}:[0-9]{1,2}:[0-9]{1,2}(?:[,.:][0-9]{1,6})?\s*--?>\s*-?[0-9]{1,3}:[0-9]{1,2}\b")


def looks_like(text: str) -> bool:
    """True where the beginning of a text is SRT's: a timing line stands early, and it is neither WebVTT nor markup."""
    if text.lstrip()[:6].startswith(("WEBVTT", "<", '{"', "[{")):
        return False
    return any("-->" in line and _EARLY_TIMING.match(line) for line in text.split("\n", _HEAD)[:_HEAD])


def read(source: Source, watch: Watch) -> Reading:
    """Read SRT (FORMATS.md D1, known: LF newlines; the rest of its rules inferred). Raises ContentError without any cue."""
    decoded = decode_source(source, watch)
    lines = [line.rstrip() for line in decoded.text.split("\n")]
    cues, problems = guarded_cues(lines, _GRAMMAR, watch)
    if not cues:
        raise ContentError(
            Text("No SRT subtitles can be found in this."),
            why=Text("No line has the form {model}.", model="00:00:01,000 --> 00:00:02,000"),
            advice=Text("It is shown as text."),
        )
    return Reading(CuesContent(cues), (*decoded.problems, *problems))


def _read_with_pysrt(lines: Sequence[str]) -> list[Triple]:
    return [(item.start.ordinal, item.end.ordinal, item.text) for item in pysrt.stream(lines)]


def _is_number(line: str) -> bool:
    return _NUMBER.fullmatch(line) is not None


def _is_aside(_line: str) -> bool:
    return False  # SRT has no comments


def _plain(text: str) -> tuple[str, str]:
    """Take out italics, bold, underline, colours and positions (FORMATS.md D1); what is no such markup stays."""
    return _MARKUP.sub("", text), ""


_GRAMMAR = Grammar("pysrt", _NOTATION, Layout(_is_number, _is_aside), _read_with_pysrt, _plain, _MARKUP)
