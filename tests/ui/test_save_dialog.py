"""The save dialog: proposed names, suffixes that follow the chosen form, and one question before anything is replaced."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.made_up import result_of, table_of_words
from tests.ui.open_save_dialog import OpenSaveDialog
from viewer.model.json_document import JsonDocument
from viewer.model.result import Header, JsonContent, PlainContent, Result
from viewer.model.timecode import Label
from viewer.model.timing import Notation, TimeFormat
from viewer.reading.json_index import index
from viewer.reading.source import FileSource
from viewer.text import Text
from viewer.ui.save_dialog import SaveDialog, SaveForm, proposed_name, save_forms
from viewer.watch import Watch

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # what the offscreen platform says of every popup
JOB = "6faefb7f-e468-43f6-988c-ddcfb315d958"


def write_nothing(path: Path, watch: Watch) -> None:
    """In place of what writes a file: the dialog itself never writes."""


FORMS = (
    SaveForm("original", Text("Original"), ".json", write_nothing),
    SaveForm("formatted", Text("Formatted"), ".json", write_nothing),
    SaveForm("table", Text("Table"), ".csv", write_nothing),
)


@pytest.fixture
def result(tmp_path: Path) -> Result:
    """A result of a job, in a file outside the folder that is saved to."""
    path = tmp_path / "made_up.json"
    path.write_text("{}")
    return result_of(path, JsonContent(), type_name="frames_faces", header=Header(job_id=JOB))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "saved"
    folder.mkdir()
    return folder


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def shown(qtbot: QtBot, window: QWidget, result: Result, folder: Path) -> OpenSaveDialog:
    dialog = SaveDialog(window, result, FORMS, folder)
    dialog.open()
    return OpenSaveDialog(qtbot, window, dialog)


def document(result: Result) -> JsonDocument:
    found: JsonDocument = index(FileSource(result.source.path), Watch())
    return found


def test_the_forms_are_those_that_the_result_and_the_pane_allow(result: Result) -> None:
    path, table = result.source.path, table_of_words(["a", "b"])
    with_document = result_of(path, JsonContent(), document=document(result))
    assert [form.name for form in save_forms(result, ".srt", None, None)] == ["original"]
    assert [form.name for form in save_forms(with_document, ".json", None, None)] == ["original", "formatted"]
    assert [form.name for form in save_forms(with_document, ".json", table, None)] == ["original", "formatted", "table"]
    forms = save_forms(with_document, ".json", table, [1, 0])
    assert [(form.name, form.suffix) for form in forms[2:]] == [("table", ".csv"), ("whole_table", ".csv")]
    assert len({form.filter for form in forms}) == 4  # the chosen one is known by its words


def test_the_proposed_name_tells_the_job_and_the_type(result: Result) -> None:
    assert [proposed_name(result, form) for form in FORMS] == [
        "6faefb7f_frames_faces.json",
        "6faefb7f_frames_faces_formatted.json",
        "6faefb7f_frames_faces.csv",
    ]


@pytest.mark.parametrize("job_id", [None, "", "../../up", "C:\\up", "con", JOB + "0"])
def test_only_a_real_job_id_gets_into_the_proposed_name(result: Result, job_id: str | None) -> None:
    hostile = result_of(result.source.path, PlainContent(), type_name="core", header=Header(job_id=job_id))
    assert proposed_name(hostile, FORMS[0]) == "job_core.json"


def test_what_is_proposed_is_chosen_in_the_proposed_folder(shown: OpenSaveDialog, folder: Path) -> None:
    assert shown.name == "6faefb7f_frames_faces.json"
    shown.save()
    assert shown.chosen == [(FORMS[0], folder / "6faefb7f_frames_faces.json")]
    assert shown.question is None


def test_a_table_is_written_in_the_chosen_time_format(result: Result, folder: Path) -> None:
    table = table_of_words(["a", "b"])
    forms = save_forms(result, ".json", table, np.array([1]), TimeFormat(Notation.TIMECODE, 24, start=Label(10)))
    for form in forms[1:]:
        form.write(folder / f"{form.name}.csv", Watch())
    written = [(folder / f"{form.name}.csv").read_text("utf-8-sig").splitlines() for form in forms[1:]]
    assert "start_timecode" in written[0][0].split(",")
    assert [[line.split(",")[4] for line in lines[1:]] for lines in written] == [
        ["10:00:01:12"],
        ["10:00:00:00", "10:00:01:12"],
    ]


def test_a_proposed_name_follows_the_chosen_form(shown: OpenSaveDialog, folder: Path) -> None:
    shown.choose_form(1)
    assert shown.name == "6faefb7f_frames_faces_formatted.json"
    shown.choose_form(2)
    assert shown.name == "6faefb7f_frames_faces.csv"
    shown.choose_form(0)
    assert shown.name == "6faefb7f_frames_faces.json"


def test_a_name_of_the_user_s_own_only_changes_its_suffix(shown: OpenSaveDialog, folder: Path) -> None:
    shown.type_name("my.faces.json")
    shown.choose_form(2)
    assert shown.name == "my.faces.csv"
    shown.save()
    assert shown.chosen == [(FORMS[2], folder / "my.faces.csv")]


@pytest.mark.parametrize(
    ("typed", "becomes"), [("mine", "mine.json"), ("mine.v2", "mine.v2.json"), ("mine.JSON", "mine.JSON")]
)
def test_a_missing_suffix_is_added(shown: OpenSaveDialog, folder: Path, typed: str, becomes: str) -> None:
    shown.type_name(typed)
    shown.save()
    assert shown.chosen == [(FORMS[0], folder / becomes)]


def test_a_file_that_the_added_suffix_hits_is_asked_for_once(shown: OpenSaveDialog, folder: Path) -> None:
    (folder / "mine.json").write_text("old")
    shown.type_name("mine")
    shown.save()
    assert shown.chosen == []
    assert shown.question is not None
    assert "mine.json" in shown.question.text()
    assert str(folder) in shown.question.informativeText()
    shown.answer("Replace")
    assert shown.chosen == [(FORMS[0], folder / "mine.json")]
    assert shown.question is None
    assert (folder / "mine.json").read_text() == "old"  # nothing is written here


def test_another_name_leads_back_to_the_dialog(shown: OpenSaveDialog, folder: Path) -> None:
    (folder / "mine.json").write_text("old")
    shown.type_name("mine.json")
    shown.save()
    shown.answer("Another name…")
    assert shown.dialog.isVisible()
    shown.type_name("other")
    shown.save()
    assert shown.chosen == [(FORMS[0], folder / "other.json")]


@pytest.mark.parametrize("is_closed", [True, False], ids=["closed", "escape"])
def test_leaving_the_question_does_not_replace(shown: OpenSaveDialog, qtbot: QtBot, folder: Path, is_closed: bool) -> None:
    (folder / "mine.json").write_text("old")
    shown.type_name("mine.json")
    shown.save()
    assert shown.question is not None
    default = shown.question.defaultButton()
    assert default is not None
    assert "Another" in default.text()
    if is_closed:
        shown.question.close()
    else:
        qtbot.keyClick(shown.question, Qt.Key.Key_Escape)
    assert shown.chosen == []
    assert shown.dialog.isVisible()


def test_a_link_that_leads_nowhere_counts_as_there(shown: OpenSaveDialog, folder: Path) -> None:
    (folder / "mine.json").symlink_to(folder / "gone")
    shown.type_name("mine.json")
    shown.save()
    assert shown.question is not None


def test_a_dialog_that_is_cancelled_is_gone(shown: OpenSaveDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.dialog.destroyed):
        shown.dialog.reject()
    assert shown.chosen == []
