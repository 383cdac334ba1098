"""Small dialogs: what a question does on each answer, and what the sheets say."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from viewer import __version__
from viewer.ui.dialogs import ask, show_about, show_shortcuts
from viewer.ui.start_page import StartPage


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def answers() -> list[str]:
    return []


@pytest.fixture
def box(window: QWidget, answers: list[str]) -> QMessageBox:
    return ask(
        window,
        "question",
        "<b>Really?</b>",
        "More of it.",
        "&Do it",
        lambda: answers.append("yes"),
        otherwise=("&Something else", lambda: answers.append("otherwise")),
    )


@pytest.mark.parametrize(("words", "answer"), [("Do it", ["yes"]), ("Something else", ["otherwise"]), ("Cancel", [])])
def test_each_answer_does_what_it_says(
    box: QMessageBox, answers: list[str], qtbot: QtBot, words: str, answer: list[str]
) -> None:
    (button,) = [one for one in box.findChildren(QPushButton) if one.text().replace("&", "") == words]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert answers == answer


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_escape_and_enter_do_nothing(box: QMessageBox, answers: list[str], qtbot: QtBot, key: Qt.Key) -> None:
    assert box.textFormat() is Qt.TextFormat.PlainText
    qtbot.keyClick(box, key)
    assert not box.isVisible()
    assert answers == []


def test_a_question_that_was_answered_is_gone(box: QMessageBox, window: QWidget, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.destroyed):
        box.reject()
    assert window.findChild(QMessageBox) is None


def test_the_sheet_of_shortcuts_has_a_line_for_each(window: QWidget) -> None:
    dialog = show_shortcuts(window, "Ctrl+O\tOpen\nF5\tFetch again")
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert words.split() == ["Ctrl+O", "Open", "F5", "Fetch", "again"]
    dialog.close()


def test_about_tells_the_version_and_the_licence(window: QWidget) -> None:
    dialog = show_about(window)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert __version__ in words
    assert "GNU General Public License" in words
    dialog.close()


@pytest.mark.parametrize(("name", "signal"), [("start_open", "open_wanted"), ("start_demo", "demo_wanted")])
def test_the_start_page_offers_two_ways_to_begin(qtbot: QtBot, name: str, signal: str) -> None:
    page = StartPage()
    qtbot.addWidget(page)
    button = page.findChild(QPushButton, name)
    assert button is not None
    with qtbot.waitSignal(getattr(page, signal)):
        qtbot.keyClick(button, Qt.Key.Key_Space)
