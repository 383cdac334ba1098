"""Following: tables scroll to what is now where that is asked for, and never under somebody's hands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.made_up import result_of
from tests.ui.panes.conftest import MakePane
from tests.ui.panes.playhead_record import click_row, now_in
from viewer.model.boxes import BoxesContent
from viewer.model.columns import Numbers, Texts
from viewer.model.job import Job
from viewer.ui.background import Background
from viewer.ui.panes.boxes_pane import BoxesPane
from viewer.ui.panes.detections_pane import DetectionsPane
from viewer.ui.panes.following import ROWS_AT_ONCE, follow_of
from viewer.ui.panes.pane import Pane
from viewer.ui.panes.store import MemoryStore
from viewer.ui.panes.subtitles_pane import SubtitlesPane
from viewer.ui.panes.table_pane import TablePane
from viewer.ui.panes.table_view import TableView
from viewer.ui.playhead import Playhead

Settle = Callable[[], None]
Join = Callable[[type[Pane]], TablePane]


@pytest.fixture
def playhead() -> Playhead:
    playhead = Playhead()
    playhead.reset(61.6, 25.0)
    return playhead


@pytest.fixture
def joined(make_pane: MakePane, demo_job: Job, playhead: Playhead, settle: Settle) -> Join:
    """A small pane with the demo's results that shares the playhead; its own first rows are in sight."""

    def make(pane_class: type[Pane]) -> TablePane:
        pane: TablePane = make_pane(pane_class, demo_job)
        pane.resize(700, 260)
        pane.use_playhead(playhead)
        settle()
        return pane

    return make


def press(qtbot: QtBot, pane: TablePane) -> None:
    qtbot.mouseClick(pane.following.button, Qt.MouseButton.LeftButton)


def in_sight(view: TableView) -> range:
    last = view.rowAt(view.viewport().height() - 1)
    return range(view.rowAt(0), view.column_model.rowCount() if last < 0 else last + 1)


def wheel(view: TableView) -> None:
    place = QPointF(20, 20)
    event = QWheelEvent(
        place,
        view.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


# --- scrolling to what is now


def test_tables_stay_as_they_are_unless_following_is_wanted(joined: Join, playhead: Playhead, settle: Settle) -> None:
    pane = joined(BoxesPane)
    for seconds in (30.0, 55.0):
        playhead.move_to(seconds)
        settle()
        assert pane.view.verticalScrollBar().value() == 0


@pytest.mark.parametrize("pane_class", [BoxesPane, DetectionsPane, SubtitlesPane])
def test_the_table_scrolls_to_what_is_now_and_back(
    qtbot: QtBot, joined: Join, playhead: Playhead, settle: Settle, pane_class: type[Pane]
) -> None:
    pane = joined(pane_class)
    current = pane.view.currentIndex().row()
    press(qtbot, pane)
    for seconds in (55.0, 7.0, 46.0):
        playhead.play_on(seconds, None)
        settle()
        assert now_in(pane.view) != []
        assert pane.view.currentIndex().row() == current
        assert len(pane.view.selectionModel().selectedIndexes()) <= 1


def test_what_is_now_has_some_rows_around_it(qtbot: QtBot, joined: Join, playhead: Playhead, settle: Settle) -> None:
    pane = joined(BoxesPane)
    press(qtbot, pane)
    for frame in range(700, 740):
        playhead.play_on(frame / 25.0, None)
        settle()
        now, sight = now_in(pane.view), in_sight(pane.view)
        assert sight.start < now[0] <= now[-1] < sight.stop - 1


def test_in_a_sorted_and_filtered_table_the_first_row_that_is_now_is_scrolled_to(
    qtbot: QtBot, joined: Join, playhead: Playhead, settle: Settle, demo_job: Job
) -> None:
    pane = joined(BoxesPane)
    press(qtbot, pane)
    pane.view.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    pane.summary.selectRow(0)
    settle()
    rows = pane.view.column_model.rows
    positions = demo_job.result("frames_faces").content.positions
    press(qtbot, pane)  # the click in the summary was a pause
    if not pane.following.is_on:
        press(qtbot, pane)
    for frame in (200, 1200, 650):
        playhead.play_on(frame / 25.0, None)
        settle()
        expected = np.flatnonzero(positions[rows] == frame)
        assert expected[0] in in_sight(pane.view)
        assert expected[0] in now_in(pane.view)


def test_a_big_table_is_searched_in_a_worker_and_the_last_moment_counts(
    qtbot: QtBot, background: Background, make_pane: MakePane, settle: Settle, tmp_path: Path
) -> None:
    count = ROWS_AT_ONCE * 2
    blank = Numbers(np.full(count, np.nan))
    falling = (np.arange(count) // 3)[::-1].copy()
    boxes = BoxesContent("second", count, falling, Texts(np.zeros(count, np.int32), ("1",)), *[blank] * 5)
    (tmp_path / "file").write_bytes(b"")
    pane = make_pane(BoxesPane, Job().with_result(result_of(tmp_path / "file", boxes)))
    playhead = Playhead()
    pane.use_playhead(playhead)
    press(qtbot, pane)
    settle()
    for seconds in (30_000.0, 20_000.0, 10_000.0):
        playhead.play_on(seconds, None)
    assert "find what is now" in background.running
    settle()
    assert now_in(pane.view) == np.flatnonzero(falling == 10_000).tolist()


def test_only_what_is_on_the_screen_follows(qtbot: QtBot, joined: Join, playhead: Playhead, settle: Settle) -> None:
    pane = joined(BoxesPane)
    press(qtbot, pane)
    pane.hide()
    playhead.move_to(50.0)
    settle()
    assert pane.view.verticalScrollBar().value() == 0
    pane.show()
    settle()
    assert now_in(pane.view) != []


# --- never under somebody's hands


@pytest.mark.parametrize("touch", ["wheel", "click", "key", "scroll bar"])
def test_who_is_at_work_in_a_table_is_left_alone(
    qtbot: QtBot, joined: Join, playhead: Playhead, settle: Settle, touch: str
) -> None:
    pane = joined(BoxesPane)
    press(qtbot, pane)
    playhead.play_on(20.0, None)
    settle()
    if touch == "wheel":
        wheel(pane.view)
    elif touch == "click":
        click_row(qtbot, pane.view, pane.view.rowAt(30))
    elif touch == "key":
        qtbot.keyClick(pane.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    else:
        pane.view.verticalScrollBar().triggerAction(pane.view.verticalScrollBar().SliderAction.SliderPageStepAdd)
    place = pane.view.verticalScrollBar().value()
    current = pane.view.currentIndex()
    for seconds in (20.04, 40.0, 50.0):
        playhead.play_on(seconds, None)
        settle()
    playhead.move_to(50.04)  # the film comes to rest
    settle()
    assert pane.view.verticalScrollBar().value() == place
    assert pane.view.currentIndex() == current
    assert not pane.following.button.isChecked()
    assert "Paused" in pane.following.button.toolTip()
    press(qtbot, pane)
    settle()
    assert now_in(pane.view) != []
    assert pane.following.button.isChecked()


def test_a_bare_modifier_is_no_work(qtbot: QtBot, joined: Join) -> None:
    pane = joined(BoxesPane)
    press(qtbot, pane)
    qtbot.keyClick(pane.view, Qt.Key.Key_Control)
    assert pane.following.is_on


def test_to_go_to_a_moment_elsewhere_ends_the_pause(qtbot: QtBot, joined: Join, playhead: Playhead, settle: Settle) -> None:
    pane = joined(BoxesPane)
    press(qtbot, pane)
    wheel(pane.view)
    assert pane.following.is_paused
    playhead.move_to(30.0, playhead)
    settle()
    assert now_in(pane.view) != []
    assert pane.following.button.isChecked()


# --- the switch


def test_the_buttons_of_all_panes_are_one_switch_that_is_kept(
    qtbot: QtBot, joined: Join, store: MemoryStore, playhead: Playhead
) -> None:
    one, other = joined(BoxesPane), joined(SubtitlesPane)
    assert not one.following.button.isChecked()
    press(qtbot, one)
    assert other.following.button.isChecked()
    assert store.get("follow", False) is True
    wheel(other.view)
    assert one.following.button.isChecked()
    assert not other.following.button.isChecked()
    press(qtbot, other)
    assert other.following.button.isChecked()
    press(qtbot, other)
    assert not one.following.button.isChecked()
    assert store.get("follow", True) is False
    assert follow_of(playhead, store) is follow_of(playhead, store)


def test_the_button_says_what_it_does(qtbot: QtBot, joined: Join) -> None:
    pane = joined(BoxesPane)
    button = pane.following.button
    said = {button.accessibleDescription()}
    press(qtbot, pane)
    said.add(button.accessibleDescription())
    wheel(pane.view)
    said.add(button.accessibleDescription())
    assert len(said) == 3
    assert button.text() == "Follo&w"
    assert button.accessibleDescription() == button.toolTip()
