"""Notices about the film: the most urgent first, each with its next step, each until it is settled or closed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from viewer.text import Text
from viewer.ui.film.notices import Notices


@pytest.fixture
def notices(qtbot: QtBot) -> Notices:
    notices = Notices()
    qtbot.addWidget(notices)
    return notices


def words(notices: Notices, name: str = "notice_words") -> str:
    label = notices.findChild(QLabel, name)
    assert isinstance(label, QLabel)
    return "" if label.isHidden() else label.text()


def test_it_is_hidden_while_there_is_nothing_to_say(notices: Notices) -> None:
    assert notices.isHidden()
    notices.say("rate", Text("Another rate."))
    assert not notices.isHidden()
    notices.end("rate", "length")
    assert notices.isHidden()
    assert notices.said("rate") == ""


def test_the_most_urgent_is_shown_and_the_others_follow(notices: Notices) -> None:
    notices.say("sound", Text("No sound."))
    notices.say("film", Text("Not a film."), symbol="error")
    notices.say("rate", Text("Another rate."), symbol="warning")
    seen = []
    while not notices.isHidden():
        seen.append((words(notices), words(notices, "notice_more")))
        notices.close_shown()
    assert seen == [("Not a film.", "+2"), ("Another rate.", "+1"), ("No sound.", "")]


def test_of_a_matter_there_is_one_notice(notices: Notices) -> None:
    notices.say("rate", Text("First."))
    notices.say("rate", Text("Second."))
    assert words(notices) == notices.said("rate") == "Second."
    notices.close_shown()
    assert notices.isHidden()


def test_its_step_is_done(notices: Notices) -> None:
    done: list[str] = []
    notices.say("film", Text("A film."), ("&One", lambda: done.append("one")), ("&Two", lambda: done.append("two")))
    for button in notices.findChildren(QAbstractButton):
        if button.objectName().startswith("notice_step"):
            button.click()
    assert done == ["one", "two"]


def test_data_in_it_is_plain_text(notices: Notices) -> None:
    notices.say("film", Text("{name} is gone.", name="<b>film</b>"))
    assert words(notices) == "<b>film</b> is gone."
    label = notices.findChild(QLabel, "notice_words")
    assert isinstance(label, QLabel)
    assert label.textFormat().name == "PlainText"
