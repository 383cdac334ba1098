"""The menu of time formats: what is chosen is shown, told, remembered for the job, and explained where it can't be had."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.analysis import made_up
from tests.ui.made_up import result_of
from viewer.demo.jobs import DEMO_JOB_ID
from viewer.model.job import Job
from viewer.model.result import Header, JsonContent
from viewer.model.timecode import Label
from viewer.model.timing import Notation, TimeFormat
from viewer.settings import TIME_FORMAT
from viewer.ui.job_times import RATES
from viewer.ui.settings_store import SettingsStore
from viewer.ui.time_format_menu import TimeFormatMenu, rate_words

OTHER = DEMO_JOB_ID[:-1] + "2"


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.ini")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def menu(window: QWidget, store: SettingsStore) -> TimeFormatMenu:
    return TimeFormatMenu(store, window)


@pytest.fixture
def heard(menu: TimeFormatMenu) -> list[TimeFormat]:
    heard: list[TimeFormat] = []
    menu.changed.connect(heard.append)
    return heard


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return job_of(tmp_path, 25.0)


def job_of(folder: Path, fps: float | None, job_id: str | None = DEMO_JOB_ID) -> Job:
    path = folder / f"{job_id}.json"
    path.write_text("{}")
    return Job().with_result(result_of(path, JsonContent(), type_name="core", header=Header(job_id=job_id, fps=fps)))


def line(menu: TimeFormatMenu, name: str) -> QAction:
    found = menu.findChild(QAction, name)
    assert found is not None
    return found


def example(menu: TimeFormatMenu, notation: Notation) -> str:
    return line(menu, f"times_as_{notation.value}").text().split("\t")[1]


def test_each_notation_is_shown_by_an_example_and_can_be_chosen(
    menu: TimeFormatMenu, job: Job, heard: list[TimeFormat], store: SettingsStore
) -> None:
    menu.show_job(job)
    assert [example(menu, notation) for notation in Notation] == ["00:01:02.500", "62.5", "1562", "00:01:02:12"]
    assert heard == [TimeFormat(fps=25.0)]
    for notation in (Notation.SECONDS, Notation.FRAMES, Notation.TIMECODE, Notation.CLOCK):
        line(menu, f"times_as_{notation.value}").trigger()
        assert menu.time_format == heard[-1] == TimeFormat(notation, 25.0)
        assert [one for one in Notation if line(menu, f"times_as_{one.value}").isChecked()] == [notation]
        assert store.get(TIME_FORMAT) == notation.value
    assert len(heard) == 5


def test_without_a_frame_rate_it_is_said_that_a_clock_stands_in(
    menu: TimeFormatMenu, tmp_path: Path, heard: list[TimeFormat]
) -> None:
    menu.show_job(job_of(tmp_path, None))
    assert menu.fps is None
    assert example(menu, Notation.FRAMES) == example(menu, Notation.TIMECODE) == "needs a frame rate"
    assert "a clock is shown" in line(menu, "times_as_frames").toolTip()
    line(menu, "times_as_timecode").trigger()
    assert menu.words == "Clock: a timecode needs a frame rate"
    assert heard[-1].used_notation is Notation.CLOCK
    line(menu, "rate_25").trigger()
    assert menu.words == "Timecode 25"
    assert example(menu, Notation.TIMECODE) == "00:01:02:12"
    assert line(menu, "times_as_frames").toolTip().replace("&", "") != line(menu, "times_as_frames").text()


def test_the_frame_rate_of_the_result_can_be_overruled_and_taken_back(menu: TimeFormatMenu, job: Job) -> None:
    menu.show_job(job)
    rates = menu.findChild(QMenu, "frame_rate_menu")
    assert rates is not None
    assert (menu.fps, rates.title(), line(menu, "rate_stated").text()) == (25, "Frame &rate: 25", "&As the result says: 25")
    assert line(menu, "rate_stated").isChecked()
    line(menu, "rate_29.97").trigger()
    assert (menu.fps, rates.title()) == (RATES["29.97"], "Frame &rate: 29.97")
    assert menu.time_format.fps == RATES["29.97"]
    assert line(menu, "rate_29.97").isChecked()
    line(menu, "rate_stated").trigger()
    assert menu.fps == 25


def test_drop_frame_is_for_two_rates_and_comes_back_with_them(menu: TimeFormatMenu, job: Job) -> None:
    menu.show_job(job)
    drop_frame = line(menu, "drop_frame")
    assert not drop_frame.isEnabled()
    assert "29.97 and 59.94" in drop_frame.toolTip()
    menu.choose(Notation.TIMECODE)
    menu.choose_rate("59.94")
    assert drop_frame.isEnabled()
    drop_frame.trigger()
    assert menu.time_format.drops
    assert menu.words == "Timecode 59.94 drop-frame"
    assert example(menu, Notation.TIMECODE) == "00:01:02;30"
    menu.choose_rate("60")
    assert (drop_frame.isEnabled(), drop_frame.isChecked(), menu.time_format.drops) == (False, False, False)
    menu.choose_rate("29.97")
    assert (drop_frame.isChecked(), menu.time_format.drops) == (True, True)


def test_each_job_has_its_own_times(menu: TimeFormatMenu, job: Job, tmp_path: Path, store: SettingsStore) -> None:
    menu.show_job(job)
    menu.choose(Notation.TIMECODE)
    menu.choose_rate("24")
    menu.choose_start(Label(10))
    mine = menu.time_format
    menu.show_job(job_of(tmp_path, 50.0, OTHER))
    assert menu.time_format == TimeFormat(Notation.TIMECODE, 50.0), "the notation goes on, the rest is that job's"
    menu.choose(Notation.SECONDS)
    menu.show_job(job)
    assert menu.time_format == mine
    menu.show_job(Job())
    assert menu.time_format == TimeFormat(Notation.SECONDS)
    another = TimeFormatMenu(store, menu.parentWidget())
    another.show_job(job)
    assert another.time_format == mine


def test_another_result_of_the_same_job_changes_nothing_but_the_rate(
    menu: TimeFormatMenu, tmp_path: Path, heard: list[TimeFormat]
) -> None:
    menu.show_job(job_of(tmp_path, None, None))
    menu.choose(Notation.TIMECODE)
    menu.choose_start(Label(1))
    heard.clear()
    menu.show_job(job_of(tmp_path, None, None))
    assert heard == []
    menu.show_job(job_of(tmp_path, 24.0, None))
    assert heard == [TimeFormat(Notation.TIMECODE, 24.0, start=Label(1))]


def test_a_rate_that_follows_from_the_shots_is_told_as_such(menu: TimeFormatMenu, tmp_path: Path) -> None:
    core = made_up.job(tmp_path, made_up.core())
    menu.show_job(core)
    told = line(menu, "rate_stated").text()
    assert ("shots" in told) == (core.header.fps is None)
    assert told.endswith("not known") == (menu.fps is None)


def start_dialog(menu: TimeFormatMenu) -> tuple[QLineEdit, QLabel, QDialogButtonBox]:
    line(menu, "programme_start").trigger()
    dialog = menu.parentWidget().findChild(QWidget, "programme_start", Qt.FindChildOption.FindDirectChildrenOnly)
    assert dialog is not None
    parts = [dialog.findChild(QLineEdit, "start"), dialog.findChild(QLabel, "start_trouble")]
    buttons = dialog.findChild(QDialogButtonBox)
    assert parts[0] is not None
    assert parts[1] is not None
    assert buttons is not None
    return parts[0], parts[1], buttons  # type: ignore[return-value]


def test_the_programme_start_is_asked_for(qtbot: QtBot, menu: TimeFormatMenu, job: Job, heard: list[TimeFormat]) -> None:
    menu.show_job(job)
    menu.choose(Notation.TIMECODE)
    assert line(menu, "programme_start").text() == "&Programme start: none…"
    field, trouble, buttons = start_dialog(menu)
    assert field.text() == "00:00:00:00"
    field.setText("ten")
    buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    assert trouble.text() == field.accessibleDescription() == "Type it as 10:00:00:00."
    assert not trouble.isHidden()
    field.selectAll()
    qtbot.keyClicks(field, "10:00:00:12")
    assert trouble.isHidden()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard[-1] == menu.time_format == TimeFormat(Notation.TIMECODE, 25.0, start=Label(10, 0, 0, 12))
    assert line(menu, "programme_start").text() == "&Programme start: 10:00:00:12…"
    assert example(menu, Notation.CLOCK) == "10:01:02.980"


def test_the_programme_start_can_be_taken_away_and_left_as_it_is(qtbot: QtBot, menu: TimeFormatMenu, job: Job) -> None:
    menu.show_job(job)
    menu.choose_start(Label(10))
    field, _, buttons = start_dialog(menu)
    field.setText("09:00:00:00")
    buttons.button(QDialogButtonBox.StandardButton.Cancel).click()
    assert menu.time_format.start == Label(10)
    qtbot.waitUntil(lambda: menu.parentWidget().findChild(QLineEdit, "start") is None)
    _, _, buttons = start_dialog(menu)
    none = buttons.findChild(QWidget, "no_start")
    assert none is not None
    qtbot.mouseClick(none, Qt.MouseButton.LeftButton)
    assert menu.time_format.start == Label()


def test_rates_are_written_as_usual() -> None:
    assert [rate_words(fps) for fps in (24000 / 1001, 25.0, 29.97, 30000 / 1001, 23.98, 12.3456)] == [
        "23.976",
        "25",
        "29.97",
        "29.97",
        "23.98",
        "12.346",
    ]
