"""The model of the library: two levels, the newest copy for each result, a filter, and indexes that are not valid."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.ui.made_up_items import JOB, OTHER_JOB, OTHER_SERVER, SERVER, TWO_JOBS, item, newest_first
from viewer.metadata_types import REGISTRY
from viewer.ui.models.library_model import NAME, SIZE, TIME, LibraryModel

Role = Qt.ItemDataRole


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[LibraryModel]:
    """A model that Qt's own tester watches."""
    model = LibraryModel(REGISTRY)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    del tester


def names(model: LibraryModel, parent: QModelIndex | None = None) -> list[str]:
    """What the rows below `parent` are called."""
    parent = parent if parent is not None else QModelIndex()
    return [model.index(row, NAME, parent).data() for row in range(model.rowCount(parent))]


def test_jobs_come_newest_first_and_their_results_below_them(model: LibraryModel) -> None:
    model.set_items(TWO_JOBS)
    assert names(model) == [JOB, OTHER_JOB]
    assert names(model, model.index(0, 0)) == ["Core metadata", "Speech, SRT subtitles"]
    assert names(model, model.index(1, 0)) == ["Faces, frame by frame"]


def test_the_newest_copy_stands_for_a_result(model: LibraryModel) -> None:
    model.set_items(TWO_JOBS)
    core = model.index(0, NAME, model.index(0, 0))
    assert [one.size for one in model.items_at(core)] == [7000]
    assert len(model.items_at(model.index(0, 0))) == 2  # a job stands for all its results


def test_size_and_time_are_shown_in_their_columns(model: LibraryModel) -> None:
    model.set_items(TWO_JOBS)
    job = model.index(0, 0)
    assert "KiB" in model.index(0, SIZE, job).data()
    assert model.index(0, TIME).data() == f"{TWO_JOBS[0].time.astimezone():%Y-%m-%d}"
    assert f"{TWO_JOBS[0].time.astimezone():%Y-%m-%d %H:%M}" in model.index(0, TIME).data(Qt.ItemDataRole.ToolTipRole)
    alignment = model.index(0, SIZE, job).data(Role.TextAlignmentRole)
    assert Qt.AlignmentFlag(alignment) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, NAME, job).data(Role.TextAlignmentRole) is None


def test_the_tooltip_tells_the_api_name_and_the_file(model: LibraryModel) -> None:
    model.set_items(TWO_JOBS)
    assert SERVER in model.index(0, NAME).data(Role.ToolTipRole)
    tooltip = model.index(1, NAME, model.index(0, 0)).data(Role.ToolTipRole)
    assert "speech_to_text_srt" in tooltip
    assert str(TWO_JOBS[1].path) in tooltip


def test_a_type_that_is_not_known_shows_its_api_name(model: LibraryModel) -> None:
    model.set_items((item("sound_events"),))
    assert names(model, model.index(0, 0)) == ["sound_events"]


def test_the_same_job_of_two_servers_is_two_jobs(model: LibraryModel) -> None:
    model.set_items(newest_first(item("core", minutes=2), item("core", server=OTHER_SERVER, minutes=1)))
    assert names(model) == [JOB, JOB]
    assert model.is_kept(OTHER_SERVER, JOB, "core")
    assert not model.is_kept(OTHER_SERVER, JOB, "frames_faces")
    assert model.is_kept(OTHER_SERVER.replace("elsewhere", "ELSEWHERE"), JOB, "core")
    assert not model.is_kept("no server", JOB, "core")


@pytest.mark.parametrize(
    ("needle", "found"),
    [
        ("faces", [OTHER_JOB]),
        ("SUBTITLES srt", [JOB]),
        ("speech_to_text_srt", [JOB]),
        (OTHER_JOB[:8], [OTHER_JOB]),
        ("service.invalid", [JOB, OTHER_JOB]),
        ("faces subtitles", []),
        ("  ", [JOB, OTHER_JOB]),
    ],
)
def test_the_filter_looks_for_every_word(model: LibraryModel, needle: str, found: list[str]) -> None:
    model.set_items(TWO_JOBS)
    model.set_filter(needle)
    assert names(model) == found
    assert model.is_filtered_out == (not found)
    assert model.is_kept(SERVER, JOB, "core")  # whatever the filter hides


def test_the_filter_stays_when_other_results_are_listed(model: LibraryModel) -> None:
    model.set_filter("faces")
    model.set_items(TWO_JOBS)
    assert names(model) == [OTHER_JOB]
    model.set_items(())
    assert not model.is_filtered_out


def test_indexes_that_are_not_there_are_not_valid(model: LibraryModel) -> None:
    model.set_items(TWO_JOBS)
    job = model.index(0, 0)
    result = model.index(0, 0, job)
    for invalid in (
        model.index(-1, 0),
        model.index(2, 0),
        model.index(0, 3),
        model.index(0, -1),
        model.index(2, 0, job),
        model.index(0, 0, result),
        model.index(0, 0, model.index(0, 1)),
    ):
        assert not invalid.isValid()
    assert model.items_at(QModelIndex()) == ()
    assert model.data(QModelIndex()) is None
    assert result.parent() == job
    assert model.headerData(3, Qt.Orientation.Horizontal) is None
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Job or result"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
