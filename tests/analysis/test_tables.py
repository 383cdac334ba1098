"""The tables of a small made-up job, value by value."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.analysis import made_up
from viewer.analysis.frame_rate import FrameRate, frame_rate
from viewer.analysis.screen_time import union_seconds
from viewer.analysis.tables import (
    boxes_table,
    captions_table,
    cues_table,
    detections_table,
    occurrences_table,
    plain_type,
    table_of,
)
from viewer.model.columns import Kind, Numbers, Table, Texts
from viewer.model.detections import Detections
from viewer.model.job import Job
from viewer.model.result import Header, JsonContent
from viewer.model.timed_text import CaptionsContent, Cue, CuesContent, SceneCaption


def values(table: Table, name: str) -> list[str | float | None]:
    column = table.column(name).values
    return [column.at(row) for row in range(len(column))]


def assert_sound(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    for column in table.columns:
        assert len(column.values) == table.row_count
        assert str(column.title)
        assert str(column.tooltip)
        assert isinstance(column.values, Numbers) == (column.kind not in (Kind.TEXT, Kind.LONG_TEXT))
        assert (column.kind is Kind.DURATION) == (column.name in ("duration_seconds", "total_seconds"))


def test_detections() -> None:
    table = detections_table(made_up.core())
    assert_sound(table)
    assert values(table, "detection_id") == ["1", "3", "12", "20", "7"]
    assert values(table, "type_in_words")[2:] == ["Audio keyword name person", "Topic IAB", "Visual context"]
    assert values(table, "type")[0] == "human.face"
    assert not table.column("type").is_visible
    assert values(table, "person")[:2] == ["Ada Lovelace", ""]
    assert values(table, "person_confidence")[:2] == [0.968, None]
    assert values(table, "first_seconds") == [0.1, 4.0, 6.25, None, 1.0]
    assert values(table, "last_seconds") == [4.5, 4.0, None, None, 10.0]
    assert values(table, "occurrences") == [3, 1, 1, 0, 3]
    assert values(table, "total_seconds") == [2.7, 0.0, 0.0, None, 2.0]
    assert values(table, "confidence") == [None, None, None, 0.5, 0.91]
    assert values(table, "relevance") == [1, 2, 1, None, 1]
    assert not table.column("tags").is_visible


def test_the_times_of_very_many_occurrences() -> None:
    """More than are worked on together; most detections have few of them, one has very many, some have none."""
    chance = np.random.default_rng(5)
    counts = chance.integers(0, 8, 20_000)
    counts[7_000] = 90_000
    first = np.append(0, np.cumsum(counts))
    start = chance.uniform(0, 9_000, first[-1]).round(2)
    spans = replace(
        made_up.core().occurrences,
        start_seconds=Numbers(start),
        end_seconds=Numbers((start + chance.uniform(-0.5, 3, first[-1])).round(2)),
    )
    alike = Texts(np.zeros(20_000, np.int32), ("made up",))
    columns = dict.fromkeys(("types", "labels", "persons", "face_ids", "genders", "tags"), alike)
    numbers = {name: Numbers(np.zeros(20_000)) for name in ("person_confidence", "confidence", "relevance")}
    found = Detections(ids=("made up",) * 20_000, **columns, **numbers, first_occurrence=first)
    table = detections_table(replace(made_up.core(), detections=found, occurrences=spans))
    for row in [*range(0, 20_000, 199), *np.flatnonzero(counts == 0)[:5].tolist(), 6_999, 7_000, 7_001, 19_999]:
        own = slice(first[row], first[row + 1])
        begins, ends = spans.start_seconds.values[own], spans.end_seconds.values[own]
        times = (begins.min(), ends.max(), union_seconds(begins, ends)) if counts[row] else (None, None, None)
        names = ("first_seconds", "last_seconds", "total_seconds")
        assert tuple(table.column(name).values.at(row) for name in names) == pytest.approx(times)


def test_occurrences_of_one_detection() -> None:
    table = occurrences_table(made_up.core(), 0)
    assert_sound(table)
    assert values(table, "occurrence_id") == ["1", "2", "3"]
    assert values(table, "start_seconds") == [0.1, 2.0, 2.5]
    assert values(table, "duration_seconds") == [0.2, 1.0, 2.0]
    assert values(table, "last_shot") == [0, 0, 1]
    assert values(occurrences_table(made_up.core(), 4), "confidence") == [0.7, 0.91, 0.6]
    assert values(occurrences_table(made_up.core(), 1), "first_shot") == [None]
    assert occurrences_table(made_up.core(), 3).row_count == 0


def test_plain_types() -> None:
    assert plain_type("visual.text_region.lower_third") == "Visual text region lower third"
    assert plain_type("topic.iab.section") == "Topic IAB section"
    assert plain_type("something_new") == "Something new"
    assert plain_type("") == ""


def test_boxes_with_core(tmp_path: Path) -> None:
    job = made_up.job(tmp_path, made_up.boxes(), made_up.core(), header=Header(fps=25, width=1920, height=1080))
    table = boxes_table(made_up.boxes(), job)
    assert_sound(table)
    assert values(table, "frame") == [5, 5, 50, 51]
    assert values(table, "time_seconds") == [0.2, 0.2, 2.0, 2.04]
    assert values(table, "detection_id") == ["1", "137", "1", ""]
    assert values(table, "label") == ["face", "unknown detection 137", "face", ""]
    assert values(table, "person") == ["Ada Lovelace", "", "Ada Lovelace", ""]
    assert values(table, "x") == [0.445, -0.01, 0.4, None]
    assert table.column("height").values is not None
    assert values(table, "confidence") == [0.995, None, None, 0.5]


def test_boxes_in_pixels(tmp_path: Path) -> None:
    job = made_up.job(tmp_path, made_up.boxes(), header=Header(width=1920, height=1080))
    table = boxes_table(made_up.boxes(), job, in_pixels=True)
    assert_sound(table)
    assert values(table, "x_pixels") == [854.4, -19.2, 768.0, None]
    assert values(table, "height_pixels") == [231.12, 540.0, 108.0, float("inf")]
    assert "1920 × 1080" in str(table.column("y_pixels").tooltip)
    for header in (Header(), Header(width=0, height=5), Header(width=10**400, height=5)):
        without = boxes_table(made_up.boxes(), made_up.job(tmp_path, made_up.boxes(), header=header), in_pixels=True)
        assert values(without, "x") == [0.445, -0.01, 0.4, None]
        assert "nothing here tells" in str(without.column("x").tooltip)


def test_boxes_without_core_say_why_columns_are_blank() -> None:
    table = boxes_table(made_up.boxes(), Job())
    assert_sound(table)
    assert values(table, "label") == values(table, "person") == ["", "", "", ""]
    assert values(table, "time_seconds") == [None] * 4
    assert "core metadata of this job" in str(table.column("label").tooltip)
    assert "frame rate" in str(table.column("time_seconds").tooltip)


def test_boxes_by_second_need_no_frame_rate() -> None:
    table = boxes_table(made_up.boxes("second"), Job())
    assert values(table, "second") == values(table, "time_seconds") == [5, 5, 50, 51]


def test_no_boxes_at_all(tmp_path: Path) -> None:
    none = replace(
        made_up.boxes(),
        positions=np.array([], dtype=np.int64),
        detection_ids=made_up.texts(),
        **{name: made_up.numbers() for name in ("x", "y", "width", "height", "confidence")},
    )
    for job in (Job(), made_up.job(tmp_path, made_up.core(), header=Header(fps=25))):
        assert_sound(boxes_table(none, job))
        assert boxes_table(none, job).row_count == 0


def test_the_frame_rate_is_the_stated_one_or_follows_from_the_shots(tmp_path: Path) -> None:
    core = made_up.core()
    assert frame_rate(made_up.job(tmp_path, core, header=Header(fps=23.98))) == FrameRate(23.98)
    for nonsense in (None, 0.0, -25.0, float("nan"), float("inf"), 10**400):
        assert frame_rate(made_up.job(tmp_path, core, header=Header(fps=nonsense))) == FrameRate(25.0, is_derived=True)
    shots = made_up.numbers(None, 0, -1)
    unreadable = replace(core, shots=replace(core.shots, end_seconds=shots))
    assert frame_rate(made_up.job(tmp_path, unreadable)) is None
    assert frame_rate(Job()) is None
    job = made_up.job(tmp_path, core, made_up.boxes())
    assert "detected shots" in str(boxes_table(made_up.boxes(), job).column("time_seconds").tooltip)


def test_cues() -> None:
    cues = (Cue("7", 1.1, 2.3, "two\nlines", "Ada"), Cue("intro", None, 4.0, "no start"), Cue("", 5.0, 5.5, ""))
    table = cues_table(CuesContent(cues))
    assert_sound(table)
    assert values(table, "number") == ["7", "intro", ""]
    assert values(table, "start_seconds") == [1.1, None, 5.0]
    assert values(table, "duration_seconds") == [1.2, None, 0.5]
    assert values(table, "text") == ["two\nlines", "no start", ""]
    assert values(table, "speaker") == ["Ada", "", ""]
    assert table.column("speaker").is_visible


def test_cues_without_numbers_are_counted() -> None:
    table = cues_table(CuesContent((Cue("", 1.0, 2.0, "a"), Cue("", 2.0, 3.0, "b")), fps=25.0, needs_fps=True))
    assert values(table, "number") == ["1", "2"]
    assert not table.column("speaker").is_visible
    assert "25.0 were assumed" in str(table.column("start_seconds").tooltip)
    assert cues_table(CuesContent(())).row_count == 0


def test_captions(tmp_path: Path) -> None:
    content = CaptionsContent((SceneCaption("A car.", 6.88, 9.96, 3), SceneCaption("A dog.", None, None, 10**400)))
    table = captions_table(content, made_up.job(tmp_path, made_up.core()))
    assert_sound(table)
    assert values(table, "caption") == ["A car.", "A dog."]
    assert values(table, "duration_seconds") == [3.08, None]
    assert values(table, "shot") == [3, float("inf")]
    assert "shots 0 to 2" in str(table.column("shot").tooltip)
    assert "inferred" in str(captions_table(content, Job()).column("shot").tooltip)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (made_up.core(), "detections"),
        (made_up.boxes(), "boxes"),
        (CuesContent(()), "cues"),
        (CaptionsContent(()), "captions"),
        (JsonContent(), None),
    ],
)
def test_the_table_of_a_result(tmp_path: Path, content: object, name: str | None) -> None:
    job = made_up.job(tmp_path, content)  # type: ignore[arg-type]
    table = table_of(job.results[0], job)
    assert (table.name if table else None) == name
