"""The text pane: pages, long lines, what is copied, and finding in the whole file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QLabel, QSpinBox, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.made_up import result_of
from tests.ui.panes.conftest import MakePane, words_of
from viewer.model.job import Job
from viewer.model.result import PlainContent, Result
from viewer.ui.panes.text_pages import LONGEST_LINE, PAGE_BYTES
from viewer.ui.panes.text_pane import TextPane

Settle = Callable[[], None]
LINE = "word %04d of a made-up text\n"
LONG = "".join(LINE % number for number in range(6000))


def result_with(tmp_path: Path, data: bytes, name: str = "made_up") -> Result:
    (tmp_path / name).write_bytes(data)
    return result_of(tmp_path / name, PlainContent(), type_name=name)


@pytest.fixture
def make_text(make_pane: MakePane, tmp_path: Path) -> Callable[[bytes], TextPane]:
    """Make a text pane with a result of these bytes."""
    return lambda data: make_pane(TextPane, Job().with_result(result_with(tmp_path, data)))


def test_text_is_shown_as_received_and_never_interpreted(make_text: Callable[[bytes], TextPane]) -> None:
    pane = make_text(b"<b>bold</b> <img src=file:///x>\n&amp; end")
    assert pane.view.toPlainText() == "<b>bold</b> <img src=file:///x>\n&amp; end"
    assert not pane.findChild(QSpinBox, "page_number").isVisible()
    assert words_of(pane, "notice") == ""
    assert pane.view.isReadOnly()


def test_pages(make_text: Callable[[bytes], TextPane], settle: Settle) -> None:
    pane = make_text(LONG.encode())
    number = pane.findChild(QSpinBox, "page_number")
    before, after = pane.findChild(QToolButton, "previous_page"), pane.findChild(QToolButton, "next_page")
    assert words_of(pane, "page_count") == "of 3"
    assert pane.view.toPlainText() == LONG[:PAGE_BYTES]
    assert not before.isEnabled()
    after.click()
    settle()
    assert number.value() == 2
    assert pane.view.toPlainText() == LONG[PAGE_BYTES : 2 * PAGE_BYTES]
    assert words_of(pane, "page_bytes") == f"bytes 65,536–131,072 of {len(LONG):,}"
    number.setValue(3)
    settle()
    assert pane.view.toPlainText() == LONG[2 * PAGE_BYTES :]
    assert not after.isEnabled()


def test_long_lines_are_broken_on_the_screen_and_whole_on_the_clipboard(make_text: Callable[[bytes], TextPane]) -> None:
    line = "0123456789" * (LONGEST_LINE // 4)
    pane = make_text(f"first\n{line}\nlast".encode())
    assert max(map(len, pane.view.toPlainText().split("\n"))) == LONGEST_LINE
    assert words_of(pane, "notice") == "Long lines are broken for display only."
    pane.view.selectAll()
    pane.copy_content()
    assert QGuiApplication.clipboard().text() == f"first\n{line}\nlast"
    cursor = pane.view.textCursor()
    cursor.setPosition(6 + LONGEST_LINE - 2)
    cursor.setPosition(6 + LONGEST_LINE + 3, QTextCursor.MoveMode.KeepAnchor)
    pane.view.setTextCursor(cursor)
    pane.copy_content()
    assert QGuiApplication.clipboard().text() == line[LONGEST_LINE - 2 : LONGEST_LINE + 2]


def test_what_was_assumed_is_said(make_text: Callable[[bytes], TextPane]) -> None:
    assert words_of(make_text("Grüße".encode("latin-1")), "notice") == "Read as windows-1252."


def test_an_empty_file_says_so(make_text: Callable[[bytes], TextPane]) -> None:
    assert words_of(make_text(b""), "empty_heading") == "The file is empty."


def test_find_goes_through_all_pages(make_text: Callable[[bytes], TextPane], settle: Settle) -> None:
    pane = make_text(LONG.encode())
    pane.find_bar.open("WORD 5999")
    settle()
    assert pane.findChild(QSpinBox, "page_number").value() == 3
    assert pane.view.textCursor().selectedText() == "word 5999"
    assert pane.find_bar.said() == "1 of 1"
    pane.find_bar.open("word 1")
    settle()
    assert pane.find_bar.said() == "1 of 1,000, from the start again" or pane.find_bar.said().startswith("1 of 1,000")
    assert pane.view.textCursor().selectedText() == "word 1"
    pane.find_next()
    pane.find_next()
    settle()
    assert pane.find_bar.said() == "3 of 1,000"
    pane.find_bar.open("no such word")
    settle()
    assert pane.find_bar.said() == "Not found"


def test_a_hit_behind_broken_lines_and_emoji_is_selected(make_text: Callable[[bytes], TextPane], settle: Settle) -> None:
    pane = make_text(("😀" * (LONGEST_LINE + 10) + "needle 😀").encode())
    pane.find_bar.open("needle")
    settle()
    assert pane.view.textCursor().selectedText() == "needle"


def test_the_page_stays_while_the_result_stays(make_pane: MakePane, settle: Settle, tmp_path: Path) -> None:
    first, second = result_with(tmp_path, LONG.encode(), "one"), result_with(tmp_path, b"short", "two")
    job = Job().with_result(first).with_result(second)
    pane = make_pane(TextPane, job)
    pane.findChild(QSpinBox, "page_number").setValue(2)
    settle()
    pane.show_job(job.with_result(result_with(tmp_path, b"third", "three")))
    settle()
    assert pane.findChild(QSpinBox, "page_number").value() == 2
    pane.choose(second)
    settle()
    assert pane.view.toPlainText() == "short"
    pane.choose(first)
    settle()
    assert pane.view.toPlainText() == LONG[PAGE_BYTES : 2 * PAGE_BYTES]


def test_the_keyboard_can_select_and_tab_leaves(qtbot: QtBot, make_text: Callable[[bytes], TextPane]) -> None:
    pane = make_text(b"some words")
    qtbot.keyClick(pane.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert pane.view.textCursor().selectedText() == "some words"
    assert pane.view.tabChangesFocus()
    assert pane.findChild(QLabel, "page_bytes") is not None
