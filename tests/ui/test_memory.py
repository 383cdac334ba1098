"""Memory is given back once a large result has come or gone, and only then."""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.made_up import result_of
from viewer.model.job import Job
from viewer.model.result import JsonContent
from viewer.ui.background import Background
from viewer.ui.memory import LARGE_BYTES, MemoryGivenBack, give_back


@pytest.fixture
def given() -> list[str]:
    return []


@pytest.fixture
def memory(background: Background, given: list[str]) -> Iterator[MemoryGivenBack]:
    memory = MemoryGivenBack(background, background, lambda: given.append("back"))
    yield memory
    memory.stop()


def job_with(tmp_path: Path, size: int) -> Job:
    path = tmp_path / f"{size}.json"
    with path.open("wb") as file:
        file.truncate(size)
    return Job().with_result(result_of(path, JsonContent()))


def test_it_follows_a_large_result_that_came_and_one_that_went(
    memory: MemoryGivenBack, given: list[str], qtbot: QtBot, tmp_path: Path
) -> None:
    memory.follow(job_with(tmp_path, LARGE_BYTES))
    qtbot.waitUntil(lambda: given == ["back"])
    memory.follow(Job())
    qtbot.waitUntil(lambda: given == ["back"] * 2)


def test_it_waits_until_all_work_is_done(
    memory: MemoryGivenBack, background: Background, given: list[str], qtbot: QtBot, tmp_path: Path
) -> None:
    may_end = threading.Event()
    background.start(lambda _: may_end.wait(10), "long")
    memory.follow(job_with(tmp_path, LARGE_BYTES))
    with qtbot.waitSignal(memory.found_busy):
        pass
    assert given == []
    may_end.set()
    qtbot.waitUntil(lambda: given == ["back"])


def test_it_does_not_wait_for_patient_work(
    memory: MemoryGivenBack, background: Background, given: list[str], qtbot: QtBot, tmp_path: Path
) -> None:
    may_end = threading.Event()
    background.start(lambda _: may_end.wait(10), "patient", is_patient=True)
    memory.follow(job_with(tmp_path, LARGE_BYTES))
    qtbot.waitUntil(lambda: given == ["back"])
    assert background.running == ("patient",)
    may_end.set()
    qtbot.waitUntil(lambda: not background.running)


def test_small_results_are_no_reason(
    memory: MemoryGivenBack, background: Background, given: list[str], tmp_path: Path
) -> None:
    memory.follow(job_with(tmp_path, LARGE_BYTES - 1))
    memory.follow(Job())
    assert not memory.is_due
    assert given == []


def test_giving_back_can_be_asked_for_anywhere() -> None:
    assert give_back() is (sys.platform == "linux" and hasattr(ctypes.CDLL(None), "malloc_trim"))
