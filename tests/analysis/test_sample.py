"""The vendor's sample against the figures of the vendor's own reader (FORMATS.md F1)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from viewer.analysis.frame_rate import frame_rate
from viewer.analysis.rows import ordered
from viewer.analysis.tables import detections_table, occurrences_table
from viewer.formats import core as core_format
from viewer.model.columns import Table
from viewer.model.detections import CoreContent
from viewer.model.job import Job
from viewer.model.result import Header, Opened, Result
from viewer.reading.source import FileSource
from viewer.watch import Watch

SAMPLE = Path(__file__).parents[2] / ".." / "shared" / "samples" / "charade_core_1.3.1.json"
ROUNDING = 0.0051  # most of the figures are stated to two decimals: 643.66 is 643.655, 223.56 is 223.563
pytestmark = pytest.mark.skipif(not SAMPLE.exists(), reason="the vendor's sample is not here")


@pytest.fixture(scope="module")
def job() -> Job:
    source = FileSource(SAMPLE)
    return Job().with_result(Result("core", source, Opened(SAMPLE), core_format.read(source, Watch())))


@pytest.fixture(scope="module")
def core(job: Job) -> CoreContent:
    assert job.core is not None
    return job.core


@pytest.fixture(scope="module")
def table(core: CoreContent) -> Table:
    return detections_table(core)


def rows_where(table: Table, name: str, value: str) -> list[int]:
    column = table.column(name).values
    return [row for row in range(table.row_count) if column.at(row) == value]


def total(table: Table, row: int) -> float | str | None:
    return table.column("total_seconds").values.at(row)


def test_people_and_their_screen_time(table: Table) -> None:
    for person, seconds, confidence in (("Audrey Hepburn", 1128.35, 0.968), ("Cary Grant", 643.66, 0.757)):
        (row, *_) = rows_where(table, "person", person)
        assert total(table, row) == pytest.approx(seconds, abs=ROUNDING)
        assert table.column("person_confidence").values.at(row) == pytest.approx(confidence, abs=0.001)
    for detection_id, seconds in (("3", 223.56), ("4", 92.075), ("5", 76.98)):
        (row,) = rows_where(table, "detection_id", detection_id)
        assert table.column("person").values.at(row) == ""
        assert total(table, row) == pytest.approx(seconds, abs=ROUNDING)


def test_concepts_and_their_screen_time(table: Table) -> None:
    visual = rows_where(table, "type", "visual.context")
    for label, seconds in {"person": 3102, "medium shot": 2158, "man": 1517, "speech": 1052, "official": 1019}.items():
        totals = [total(table, row) for row in visual if table.column("label").values.at(row) == label]
        assert seconds in totals, "two concepts may have the same label"


def test_counts(table: Table, core: CoreContent) -> None:
    assert table.row_count == 701
    assert sum(occurrences_table(core, row).row_count for row in range(701)) == 6960


def test_sorting_by_total_time_puts_blanks_last(table: Table) -> None:
    column = [one.name for one in table.columns].index("total_seconds")
    rows = ordered(table, np.arange(table.row_count), column, True, Watch())
    totals = [total(table, int(row)) for row in rows]
    there = [seconds for seconds in totals if seconds is not None]
    assert there == sorted(there, reverse=True)
    assert totals[: len(there)] == there


def test_the_shots_tell_the_frame_rate_that_the_file_states(job: Job, core: CoreContent) -> None:
    stated = frame_rate(job)
    assert stated is not None
    result = job.results[0]
    headless = Result(result.type_name, result.source, result.origin, type(result.reading)(core, header=Header()))
    derived = frame_rate(Job().with_result(headless))
    assert derived is not None
    assert derived.is_derived
    assert derived.fps == pytest.approx(stated.fps, abs=0.001)
