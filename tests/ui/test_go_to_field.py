"""The field that shows the playhead's position and takes any notation; what it can't understand it says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from viewer.model.timecode import Label
from viewer.model.timing import Notation, TimeFormat
from viewer.ui.go_to_field import GoToField
from viewer.ui.playhead import Moment, Playhead

TIMECODE = TimeFormat(Notation.TIMECODE, 25, start=Label(10))


@pytest.fixture
def playhead(qtbot: QtBot) -> Playhead:
    playhead = Playhead()
    playhead.reset(600.0, 25.0)
    playhead.move_to(62.5)
    return playhead


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window)
    return window


@pytest.fixture
def field(qtbot: QtBot, window: QWidget, playhead: Playhead) -> GoToField:
    field = GoToField(playhead)
    window.layout().addWidget(field)
    window.layout().addWidget(QLineEdit())
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    field.begin()
    qtbot.waitUntil(field.hasFocus)
    return field


def enter(qtbot: QtBot, field: GoToField, words: str) -> None:
    field.begin()
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def trouble(field: GoToField) -> QAction:
    found = field.findChild(QAction, "go_to_trouble")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        (TimeFormat.CLOCK, "00:01:02.500"),
        (TimeFormat.SECONDS, "62.500"),
        (TimeFormat(Notation.FRAMES, 25), "1562"),
        (TIMECODE, "10:01:02:12"),
    ],
)
def test_the_position_is_shown_in_the_chosen_format(field: GoToField, form: TimeFormat, shown: str) -> None:
    field.set_time_format(form)
    assert field.text() == shown


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("12.5", 12.5), ("1:30", 90), ("10:00:01:05", 1.2), ("+5", 67.5), ("-1f", 62.44), ("100f", 4), ("10:00:02.5", 2.5)],
)
def test_enter_goes_to_what_is_typed_in_any_notation(
    qtbot: QtBot, field: GoToField, playhead: Playhead, typed: str, seconds: float
) -> None:
    field.set_time_format(TIMECODE)
    moves: list[Moment] = []
    playhead.moved.connect(moves.append)
    enter(qtbot, field, typed)
    assert playhead.seconds == pytest.approx(seconds)
    assert [move.origin for move in moves] == [field]
    assert field.text().startswith("10:0")
    assert not field.isModified()
    assert field.selectedText() == field.text()


def test_it_follows_the_playhead_but_not_while_something_is_typed(
    qtbot: QtBot, field: GoToField, playhead: Playhead
) -> None:
    playhead.play_on(70.0, "film")
    assert field.text() == field.selectedText() == "00:01:10.000"
    qtbot.keyClicks(field, "1:3")
    playhead.play_on(71.0, "film")
    field.set_time_format(TimeFormat.SECONDS)
    assert field.text() == "1:3"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "71.000"
    assert field.hasFocus()


def test_what_can_not_be_understood_is_said_and_stays_to_be_put_right(
    qtbot: QtBot, field: GoToField, playhead: Playhead
) -> None:
    usual = field.accessibleDescription()
    enter(qtbot, field, "<b>noon")
    assert playhead.seconds == 62.5
    assert field.text() == field.selectedText() == "<b>noon"
    assert trouble(field).isVisible()
    assert "“<b>noon” is no time" in field.accessibleDescription()
    assert "&lt;b&gt;noon" in field.toolTip()
    assert "noon" in QToolTip.text()
    qtbot.keyClicks(field, "5")
    assert not trouble(field).isVisible()
    assert field.accessibleDescription() == usual
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert playhead.seconds == 5


def test_before_the_programme_start_is_explained(qtbot: QtBot, field: GoToField, playhead: Playhead) -> None:
    field.set_time_format(TIMECODE)
    enter(qtbot, field, "09:00:00:00")
    assert "before the programme start, 10:00:00:00" in field.accessibleDescription()
    assert playhead.seconds == 62.5
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "10:01:02:12"
    assert not trouble(field).isVisible()


@pytest.mark.parametrize(("typed", "end", "words"), [("9999", 600.0, "after the end"), ("-9999", 0.0, "before the start")])
def test_beyond_the_video_is_its_end(
    qtbot: QtBot, field: GoToField, playhead: Playhead, typed: str, end: float, words: str
) -> None:
    enter(qtbot, field, typed)
    assert playhead.seconds == end
    assert words in QToolTip.text()
    assert not trouble(field).isVisible()


def test_leaving_the_field_puts_the_position_back(qtbot: QtBot, window: QWidget, field: GoToField) -> None:
    field.begin()
    qtbot.keyClicks(field, "12")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert not field.hasFocus()
    assert field.text() == "00:01:02.500"


def test_enter_without_a_change_goes_nowhere(qtbot: QtBot, field: GoToField, playhead: Playhead) -> None:
    playhead.move_to(1 / 3)
    moves: list[Moment] = []
    playhead.moved.connect(moves.append)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert moves == []


def test_escape_is_left_to_the_window_where_nothing_was_typed(qtbot: QtBot, window: QWidget, field: GoToField) -> None:
    escape = QAction(window)
    escape.setShortcut("Esc")
    window.addAction(escape)
    heard: list[str] = []
    escape.triggered.connect(lambda: heard.append("Esc"))
    qtbot.keyClicks(field, "12")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert heard == []
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert heard == ["Esc"]


def test_a_large_font_makes_room_and_it_has_a_name(qtbot: QtBot, field: GoToField) -> None:
    before = field.sizeHint().width()
    font = field.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    field.setFont(font)
    assert field.sizeHint().width() > 1.6 * before
    assert field.accessibleName() == "Go to a moment"
