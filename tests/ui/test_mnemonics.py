"""No two things that are on the screen together answer to the same Alt key."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import QKeyCombination
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from viewer.metadata_types import REGISTRY
from viewer.text import Text
from viewer.ui.actions import EDIT, FILE, GO, HELP, VIEW
from viewer.ui.message_strip import MessageStrip
from viewer.ui.request_form import RequestForm
from viewer.ui.start_page import StartPage


def letters(words: list[str]) -> Counter[QKeyCombination]:
    keys = [QKeySequence.mnemonic(text) for text in words]
    return Counter(one[0] for one in keys if not one.isEmpty())


def words_on(widget: QWidget) -> list[str]:
    labels = [label.text() for label in widget.findChildren(QLabel) if label.buddy() is not None]
    return labels + [button.text() for button in widget.findChildren(QPushButton)]


def test_two_ways_to_stop_have_two_alt_keys(qtbot: Any) -> None:
    form, strip = RequestForm(REGISTRY, "https://service.invalid/"), MessageStrip()
    for part in (form, strip):
        qtbot.addWidget(part)
    form.set_busy(True)
    qtbot.waitUntil(lambda: "S&top" in words_on(form))
    strip.begin(Text("Saving"), (("&Stop", strip.clear),))
    assert [key for key, count in letters([*words_on(form), *words_on(strip)]).items() if count > 1] == []


def test_the_first_window_with_an_error_has_each_alt_key_once(qtbot: Any) -> None:
    form, strip, page = RequestForm(REGISTRY, "https://service.invalid/"), MessageStrip(), StartPage()
    for part in (form, strip, page):
        qtbot.addWidget(part)
    strip.say("Something went wrong.", symbol="error", details="details")
    words = [FILE, EDIT, VIEW, GO, HELP, *words_on(form), *words_on(strip), *words_on(page)]
    assert [key for key, count in letters(words).items() if count > 1] == []
