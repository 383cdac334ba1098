"""What all panes do alike: empty states, the list of results, problems, find bar, and texts that are only shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.made_up import result_of
from tests.ui.panes.conftest import MakePane, read, words_of
from viewer.errors import StorageError
from viewer.metadata_types import REGISTRY
from viewer.model.job import Job
from viewer.model.result import PlainContent, Problem
from viewer.text import Text
from viewer.ui.background import Background
from viewer.ui.panes import PANES
from viewer.ui.panes.boxes_pane import BoxesPane
from viewer.ui.panes.detections_pane import DetectionsPane
from viewer.ui.panes.pane import Pane
from viewer.ui.panes.store import MemoryStore
from viewer.ui.panes.subtitles_pane import SubtitlesPane
from viewer.ui.panes.text_pane import TextPane

EVIL = "<b>bold</b> <img src=file:///etc/passwd> &amp; \u202egnol"


def test_the_panes_stand_in_the_order_of_their_tabs() -> None:
    assert [pane.name for pane in PANES] == ["detections", "json", "boxes", "subtitles", "captions", "text"]


@pytest.mark.parametrize("pane_class", PANES, ids=lambda pane: pane.name)
def test_an_empty_pane_says_what_would_be_here(make_pane: MakePane, pane_class: type[Pane]) -> None:
    pane = make_pane(pane_class)
    assert not pane.has_data
    assert pane.result is None
    assert pane.table() is None
    assert words_of(pane, "empty_heading") == "Nothing here yet."
    assert words_of(pane, "empty_words") == str(pane.explanation)
    pane.find()
    pane.find_next()
    pane.find_previous()
    pane.copy()
    assert not pane.find_bar.isVisible()


def test_the_tab_key_goes_along_the_line_above_the_content(make_pane: MakePane) -> None:
    pane = make_pane(BoxesPane)
    wanted = ["result_choice", "units", "columns_button", "find_button"]
    widget, names = pane.nextInFocusChain(), []
    while widget is not pane:
        names.append(widget.objectName())
        widget = widget.nextInFocusChain()
    assert [name for name in names if name in wanted] == wanted


@pytest.mark.parametrize("pane_class", PANES[:-1], ids=lambda pane: pane.name)
def test_a_job_without_a_result_for_a_pane_is_told_apart_from_no_job(
    make_pane: MakePane, pane_class: type[Pane], tmp_path: Path
) -> None:
    (tmp_path / "made_up.txt").write_text("made up")
    job = Job().with_result(result_of(tmp_path / "made_up.txt", PlainContent()))
    pane = make_pane(pane_class, job)
    assert words_of(pane, "empty_heading") == f"This job has nothing for “{pane.title}” here."


@pytest.mark.parametrize("pane_class", PANES, ids=lambda pane: pane.name)
def test_every_pane_shows_the_demo_and_tells_that_it_has_data(
    qtbot: QtBot, background: Background, settle: Callable[[], None], demo_job: Job, pane_class: type[Pane]
) -> None:
    pane = pane_class(background, REGISTRY, MemoryStore())
    qtbot.addWidget(pane)
    with qtbot.waitSignal(pane.has_data_changed) as changed:
        pane.show_job(demo_job)
    assert changed.args == [True]
    settle()
    pane.show()
    assert pane.content.isVisible()
    assert pane.result in demo_job.results
    with qtbot.waitSignal(pane.has_data_changed) as changed:
        pane.show_job(Job())
    assert changed.args == [False]
    assert not pane.content.isVisible()


@pytest.mark.parametrize("pane_class", PANES, ids=lambda pane: pane.name)
def test_every_control_has_a_name(make_pane: MakePane, demo_job: Job, pane_class: type[Pane]) -> None:
    pane = make_pane(pane_class, demo_job)
    assert pane.objectName() == pane.name
    buddies = {label.buddy() for label in pane.findChildren(QLabel) if label.buddy() is not None}
    for widget in pane.findChildren(QWidget):
        takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.objectName().startswith("qt_")
        if takes_focus and widget.isVisible() and widget.parentWidget().focusPolicy() == Qt.FocusPolicy.NoFocus:
            is_named = widget.accessibleName() or widget in buddies or getattr(widget, "text", lambda: "")()
            assert is_named, widget


def test_labels_with_data_never_interpret_it(make_pane: MakePane, demo_job: Job) -> None:
    for pane_class in PANES:
        pane = make_pane(pane_class, demo_job)
        data_labels = [label for label in pane.findChildren(QLabel) if label.buddy() is None]
        assert data_labels
        assert all(label.textFormat() is Qt.TextFormat.PlainText for label in data_labels)


def test_subtitles_show_markup_and_hidden_characters_as_they_are(make_pane: MakePane, tmp_path: Path) -> None:
    path = tmp_path / "evil.srt"
    path.write_text(f"1\n00:00:01,000 --> 00:00:02,000\n{EVIL}\n", "utf-8")
    pane = make_pane(SubtitlesPane, Job().with_result(read(path, "speech_to_text_srt")))
    table, _ = pane.table()
    shown = pane.view.column_model.index(0, [column.name for column in table.columns].index("text")).data()
    assert "<img src=file:///etc/passwd>" in shown
    assert "[U+202E]" in shown


# --- several results


def test_the_list_of_results_is_there_only_where_it_is_needed(make_pane: MakePane, demo_job: Job) -> None:
    assert not make_pane(DetectionsPane, demo_job).findChild(QComboBox, "result_choice").isVisible()
    choice = make_pane(SubtitlesPane, demo_job).findChild(QComboBox, "result_choice")
    assert choice.isVisible()
    titles = [choice.itemText(place) for place in range(choice.count())]
    assert titles == ["Speech, SRT subtitles", "Speech, WebVTT subtitles", "Speech, TTML subtitles", "Speech, Avid text"]


def test_the_last_choice_is_kept(
    qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], demo_job: Job, store: MemoryStore
) -> None:
    pane = make_pane(SubtitlesPane, demo_job)
    choice = pane.findChild(QComboBox, "result_choice")
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    settle()
    assert pane.result.type_name == "speech_to_text_ttml"
    again = make_pane(SubtitlesPane, demo_job)
    assert again.result.type_name == "speech_to_text_ttml"
    assert again.findChild(QComboBox, "result_choice").currentText() == "Speech, TTML subtitles"


def test_the_window_can_choose_a_result(make_pane: MakePane, settle: Callable[[], None], demo_job: Job) -> None:
    pane = make_pane(SubtitlesPane, demo_job)
    vtt = demo_job.result("speech_to_text_vtt")
    pane.choose(vtt)
    settle()
    assert pane.result is vtt
    pane.choose(demo_job.result("core"))
    assert pane.result is vtt


# --- problems


def with_problems(tmp_path: Path) -> Job:
    (tmp_path / "odd.txt").write_text("made up")
    problems = (
        Problem(Text("“{found}” is odd", found="<i>x</i>"), line=3),
        Problem(Text("This is not JSON"), path="$.a"),
        Problem(Text("More after the end"), offset=99),
    )
    return Job().with_result(result_of(tmp_path / "odd.txt", PlainContent(), problems=problems))


def test_problems_are_one_line_that_opens_a_list(make_pane: MakePane, tmp_path: Path) -> None:
    pane = make_pane(TextPane, with_problems(tmp_path))
    line = pane.problems.findChild(QWidget, "problems_line")
    assert line.text() == "3 problems"
    assert not pane.problems.view.isVisible()
    line.click()
    assert pane.problems.view.isVisible()
    model = pane.problems.view.model()
    rows = [[model.index(row, column).data() for column in range(2)] for row in range(3)]
    assert rows == [["line 3", "“<i>x</i>” is odd"], ["$.a", "This is not JSON"], ["byte 99", "More after the end"]]
    line.click()
    assert not pane.problems.view.isVisible()


def test_problems_can_be_copied(qtbot: QtBot, make_pane: MakePane, tmp_path: Path) -> None:
    pane = make_pane(TextPane, with_problems(tmp_path))
    pane.problems.findChild(QWidget, "problems_line").click()
    pane.problems.view.selectAll()
    qtbot.keyClick(pane.problems.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert (
        QGuiApplication.clipboard().text()
        == "line 3\t“<i>x</i>” is odd\n$.a\tThis is not JSON\nbyte 99\tMore after the end\n"
    )
    pane.problems.view.setFocus()
    flags = QItemSelectionModel.SelectionFlag
    selection = pane.problems.view.selectionModel()
    selection.select(pane.problems.view.model().index(1, 0), flags.ClearAndSelect | flags.Rows)
    pane.copy()
    assert QGuiApplication.clipboard().text() == "$.a\tThis is not JSON\n"


def test_without_problems_there_is_no_line(make_pane: MakePane, demo_job: Job) -> None:
    assert not make_pane(DetectionsPane, demo_job).problems.isVisible()


# --- failure


def test_a_failure_says_what_happened_and_can_be_tried_again(
    make_pane: MakePane, settle: Callable[[], None], tmp_path: Path
) -> None:
    path = tmp_path / "made_up.txt"
    path.write_text("made up")
    job = Job().with_result(result_of(path, PlainContent()))
    path.unlink()
    pane = make_pane(TextPane, job)
    assert words_of(pane, "empty_heading") == "This could not be shown."
    assert "can't be read" in words_of(pane, "empty_words")
    path.write_text("made up")
    pane.findChild(QPushButton, "empty_button").click()
    settle()
    assert pane.view.toPlainText() == "made up"


def test_a_mistake_in_the_program_is_shown_and_raised(make_pane: MakePane, demo_job: Job) -> None:
    pane = make_pane(DetectionsPane, demo_job)
    with pytest.raises(ZeroDivisionError):
        pane.stack.show_failure(ZeroDivisionError(), lambda: None)
    assert "mistake in the program" in words_of(pane, "empty_words")
    pane.stack.show_failure(StorageError(Text("The disk is gone.")), lambda: None)
    assert words_of(pane, "empty_words") == "The disk is gone."
