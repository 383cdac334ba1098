"""The keyboard does on the timeline all that the pointer does, and what has the focus is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.timeline.conftest import DURATION, Desk
from viewer.analysis.marks import occurrence_marks
from viewer.model.choice import NOTHING, Choice
from viewer.ui.timeline.timeline_state import LANE, Focus

Key = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def press(qtbot: QtBot, desk: Desk, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        qtbot.keyClick(desk.tracks, key, modifier)


def go_to_lane(qtbot: QtBot, desk: Desk, key: str) -> int:
    number = desk.number(key)
    press(qtbot, desk, Key.Key_Home, modifier=CONTROL)
    press(qtbot, desk, *[Key.Key_Down] * number)
    assert desk.state.focus == Focus(number)
    return number


def test_arrows_go_through_lanes_and_bars_and_enter_goes_there(qtbot: QtBot, desk: Desk) -> None:
    number = go_to_lane(qtbot, desk, "people")
    spans = desk.lane("people").spans
    press(qtbot, desk, Key.Key_Right, Key.Key_Right)
    assert desk.state.focus == Focus(number, 1)
    assert desk.moments == []
    press(qtbot, desk, Key.Key_Return)
    assert desk.playhead.seconds == float(spans.start_seconds[1])
    assert desk.choices[-1].start_seconds == float(spans.start_seconds[1])
    press(qtbot, desk, Key.Key_Escape)
    assert desk.choices[-1] == NOTHING
    press(qtbot, desk, Key.Key_End)
    assert desk.state.focus == Focus(number, spans.drawn_count - 1)
    press(qtbot, desk, Key.Key_Home, Key.Key_Left)
    assert desk.state.focus == Focus(number, LANE)


def test_up_and_down_stay_near_the_moment(qtbot: QtBot, desk: Desk) -> None:
    go_to_lane(qtbot, desk, "shots")
    press(qtbot, desk, Key.Key_End, Key.Key_Down, Key.Key_Down)
    row = desk.state.focused_row
    assert row is not None
    assert row.lane.key == "people"
    spans = row.lane.spans
    last = float(desk.lane("compliance").spans.drawn_start[-1])
    assert desk.state.focus is not None
    place = desk.state.focus.place
    assert abs(float(spans.drawn_start[place]) - last) < DURATION / 4


def test_space_folds_and_unfolds(qtbot: QtBot, desk: Desk) -> None:
    number = go_to_lane(qtbot, desk, "people")
    count, members = len(desk.state.rows), len(desk.lane("people").members)
    press(qtbot, desk, Key.Key_Space)
    assert len(desk.state.rows) == count + members
    press(qtbot, desk, Key.Key_Down, Key.Key_Down)
    assert desk.state.focus == Focus(number + 2)
    press(qtbot, desk, Key.Key_Left)
    assert desk.state.focus == Focus(number)
    press(qtbot, desk, Key.Key_Down, Key.Key_Space)  # of a member, its lane
    assert len(desk.state.rows) == count
    assert desk.state.focus == Focus(number)


def test_plus_minus_and_0_zoom_about_the_playhead(qtbot: QtBot, desk: Desk) -> None:
    desk.playhead.move_to(30.8)
    press(qtbot, desk, Key.Key_Plus, Key.Key_Plus)
    assert desk.state.window.seconds == pytest.approx(DURATION / 1.25**2)
    assert desk.tracks.line_x() == pytest.approx(desk.tracks.width() / 2, abs=1)
    press(qtbot, desk, Key.Key_Minus)
    assert desk.state.window.seconds == pytest.approx(DURATION / 1.25)
    press(qtbot, desk, Key.Key_Plus, Key.Key_Right, modifier=SHIFT)
    assert desk.state.window.has(30.8)
    press(qtbot, desk, Key.Key_0)
    assert desk.state.window.is_whole


def test_the_focus_comes_into_sight(qtbot: QtBot, desk: Desk) -> None:
    desk.tracks.zoom(12, 0.0)
    number = go_to_lane(qtbot, desk, "people")
    press(qtbot, desk, Key.Key_Right, Key.Key_End)
    spans, window = desk.lane("people").spans, desk.state.window
    assert window.has(float(spans.drawn_start[-1]))
    press(qtbot, desk, Key.Key_End, modifier=CONTROL)
    row = desk.state.focused_row
    assert row is not None
    assert desk.state.top <= row.top
    assert row.bottom <= desk.state.top + desk.state.height
    assert number < len(desk.state.rows) - 1


def test_n_goes_to_the_next_occurrence_of_what_is_chosen(qtbot: QtBot, desk: Desk) -> None:
    assert desk.state.content is not None
    core = desk.state.content.core
    assert core is not None
    number = core.detections.ids[int(desk.lane("people").spans.detection_rows[0])]
    starts = occurrence_marks(core, number).tolist()
    assert len(starts) > 1
    desk.playhead.choose(Choice(number))
    desk.playhead.set_marks({"occurrence": starts})
    press(qtbot, desk, Key.Key_N)
    assert desk.playhead.seconds == starts[0]
    press(qtbot, desk, Key.Key_N)
    assert desk.playhead.seconds == starts[1]
    press(qtbot, desk, Key.Key_N, modifier=SHIFT)
    assert desk.playhead.seconds == starts[0]
    qtbot.mouseClick(desk.dock.header.next, Qt.MouseButton.LeftButton)
    assert desk.playhead.seconds == starts[1]
    qtbot.mouseClick(desk.dock.header.previous, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(desk.dock.header.previous, Qt.MouseButton.LeftButton)
    assert desk.playhead.seconds == starts[0]
    assert desk.dock.header.said.text() == "No occurrence begins before this moment."


def test_what_has_the_focus_is_told(qtbot: QtBot, desk: Desk) -> None:
    go_to_lane(qtbot, desk, "people")
    assert "People, " in desk.tracks.accessibleDescription()
    assert "folded" in desk.tracks.accessibleDescription()
    press(qtbot, desk, Key.Key_Right)
    spans = desk.lane("people").spans
    assert f"1 of {spans.drawn_count} in People" in desk.tracks.accessibleDescription()
    assert spans.labels.at(0) in desk.tracks.accessibleDescription()
    press(qtbot, desk, Key.Key_Return)
    assert desk.tracks.accessibleDescription().startswith("Chosen: ")
    assert desk.tracks.accessibleName() == "Timeline"


def test_a_curve_is_gone_through_by_seconds(qtbot: QtBot, desk: Desk) -> None:
    number = go_to_lane(qtbot, desk, "curve/speech_sentiment")
    curve = desk.lane("curve/speech_sentiment").curve
    assert curve is not None
    press(qtbot, desk, Key.Key_Right, Key.Key_Right)
    assert desk.state.focus == Focus(number, 1)
    press(qtbot, desk, Key.Key_Return)
    assert desk.playhead.seconds == float(curve.seconds[1])
    assert desk.choices == []
