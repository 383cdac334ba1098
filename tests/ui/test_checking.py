"""The check of a job's JSON in the background: its problems join the result's, and nothing that is on show moves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.desk_record import RecordedDesk
from tests.ui.service import fetcher_in
from viewer.demo.jobs import DEMO_JOB_ID
from viewer.demo.results import result
from viewer.ui.background import Background

DEEP = ',"made_up":{"a":{"b":{"c":{"d":01,"d":NaN}}}}}'


@pytest.fixture
def shown(qtbot: QtBot, background: Background, tmp_path: Path) -> RecordedDesk:
    return RecordedDesk(qtbot, background, fetcher_in(tmp_path))


@pytest.fixture
def odd_core(tmp_path: Path) -> Path:
    """A core result with a number, a word and two equal names, deep in it, that a reader of columns never looks at."""
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(json.loads(result("core", DEMO_JOB_ID)))[:-1] + DEEP, "utf-8")
    return path


def open_and_check(shown: RecordedDesk, qtbot: QtBot, background: Background, *paths: Path) -> None:
    shown.do(lambda: shown.desk.open_paths(paths))
    qtbot.waitUntil(lambda: not background.running)


def test_what_no_reader_looks_at_is_found_and_listed(
    shown: RecordedDesk, qtbot: QtBot, background: Background, odd_core: Path
) -> None:
    open_and_check(shown, qtbot, background, odd_core)
    (core,) = shown.job.results
    places = {problem.path for problem in core.problems}
    assert "$.made_up.a.b.c.d" in places
    assert len(core.problems) >= 2
    assert shown.names[-1] == "job_changed"
    assert shown.in_sight == ["core", ""]


def test_the_result_is_the_same_but_for_its_problems(
    shown: RecordedDesk, qtbot: QtBot, background: Background, odd_core: Path
) -> None:
    open_and_check(shown, qtbot, background, odd_core)
    before, after = (carried[0].results[0] for name, carried in shown.came if name == "job_changed")
    assert after.looks_like(before)
    assert before.problems == after.problems[: len(before.problems)]


def test_a_sound_file_changes_nothing(shown: RecordedDesk, qtbot: QtBot, background: Background, tmp_path: Path) -> None:
    path = tmp_path / "core.json"
    path.write_bytes(result("core", DEMO_JOB_ID))
    open_and_check(shown, qtbot, background, path)
    assert shown.names == ["began", "job_changed", "ended"]


def test_each_result_is_checked_once(
    shown: RecordedDesk, qtbot: QtBot, background: Background, odd_core: Path, tmp_path: Path
) -> None:
    open_and_check(shown, qtbot, background, odd_core)
    seconds = tmp_path / "seconds.json"
    seconds.write_bytes(result("seconds_objects", DEMO_JOB_ID))
    count = len(shown.job.results[0].problems)
    open_and_check(shown, qtbot, background, seconds)
    assert [len(one.problems) for one in shown.job.results] == [count, 0]
    assert shown.names == ["began", "job_changed", "ended"]


def test_what_is_no_longer_on_show_is_not_checked_on(
    shown: RecordedDesk, qtbot: QtBot, background: Background, odd_core: Path
) -> None:
    shown.do(lambda: shown.desk.open_paths((odd_core,)))
    shown.desk.close_job()
    qtbot.waitUntil(lambda: not background.running)
    assert shown.job.results == ()
    assert shown.in_sight == ["core", ""]


def test_a_file_that_vanishes_is_no_fault_of_the_program(
    shown: RecordedDesk, qtbot: QtBot, background: Background, odd_core: Path
) -> None:
    shown.do(lambda: shown.desk.open_paths((odd_core,)))
    odd_core.write_bytes(b"{")
    qtbot.waitUntil(lambda: not background.running)
    assert "failed" not in shown.names


def test_each_result_of_a_folder_is_checked_by_its_own_bytes(
    shown: RecordedDesk, qtbot: QtBot, background: Background, odd_core: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "job"
    folder.mkdir()
    odd_core.rename(folder / "core.json")
    for name in ("frames_faces", "seconds_objects"):
        (folder / f"{name}.json").write_bytes(result(name, DEMO_JOB_ID))
    open_and_check(shown, qtbot, background, folder)
    assert {one.type_name: bool(one.problems) for one in shown.job.results} == {
        "core": True,
        "frames_faces": False,
        "seconds_objects": False,
    }
