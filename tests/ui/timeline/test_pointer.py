"""The pointer on the timeline: clicks go to the moment that was clicked and choose, the wheel and drags look around."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from tests.ui.timeline.conftest import DURATION, Desk, wheel
from viewer.model.choice import Choice
from viewer.ui.timeline.tracks_canvas import ZOOM_A_STEP

LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_a_click_goes_to_the_moment_of_the_pixel(qtbot: QtBot, desk: Desk) -> None:
    y, width = desk.middle_of("shots"), desk.tracks.width()
    for x in (0, 1, width // 3, width - 1):
        qtbot.mouseClick(desk.tracks, LEFT, pos=QPoint(x, y))
        assert desk.playhead.seconds == pytest.approx(x * DURATION / width, abs=1e-9)
        assert desk.tracks.line_x() in (x, x - 1)  # the last digits of a division


def test_a_click_on_a_bar_chooses_it_and_goes_where_it_was_clicked(qtbot: QtBot, desk: Desk) -> None:
    assert desk.state.content is not None
    core = desk.state.content.core
    assert core is not None
    spans = desk.lane("people").spans
    start, end = float(spans.start_seconds[0]), float(spans.end_seconds[0])
    x = desk.pixel_of((start + end) / 2)
    qtbot.mouseClick(desk.tracks, LEFT, pos=QPoint(x, desk.middle_of("people")))
    assert desk.choices == [Choice(core.detections.ids[int(spans.detection_rows[0])], start, end)]
    assert desk.playhead.seconds == pytest.approx(x * DURATION / desk.tracks.width())
    qtbot.mouseDClick(desk.tracks, LEFT, pos=QPoint(x, desk.middle_of("people")))
    assert desk.playhead.seconds == start


def test_a_cue_is_chosen_by_its_span(qtbot: QtBot, desk: Desk) -> None:
    spans = desk.lane("cues").spans
    start, end = float(spans.start_seconds[2]), float(spans.end_seconds[2])
    qtbot.mouseClick(desk.tracks, LEFT, pos=QPoint(desk.pixel_of((start + end) / 2), desk.middle_of("cues")))
    assert desk.choices == [Choice(None, start, end)]


def test_beside_the_bars_nothing_is_chosen(qtbot: QtBot, desk: Desk) -> None:
    first = float(desk.lane("people").spans.start_seconds[0])
    qtbot.mouseClick(desk.tracks, LEFT, pos=QPoint(desk.pixel_of(first / 2), desk.middle_of("people")))
    assert desk.choices == []
    assert desk.playhead.seconds > 0


def test_bars_that_share_a_pixel_are_chosen_one_after_the_other(qtbot: QtBot, desk: Desk) -> None:
    spans, y = desk.lane("people").spans, desk.middle_of("people")
    seen = next(
        (x, hit.places)
        for x in range(desk.tracks.width())
        if (hit := desk.tracks.hit(QPointF(x, y))) is not None and len(hit.places) > 1
    )
    x, places = seen
    for _ in range(len(places) + 1):
        qtbot.mouseClick(desk.tracks, LEFT, pos=QPoint(x, y))
    starts = [choice.start_seconds for choice in desk.choices]
    expected = [float(spans.start_seconds[place]) for place in reversed(places)]
    assert starts == [*expected, expected[0]]


def test_the_wheel_with_control_zooms_about_the_pointer(desk: Desk) -> None:
    for x in (10, 400, desk.tracks.width() - 10):
        before = desk.tracks.seconds_at(x)
        seconds = desk.state.window.seconds
        wheel(desk.tracks, x, QPoint(0, 240), CONTROL)
        assert desk.state.window.seconds == pytest.approx(seconds / ZOOM_A_STEP**2)
        assert desk.tracks.seconds_at(x) == pytest.approx(before)
    assert desk.playhead.seconds == 0


def test_the_wheel_moves_sideways_and_through_the_lanes(desk: Desk) -> None:
    desk.tracks.zoom(5, 30.0)
    window, top = desk.state.window, desk.state.top
    wheel(desk.tracks, 300, QPoint(0, -120), SHIFT)
    assert desk.state.window.start_seconds == pytest.approx(window.start_seconds + window.seconds / 10)
    wheel(desk.tracks, 300, QPoint(120, 0))
    assert desk.state.window.start_seconds == pytest.approx(window.start_seconds)
    wheel(desk.tracks, 300, QPoint(0, -120))
    assert desk.state.top > top
    assert desk.dock.view.bar.value() == desk.state.top
    wheel(desk.dock.view.names, 10, QPoint(0, 1200))
    assert desk.state.top == 0


def test_a_drag_moves_the_window_and_chooses_nothing(qtbot: QtBot, desk: Desk) -> None:
    desk.tracks.zoom(5, 30.0)
    window, y = desk.state.window, desk.middle_of("people")
    qtbot.mousePress(desk.tracks, LEFT, pos=QPoint(400, y))
    qtbot.mouseMove(desk.tracks, QPoint(300, y))
    qtbot.mouseRelease(desk.tracks, LEFT, pos=QPoint(300, y))
    moved = 100 * window.seconds / desk.tracks.width()
    assert desk.state.window.start_seconds == pytest.approx(window.start_seconds + moved)
    assert (desk.moments, desk.choices) == ([], [])


def test_the_ruler_takes_the_playhead_along_and_only_the_end_is_visited(qtbot: QtBot, desk: Desk) -> None:
    ruler = desk.dock.view.ruler
    qtbot.mousePress(ruler, LEFT, pos=QPoint(100, 5))
    qtbot.mouseMove(ruler, QPoint(200, 5))
    qtbot.mouseRelease(ruler, LEFT, pos=QPoint(200, 5))
    assert [moment.is_playing for moment in desk.moments] == [True, True, False]
    assert desk.playhead.seconds == pytest.approx(200 * DURATION / ruler.width())
    desk.playhead.go_back()
    assert desk.playhead.seconds == 0


def test_the_minimap_takes_the_window_along(qtbot: QtBot, desk: Desk) -> None:
    desk.tracks.zoom(8, 0.0)
    minimap = desk.dock.view.minimap
    x = minimap.width() // 2
    qtbot.mousePress(minimap, LEFT, pos=QPoint(x, 4))
    window = desk.state.window
    assert (window.start_seconds + window.end_seconds) / 2 == pytest.approx(DURATION * x / minimap.width())
    qtbot.mouseMove(minimap, QPoint(x + 60, 4))
    qtbot.mouseRelease(minimap, LEFT, pos=QPoint(x + 60, 4))
    assert desk.state.window.start_seconds == pytest.approx(window.start_seconds + 60 * DURATION / minimap.width())
    assert desk.moments == []


def test_a_name_folds_at_its_arrow_and_has_the_focus_after_a_click(qtbot: QtBot, desk: Desk) -> None:
    names, count = desk.dock.view.names, len(desk.state.rows)
    number = desk.number("people")
    arrow = names.arrow_rect(number).center()
    qtbot.mouseClick(names, LEFT, pos=arrow)
    assert len(desk.state.rows) == count + len(desk.lane("people").members)
    qtbot.mouseClick(names, LEFT, pos=arrow)
    assert len(desk.state.rows) == count
    qtbot.mouseClick(names, LEFT, pos=QPoint(names.width() - 5, arrow.y()))
    assert len(desk.state.rows) == count
    assert desk.state.focus is not None
    assert desk.state.focus.row == number


def test_what_the_pointer_is_over_is_told(desk: Desk) -> None:
    spans, y = desk.lane("people").spans, desk.middle_of("people")
    words = desk.tracks.tooltip_at(QPointF(desk.pixel_of(float(spans.start_seconds[0]) + 1), y))
    assert spans.labels.at(0) in words
    assert "00:00:06.320 – 00:00:13.640" in words
    assert "no confidence" in words
    shared = next(x for x in range(desk.tracks.width()) if " here" in desk.tracks.tooltip_at(QPointF(x, y)))
    assert "2 here" in desk.tracks.tooltip_at(QPointF(shared, y))
    assert desk.tracks.tooltip_at(QPointF(1, y)) == ""
    curve_y = desk.middle_of("curve/speech_sentiment")
    curve = desk.lane("curve/speech_sentiment").curve
    assert curve is not None
    told = desk.tracks.tooltip_at(QPointF(desk.pixel_of(float(curve.seconds[0]) + 0.5), curve_y))
    assert f"{round(float(curve.values[0]), 3):g} at " in told
