"""A large file in the real window: its tree is there before it is read, keeps its place, and goes where it is given up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex

from tests.support.driver import Driver
from viewer.demo.jobs import DEMO_JOB_ID, FEW_TYPES_JOB_ID
from viewer.demo.results import result
from viewer.model.job import Job

Start = Callable[..., Driver]
NOWHERE = "http://127.0.0.1:9/core/1.0/"
FRAMES = 190_000
BOX = b'{"id":"made-up-1","x":0.125,"y":0.25,"w":0.0625,"h":0.0125}'


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up result with three boxes in each frame, of the size from which on it is shown while it is read."""
    path = tmp_path_factory.mktemp("large") / "faces.json"
    start = b'{"job_info":{"job_id":"%s"},"faces_by_frame":[' % DEMO_JOB_ID.encode()
    path.write_bytes(start + b",".join([b"[" + b",".join([BOX] * 3) + b"]"] * FRAMES) + b'],"last":1}')
    assert path.stat().st_size > 32 << 20
    return path


class Watched:
    """What was on show each time when the job changed; `act` is called with the first early state."""

    def __init__(self, driver: Driver, act: Callable[[], None] = lambda: None) -> None:
        self.states: list[tuple[bool, str]] = []
        self._driver = driver
        self._act = act
        driver.program.desk.job_changed.connect(self._note)

    def _note(self, job: Job, _newest: str) -> None:
        is_unread = any(result.is_unread for result in job.results)
        is_first = is_unread and not any(was_unread for was_unread, _ in self.states)
        self.states.append((is_unread, self._driver.window.panes.current().name))
        if is_first:
            self._act()


def tree_of(driver: Driver) -> Any:
    return driver.window.panes.pane("json").tree


def test_the_tree_is_there_first_and_the_boxes_come_forward_when_they_are_read(start: Start, faces: Path) -> None:
    driver = start(NOWHERE)
    driver.wait()
    watched = Watched(driver)
    driver.window.open_paths((faces,))
    driver.wait()
    unread = [pane for is_unread, pane in watched.states if is_unread]
    assert len(unread) > 2
    assert set(unread) == {"json"}
    assert watched.states[-1] == (False, "boxes")
    assert driver.window.panes.pane("boxes").view.column_model.rowCount() == FRAMES * 3
    assert driver.tree_keys() == ["job_info", "faces_by_frame", "last"]


def test_whoever_has_begun_to_look_at_the_tree_stays_there(start: Start, faces: Path) -> None:
    driver = start(NOWHERE)
    driver.wait()

    def open_when_there() -> None:
        tree_of(driver).tree_model.filled.connect(open_row)

    def open_row(place: QModelIndex) -> None:
        tree = tree_of(driver)
        if not place.isValid():
            is_early.append(tree.tree_model.index(2, 0).data() == "Reading…")
            tree.expand(tree.tree_model.index(1, 0))
            tree.setCurrentIndex(tree.tree_model.index(1, 0))

    is_early: list[bool] = []
    watched = Watched(driver, open_when_there)
    driver.window.open_paths((faces,))
    driver.wait()
    assert watched.states[0][0]
    assert is_early == [True]
    tree = tree_of(driver)
    assert driver.window.panes.current().name == "json"
    assert tree.currentIndex().data() == "faces_by_frame"
    assert tree.isExpanded(tree.tree_model.index(1, 0))
    assert tree.tree_model.rowCount(tree.tree_model.index(1, 0)) == FRAMES // 1000
    assert driver.tree_keys() == ["job_info", "faces_by_frame", "last"]


def test_stop_brings_back_what_was_there_before(start: Start, faces: Path, tmp_path: Path) -> None:
    driver = start(NOWHERE)
    driver.wait()
    captions = tmp_path / "captions.json"
    captions.write_bytes(result("visual_captions", FEW_TYPES_JOB_ID))
    driver.window.open_paths((captions,))
    driver.wait()
    before = driver.program.desk.job
    watched = Watched(driver, driver.program.desk.stop)
    driver.window.open_paths((faces,))
    driver.wait()
    assert [is_unread for is_unread, _ in watched.states] == [True, False]
    assert driver.program.desk.job == before
    assert driver.window.panes.current().name in ("captions", "json")
