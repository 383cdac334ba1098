"""Cues and scene captions as tables."""

from __future__ import annotations

from viewer.analysis.column_values import numbers, span_columns, texts
from viewer.model.columns import Column, Kind, Table
from viewer.model.job import Job
from viewer.model.timed_text import CaptionsContent, CuesContent
from viewer.text import Text


def cues_table(content: CuesContent) -> Table:
    """Return one row per cue, in the file's order. A file that numbers no cue gets running numbers, from 1.

    The column speaker is hidden at first where no cue has one (FORMATS.md D: unknown whether the service names speakers).
    """
    cues = content.cues
    is_numbered = any(cue.number for cue in cues)
    start, end = numbers(cue.start_seconds for cue in cues), numbers(cue.end_seconds for cue in cues)
    if is_numbered:
        number = Text("The cue's number or name, as the file has it.")
    else:
        number = Text("The file has no numbers: the cues are counted here, from 1.")
    return Table(
        "cues",
        (
            Column(
                "number",
                Text("Number"),
                number,
                Kind.TEXT,
                texts(cue.number if is_numbered else str(count) for count, cue in enumerate(cues, 1)),
            ),
            *span_columns(start, end, content.fps if content.needs_fps else None),
            Column(
                "speaker",
                Text("Speaker"),
                Text("Who speaks, where the file says so."),
                Kind.TEXT,
                texts(cue.speaker for cue in cues),
                is_visible=any(cue.speaker for cue in cues),
            ),
            Column(
                "text",
                Text("Text"),
                Text("What is said, without styling marks."),
                Kind.LONG_TEXT,
                texts(cue.text for cue in cues),
            ),
        ),
    )


def captions_table(content: CaptionsContent, job: Job) -> Table:
    """Return one row per scene caption, in the file's order (FORMATS.md C4, known; the shot's base is inferred)."""
    captions = content.captions
    start = numbers(caption.start_seconds for caption in captions)
    end = numbers(caption.end_seconds for caption in captions)
    return Table(
        "captions",
        (
            *span_columns(start, end),
            Column(
                "shot",
                Text("Shot"),
                _shot_tooltip(job),
                Kind.INTEGER,
                numbers(caption.shot_index for caption in captions),
            ),
            Column(
                "caption",
                Text("Caption"),
                Text("What is to be seen in this section of the video, in the service's words."),
                Kind.LONG_TEXT,
                texts(caption.caption for caption in captions),
            ),
        ),
    )


def _shot_tooltip(job: Job) -> Text:
    count = len(job.core.shots) if job.core is not None else 0
    if count:
        return Text(
            "Number of the shot as in the file, counted from 0 (inferred). The core metadata lists shots 0 to {last}.",
            last=str(count - 1),
        )
    return Text("Number of the shot as in the file, counted from 0 (inferred).")
