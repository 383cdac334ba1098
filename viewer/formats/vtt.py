"""WebVTT subtitles, read by webvtt-py behind the guard of reading/cue_guard (FORMATS.md D2)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from webvtt.errors import MalformedCaptionError
from webvtt.models import Timestamp
from webvtt.vtt import WebVTTCueBlock

from viewer.errors import ContentError
from viewer.model.result import Problem, Reading, Source
from viewer.model.timed_text import CuesContent
from viewer.reading.character_references import decode_references
from viewer.reading.cue_blocks import Layout
from viewer.reading.cue_guard import Grammar, Triple, guarded_cues
from viewer.reading.text_decoding import decode_source
from viewer.reading.timing_lines import ARROW, Notation, usual_times
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
_BLANK_LINES = re.compile(r"\n\n+")


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
    first = next((row for row, line in enumerate(lines) if line and not line.isspace()), 0)
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


def read_with_webvtt(lines: Sequence[str]) -> list[Triple]:
    """Read cues with webvtt-py's own reader of blocks; times in the usual writing are read together, others are its own too.

    `webvtt.from_string` goes the same way and then makes objects for settings, which take twice the time of all the rest.
    Raises ValueError for a time that webvtt-py refuses.
    """
    blocks = _BLANK_LINES.split("\n".join(lines).strip("\n"))
    cues = [cue for block in blocks if (cue := _cue(block)) is not None]
    texts = ["\n".join(cue.payload) for cue in cues]
    usual = usual_times([f"{cue.start} {ARROW} {cue.end}" for cue in cues], _NOTATION.mark)
    starts, ends = usual or ([_milliseconds(cue.start) for cue in cues], [_milliseconds(cue.end) for cue in cues])
    return list(zip(starts, ends, texts, strict=True))


def _cue(block: str) -> WebVTTCueBlock | None:
    """Read a block; None where webvtt-py takes it for no cue.

    Asking it takes as long as reading, so where the block has one arrow the answer comes from what was read: a cue has its
    times in the first line or the second.
    """
    arrows = block.count(ARROW)
    lines = block.split("\n")
    if arrows != 1:
        return WebVTTCueBlock.from_lines(lines) if arrows and WebVTTCueBlock.is_valid(lines) else None
    cue = WebVTTCueBlock.from_lines(lines)
    return cue if cue.start is not None and len(cue.payload) >= len(lines) - 2 else None


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
    if "<" not in text:
        return decode_references(text), ""
    names = dict.fromkeys(decode_references(name).strip() for name in _VOICE.findall(text))
    return decode_references(_TAG.sub("", text)), ", ".join(name for name in names if name)


_GRAMMAR = Grammar("webvtt-py", _NOTATION, Layout(_is_number, _is_aside), read_with_webvtt, _plain, re.compile(r"[<&]"))
