"""The clock of a window: bounds and marks of the job on show, one home for the frame rate, and docks that stay as wished."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.made_up import result_of
from viewer.model.job import Job
from viewer.model.result import Header
from viewer.model.timed_text import Cue, CuesContent
from viewer.model.timing import Notation
from viewer.ui.background import Background
from viewer.ui.clock import Clock
from viewer.ui.settings_store import SettingsStore

MINE, OTHER = "6faefb7f-e468-43f6-988c-ddcfb315d958", "7faefb7f-e468-43f6-988c-ddcfb315d958"
Make = Callable[[], Clock]


@pytest.fixture
def make(qtbot: QtBot, background: Background, tmp_path: Path) -> Iterator[Make]:
    clocks: list[tuple[Clock, QMainWindow]] = []

    def clock() -> Clock:
        inside = QMainWindow()
        qtbot.addWidget(inside)
        inside.resize(1200, 800)
        inside.show()
        clocks.append((Clock(inside, QMenu(inside), background, SettingsStore(tmp_path / "settings.ini"), {}), inside))
        made = clocks[-1][0]
        for part in (made.go_to, made.steps, made.position):  # which the window puts on its toolbar and status bar
            qtbot.addWidget(part)
        return made

    yield clock
    qtbot.waitUntil(lambda: not background.running)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def job_of(folder: Path, job_id: str = MINE, fps: float | None = 25.0, starts: tuple[float, ...] = (1.0, 4.0)) -> Job:
    """A made-up job with cues."""
    path = folder / "made_up.srt"
    path.touch()
    cues = CuesContent(tuple(Cue(str(number), start, start + 1, "made up") for number, start in enumerate(starts)))
    header = Header(job_id=job_id, duration_seconds=60.0, fps=fps)
    return Job(job_id, (result_of(path, cues, type_name="speech_to_text_srt", header=header),))


def test_a_job_brings_its_length_its_rate_and_the_moments_to_step_to(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    clock = make()
    clock.show_job(job_of(tmp_path))
    assert (clock.playhead.duration_seconds, clock.playhead.fps) == (60.0, 25.0)
    qtbot.waitUntil(lambda: clock.playhead.can_step("cue"))
    clock.playhead.step("cue", 1)
    assert clock.playhead.seconds == 1.0
    clock.show_job(job_of(tmp_path, OTHER))
    assert clock.playhead.seconds == 0.0
    assert not clock.playhead.can_go_back


def test_more_results_of_the_same_job_leave_the_playhead_where_it_is(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    clock = make()
    clock.show_job(job_of(tmp_path))
    clock.playhead.move_to(30.0)
    clock.show_job(job_of(tmp_path, starts=(2.0,)))
    assert clock.playhead.seconds == 30.0
    assert clock.playhead.can_go_back
    qtbot.waitUntil(lambda: clock.playhead.step("cue", -1))
    assert clock.playhead.seconds == 2.0


def test_the_rate_that_the_film_asks_for_is_kept_with_the_job(make: Make, tmp_path: Path) -> None:
    clock = make()
    clock.show_job(job_of(tmp_path, fps=23.98))
    clock.film.fps_wanted.emit(24000 / 1001)
    assert clock.playhead.fps == pytest.approx(24000 / 1001)
    assert clock.times.time_format.fps == clock.playhead.fps
    clock.show_job(job_of(tmp_path, OTHER))
    assert clock.playhead.fps == 25.0
    clock.show_job(Job())
    again = make()
    again.show_job(job_of(tmp_path, fps=23.98))
    assert again.playhead.fps == pytest.approx(24000 / 1001)
    again.film.fps_wanted.emit(None)
    assert again.playhead.fps == 23.98


def test_an_odd_rate_is_kept_as_it_is(make: Make, tmp_path: Path) -> None:
    clock = make()
    clock.show_job(job_of(tmp_path))
    clock.film.fps_wanted.emit(12.5)
    assert clock.playhead.fps == 12.5
    again = make()
    again.show_job(job_of(tmp_path))
    assert again.playhead.fps == 12.5


def test_the_docks_are_there_while_a_job_is_open_unless_they_were_closed(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    clock = make()
    assert not any(dock.isVisible() for dock in clock.docks)
    clock.show_job(job_of(tmp_path))
    qtbot.waitUntil(lambda: all(dock.isVisible() for dock in clock.docks))
    clock.film.toggleViewAction().trigger()
    clock.moment.close()  # as its own button does
    assert not clock.film.isVisible()
    clock.show_job(job_of(tmp_path, starts=(2.0,)))
    qtbot.waitUntil(lambda: not clock.moment.isVisible() and clock.timeline.isVisible())
    clock.show_job(Job())
    qtbot.waitUntil(lambda: not any(dock.isVisible() for dock in clock.docks))
    again = make()
    again.show_job(job_of(tmp_path))
    qtbot.waitUntil(again.timeline.isVisible)
    assert not again.film.isVisible()
    assert not again.moment.isVisible()


def test_there_is_nowhere_to_go_without_a_job(make: Make, tmp_path: Path) -> None:
    clock = make()
    clock.show_job(job_of(tmp_path))
    assert clock.go_to.isEnabled()
    clock.show_job(Job())
    assert not clock.go_to.isEnabled()
    assert not clock.steps.isEnabled()
    assert not any(action.isEnabled() for action in clock.going.actions)


def test_the_buttons_step_by_what_is_chosen_for_them(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    clock = make()
    clock.show_job(job_of(tmp_path))
    qtbot.waitUntil(lambda: clock.playhead.can_step("cue"))
    kinds = {action.text(): action for action in clock.steps.kinds.menu().actions()}
    kinds["Cue"].trigger()
    clock.steps.forward.click()
    clock.steps.forward.click()
    assert clock.playhead.seconds == 4.0
    clock.steps.back.click()
    assert clock.playhead.seconds == 1.0
    kinds["Frame"].trigger()
    clock.steps.forward.click()
    assert clock.playhead.frame == 26
    assert "Next frame" in clock.steps.forward.toolTip()
    assert clock.position.text() == "00:00:01.040 · frame 26"
    clock.times.choose(Notation.FRAMES)
    assert clock.position.text() == "26"
    assert make().steps.kinds.text() == "Frame"
