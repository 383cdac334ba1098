"""Subtitle files for the readers' tests: written to a folder, read, and looked at briefly. All their content is made up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from viewer.model.result import Problem, Reading
from viewer.model.timed_text import Cue, CuesContent
from viewer.reading.source import FileSource
from viewer.watch import Watch

Seen = tuple[float | None, float | None, str]


def source_of(folder: Path, data: bytes | str) -> FileSource:
    """A file with this content."""
    path = folder / "subtitles"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return FileSource(path)


def read_with(read: Callable[..., Reading], folder: Path, data: bytes | str, **named: float) -> Reading:
    """What a reader makes of this content."""
    return read(source_of(folder, data), Watch(), **named)


def cues_of(reading: Reading) -> tuple[Cue, ...]:
    """The cues of a reading."""
    assert isinstance(reading.content, CuesContent)
    return reading.content.cues


def seen(reading: Reading) -> list[Seen]:
    """Start, end and text of each cue."""
    return [(cue.start_seconds, cue.end_seconds, cue.text) for cue in cues_of(reading)]


def told(problems: tuple[Problem, ...]) -> list[tuple[int | None, str]]:
    """Line and message of each problem."""
    return [(problem.line, str(problem.message)) for problem in problems]


def lines_told(reading: Reading) -> set[int | None]:
    """The lines that the problems name."""
    return {problem.line for problem in reading.problems}
