"""Cues of the four subtitle types, and scene captions."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.model.result import Content


@dataclass(frozen=True, slots=True)
class Cue:
    """One timed subtitle. Times in seconds, None where the file has none that can be read.

    `number` is the cue's own number or identifier as written, `text` its plain text with `\\n` between lines, `line` the
    line of the file (from 1) where its times stand.
    """

    number: str
    start_seconds: float | None
    end_seconds: float | None
    text: str
    speaker: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class CuesContent(Content):
    """Cues in the file's order. `fps` is the frame rate that timecodes were read with, where they needed one.

    Where `needs_fps` is True the file's timecodes count frames and its own frame rate is unknown: `fps` was assumed.
    """

    cues: tuple[Cue, ...]
    fps: float | None = None
    needs_fps: bool = False


@dataclass(frozen=True, slots=True)
class SceneCaption:
    """One sentence about one section. `shot_index` counts from 0 (inferred, as `shs` does)."""

    caption: str
    start_seconds: float | None
    end_seconds: float | None
    shot_index: int | None


@dataclass(frozen=True, slots=True)
class CaptionsContent(Content):
    """Scene captions in the file's order; the sections need not cover the video."""

    captions: tuple[SceneCaption, ...]
