"""A job gathers results of one video, one per metadata type."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy
import pytest

from viewer.model.columns import Numbers, Texts
from viewer.model.detections import CoreContent, Detections, Occurrences, Shots
from viewer.model.job import Job
from viewer.model.result import Content, Fetched, Header, JsonContent, Opened, PlainContent, Problem, Reading, Result
from viewer.reading.source import BytesSource
from viewer.text import Text

ID = "6faefb7f-e468-43f6-988c-ddcfb315d958"
OTHER = "0b5b1f6e-22c1-4c0b-9c66-8bb1f3c1a7f2"
NUMBERS = Numbers(numpy.zeros(0))
TEXTS = Texts(numpy.zeros(0, dtype=numpy.int32), ())
CORE = CoreContent(
    Detections((), TEXTS, TEXTS, TEXTS, NUMBERS, TEXTS, TEXTS, NUMBERS, NUMBERS, TEXTS, numpy.zeros(1, dtype=numpy.int64)),
    Occurrences((), NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    Shots(NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    0,
)


def result(
    type_name: str, content: Content | None = None, header: Header | None = None, *, fetched: str | None = None
) -> Result:
    """A made-up result: opened from a file, or fetched for the job `fetched`."""
    path = Path("made-up.json")
    time = datetime(2024, 1, 1, tzinfo=UTC)
    origin = Fetched("https://x.example/", fetched, type_name, time) if fetched else Opened(path)
    reading = Reading(content or JsonContent(), header=header or Header())
    return Result(type_name, BytesSource(path, b"{}"), origin, reading)


def test_results_stand_in_the_order_they_came() -> None:
    job = Job().with_result(result("core")).with_result(result("visual_captions")).with_result(result("frames_faces"))
    assert [one.type_name for one in job.results] == ["core", "visual_captions", "frames_faces"]


@pytest.mark.parametrize("type_name", ["core", "visual_captions", "frames_faces"])
def test_a_result_takes_the_place_of_an_earlier_one(type_name: str) -> None:
    names = ["core", "visual_captions", "frames_faces"]
    job = Job()
    for name in names:
        job = job.with_result(result(name))
    newer = result(type_name, PlainContent())
    changed = job.with_result(newer)
    assert [one.type_name for one in changed.results] == names
    assert changed.result(type_name) is newer
    assert job.result(type_name) is not newer


def test_a_type_that_is_not_there_is_none() -> None:
    assert Job().result("core") is None
    assert Job().core is None
    assert Job().header == Header()


def test_the_job_id_is_that_of_the_first_result_that_has_one() -> None:
    job = Job().with_result(result("speech_to_text_srt"))
    assert job.job_id is None
    job = job.with_result(result("core", header=Header(job_id=ID)))
    assert job.job_id == ID
    assert job.with_result(result("visual_captions", header=Header(job_id=OTHER))).job_id == ID


def test_a_result_belongs_to_what_its_file_says_then_to_what_was_asked() -> None:
    assert result("core", header=Header(job_id=ID), fetched=OTHER).job_id == ID
    assert result("core", fetched=OTHER).job_id == OTHER
    assert result("core").job_id is None


def test_core_is_the_core_result_that_could_be_read() -> None:
    assert Job().with_result(result("core", PlainContent())).core is None
    assert Job().with_result(result("frames_faces")).with_result(result("core", CORE)).core is CORE


def test_the_header_takes_cores_word_first_and_fills_in_the_rest() -> None:
    faces = result("frames_faces", header=Header(job_id=ID, title="From the faces", fps=25.0, width=640))
    core = result("core", CORE, Header(job_id=ID, title="From core", duration_seconds=61.5, fps=24.0))
    header = Job().with_result(faces).with_result(core).header
    assert header == Header(job_id=ID, title="From core", duration_seconds=61.5, fps=24.0, width=640)


@pytest.mark.parametrize(
    ("problem", "place"),
    [
        (Problem(Text("odd"), line=12_345), "line 12345"),
        (Problem(Text("odd"), path="$.detections['1']"), "$.detections['1']"),
        (Problem(Text("odd"), offset=0), "byte 0"),
        (Problem(Text("odd")), "None"),
    ],
)
def test_a_problem_has_a_place(problem: Problem, place: str) -> None:
    assert str(problem.place) == place
