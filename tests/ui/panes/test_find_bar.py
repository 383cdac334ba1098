"""The find bar: keys, focus, and that every pane obeys it alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.panes.conftest import MakePane
from viewer.model.job import Job
from viewer.ui.panes import PANES
from viewer.ui.panes.captions_pane import CaptionsPane
from viewer.ui.panes.find_bar import FindBar
from viewer.ui.panes.pane import Pane

Keys = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def bar(qtbot: QtBot) -> FindBar:
    bar = FindBar("Find:")
    qtbot.addWidget(bar)
    bar.open()
    return bar


def field_of(bar: FindBar) -> QLineEdit:
    field = bar.findChild(QLineEdit, "find_field")
    assert isinstance(field, QLineEdit)
    return field


def test_enter_and_shift_enter_step(qtbot: QtBot, bar: FindBar) -> None:
    with qtbot.waitSignal(bar.next_wanted):
        qtbot.keyClick(field_of(bar), Keys.Key_Return)
    with qtbot.waitSignal(bar.previous_wanted):
        qtbot.keyClick(field_of(bar), Keys.Key_Return, SHIFT)


def test_escape_closes(qtbot: QtBot, bar: FindBar) -> None:
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(field_of(bar), Keys.Key_Escape)
    assert not bar.isVisible()


def test_opening_again_selects_what_was_searched(qtbot: QtBot, bar: FindBar) -> None:
    qtbot.keyClicks(field_of(bar), "kettle")
    assert bar.text == "kettle"
    bar.open()
    assert field_of(bar).selectedText() == "kettle"
    bar.open("other")
    assert bar.text == "other"


@pytest.mark.parametrize("pane_class", PANES, ids=lambda pane: pane.name)
def test_the_keys_work_in_every_pane(
    qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], demo_job: Job, pane_class: type[Pane]
) -> None:
    pane = make_pane(pane_class, demo_job)
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    pane.content_focus().setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Keys.Key_F, CONTROL)
    field = field_of(pane.find_bar)
    assert QApplication.focusWidget() is field
    qtbot.keyClicks(field, "a")
    settle()
    qtbot.waitUntil(lambda: pane.find_bar.said() != "")
    before = pane.find_bar.said()
    qtbot.keyClick(field, Keys.Key_F3)
    settle()
    after = pane.find_bar.said()
    assert after != before
    assert " of " in after
    qtbot.keyClick(field, Keys.Key_F3, SHIFT)
    settle()
    assert pane.find_bar.said() != after
    qtbot.keyClick(field, Keys.Key_Escape)
    settle()
    assert not pane.find_bar.isVisible()
    assert QApplication.focusWidget() is pane.content_focus()


def test_a_filter_that_hides_everything_can_be_cleared(
    qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], demo_job: Job
) -> None:
    pane = make_pane(CaptionsPane, demo_job)
    total = pane.view.column_model.rowCount()
    pane.find()
    qtbot.keyClicks(field_of(pane.find_bar), "no such caption")
    settle()
    assert not pane.view.isVisible()
    heading = pane.findChild(QLabel, "empty_heading")
    assert heading.text() == "No row has “no such caption” in it."
    assert pane.find_bar.said() == f"0 of {total} rows"
    pane.findChild(QPushButton, "empty_button").click()
    settle()
    assert pane.view.isVisible()
    assert pane.view.column_model.rowCount() == total
    assert pane.find_bar.text == ""


def test_closing_the_bar_ends_the_filter_and_opening_it_filters_again(
    qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], demo_job: Job
) -> None:
    pane = make_pane(CaptionsPane, demo_job)
    total = pane.view.column_model.rowCount()
    pane.find()
    qtbot.keyClicks(field_of(pane.find_bar), "kettle")
    settle()
    found = pane.view.column_model.rowCount()
    assert 0 < found < total
    qtbot.keyClick(field_of(pane.find_bar), Keys.Key_Escape)
    settle()
    assert pane.view.column_model.rowCount() == total
    pane.find()
    settle()
    assert pane.view.column_model.rowCount() == found
