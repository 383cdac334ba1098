"""Subtitles to measure with, the same cues in all four formats, and texts that are none; made up, the same on every run."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from tests.benchmarks.inputs import kept

FPS = 25
TEXT = "the lighthouse keeper said that a kettle & two cups were enough for 1 evening at <sea> where café lamps burn"
WORDS = TEXT.split()
HOSTILE = {"digits": "1234567890", "blank lines": "\n", "“<”": "<"}

_MadeUp = tuple[int, float, float, list[str]]  # number, start and end in seconds, lines


def subtitles(form: str, count: int) -> Path:
    """Return a subtitle file with this many cues: srt, vtt, ttml or avid."""
    return kept(f"subtitles-{count}.{form}", lambda: FORMS[form](count))


def hostile(kind: str, size: int) -> Path:
    """Return a text of this many characters that is nothing but what HOSTILE names."""
    name = f"hostile-{list(HOSTILE).index(kind)}-{size}.txt"
    return kept(name, lambda: iter([HOSTILE[kind] * (size // len(HOSTILE[kind]))]))


def _cues(count: int) -> Iterator[_MadeUp]:
    chance = random.Random(3)
    for number in range(1, count + 1):
        start = number * 2.0
        words = [chance.choice(WORDS) for _ in range(chance.randint(3, 14))]
        lines = [" ".join(words[:7]), " ".join(words[7:])]
        yield number, start, start + chance.randint(15, 45) / FPS, [line for line in lines if line]


def _srt(count: int) -> Iterator[str]:
    for number, start, end, lines in _cues(count):
        yield f"{number}\n{_clock(start, ',')} --> {_clock(end, ',')}\n" + "\n".join(lines) + "\n\n"


def _vtt(count: int) -> Iterator[str]:
    yield "WEBVTT\n\nNOTE Made up\n\n"
    for number, start, end, lines in _cues(count):
        yield f"{number}\n{_clock(start, '.')} --> {_clock(end, '.')}\n{escape(chr(10).join(lines), quote=False)}\n\n"


def _ttml(count: int) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en-US">\n<body><div>\n'
    for number, start, end, lines in _cues(count):
        text = "<br/>".join(escape(line, quote=False) for line in lines)
        yield f'<p xml:id="cue{number}" begin="{_clock(start, ".")}" end="{_clock(end, ".")}">{text}</p>\n'
    yield "</div></body>\n</tt>\n"


def _avid(count: int) -> Iterator[str]:
    yield "@ This file written with the Avid Caption plugin, version 1\n\n<begin subtitles>\n\n"
    for _, start, end, lines in _cues(count):
        yield f"{_timecode(start)} {_timecode(end)}\n" + "\n".join(lines) + "\n\n"
    yield "<end subtitles>\n"


def _clock(seconds: float, mark: str) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}{mark}{thousandths:03d}"


def _timecode(seconds: float) -> str:
    whole, frame = divmod(round(seconds * FPS), FPS)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}:{frame:02d}"


FORMS: dict[str, Callable[[int], Iterator[str]]] = {"srt": _srt, "vtt": _vtt, "ttml": _ttml, "avid": _avid}
