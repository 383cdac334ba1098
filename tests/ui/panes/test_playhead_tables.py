"""Rows of tables and the playhead: going to a row moves everything, and a move marks the rows that are now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.made_up import choose_cell, result_of
from tests.ui.panes.conftest import MakePane
from tests.ui.panes.playhead_record import PlayheadRecord, chosen_in, click_row, now_in, place_in
from viewer.model.choice import NOTHING, Choice
from viewer.model.job import Job
from viewer.model.timed_text import CaptionsContent, Cue, CuesContent
from viewer.ui.panes.boxes_pane import BoxesPane
from viewer.ui.panes.captions_pane import CaptionsPane
from viewer.ui.panes.detections_pane import DetectionsPane
from viewer.ui.panes.pane import Pane
from viewer.ui.panes.subtitles_pane import SubtitlesPane
from viewer.ui.playhead import Playhead

Settle = Callable[[], None]
Joined = Callable[[type[Pane]], tuple[Any, PlayheadRecord]]
FPS = 25.0


@pytest.fixture
def playhead() -> Playhead:
    playhead = Playhead()
    playhead.reset(61.6, FPS)
    return playhead


@pytest.fixture
def joined(make_pane: MakePane, demo_job: Job, playhead: Playhead) -> Joined:
    """A pane with the demo's results that shares the playhead, and what the playhead tells."""

    def make(pane_class: type[Pane]) -> tuple[Any, PlayheadRecord]:
        pane = make_pane(pane_class, demo_job)
        pane.use_playhead(playhead)
        return pane, PlayheadRecord(playhead)

    return make


# --- going to a row


def test_a_detection_is_chosen_and_leads_to_its_first_occurrence(
    qtbot: QtBot, joined: Joined, settle: Settle, demo_job: Job, playhead: Playhead
) -> None:
    pane, record = joined(DetectionsPane)
    core = demo_job.core
    click_row(qtbot, pane.view, 2)
    settle()
    row = core.detections.first_occurrence[2]
    start = core.occurrences.start_seconds.values[row]
    assert record.taken() == ([start], [Choice(core.detections.ids[2])], {pane})
    qtbot.keyClick(pane.view, Qt.Key.Key_Up)
    settle()
    assert record.taken() == ([27.04], [Choice("2")], {pane})
    assert playhead.step("occurrence", 1)
    assert playhead.seconds == core.occurrences.start_seconds.values[core.detections.first_occurrence[1] + 1]


def test_an_occurrence_leads_to_its_start_and_its_span_is_chosen(qtbot: QtBot, joined: Joined, demo_job: Job) -> None:
    pane, record = joined(DetectionsPane)
    click_row(qtbot, pane.occurrences, 1)
    assert record.taken() == ([25.2], [Choice("1", 25.2, 34.72)], {pane})
    click_row(qtbot, pane.occurrences, 1)
    assert record.taken() == ([25.2], [], {pane})  # again: back to its start


def test_a_detection_of_the_whole_video_is_chosen_and_moves_nothing(
    qtbot: QtBot, joined: Joined, settle: Settle, demo_job: Job
) -> None:
    pane, record = joined(DetectionsPane)
    row = int(np.flatnonzero(np.diff(demo_job.core.detections.first_occurrence) == 0)[0])
    click_row(qtbot, pane.view, row)
    settle()
    assert record.taken() == ([], [Choice(demo_job.core.detections.ids[row])], {pane})


@pytest.mark.parametrize("type_name", ["frames_faces", "frames_objects", "seconds_objects"])
def test_a_box_leads_to_the_start_of_its_frame_or_second(
    qtbot: QtBot, joined: Joined, settle: Settle, demo_job: Job, type_name: str, playhead: Playhead
) -> None:
    pane, record = joined(BoxesPane)
    pane.choose(demo_job.result(type_name))
    settle()
    boxes = demo_job.result(type_name).content
    click_row(qtbot, pane.view, 7)
    position = int(boxes.positions[7])
    seconds = float(position) if boxes.unit == "second" else position / FPS
    assert record.taken() == ([seconds], [Choice(boxes.detection_ids.at(7), box=(type_name, 7))], {pane})
    assert boxes.unit == "second" or playhead.frame == position
    assert 7 in now_in(pane.view)


def test_a_box_leads_to_its_frame_at_another_frame_rate_of_the_film(
    qtbot: QtBot, joined: Joined, demo_job: Job, playhead: Playhead
) -> None:
    pane, _ = joined(BoxesPane)
    playhead.set_bounds(61.6, 24000 / 1001)
    for row in (3, 500):
        click_row(qtbot, pane.view, row)
        assert playhead.frame == demo_job.result("frames_faces").content.positions[row]
        assert row in now_in(pane.view)


def test_a_detection_with_boxes_leads_to_its_first_one(
    qtbot: QtBot, joined: Joined, settle: Settle, demo_job: Job, playhead: Playhead
) -> None:
    pane, record = joined(BoxesPane)
    click_row(qtbot, pane.summary, 1)
    settle()
    boxes = demo_job.result("frames_faces").content
    first = boxes.detection_ids.codes.tolist().index(1)
    choice = Choice(boxes.detection_ids.distinct[1], box=("frames_faces", first))
    assert record.taken() == ([boxes.positions[first] / FPS], [choice], {pane})


@pytest.mark.parametrize("pane_class", [SubtitlesPane, CaptionsPane])
def test_cues_and_captions_lead_to_their_start_and_their_span_is_chosen(
    qtbot: QtBot, joined: Joined, pane_class: type[Pane]
) -> None:
    pane, record = joined(pane_class)
    content = pane.result.content
    listed = content.cues if isinstance(content, CuesContent) else content.captions
    assert isinstance(content, CuesContent | CaptionsContent)
    click_row(qtbot, pane.view, 4)
    one = listed[4]
    assert record.taken() == ([one.start_seconds], [Choice(None, one.start_seconds, one.end_seconds)], {pane})
    assert now_in(pane.view) == chosen_in(pane.view) == [4]
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    assert record.taken()[0] == [listed[5].start_seconds]
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert record.taken()[0] == [listed[5].start_seconds]
    pane.find_next()
    assert record.taken()[0] == [listed[6].start_seconds]


def test_in_a_sorted_and_filtered_table_the_right_row_is_gone_to(
    qtbot: QtBot, joined: Joined, settle: Settle, playhead: Playhead
) -> None:
    pane, record = joined(SubtitlesPane)
    pane.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    pane.on_find_text("the")
    settle()
    rows = pane.view.column_model.rows.tolist()
    assert len(rows) > 3
    cue = pane.result.content.cues[rows[2]]
    click_row(qtbot, pane.view, 2)
    assert record.taken()[0] == [cue.start_seconds]
    assert now_in(pane.view) == [2]
    playhead.move_to(pane.result.content.cues[rows[0]].start_seconds + 0.1)
    assert now_in(pane.view) == [0]


def test_one_of_two_rows_with_the_same_span_stays_the_one_that_was_gone_to(
    qtbot: QtBot, make_pane: MakePane, playhead: Playhead, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    alike = [Cue(str(row), 2.0, 3.0, "the same") for row in range(3)]
    cues = CuesContent((*alike, Cue("3", None, None, "no time")))
    pane = make_pane(SubtitlesPane, Job().with_result(result_of(tmp_path / "file", cues)))
    pane.use_playhead(playhead)
    pane.view.clearFocus()
    choose_cell(pane.view, 2, 0)  # as a screen reader does
    assert pane.view.currentIndex().row() == 2
    assert now_in(pane.view) == chosen_in(pane.view) == [0, 1, 2]
    record = PlayheadRecord(playhead)
    click_row(qtbot, pane.view, 3)
    assert record.taken() == ([], [], set())


# --- what is not gone to


def test_rows_that_are_put_back_move_nothing(qtbot: QtBot, joined: Joined, settle: Settle, demo_job: Job) -> None:
    for pane_class in (DetectionsPane, BoxesPane, SubtitlesPane):
        pane, record = joined(pane_class)
        choose_cell(pane.view, 3, 0)
        settle()
        record.taken()
        pane.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
        settle()
        pane.on_find_text("e")
        settle()
        pane.on_find_text("")
        pane.view.service_order()
        settle()
        pane.show_job(Job())
        settle()
        pane.show_job(demo_job)
        settle()
        assert record.taken() == ([], [], set())


def test_the_right_button_dragging_and_coming_by_tab_move_nothing(qtbot: QtBot, joined: Joined, playhead: Playhead) -> None:
    pane, record = joined(SubtitlesPane)
    pane.content_focus().setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Tab)
    assert record.taken() == ([], [], set())
    click_row(qtbot, pane.view, 3, Qt.MouseButton.RightButton)
    assert pane.view.currentIndex().row() == 3
    assert record.taken() == ([], [], set())
    viewport = pane.view.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place_in(pane.view, 1))
    for row in (2, 5):
        qtbot.mouseMove(viewport, place_in(pane.view, row))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place_in(pane.view, 5))
    assert len(record.taken()[0]) == 1
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(5, viewport.height() - 2))
    assert record.taken() == ([], [], set())


def test_a_pane_without_a_playhead_goes_on_as_before(qtbot: QtBot, make_pane: MakePane, demo_job: Job) -> None:
    pane = make_pane(SubtitlesPane, demo_job)
    click_row(qtbot, pane.view, 2)
    assert pane.view.currentIndex().row() == 2
    assert now_in(pane.view) == []
    assert not pane.following.button.isVisible()


# --- what is now


def test_detections_are_marked_while_one_of_their_occurrences_is(joined: Joined, demo_job: Job, playhead: Playhead) -> None:
    pane, record = joined(DetectionsPane)
    core = demo_job.core
    for seconds in (0.0, 6.32, 13.64, 26.0, 61.0):
        playhead.move_to(seconds)
        start, end = core.occurrences.start_seconds.values, core.occurrences.end_seconds.values
        hits = np.flatnonzero((start <= seconds) & (seconds < end))
        there = set((np.searchsorted(core.detections.first_occurrence, hits, "right") - 1).tolist())
        in_sight = range(pane.view.rowAt(pane.view.viewport().height() - 1) + 1)
        assert now_in(pane.view) == [row for row in in_sight if row in there]
    playhead.move_to(26.0)
    assert now_in(pane.occurrences) == [1]
    assert {moment.origin for moment in record.moments} == {None}


def test_boxes_and_those_who_have_them_are_marked(joined: Joined, demo_job: Job, playhead: Playhead) -> None:
    pane, _ = joined(BoxesPane)
    boxes = demo_job.result("frames_faces").content
    row = 900
    pane.view.show_row(row)
    playhead.move_to(boxes.positions[row] / FPS + 0.02)
    hits = np.flatnonzero(boxes.positions == boxes.positions[row])
    assert now_in(pane.view) == hits.tolist()
    assert now_in(pane.summary) == sorted(boxes.detection_ids.codes[hits].tolist())
    playhead.set_bounds(61.6, None)
    assert now_in(pane.view) == []  # no frame without a frame rate


def test_marks_are_told_to_screen_readers(joined: Joined, playhead: Playhead) -> None:
    pane, _ = joined(SubtitlesPane)
    cue = pane.result.content.cues[1]
    playhead.move_to(cue.start_seconds)

    def described() -> list[str]:
        cells = (pane.view.column_model.index(row, 1) for row in (0, 1))
        return [cell.data(Qt.ItemDataRole.AccessibleDescriptionRole) for cell in cells]

    assert described() == ["", "now"]
    playhead.choose(Choice(None, cue.start_seconds, cue.end_seconds))
    assert described() == ["", "now, chosen"]
    playhead.move_to(cue.end_seconds + 0.01)
    assert described() == ["", "chosen"]


def test_only_rows_whose_marks_change_are_painted_again(qtbot: QtBot, joined: Joined, playhead: Playhead) -> None:
    pane, _ = joined(SubtitlesPane)
    cues = pane.result.content.cues
    playhead.move_to(cues[1].start_seconds)
    pane.repaint()
    QApplication.processEvents()
    painted: list[int] = []
    delegate = pane.view.itemDelegateForColumn(1)
    cell = delegate._cell
    delegate._cell = lambda row, column: painted.append(row) or cell(row, column)
    playhead.move_to(cues[1].start_seconds + 0.1)
    QApplication.processEvents()
    assert painted == []
    playhead.move_to(cues[3].start_seconds)
    qtbot.waitUntil(lambda: bool(painted))
    assert set(painted) == {1, 3}


# --- what is chosen elsewhere


def test_a_detection_chosen_elsewhere_becomes_the_current_row(
    joined: Joined, settle: Settle, playhead: Playhead, demo_job: Job
) -> None:
    pane, record = joined(DetectionsPane)
    pane.view.clearFocus()
    elsewhere = object()
    playhead.choose(Choice("9"), elsewhere)
    settle()
    row = demo_job.core.detections.ids.index("9")
    assert pane.view.current_table_row() == row
    assert chosen_in(pane.view) == [row]
    assert record.taken() == ([], [Choice("9")], {elsewhere})
    playhead.choose(Choice("1", 44.0, 55.8), elsewhere)
    settle()
    assert pane.occurrences.current_table_row() == 2
    assert chosen_in(pane.occurrences) == [2]
    assert record.taken() == ([], [Choice("1", 44.0, 55.8)], {elsewhere})
    pane.on_find_text("nothing has this")
    settle()
    playhead.choose(Choice("9"), elsewhere)
    settle()
    assert pane.view.column_model.rowCount() == 0


def test_the_row_of_someone_who_reads_stays(qtbot: QtBot, joined: Joined, settle: Settle, playhead: Playhead) -> None:
    pane, _ = joined(DetectionsPane)
    with qtbot.waitActive(pane):
        pane.activateWindow()
    pane.view.setFocus()
    qtbot.waitUntil(pane.view.hasFocus)
    playhead.choose(Choice("9"))
    settle()
    assert pane.view.current_table_row() == 0
    assert len(chosen_in(pane.view)) == 1
    pane.occurrences.setFocus()
    qtbot.waitUntil(lambda: not pane.view.hasFocus())
    pane.view.selectAll()
    playhead.choose(Choice("10"))
    settle()
    assert pane.view.current_table_row() == 0


def test_a_box_chosen_elsewhere_becomes_current_and_its_detection_is_marked(
    joined: Joined, settle: Settle, playhead: Playhead, demo_job: Job
) -> None:
    pane, record = joined(BoxesPane)
    pane.view.clearFocus()
    boxes = demo_job.result("frames_faces").content
    of = boxes.detection_ids.at(1000)
    playhead.choose(Choice(of, box=("frames_faces", 1000)))
    assert pane.view.current_table_row() == 1000
    assert 1000 in chosen_in(pane.view)
    assert {boxes.detection_ids.at(row) for row in chosen_in(pane.view)} == {of}
    assert chosen_in(pane.summary) == [boxes.detection_ids.distinct.index(of)]
    playhead.choose(Choice("1", box=("seconds_objects", 3)))
    assert pane.view.current_table_row() == 1000
    playhead.choose(Choice("1", box=("frames_faces", 10**9)))
    assert pane.view.current_table_row() == 1000
    playhead.choose(NOTHING)
    assert chosen_in(pane.view) == []
    assert record.moments == []


def test_what_was_chosen_before_a_result_came_is_gone_to_when_it_comes(
    make_pane: MakePane, settle: Settle, demo_job: Job, playhead: Playhead
) -> None:
    pane = make_pane(DetectionsPane)
    pane.use_playhead(playhead)
    playhead.choose(Choice("9", 6.0, 6.1))
    pane.show_job(demo_job)
    settle()
    assert pane.view.current_table_row() == demo_job.core.detections.ids.index("9")
