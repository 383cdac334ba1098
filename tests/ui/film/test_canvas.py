"""The canvas in a real widget: boxes are chosen by pointer and keyboard, and the picture is zoomed and moved."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.made_up import numbers, result_of, texts
from viewer.model.boxes import BoxesContent
from viewer.model.choice import NOTHING, Choice
from viewer.model.job import Job
from viewer.model.result import Header
from viewer.ui.background import Background
from viewer.ui.film.canvas import FilmCanvas
from viewer.ui.painting.box_overlay import key_of
from viewer.ui.panes.store import MemoryStore
from viewer.ui.playhead import Playhead

TYPE = "frames_faces"
OUTER, INNER, OTHER = (0.1, 0.1, 0.6, 0.6), (0.2, 0.2, 0.2, 0.2), (0.75, 0.75, 0.2, 0.2)  # made up
Box = tuple[float, float, float, float]
Show = Callable[..., FilmCanvas]


def boxes(*per_frame: Sequence[Box], unit: Literal["frame", "second"] = "frame") -> BoxesContent:
    """Made-up boxes, a list of them for each frame; the detection of box n is called str(n)."""
    flat = [(place, box) for place, found in enumerate(per_frame) for box in found]
    x, y, width, height = (numbers([box[side] for _, box in flat]) for side in range(4))
    names = texts([str(number) for number in range(len(flat))])
    positions = np.array([place for place, _ in flat], np.int64)
    blank = numbers([None] * len(flat))
    return BoxesContent(
        "frame" if unit == "frame" else "second", len(per_frame), positions, names, x, y, width, height, blank
    )


@pytest.fixture
def playhead() -> Playhead:
    playhead = Playhead()
    playhead.reset(60.0, 25)
    return playhead


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def show(qtbot: QtBot, background: Background, playhead: Playhead, store: MemoryStore, tmp_path: Path) -> Show:
    """Shows boxes on a canvas of 640 × 360 pixels."""

    def make(content: BoxesContent, header: Header | None = None) -> FilmCanvas:
        canvas = FilmCanvas(playhead, background, store)
        qtbot.addWidget(canvas)
        canvas.resize(640, 360)
        canvas.show()
        path = tmp_path / "made_up"
        path.touch()
        known = header if header is not None else Header(fps=25, width=1280, height=720)
        canvas.show_job(Job("made-up", (result_of(path, content, type_name=TYPE, header=known),)))
        qtbot.waitUntil(lambda: not canvas.boxes.is_busy)
        canvas.grab()
        return canvas

    return make


def middle(canvas: FilmCanvas, row: int) -> QPoint:
    """Where box `row` is on the canvas."""
    rect = canvas.overlay.rect_of((TYPE, row))
    assert rect is not None
    return rect.center().toPoint()


def click(canvas: FilmCanvas, place: QPoint) -> None:
    canvas.grab()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)


def test_a_click_chooses_the_detection_everywhere(show: Show, playhead: Playhead) -> None:
    canvas = show(boxes([OUTER, OTHER]))
    told: list[tuple[Choice, object]] = []
    playhead.chosen.connect(lambda choice, origin: told.append((choice, origin)))
    click(canvas, middle(canvas, 1))
    assert told == [(Choice("1", box=(TYPE, 1)), canvas)]
    click(canvas, QPoint(4, 4))
    assert playhead.choice == Choice("1", box=(TYPE, 1)), "beside the boxes nothing is chosen, and nothing given up"


def test_clicks_at_one_place_go_through_what_lies_there(show: Show, playhead: Playhead) -> None:
    canvas = show(boxes([OUTER, INNER]))
    place = middle(canvas, 1)
    chosen = []
    for _ in range(3):
        click(canvas, place)
        chosen.append(playhead.choice.detection_id)
    assert chosen == ["1", "0", "1"]


def test_without_a_film_the_boxes_follow_the_playhead(show: Show, playhead: Playhead) -> None:
    canvas = show(boxes([OUTER], [], [INNER, OTHER]))
    assert [key_of(box) for box in canvas.boxes.boxes] == [(TYPE, 0)]
    playhead.move_to(1 / 25)
    assert canvas.boxes.boxes == ()
    playhead.move_to(2 / 25)
    assert [key_of(box) for box in canvas.boxes.boxes] == [(TYPE, 1), (TYPE, 2)]


def test_with_a_film_they_are_those_of_the_shown_frame(show: Show, playhead: Playhead) -> None:
    canvas = show(boxes([OUTER], [INNER]))
    picture = QImage(1280, 720, QImage.Format.Format_RGB32)
    picture.fill(QColor("navy"))
    canvas.show_picture(picture)
    canvas.show_frame(1, 1 / 25)
    playhead.move_to(30.0)
    assert [key_of(box) for box in canvas.boxes.boxes] == [(TYPE, 1)]
    canvas.show_picture(None)
    assert canvas.boxes.boxes == (), "the blank frame is that of the playhead again"


def test_a_box_chosen_elsewhere_is_brought_to_the_middle_of_a_zoomed_picture(show: Show, playhead: Playhead) -> None:
    canvas = show(boxes([OUTER, OTHER]))
    for _ in range(8):
        canvas.zoom(1, QPointF(0, 0))
    playhead.choose(Choice("1", box=(TYPE, 1)), None)
    canvas.grab()
    assert (middle(canvas, 1) - canvas.rect().center()).manhattanLength() < canvas.width() // 4


def test_tab_goes_through_the_boxes_and_out(qtbot: QtBot, show: Show, playhead: Playhead) -> None:
    canvas = show(boxes([OUTER, OTHER]))
    window = QWidget()
    qtbot.addWidget(window)
    before, after, column = QLineEdit(), QLineEdit(), QVBoxLayout(window)
    for widget in (before, canvas, after):
        column.addWidget(widget)
    QWidget.setTabOrder(before, canvas)
    QWidget.setTabOrder(canvas, after)
    window.show()
    window.activateWindow()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    went = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget() or before, Qt.Key.Key_Tab)
        went.append(canvas.boxes.focused_number if canvas.hasFocus() else None)
    assert went == [1, 2, None]
    assert after.hasFocus()
    QTest.keyClick(after, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.boxes.focused_number == 2
    assert "2 of 2" in canvas.accessibleDescription()
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert playhead.choice == Choice("1", box=(TYPE, 1))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert playhead.choice == NOTHING
    canvas.setParent(None)  # each is closed by itself


def test_the_wheel_zooms_about_the_pointer(show: Show) -> None:
    canvas = show(boxes([OUTER]))
    place = QPointF(160, 90)
    before = canvas.picture_rect()
    share = (place.x() - before.left()) / before.width()
    event = QWheelEvent(
        place,
        canvas.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)
    after = canvas.picture_rect()
    assert after.width() > before.width()
    assert (place.x() - after.left()) / after.width() == pytest.approx(share, abs=0.01)
    canvas.options.fit.trigger()
    assert canvas.picture_rect() == before


def test_a_drag_moves_a_zoomed_picture_and_chooses_nothing(show: Show, playhead: Playhead) -> None:
    canvas = show(boxes([OUTER]))
    for _ in range(4):
        canvas.zoom(1)
    before = canvas.picture_rect().topLeft()
    start = canvas.rect().center()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for step in (10, 30, 50):
        QTest.mouseMove(canvas, start + QPoint(step, step))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(50, 50))
    moved = canvas.picture_rect().topLeft() - before
    assert moved.x() > 20
    assert playhead.choice == NOTHING


def test_what_is_hidden_stays_hidden_at_the_next_start(show: Show, playhead: Playhead) -> None:
    canvas = show(boxes([OUTER, OTHER]))
    playhead.choose(Choice("1"), None)
    canvas.options.only_chosen.trigger()
    canvas.options.labels.trigger()
    assert [box.detection_id for box in canvas.boxes.boxes] == ["1"]
    again = show(boxes([OUTER, OTHER]))
    assert not again.options.has_labels
    assert again.options.shows_only_chosen
    hide = next(action for action in again.actions() if action.objectName() == f"show_{TYPE}")
    hide.trigger()
    assert again.boxes.boxes == ()


def test_odd_boxes_are_neither_drawn_nor_fatal(show: Show) -> None:
    odd = [(math.nan, 0.1, 0.2, 0.2), (0.5, 0.5, 0.0, 0.0), (-0.5, -0.5, 3.0, 3.0), (0.1, 0.1, -0.3, 0.2), OUTER]
    canvas = show(boxes(odd))
    assert canvas.overlay.rect_of((TYPE, 0)) is None
    assert canvas.overlay.rect_of((TYPE, 4)) is not None
    assert canvas.boxes.count == 5


def test_thousands_of_boxes_in_one_frame_are_counted(show: Show) -> None:
    canvas = show(boxes([INNER] * 5000))
    assert canvas.boxes.count == 5000
    assert 0 < len(canvas.boxes.boxes) <= 5000
    click(canvas, middle(canvas, 0))
    assert "5" in canvas.accessibleDescription()


@pytest.mark.parametrize(
    ("header", "words"),
    [(Header(fps=25), "16:9"), (Header(width=1280, height=720), "frame rate")],
    ids=["no size", "no frame rate"],
)
def test_a_blank_frame_says_what_is_not_known(show: Show, playhead: Playhead, header: Header, words: str) -> None:
    playhead.reset(60.0, header.fps)
    canvas = show(boxes([OUTER]), header)
    assert words in canvas.accessibleDescription()


def test_boxes_by_second_need_no_frame_rate(show: Show, playhead: Playhead) -> None:
    playhead.reset(60.0, None)
    canvas = show(boxes([OUTER], [INNER], unit="second"), Header(width=1280, height=720))
    playhead.move_to(1.9)
    assert [key_of(box) for box in canvas.boxes.boxes] == [(TYPE, 1)]
