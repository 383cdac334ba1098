"""A small made-up job: the contents that readers would give, built by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from viewer.model.boxes import BoxesContent
from viewer.model.columns import Numbers, Texts
from viewer.model.detections import CoreContent, Detections, Occurrences, Shots
from viewer.model.job import Job
from viewer.model.result import Content, Header, Opened, Reading, Result
from viewer.reading.source import FileSource

NAN = float("nan")


def numbers(*values: float | None) -> Numbers:
    return Numbers(np.array([NAN if value is None else value for value in values], dtype=np.float64))


def texts(*values: str) -> Texts:
    distinct = tuple(dict.fromkeys(values))
    return Texts(np.array([distinct.index(value) for value in values], dtype=np.int32), distinct)


def core() -> CoreContent:
    """Five detections: a named face, a nameless one, a keyword, a topic without occurrences, a concept."""
    detections = Detections(
        ids=("1", "3", "12", "20", "7"),
        types=texts("human.face", "human.face", "audio.keyword.name.person", "topic.iab", "visual.context"),
        labels=texts("face", "face", "Ada", "Automotive", "car"),
        persons=texts("Ada Lovelace", "", "", "", ""),
        person_confidence=numbers(0.968, None, None, None, None),
        face_ids=texts("f-1", "", "", "", ""),
        genders=texts("female", "male", "", "", ""),
        confidence=numbers(None, None, None, 0.5, 0.91),
        relevance=numbers(1, 2, 1, None, 1),
        tags=texts("", "", "", "automotive", "automotive, style"),
        first_occurrence=np.array([0, 3, 4, 5, 5, 8], dtype=np.int64),
    )
    occurrences = Occurrences(
        ids=("1", "2", "3", "4", "5", "6", "7", "8"),
        start_seconds=numbers(0.1, 2.0, 2.5, 4.0, 6.25, 9.0, 1.0, 1.5),
        end_seconds=numbers(0.3, 3.0, 4.5, 4.0, None, 10.0, 2.0, 1.75),
        confidence=numbers(None, None, None, None, None, 0.7, 0.91, 0.6),
        shot_start=numbers(0, 0, 0, None, 1, 1, 0, 0),
        shot_end=numbers(0, 0, 1, None, 1, 2, 0, 0),
    )
    shots = Shots(
        start_seconds=numbers(0, 4.16, 8.0),
        end_seconds=numbers(4.16, 8.0, 10.04),
        start_frame=numbers(0, 104, 200),
        end_frame=numbers(103, 199, 250),
    )
    return CoreContent(detections, occurrences, shots, 11)


def boxes(unit: str = "frame") -> BoxesContent:
    """Four boxes of the named face, of a detection that core does not have, and of none."""
    return BoxesContent(
        unit="second" if unit == "second" else "frame",
        entries=60,
        positions=np.array([5, 5, 50, 51], dtype=np.int64),
        detection_ids=texts("1", "137", "1", ""),
        x=numbers(0.445, -0.01, 0.4, None),
        y=numbers(0.194, 0.2, 0.3, 0.5),
        width=numbers(0.119, 0.5, 0.1, 0.2),
        height=numbers(0.214, 0.5, 0.1, 1e308),
        confidence=numbers(0.995, None, None, 0.5),
    )


def job(folder: Path, *contents: Content, header: Header | None = None) -> Job:
    """A job with a result of each content. All of them stand for the same file, which nothing reads."""
    path = folder / "made_up.json"
    path.write_bytes(b"{}")
    made = Job()
    for content in contents:
        reading = Reading(content, header=header or Header())
        made = made.with_result(Result(type(content).__name__, FileSource(path), Opened(path), reading))
    return made
