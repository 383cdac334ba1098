"""The check of a job's JSON in the background: its problems join the result's, and nothing that is on show moves."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.desk_record import RecordedDesk
from tests.ui.made_up import result_of
from tests.ui.service import fetcher_in
from viewer.demo.jobs import DEMO_JOB_ID
from viewer.demo.results import result
from viewer.errors import StorageError
from viewer.metadata_types import REGISTRY, Registry
from viewer.model.job import Job
from viewer.model.result import JsonContent, Problem, Reading, Source
from viewer.reading.json_index import index
from viewer.reading.source import FileSource
from viewer.text import Text
from viewer.ui.background import Background
from viewer.ui.checking import Checking
from viewer.watch import Watch

DEEP = ',"made_up":{"a":{"b":{"c":{"d":01,"d":NaN}}}}}'


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


def test_one_that_can_not_be_read_any_more_does_not_hold_up_the_others(
    qtbot: QtBot, background: Background, odd_core: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "gone.json"
    gone.write_bytes(b"[]")
    job = Job()
    for path, name in ((gone, "gone"), (odd_core, "odd")):
        document = index(FileSource(path), Watch())
        made = result_of(path, JsonContent(), type_name=name, document=document)
        job = job.with_result(replace(made, source=document.source))
    gone.unlink()
    checking, failed, found = Checking(background), [], []
    checking.failed.connect(failed.append)
    checking.found.connect(lambda source, _problems: found.append(source.path))
    checking.follow(job)
    qtbot.waitUntil(lambda: not background.running)
    assert [type(error) for error in failed] == [StorageError]
    assert found == [odd_core]


def test_what_is_found_stays_when_another_result_is_given_up(
    qtbot: QtBot, background: Background, odd_core: Path, tmp_path: Path
) -> None:
    """The check ends just when a file of the same job is shown early, which then is not read to its end."""
    faces = tmp_path / "faces.json"
    faces.write_bytes(result("frames_faces", DEMO_JOB_ID))
    is_early, may_go_on = threading.Event(), threading.Event()

    def read(source: Source, watch: Watch) -> Reading:
        index(source, watch, 512, worth_early=1)
        is_early.set()
        may_go_on.wait(10)
        watch.check()
        raise AssertionError

    types = [kind._replace(read=read) if kind.name == "frames_faces" else kind for kind in REGISTRY.types]
    shown = RecordedDesk(qtbot, background, fetcher_in(tmp_path, registry=Registry(tuple(types))))
    shown.do(lambda: shown.desk.open_paths((odd_core,)))
    shown.desk.open_paths((faces,))
    qtbot.waitUntil(lambda: is_early.is_set() and shown.types == ["core", "frames_faces"])
    core = shown.job.results[0]
    shown.desk._checking.found.emit(core.source, (Problem(Text("made up")),))
    shown.desk.stop()
    may_go_on.set()
    assert shown.types == ["core"]
    assert "made up" in [str(problem.message) for problem in shown.job.results[0].problems]
    qtbot.waitUntil(lambda: not background.running)
