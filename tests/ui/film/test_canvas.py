"""The canvas with the demo's boxes: the boxes of the shown frame, chosen and found with pointer and keyboard alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAction, QColor, QHelpEvent, QImage, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.pictures.boxes_painted import rendered, spans_of
from tests.ui.panes.conftest import JOB_ID, read
from viewer.analysis.boxes_at import ShownBox
from viewer.demo.results import result
from viewer.demo.scene import SCENE
from viewer.model.boxes import BoxesContent
from viewer.model.choice import NOTHING, Choice
from viewer.model.detections import CoreContent
from viewer.model.job import Job
from viewer.model.result import Header
from viewer.ui.background import Background
from viewer.ui.film.canvas import FilmCanvas
from viewer.ui.painting.box_overlay import MARGIN, BoxKey, key_of
from viewer.ui.painting.data_colours import colour_of
from viewer.ui.panes.store import MemoryStore
from viewer.ui.playhead import Playhead
from viewer.ui.theme import apply_theme

FPS = 25.0
CROWDED = 480  # a frame of the demo with one face and two logos, which have boxes by second too
TYPES = ("core", "frames_faces", "frames_objects", "seconds_objects")
Key = Qt.Key
MakeCanvas = Callable[..., FilmCanvas]


@pytest.fixture(scope="session")
def job_with_boxes(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """The demo's results that have to do with boxes."""
    folder, job = tmp_path_factory.mktemp("boxes"), Job()
    for name in TYPES:
        (folder / name).write_bytes(result(name, JOB_ID))
        job = job.with_result(read(folder / name, name))
    return job


@pytest.fixture
def playhead() -> Playhead:
    return Playhead()


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def make_canvas(
    qtbot: QtBot, background: Background, playhead: Playhead, store: MemoryStore, job_with_boxes: Job
) -> MakeCanvas:
    """Make a canvas between two other widgets, with a job in it, at the crowded frame."""
    kept: list[QWidget] = []

    def make(job: Job = job_with_boxes, *, fps: float | None = FPS, width: int = 652, height: int = 372) -> FilmCanvas:
        window = QWidget()
        canvas = FilmCanvas(playhead, background, store)
        layout = QVBoxLayout(window)
        for widget in (QLineEdit(), canvas, QLineEdit()):
            layout.addWidget(widget)
        kept.append(window)
        qtbot.addWidget(window)
        canvas.setFixedSize(width, height)
        playhead.reset(SCENE.frame_count / FPS, fps)
        window.show()
        window.activateWindow()
        canvas.show_job(job)
        qtbot.waitUntil(lambda: not background.running)
        playhead.move_to((CROWDED + 0.5) / FPS)
        canvas.repaint()
        return canvas

    return make


@pytest.fixture
def canvas(make_canvas: MakeCanvas) -> FilmCanvas:
    return make_canvas()


def types_shown(canvas: FilmCanvas) -> list[str]:
    return sorted({box.type_name for box in canvas.boxes.boxes})


def keys(canvas: FilmCanvas) -> list[BoxKey]:
    return [key_of(box) for box in canvas.boxes.boxes]


def action(canvas: FilmCanvas, name: str) -> QAction:
    """An action of the canvas, found as a menu would show it."""
    return next(one for one in canvas.actions() if one.objectName() == name)


def middle_of(canvas: FilmCanvas, type_name: str) -> QPoint:
    """The middle of the first painted box of a type."""
    canvas.repaint()
    placed = next(one for one in canvas.overlay.placed if one.box.type_name == type_name)
    return placed.rect.center().toPoint()


def press(canvas: FilmCanvas, qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(canvas, key)


# --- which boxes


def test_without_a_film_it_shows_the_boxes_of_the_playheads_frame(
    canvas: FilmCanvas, playhead: Playhead, job_with_boxes: Job
) -> None:
    boxes = canvas.boxes.boxes
    assert [box.label for box in boxes].count("Wobbly Gull Mail") == 4
    assert types_shown(canvas) == ["frames_faces", "frames_objects", "seconds_objects"]
    for box in boxes:
        found = job_with_boxes.result(box.type_name)
        assert found is not None
        assert isinstance(found.content, BoxesContent)
        expected = CROWDED if found.content.unit == "frame" else CROWDED // 25
        assert found.content.positions[box.row] == expected
    playhead.move_to(0.0)
    assert canvas.boxes.boxes == ()
    assert canvas.accessibleDescription().startswith("No boxes")
    playhead.move_to((CROWDED + 0.5) / FPS)
    assert canvas.accessibleDescription().startswith("5 boxes: Pip Tarrow, Wobbly Gull Mail × 4")


def test_with_a_film_it_shows_the_boxes_of_the_picture_not_of_the_playhead(canvas: FilmCanvas, playhead: Playhead) -> None:
    picture = QImage(64, 36, QImage.Format.Format_RGB32)
    canvas.show_picture(picture)
    before = keys(canvas)
    playhead.move_to(0.0)
    assert keys(canvas) == before
    canvas.show_frame(0, 0.0)
    assert canvas.boxes.boxes == ()
    playhead.move_to((CROWDED + 0.5) / FPS)
    assert canvas.boxes.boxes == ()
    canvas.show_picture(None)
    assert keys(canvas) == before
    canvas.show_picture(QImage())
    assert not canvas.has_film


def test_without_a_frame_rate_only_boxes_of_seconds_are_shown_and_that_is_said(make_canvas: MakeCanvas) -> None:
    canvas = make_canvas(fps=None)
    assert types_shown(canvas) == ["seconds_objects"]
    assert "frame rate is unknown" in canvas.accessibleDescription()


def test_the_frame_rate_may_become_known_later(make_canvas: MakeCanvas, playhead: Playhead) -> None:
    canvas = make_canvas(fps=None)
    playhead.set_bounds(playhead.duration_seconds, FPS)
    assert types_shown(canvas) == ["frames_faces", "frames_objects", "seconds_objects"]
    assert "frame rate" not in canvas.accessibleDescription()


def test_names_are_there_once_core_is(
    make_canvas: MakeCanvas, job_with_boxes: Job, qtbot: QtBot, background: Background
) -> None:
    without = Job(JOB_ID, tuple(one for one in job_with_boxes.results if not isinstance(one.content, CoreContent)))
    canvas = make_canvas(without)
    assert all(box.label == box.detection_id for box in canvas.boxes.boxes)
    canvas.show_job(job_with_boxes)
    assert canvas.boxes.boxes, "what was there stays until the new index is"
    qtbot.waitUntil(lambda: not background.running)
    assert "Wobbly Gull Mail" in canvas.accessibleDescription()


def test_a_job_that_stays_the_same_is_not_indexed_again(canvas: FilmCanvas, job_with_boxes: Job) -> None:
    canvas.show_job(replace(job_with_boxes))
    assert not canvas.boxes.is_busy
    assert canvas.boxes.boxes


def test_a_closed_job_leaves_nothing_behind(canvas: FilmCanvas) -> None:
    canvas.show_job(Job())
    assert canvas.boxes.boxes == ()
    assert canvas.boxes._index is None
    assert not canvas.boxes.is_busy
    assert "No results with boxes are here" in canvas.accessibleDescription()
    assert not [one for one in canvas.actions() if one.objectName() == "show_frames_faces"]


# --- what is painted


def test_the_picture_and_what_is_in_it_lie_under_their_box(make_canvas: MakeCanvas, playhead: Playhead) -> None:
    """A picture with a rectangle where the face is: at every size, zoom and resolution the box is around it."""
    canvas = make_canvas()
    canvas.options.labels.setChecked(False)
    for name in ("frames_objects", "seconds_objects"):
        action(canvas, f"show_{name}").setChecked(False)
    (face,) = canvas.boxes.boxes
    film = QImage(1280, 720, QImage.Format.Format_RGB32)
    film.fill(QColor("#404040"))
    left, right, top, bottom = face.x, face.x + face.width, face.y, face.y + face.height
    inside = QRect(QPoint(round(left * 1280), round(top * 720)), QPoint(round(right * 1280) - 1, round(bottom * 720) - 1))
    painter = QPainter(film)
    painter.fillRect(inside, QColor("#c0c0c0"))
    painter.end()
    canvas.show_picture(film)
    for width, height, zoom, scale in (
        (652, 372, 0, 1),
        (900, 300, 0, 1),
        (300, 500, 0, 2),
        (652, 372, 4, 1),
        (500, 400, 6, 2),
    ):
        canvas.setFixedSize(width, height)
        canvas.zoom(0)
        for _ in range(zoom):
            canvas.zoom(1)
        playhead.choose(NOTHING)
        playhead.choose(Choice(face.detection_id, box=key_of(face)))  # which brings it to the middle
        playhead.choose(NOTHING)
        pixels = rendered(canvas, scale)
        rect = canvas.picture_rect()
        row = round((rect.top() + (top + bottom) / 2 * rect.height()) * scale)
        edges = [sum(span) / 2 for span in spans_of(pixels[row], colour_of(face.detection_id))]
        assert len(edges) == 2, (width, height, zoom)
        magnified = rect.width() * scale / 1280  # the rectangle begins at a whole pixel of the film
        hidden, beside = 2 * scale, 6 * scale
        inner = pixels[row, round(edges[0]) + hidden + 1 : round(edges[1]) - hidden - 1, 0]
        outer = [pixels[row, round(edges[0]) - beside, 0], pixels[row, round(edges[1]) + beside, 0]]
        assert inner[round(magnified) + 1 : -round(magnified) - 1].min() > 180
        assert max(outer) < 75 or magnified > beside / 2


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scale", [1, 2])
def test_a_blank_frame_has_the_shape_of_the_video_and_the_colours_of_the_theme(
    make_canvas: MakeCanvas, playhead: Playhead, qapp: QApplication, theme: str, scale: int
) -> None:
    try:
        apply_theme(qapp, theme)
        canvas = make_canvas(width=400, height=400)
        playhead.move_to(0.0)
        canvas.parentWidget().findChild(QLineEdit).setFocus()
        pixels, base = rendered(canvas, scale), canvas.palette().base().color()
        column = spans_of(pixels[:, 40 * scale], base)
        row = spans_of(pixels[200 * scale], base)
    finally:
        apply_theme(qapp, "light")
    width = 400 - 2 * MARGIN
    height = width * 9 / 16
    assert row == [((MARGIN + 1 / scale) * scale, (400 - MARGIN - 1 / scale) * scale)]
    assert len(column) == 1
    top, bottom = column[0]
    assert abs(top / scale - (200 - height / 2)) <= 2
    assert abs(bottom / scale - (200 + height / 2)) <= 2
    assert (base.lightness() < 128) == (theme == "dark")


def test_boxes_look_alike_in_both_themes(make_canvas: MakeCanvas, qapp: QApplication) -> None:
    canvas = make_canvas()
    film = QImage(64, 36, QImage.Format.Format_RGB32)
    film.fill(QColor("#808080"))
    canvas.show_picture(film)
    inside = np.s_[20:350, 20:630]
    try:
        pictures = []
        for theme in ("light", "dark"):
            apply_theme(qapp, theme)
            pictures.append(rendered(canvas, 1)[inside])
    finally:
        apply_theme(qapp, "light")
    assert (pictures[0] == pictures[1]).all()


@pytest.mark.parametrize(
    ("size", "ratio"),
    [((720, 576), 720 / 576), ((1080, 1920), 9 / 16), ((None, None), 16 / 9), ((-5, 3), 16 / 9), ((10**9, 1), 16 / 9)],
)
def test_the_frame_has_the_shape_that_the_job_tells(
    canvas: FilmCanvas, size: tuple[int | None, int | None], ratio: float
) -> None:
    canvas.set_size(*size)
    rect = canvas.picture_rect()
    assert rect.width() / rect.height() == pytest.approx(ratio)
    canvas.show_job(Job())
    canvas.show_picture(QImage(200, 100, QImage.Format.Format_RGB32))
    assert canvas.picture_rect().width() / canvas.picture_rect().height() == pytest.approx(2)


def test_an_unknown_shape_is_said(canvas: FilmCanvas) -> None:
    canvas.show_job(Job())
    assert "16:9" in canvas.accessibleDescription()


def test_the_smallest_canvas_still_paints(make_canvas: MakeCanvas) -> None:
    canvas = make_canvas(width=3, height=2)
    assert rendered(canvas, 1).shape == (2, 3, 3)


# --- choosing


def test_a_click_chooses_the_detection_everywhere(canvas: FilmCanvas, playhead: Playhead, qtbot: QtBot) -> None:
    place = middle_of(canvas, "frames_faces")
    with qtbot.waitSignal(playhead.chosen) as chosen:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    choice, origin = chosen.args
    face = next(box for box in canvas.boxes.boxes if box.type_name == "frames_faces")
    assert choice == Choice(face.detection_id, box=key_of(face))
    assert origin is canvas
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(640, 200))  # beside all boxes: nothing is lost
    assert playhead.choice == choice


def test_repeated_clicks_go_through_the_boxes_that_lie_on_top_of_each_other(
    canvas: FilmCanvas, playhead: Playhead, qtbot: QtBot
) -> None:
    place = middle_of(canvas, "seconds_objects")
    hits = canvas.overlay.hits(QPointF(place))
    assert len(hits) == 2
    chosen = []
    for _ in range(3):
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
        chosen.append(playhead.choice.box)
        canvas.repaint()
    assert chosen == [key_of(hits[0]), key_of(hits[1]), key_of(hits[0])]
    playhead.choose(NOTHING)
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    assert playhead.choice.box == key_of(hits[0])


def test_what_is_chosen_elsewhere_stands_out(canvas: FilmCanvas, playhead: Playhead) -> None:
    face = next(box for box in canvas.boxes.boxes if box.type_name == "frames_faces")
    before = rendered(canvas, 1)
    playhead.choose(Choice(face.detection_id), object())
    after = rendered(canvas, 1)
    middle = middle_of(canvas, "frames_faces")

    def widths(pixels: np.ndarray) -> list[int]:
        return [last - first for first, last in spans_of(pixels[middle.y()], colour_of(face.detection_id))]

    assert widths(before) == [2, 2]
    assert widths(after) == [4, 4]


def test_a_row_chosen_in_the_table_is_brought_to_the_middle_of_a_zoomed_picture(
    canvas: FilmCanvas, playhead: Playhead
) -> None:
    face = next(box for box in canvas.boxes.boxes if box.type_name == "frames_faces")
    playhead.choose(Choice(face.detection_id, box=key_of(face)), object())
    assert not action(canvas, "whole_picture").isEnabled(), "what is not zoomed stays as it is"
    for _ in range(6):
        canvas.zoom(1)
    playhead.choose(NOTHING)
    playhead.move_to(0.0)
    playhead.choose(Choice(face.detection_id, box=key_of(face)), object())  # before its frame is there
    playhead.move_to((CROWDED + 0.5) / FPS)
    assert (middle_of(canvas, "frames_faces") - canvas.rect().center()).manhattanLength() <= 4


def test_only_the_chosen_can_be_shown(canvas: FilmCanvas, playhead: Playhead) -> None:
    action(canvas, "only_chosen").trigger()
    assert len(canvas.boxes.boxes) == 5, "nothing is chosen, so nothing is left out"
    face = next(box for box in canvas.boxes.boxes if box.type_name == "frames_faces")
    playhead.choose(Choice(face.detection_id), object())
    assert types_shown(canvas) == ["frames_faces"]
    assert canvas.accessibleDescription().startswith("1 box: ")
    playhead.choose(Choice(start_seconds=1.0, end_seconds=2.0), object())
    assert len(canvas.boxes.boxes) == 5, "a cue has no boxes"


def test_labels_and_types_can_be_hidden_and_that_is_remembered(
    canvas: FilmCanvas, make_canvas: MakeCanvas, store: MemoryStore
) -> None:
    action(canvas, "show_labels").trigger()
    action(canvas, "show_seconds_objects").trigger()
    assert types_shown(canvas) == ["frames_faces", "frames_objects"]
    canvas.repaint()
    assert all(one.label is None for one in canvas.overlay.placed)
    again = make_canvas()
    assert types_shown(again) == ["frames_faces", "frames_objects"]
    assert not action(again, "show_labels").isChecked()
    action(again, "show_seconds_objects").trigger()
    assert len(again.boxes.boxes) == 5
    assert make_canvas(Job()).options.hidden_types == frozenset()


def test_the_menu_has_every_action(canvas: FilmCanvas, qtbot: QtBot) -> None:
    menu = canvas.menu(canvas)
    words = [one.text().replace("&", "") for one in menu.actions() if not one.isSeparator()]
    assert words == [
        "Labels",
        "Only the chosen",
        "Zoom in",
        "Zoom out",
        "Whole picture",
        "Faces, frame by frame",
        "Objects, frame by frame",
        "Objects, second by second",
    ]


# --- keyboard


def test_tab_goes_through_the_boxes_and_then_on(canvas: FilmCanvas, playhead: Playhead, qtbot: QtBot) -> None:
    before, after = canvas.parentWidget().findChildren(QLineEdit)
    before.setFocus()
    qtbot.keyClick(before, Key.Key_Tab)
    assert canvas.hasFocus()
    visited: list[ShownBox] = []
    for _ in canvas.boxes.boxes:
        assert canvas.hasFocus()
        focused = canvas.boxes.focused
        assert focused is not None
        visited.append(focused)
        assert f"Box {len(visited)} of 5" in canvas.accessibleDescription()
        press(canvas, qtbot, Key.Key_Tab)
    assert [key_of(box) for box in visited] == keys(canvas)
    assert after.hasFocus()
    qtbot.keyClick(after, Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.boxes.focused is canvas.boxes.boxes[-1]
    press(canvas, qtbot, Key.Key_Home)
    assert canvas.boxes.focused is canvas.boxes.boxes[0]
    qtbot.keyClick(canvas, Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert before.hasFocus()


def test_without_boxes_tab_passes_by(canvas: FilmCanvas, playhead: Playhead, qtbot: QtBot) -> None:
    playhead.move_to(0.0)
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    press(canvas, qtbot, Key.Key_Tab)
    assert canvas.parentWidget().findChildren(QLineEdit)[1].hasFocus()


def test_enter_chooses_and_escape_takes_it_back(canvas: FilmCanvas, playhead: Playhead, qtbot: QtBot) -> None:
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    press(canvas, qtbot, Key.Key_Tab, Key.Key_Return)
    second = canvas.boxes.boxes[1]
    assert playhead.choice == Choice(second.detection_id, box=key_of(second))
    assert "chosen" in canvas.accessibleDescription()
    press(canvas, qtbot, Key.Key_Escape)
    assert playhead.choice == NOTHING
    assert canvas.boxes.focused is canvas.boxes.boxes[1]


def test_the_keyboard_stays_with_a_detection_from_frame_to_frame(canvas: FilmCanvas, playhead: Playhead) -> None:
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    before = canvas.boxes.focused
    playhead.step("frame", 1)
    after = canvas.boxes.focused
    assert before is not None
    assert after is not None
    assert after.detection_id == before.detection_id
    assert after.row != before.row
    playhead.move_to(0.0)
    assert canvas.boxes.focused is None


def test_keys_zoom_and_push_the_picture(canvas: FilmCanvas, qtbot: QtBot) -> None:
    whole = canvas.picture_rect()
    canvas.setFocus()
    press(canvas, qtbot, Key.Key_Plus, Key.Key_Plus, Key.Key_Plus)
    zoomed = canvas.picture_rect()
    assert zoomed.width() == pytest.approx(whole.width() * 1.25**3)
    press(canvas, qtbot, Key.Key_Right)
    assert canvas.picture_rect().left() < zoomed.left()
    press(canvas, qtbot, Key.Key_Minus)
    assert canvas.picture_rect().width() == pytest.approx(whole.width() * 1.25**2)
    press(canvas, qtbot, Key.Key_0)
    assert canvas.picture_rect() == whole


def test_a_box_out_of_sight_is_shown_when_the_keyboard_comes_to_it(canvas: FilmCanvas, qtbot: QtBot) -> None:
    for _ in range(8):
        canvas.zoom(1)
    canvas.repaint()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(5):
        focused = canvas.boxes.focused
        assert focused is not None
        canvas.repaint()
        rect = canvas.overlay.rect_of(key_of(focused))
        assert rect is not None
        assert canvas.rect().contains(rect.center().toPoint())
        press(canvas, qtbot, Key.Key_Tab)


# --- pointer


def wheel(canvas: FilmCanvas, place: QPointF, turn: int, keys: Qt.KeyboardModifier) -> bool:
    event = QWheelEvent(
        place,
        QPointF(canvas.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)
    return event.isAccepted()


def test_the_wheel_zooms_about_the_pointer_with_control_only(canvas: FilmCanvas) -> None:
    place, whole = QPointF(120, 90), canvas.picture_rect()
    assert not wheel(canvas, place, 120, Qt.KeyboardModifier.NoModifier)
    assert canvas.picture_rect() == whole
    assert wheel(canvas, place, 240, Qt.KeyboardModifier.ControlModifier)
    rect = canvas.picture_rect()
    before = (place.x() - whole.left()) / whole.width()
    assert (place.x() - rect.left()) / rect.width() == pytest.approx(before)
    assert wheel(canvas, place, -1200, Qt.KeyboardModifier.ControlModifier)
    assert canvas.picture_rect() == whole


def test_a_drag_pushes_a_zoomed_picture_and_chooses_nothing(canvas: FilmCanvas, playhead: Playhead, qtbot: QtBot) -> None:
    for _ in range(4):
        canvas.zoom(1)
    before, place = canvas.picture_rect(), middle_of(canvas, "frames_faces")
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=place)
    for step in (20, 30):
        event = QPoint(place.x() - step, place.y())
        qtbot.mouseMove(canvas, event)
        _move_pressed(canvas, event)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=place - QPoint(30, 0))
    assert canvas.picture_rect().left() == pytest.approx(before.left() - 30)
    assert playhead.choice == NOTHING


def _move_pressed(canvas: FilmCanvas, place: QPoint) -> None:
    """A move with the button held, which QTest does not send."""
    button = Qt.MouseButton.LeftButton
    at = QPointF(place)
    where = QPointF(canvas.mapToGlobal(place))
    QApplication.sendEvent(
        canvas, QMouseEvent(QEvent.Type.MouseMove, at, where, button, button, Qt.KeyboardModifier.NoModifier)
    )


def test_a_tooltip_tells_what_is_known_of_a_box(canvas: FilmCanvas, qtbot: QtBot) -> None:
    place = middle_of(canvas, "frames_faces")
    QApplication.sendEvent(canvas, QHelpEvent(QEvent.Type.ToolTip, place, canvas.mapToGlobal(place)))
    words = QToolTip.text()
    face = canvas.boxes.boxes[0]
    for part in (face.label, "Faces, frame by frame", f"detection {face.detection_id}", f"x {face.x}", "1280 × 720"):
        assert part in words
    QToolTip.hideText()


@pytest.mark.parametrize("header", [Header(), Header(width=-1, height=0), Header(width=5)])
def test_a_job_may_tell_nothing(make_canvas: MakeCanvas, tmp_path: Path, header: Header) -> None:
    canvas = make_canvas(Job())
    assert canvas.boxes.boxes == ()
    canvas.set_size(header.width, header.height)
    assert canvas.picture_rect().width() / canvas.picture_rect().height() == pytest.approx(16 / 9)
