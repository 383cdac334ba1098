"""The timeline dock: what it makes and when, the way it pages along, and the list that is its equal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.analysis.made_up import core, job
from tests.ui.panes.conftest import words_of
from tests.ui.panes.playhead_record import click_row, now_in
from tests.ui.timeline.conftest import DURATION, Desk, MakeDock, Settle
from viewer.analysis.lanes import Lane, lanes
from viewer.analysis.timeline_table import timeline_table
from viewer.model.choice import NOTHING, Choice
from viewer.model.job import Job
from viewer.model.result import Header
from viewer.model.timing import Notation, TimeFormat
from viewer.ui.background import Background
from viewer.ui.panes.following import follow_of
from viewer.ui.panes.store import MemoryStore
from viewer.ui.timeline.timeline_state import Focus
from viewer.watch import Watch

LEFT = Qt.MouseButton.LeftButton


class Painted(QObject):
    """Keeps the parts of a widget that were asked to be painted."""

    def __init__(self) -> None:
        super().__init__()
        self.widths: list[int] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.widths.append(event.rect().width())
        return False


def titles(desk: Desk) -> list[str]:
    return [str(row.lane.title) for row in desk.state.rows]


@pytest.fixture
def listed(qtbot: QtBot, desk: Desk, settle: Settle) -> Desk:
    """A dock that shows the list."""
    qtbot.mouseClick(desk.dock.header.list_button, LEFT)
    settle()
    return desk


# --- what is made


def test_the_lanes_of_the_demo_with_their_curves(desk: Desk, demo_job: Job) -> None:
    found = titles(desk)
    assert found[:4] == ["Shots", "Compliance hits", "People", "Sentiment of speech"]
    assert {str(lane.title) for lane in lanes(demo_job, Watch())} < set(found)
    assert desk.state.window.end_seconds == DURATION


def test_nothing_is_made_again_where_only_boxes_come(make_dock: MakeDock, demo_job: Job, settle: Settle) -> None:
    boxes = demo_job.result("frames_faces")
    assert boxes is not None
    without = replace(demo_job, results=tuple(one for one in demo_job.results if one is not boxes))
    desk = make_dock(without)
    content = desk.state.content
    desk.dock.show_job(without.with_result(boxes))
    settle()
    assert desk.state.content is content
    core = demo_job.result("core")
    assert core is not None
    desk.dock.show_job(replace(demo_job, results=(core,)))
    settle()
    assert desk.state.content is not content
    assert "Scene captions" not in titles(desk)


def test_lanes_come_at_once_and_again_only_with_curves(
    make_dock: MakeDock, demo_job: Job, settle: Settle, tmp_path: Path
) -> None:
    desk = make_dock()
    shown: list[bool] = []
    desk.state.rows_changed.connect(lambda: shown.append(any(lane.curve is not None for lane in lanes_of(desk))))
    desk.dock.show_job(demo_job)
    settle()
    assert shown[-2:] == [False, True]
    shown.clear()
    desk.dock.show_job(job(tmp_path, core(), header=Header(duration_seconds=10.0)))
    settle()
    assert [str(lane.title) for lane in lanes_of(desk)][:2] == ["Shots", "People"]
    assert shown == [False, False], "the other job's lanes go, these come, and that is all"


def test_the_confidence_of_what_is_chosen_is_a_curve(desk: Desk, demo_job: Job, settle: Settle) -> None:
    before = titles(desk)
    core = demo_job.core
    assert core is not None
    labels = {core.detections.labels.at(row): name for row, name in enumerate(core.detections.ids)}
    for label in ("steam", "lighthouse"):
        desk.playhead.choose(Choice(labels[label]))
        settle()
        (curve,) = [lane.curve for lane in lanes_of(desk) if lane.curve is not None and "onfidence" in str(lane.title)]
        assert curve is not None
        assert curve.detection_id == labels[label]
        assert curve.values.min() >= 0.5
    desk.playhead.choose(Choice())
    settle()
    assert titles(desk) == before


def lanes_of(desk: Desk) -> tuple[Lane, ...]:
    return desk.state.content.lanes if desk.state.content is not None else ()


def test_a_dock_that_is_not_seen_makes_nothing(
    make_dock: MakeDock, demo_job: Job, background: Background, settle: Settle
) -> None:
    desk = make_dock()
    desk.dock.hide()
    desk.dock.show_job(demo_job)
    assert background.running == ()
    desk.dock.show()
    settle()
    assert "Shots" in titles(desk)


def test_a_dock_that_is_not_seen_keeps_nothing_of_another_job(make_dock: MakeDock, demo_job: Job, settle: Settle) -> None:
    desk = make_dock(demo_job)
    captions = demo_job.result("visual_captions")
    assert captions is not None
    desk.dock.hide()
    desk.dock.show_job(demo_job)
    assert desk.state.content is not None
    desk.dock.show_job(Job("6faefb7f-e468-43f6-988c-ddcfb315d959", (captions,)))
    assert desk.state.content is None
    desk.dock.show()
    settle()
    assert titles(desk) == ["Scene captions"]


def test_a_list_that_is_not_seen_keeps_nothing_of_another_job(
    qtbot: QtBot, listed: Desk, demo_job: Job, settle: Settle
) -> None:
    button, model = listed.dock.header.list_button, listed.dock.list.column_model
    assert model.rowCount() > 100
    qtbot.mouseClick(button, LEFT)
    captions = demo_job.result("visual_captions")
    assert captions is not None
    listed.dock.show_job(Job("6faefb7f-e468-43f6-988c-ddcfb315d959", (captions,)))
    settle()
    assert model.rowCount() == 0
    qtbot.mouseClick(button, LEFT)
    settle()
    assert model.rowCount() == 9 == len(listed.lane("captions/visual_captions").spans)


def test_of_two_jobs_the_last_one_is_shown(make_dock: MakeDock, demo_job: Job, settle: Settle) -> None:
    desk = make_dock()
    captions = demo_job.result("visual_captions")
    assert captions is not None
    desk.dock.show_job(demo_job)
    assert words_of(desk.dock, "timeline_empty_heading") == "Reading…"
    desk.dock.show_job(Job("6faefb7f-e468-43f6-988c-ddcfb315d959", (captions,)))
    settle()
    assert titles(desk) == ["Scene captions"]


def test_what_is_said_where_there_is_nothing(make_dock: MakeDock, demo_job: Job, settle: Settle) -> None:
    desk = make_dock()
    assert words_of(desk.dock, "timeline_empty_heading") == "Nothing here yet."
    boxes = demo_job.result("frames_faces")
    assert boxes is not None
    desk.dock.show_job(Job(demo_job.job_id, (boxes,)))
    settle()
    assert words_of(desk.dock, "timeline_empty_heading") == "This job has nothing for “Timeline” here."
    assert "Core metadata" in words_of(desk.dock, "timeline_empty_words")


def test_folding_and_zoom_are_remembered_of_each_job(make_dock: MakeDock, demo_job: Job, settle: Settle) -> None:
    desk = make_dock(demo_job)
    desk.state.toggle(desk.number("people"))
    desk.tracks.zoom(3, 20.0)
    window, rows = desk.state.window, titles(desk)
    captions = demo_job.result("visual_captions")
    assert captions is not None
    other = Job("6faefb7f-e468-43f6-988c-ddcfb315d959", (captions,))
    desk.dock.show_job(other)
    settle()
    assert desk.state.window.is_whole
    desk.dock.show_job(demo_job)
    settle()
    assert (desk.state.window, titles(desk)) == (window, rows)


def test_times_are_shown_in_the_chosen_format(desk: Desk) -> None:
    desk.dock.set_time_format(TimeFormat(Notation.FRAMES, 25.0))
    desk.state.set_focus(Focus(desk.number("people"), 0))
    spans = desk.lane("people").spans
    assert f"{round(float(spans.end_seconds[0]) * 25)} (" in desk.tracks.accessibleDescription()


def test_it_is_usable_when_it_is_low(desk: Desk, settle: Settle) -> None:
    desk.dock.resize(700, 160)
    settle()
    assert (desk.dock.width(), desk.dock.height()) == (700, 160)
    assert desk.tracks.height() >= 2 * desk.state.row_height
    assert desk.dock.view.bar.maximum() == desk.state.rows.height - desk.tracks.height()


# --- the playhead


def test_only_the_line_is_painted_when_the_playhead_moves(qtbot: QtBot, desk: Desk) -> None:
    painted = Painted()
    desk.playhead.play_on(20.0, self := object())
    qtbot.waitUntil(lambda: desk.tracks.line_x() == desk.pixel_of(20.0))
    desk.tracks.repaint()
    for part in (desk.tracks, desk.dock.view.ruler, desk.dock.view.minimap):
        part.installEventFilter(painted)
    desk.playhead.play_on(20.1, self)
    qtbot.waitUntil(lambda: len(painted.widths) >= 3)
    assert max(painted.widths) < 40


def test_the_window_pages_along_with_what_plays(desk: Desk) -> None:
    desk.tracks.zoom(8, 0.0)
    window = desk.state.window
    desk.playhead.play_on(window.end_seconds - 0.01, None)
    assert desk.state.window == window
    desk.playhead.play_on(window.end_seconds + 0.01, None)
    assert desk.state.window.start_seconds > window.start_seconds
    assert desk.state.window.has(desk.playhead.seconds)


def test_who_looks_elsewhere_is_left_there_unless_follow_is_on(desk: Desk, store: MemoryStore) -> None:
    desk.tracks.zoom(8, 0.0)
    desk.tracks.pan(30)
    window = desk.state.window
    assert not window.has(0.0)
    desk.playhead.play_on(0.5, None)
    desk.playhead.move_to(1.0)
    assert desk.state.window == window
    follow_of(desk.playhead, store).switch(True)
    assert desk.state.window.has(1.0)
    desk.tracks.pan(30)  # pauses
    window = desk.state.window
    desk.playhead.play_on(1.2, None)
    assert desk.state.window == window
    desk.playhead.move_to(2.0)  # a wish to go somewhere
    assert desk.state.window.has(2.0)


def test_nothing_moves_under_a_hand(qtbot: QtBot, desk: Desk) -> None:
    desk.tracks.zoom(8, 0.0)
    window = desk.state.window
    qtbot.mousePress(desk.tracks, LEFT)
    desk.playhead.play_on(window.end_seconds + 1, None)
    assert desk.state.window == window
    qtbot.mouseRelease(desk.tracks, LEFT)


# --- the list


def test_the_list_has_what_the_lanes_hold(listed: Desk) -> None:
    model, content = listed.dock.list.column_model, listed.state.content
    assert content is not None
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    expected = timeline_table(content.lanes, content.core, Watch())
    assert model.rowCount() == expected.row_count
    rows = [tuple(str(model.index(row, column).data()) for column in range(3)) for row in range(model.rowCount())]
    spans = listed.lane("people").spans
    found = [row for row in rows if row[0] == "People"]
    assert [row[1] for row in found] == [spans.labels.at(place) for place in range(len(spans))]
    curves = [lane for lane in content.lanes if lane.curve is not None]
    assert sum(row[0] == str(curves[0].title) for row in rows) == len(curves[0].curve.seconds if curves[0].curve else ())


def test_a_row_of_the_list_moves_the_playhead_and_chooses(qtbot: QtBot, listed: Desk) -> None:
    spans, content = listed.lane("people").spans, listed.state.content
    assert content is not None
    assert content.core is not None
    view = listed.dock.list
    model = view.column_model
    row = next(row for row in range(model.rowCount()) if model.index(row, 0).data() == "People")
    click_row(qtbot, view, row)
    assert listed.playhead.seconds == float(spans.start_seconds[0])
    assert listed.choices[-1].detection_id == content.core.detections.ids[int(spans.detection_rows[0])]
    assert listed.choices[-1].end_seconds == float(spans.end_seconds[0])
    assert row in now_in(view)


def test_the_list_goes_to_what_is_chosen_elsewhere(listed: Desk, desk: Desk) -> None:
    spans = desk.lane("people").spans
    listed.dock.list.clearFocus()
    listed.tracks.choose_bar(listed.number("people"), 1)
    listed.playhead.choose(NOTHING, None)
    chosen = listed.choices[0]
    listed.playhead.choose(chosen, None)
    row = listed.dock.list.current_table_row()
    table = listed.dock.list.column_model.table
    assert table is not None
    assert table.column("start_seconds").values.at(row) == float(spans.start_seconds[1])


def test_whether_it_is_a_list_is_remembered(listed: Desk, make_dock: MakeDock, demo_job: Job) -> None:
    assert listed.dock.is_list
    other = make_dock(demo_job)
    assert other.dock.is_list
    assert not other.dock.header.zoom_in.isEnabled()
    assert other.dock.list.column_model.rowCount() > 0
