"""Saving end to end: the dialog, the writing in a worker, the file on disk, and where another folder is offered."""

from __future__ import annotations

import gc
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.made_up import table_of_words
from tests.ui.open_save_dialog import OpenSaveDialog
from viewer.demo.jobs import DEMO_JOB_ID
from viewer.demo.results import result as demo_result
from viewer.metadata_types import REGISTRY
from viewer.model.result import Result, Source
from viewer.settings import LAST_SAVE_FOLDER
from viewer.ui.background import Background, Task
from viewer.ui.desk import Message
from viewer.ui.opening import read_file
from viewer.ui.saving import Saving
from viewer.ui.settings_store import SettingsStore
from viewer.watch import Progress, Watch

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # what the offscreen platform says of every popup


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.ini")


@pytest.fixture
def folder(tmp_path: Path, store: SettingsStore) -> Path:
    """The folder that is proposed."""
    folder = tmp_path / "saved"
    folder.mkdir()
    store.set(LAST_SAVE_FOLDER, str(folder))
    return folder


@pytest.fixture
def core(tmp_path: Path) -> Result:
    path = tmp_path / "core.json"
    path.write_bytes(demo_result("core", DEMO_JOB_ID))
    return read_file(REGISTRY, path, Watch())


class RecordedSaving:
    """Saving, and everything that it tells."""

    def __init__(self, qtbot: QtBot, window: QWidget, background: Background, store: SettingsStore) -> None:
        self.saving = Saving(window, background, REGISTRY, store)
        self.messages: list[Message] = []
        self.bugs: list[BaseException] = []
        self.began: list[tuple[str, Any]] = []
        self._qtbot = qtbot
        self._window = window
        self.saving.told.connect(self.messages.append)
        self.saving.failed.connect(self.bugs.append)
        self.saving.began.connect(lambda doing, stop: self.began.append((str(doing), stop)))

    def ask(self, result: Result, table: Any = None, rows: Any = None) -> OpenSaveDialog:
        return self.met(self.saving.ask(result, table, rows))

    def met(self, dialog: Any) -> OpenSaveDialog:
        """A dialog as the user meets it."""
        return OpenSaveDialog(self._qtbot, self._window, dialog)

    def save(self, dialog: OpenSaveDialog) -> str:
        """Press Save, wait until the work has ended, and return what is told."""
        with self._qtbot.waitSignal(self.saving.ended, timeout=10_000):
            dialog.save()
        return " ".join(map(str, self.messages[-1].sentences)) if self.messages else ""


@pytest.fixture
def shown(qtbot: QtBot, window: QWidget, background: Background, store: SettingsStore) -> RecordedSaving:
    return RecordedSaving(qtbot, window, background, store)


def test_the_original_is_saved_byte_for_byte(shown: RecordedSaving, core: Result, folder: Path) -> None:
    dialog = shown.ask(core)
    assert dialog.name == "de300001_core.json"
    words = shown.save(dialog)
    target = folder / "de300001_core.json"
    assert target.read_bytes() == demo_result("core", DEMO_JOB_ID)
    assert words == f"Saved as {target}."
    assert [doing for doing, _ in shown.began] == ["Saving de300001_core.json"]
    assert [path.name for path in folder.iterdir()] == [target.name]  # no temporary file


def test_formatted_json_is_saved(shown: RecordedSaving, core: Result, folder: Path) -> None:
    dialog = shown.ask(core)
    dialog.choose_form(1)
    shown.save(dialog)
    lines = (folder / "de300001_core_formatted.json").read_text("utf-8").splitlines()
    assert lines[0] == "{"
    assert lines[1].startswith('  "')


def test_the_table_is_saved_as_shown_or_whole(shown: RecordedSaving, core: Result, folder: Path) -> None:
    table = table_of_words(["first", "second", "third"])
    dialog = shown.ask(core, table, [2, 0])
    dialog.choose_form(2)
    dialog.type_name("as shown")
    shown.save(dialog)
    dialog = shown.ask(core, table, [2, 0])
    dialog.choose_form(3)
    dialog.type_name("whole")
    shown.save(dialog)
    assert len((folder / "as shown.csv").read_text("utf-8-sig").splitlines()) == 3
    assert len((folder / "whole.csv").read_text("utf-8-sig").splitlines()) == 4


def test_replacing_is_asked_once_and_replaces(shown: RecordedSaving, core: Result, folder: Path, qtbot: QtBot) -> None:
    target = folder / "de300001_core.json"
    target.write_text("old")
    dialog = shown.ask(core)
    dialog.save()
    assert target.read_text() == "old"
    with qtbot.waitSignal(shown.saving.ended):
        dialog.answer("Replace")
    assert target.read_bytes() == demo_result("core", DEMO_JOB_ID)
    assert dialog.question is None


def test_the_folder_is_proposed_again_after_a_file_was_saved_there(
    shown: RecordedSaving, core: Result, store: SettingsStore, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    dialog = shown.ask(core)
    dialog.type_name(str(other / "mine.json"))
    shown.save(dialog)
    assert store.get(LAST_SAVE_FOLDER) == str(other)
    assert (other / "mine.json").exists()


def test_a_folder_that_is_gone_is_not_proposed(
    shown: RecordedSaving, core: Result, store: SettingsStore, tmp_path: Path, home: Path
) -> None:
    store.set(LAST_SAVE_FOLDER, str(tmp_path / "gone"))
    dialog = shown.ask(core)
    assert Path(dialog.dialog.directory().absolutePath()) == home
    dialog.dialog.reject()


def test_where_a_folder_can_t_be_written_another_one_is_offered(
    shown: RecordedSaving, core: Result, store: SettingsStore, folder: Path
) -> None:
    dialog = shown.ask(core)
    folder.rename(folder.with_name("moved"))  # gone while the dialog was open
    words = shown.save(dialog)
    assert str(folder) in words
    assert "folder is not there" in words
    (message,) = shown.messages
    assert message.symbol == "error"
    ((offer, save_elsewhere),) = message.actions
    assert str(offer) == "Save elsewhere…"
    again = shown.met(save_elsewhere())
    assert again.name == "de300001_core.json"
    again.type_name(str(folder.with_name("moved") / "mine.json"))
    assert shown.save(again).startswith("Saved as ")
    assert store.get(LAST_SAVE_FOLDER) == str(folder.with_name("moved"))


def test_a_writer_that_fails_by_itself_is_a_bug(shown: RecordedSaving, core: Result, folder: Path) -> None:
    dialog = shown.ask(core, table_of_words(["only"]), [99])
    dialog.choose_form(2)
    shown.save(dialog)
    assert shown.messages == []
    assert [type(bug) for bug in shown.bugs] == [IndexError]
    assert list(folder.iterdir()) == []


class HeldSource:
    """A file's bytes, which come only when they are let go."""

    def __init__(self, source: Source) -> None:
        self.path, self.size = source.path, source.size
        self.is_read = threading.Event()
        self.may_go_on = threading.Event()
        self._source = source

    def read(self, offset: int, length: int) -> bytes:
        self.is_read.set()
        assert self.may_go_on.wait(10)
        return self._source.read(offset, length)


def test_stop_leaves_no_file(
    shown: RecordedSaving, core: Result, folder: Path, background: Background, qtbot: QtBot
) -> None:
    source = HeldSource(core.source)
    dialog = shown.ask(replace(core, source=source))
    dialog.save()
    qtbot.waitUntil(source.is_read.is_set)
    with qtbot.waitSignal(shown.saving.ended):
        shown.began[0][1]()
    source.may_go_on.set()
    qtbot.waitUntil(lambda: not background.running)
    assert list(folder.iterdir()) == []
    assert shown.messages == []


def test_of_two_at_once_the_later_one_shows_its_progress(
    shown: RecordedSaving, core: Result, folder: Path, background: Background, qtbot: QtBot
) -> None:
    first, second = HeldSource(core.source), HeldSource(core.source)
    progress: list[Progress] = []
    ends: list[int] = []
    shown.saving.progressed.connect(progress.append)
    shown.saving.ended.connect(lambda: ends.append(len(shown.messages)))
    shown.ask(replace(core, source=first)).save()
    dialog = shown.ask(replace(core, source=second))
    dialog.type_name("second.json")
    dialog.save()
    qtbot.waitUntil(second.is_read.is_set)
    first.may_go_on.set()
    qtbot.waitUntil(lambda: len(shown.messages) == 1)
    assert {one.done for one in progress} <= {0}  # nothing of the second has been read yet
    assert ends == []
    second.may_go_on.set()
    qtbot.waitUntil(lambda: not background.running)
    assert progress[-1].done == progress[-1].total == core.source.size
    assert ends == [2]
    assert sorted(path.name for path in folder.iterdir()) == ["de300001_core.json", "second.json"]


def test_a_save_that_has_ended_holds_nothing_in_memory(
    qtbot: QtBot, shown: RecordedSaving, core: Result, folder: Path
) -> None:
    before = {id(one) for one in gc.get_objects() if isinstance(one, Task)}
    dialog = shown.ask(core)
    shown.save(dialog)
    shown.began.clear()
    gc.collect()

    def are_gone() -> None:  # its thread may still be about to end
        assert not [one for one in gc.get_objects() if isinstance(one, Task) and id(one) not in before]

    qtbot.waitUntil(are_gone)
