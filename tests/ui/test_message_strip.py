"""The strip: sentences with their next step, details to copy, and progress that never hides a sentence."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from viewer.errors import NetworkError
from viewer.text import Text
from viewer.ui.desk import Message
from viewer.ui.message_strip import MessageStrip
from viewer.watch import Progress


@pytest.fixture
def strip(qtbot: Any) -> MessageStrip:
    strip = MessageStrip()
    qtbot.addWidget(strip)
    return strip


def test_it_is_hidden_while_there_is_nothing_to_say(strip: MessageStrip) -> None:
    assert strip.isHidden()
    strip.say("Something happened.")
    assert strip.text() == "Something happened."
    strip.clear()
    assert strip.isHidden()
    assert strip.text() == ""


def test_an_error_says_what_happened_why_and_what_to_do(strip: MessageStrip) -> None:
    error = NetworkError(Text("A."), why=Text("B."), advice=Text("C."), details="technical")
    strip.tell(Message(error.sentences, "error", error.details))
    assert strip.text() == "A. B. C."
    assert strip.details() == "technical"


def test_details_can_be_shown_and_copied(strip: MessageStrip, qtbot: Any) -> None:
    strip.say("A sentence.", symbol="error", details="HTTP status 500")
    button = strip.findChild(QPushButton, "strip_details_button")
    copy = strip.findChild(QPushButton, "strip_copy_details")
    assert button is not None
    assert copy is not None
    assert not copy.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert copy.isVisible()
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "A sentence.\n\nHTTP status 500"


def test_an_action_is_a_button_that_acts(strip: MessageStrip, qtbot: Any) -> None:
    pressed: list[str] = []
    strip.say("Failed.", actions=(("Try again", lambda: pressed.append("again")),))
    button = strip.findChild(QPushButton, "strip_action_0")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == ["again"]


def test_words_of_a_server_are_never_rich_text(strip: MessageStrip) -> None:
    strip.say("<b>bold</b><img src='file:///etc/passwd'>")
    words = strip.findChild(QLabel, "strip_words")
    assert words is not None
    assert words.textFormat() is Qt.TextFormat.PlainText


def test_progress_is_a_bar_with_words_beside_it(strip: MessageStrip) -> None:
    strip.begin(Text("Fetching"))
    bar = strip.findChild(QProgressBar, "strip_bar")
    amount = strip.findChild(QLabel, "strip_amount")
    assert bar is not None
    assert amount is not None
    assert bar.maximum() == 0  # of unknown length
    assert not bar.isTextVisible()
    strip.progress(Progress(500_000, 1_000_000, Text("Fetching Core metadata"), in_bytes=True))
    assert bar.value() * 2 == bar.maximum()
    assert strip.text() == "Fetching Core metadata"
    assert " of " in amount.text()
    strip.end_progress()
    assert strip.isHidden()


def test_the_end_of_progress_leaves_a_sentence_that_replaced_it(strip: MessageStrip) -> None:
    strip.begin(Text("Fetching"))
    strip.say("It failed.", symbol="error")
    strip.progress(Progress(1, 2, Text("late")))
    strip.end_progress()
    assert strip.text() == "It failed."


def test_the_tab_key_leads_through_the_strip_as_it_is_read(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    before, strip, after = QPushButton("before"), MessageStrip(), QPushButton("after")
    for part in (before, after, strip):
        column.addWidget(part)
    strip.come_after(before)
    strip.say("Failed.", actions=(("Try again", strip.clear), ("Other", strip.clear)), details="technical")
    window.show()
    before.setFocus()
    focused: list[QWidget | None] = [before]
    for _ in range(5):
        qtbot.keyClick(focused[-1], Qt.Key.Key_Tab)
        focused.append(window.focusWidget())
    names = ["strip_action_0", "strip_action_1", "strip_details_button", "strip_close"]
    assert focused == [before, *(strip.findChild(QWidget, name) for name in names), after]
