"""WebVTT subtitles, read by webvtt-py behind the guard of reading/cue_guard (FORMATS.md D2)."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import groupby

from webvtt.errors import MalformedCaptionError
from webvtt.models import Timestamp
from webvtt.vtt import WebVTTCueBlock

from viewer.errors import ContentError
from viewer.model.result import Problem, Reading, Source
from viewer.model.timed_text import CuesContent
from viewer.reading.cue_blocks import Layout
from viewer.reading.cue_guard import Grammar, Triple, guarded_cues
from viewer.reading.text_decoding import decode_source
from viewer.reading.timing_lines import Notation
from viewer.text import Text
from viewer.watch import Watch

SIGNATURE = "WEBVTT"
_TIME = r"(?:([0-9]{1,9}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})"
_SPACE = r"[ \t\f\v]*"
_NOTATION = Notation(
    line=re.compile(rf"{_SPACE}{_TIME}{_SPACE}-->{_SPACE}{_TIME}(?:[ \t\f\v].*)?"),
    time=re.compile(_TIME),
    mark=".",
    model="00:00:01.000",
)
_ASIDE = re.compile(r"NOTE(?:[ \t].*)?|(?:STYLE|REGION)[ \t]*|R(?:EGION|egion):.*")
_TAG = re.compile(r"</?(?:c|i|b|u|v|ruby|rt|lang)(?:[.\s][^<>]*)?>|<[0-9:.]{5,20}>", re.IGNORECASE)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]*)>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def looks_like(text: str) -> bool:
    """True where the beginning of a text is WebVTT's: its first line that is not blank begins with WEBVTT."""
    return text.lstrip()[: len(SIGNATURE)] == SIGNATURE


def read(source: Source, watch: Watch) -> Reading:
    """Read WebVTT (FORMATS.md D2, the standard's rules). No cues at all is right where the signature is there.

    Raises ContentError where there is neither a cue nor the signature.
    """
    decoded = decode_source(source, watch)
    lines = decoded.text.split("\n")
    header_rows, header_problems = _header(lines)
    cues, problems = guarded_cues(lines, _GRAMMAR, watch, header_rows)
    if not cues and not looks_like(decoded.text):
        raise ContentError(
            Text("No WebVTT subtitles can be found in this."),
            why=Text("The first line is not {signature}, and no line gives a cue its times.", signature=SIGNATURE),
            advice=Text("It is shown as text."),
        )
    return Reading(CuesContent(cues), (*decoded.problems, *header_problems, *problems))


def _header(lines: Sequence[str]) -> tuple[int, list[Problem]]:
    """How many lines the header has, and what is wrong with it."""
    first = next((row for row, line in enumerate(lines) if line.strip()), 0)
    line = lines[first]
    if not line.startswith(SIGNATURE):
        return 0, [
            Problem(Text("The first line is not {signature}; the cues were read all the same.", signature=SIGNATURE), 1)
        ]
    problems = []
    if first:
        problems.append(Problem(Text("Blank lines stand before the {signature} line.", signature=SIGNATURE), first + 1))
    if line[len(SIGNATURE) :][:1] not in ("", " ", "\t"):
        problems.append(
            Problem(
                Text("The first line is “{found}” and should be {signature}.", found=line, signature=SIGNATURE), first + 1
            )
        )
    end = next((row for row in range(first, len(lines)) if not lines[row]), len(lines))
    return end, problems


def _read_with_webvtt(lines: Sequence[str]) -> list[Triple]:
    """Read cues with webvtt-py's own reader of blocks and times.

    `webvtt.from_string` goes the same way and then makes objects for settings, which take twice the time of all the rest.
    """
    blocks = (list(block) for is_text, block in groupby(lines, bool) if is_text)
    cues = (WebVTTCueBlock.from_lines(block) for block in blocks if WebVTTCueBlock.is_valid(block))
    return [(_milliseconds(cue.start), _milliseconds(cue.end), "\n".join(cue.payload)) for cue in cues]


def _milliseconds(written: str) -> int:
    """Raises ValueError where webvtt-py refuses the time, such as one with minutes above 59."""
    try:
        hours, minutes, seconds, milliseconds = Timestamp.from_string(written).to_tuple()
    except MalformedCaptionError as error:
        raise ValueError(written) from error
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds


def _is_number(_line: str) -> bool:
    return True  # any line may name a cue


def _is_aside(line: str) -> bool:
    return _ASIDE.fullmatch(line) is not None


def _plain(text: str) -> tuple[str, str]:
    """Take out tags and decode character references; a voice span names the speaker (FORMATS.md D2). Unknown tags stay."""
    names = dict.fromkeys(_decoded(name).strip() for name in _VOICE.findall(text))
    return _decoded(_TAG.sub("", text)), ", ".join(name for name in names if name)


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda reference: html.unescape(reference[0]) or reference[0], text)


_GRAMMAR = Grammar("webvtt-py", _NOTATION, Layout(_is_number, _is_aside), _read_with_webvtt, _plain, re.compile(r"[<&]"))
