"""Removing kept results through the whole program: the older copies go too, everything else stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QTreeView
from pytestqt.qtbot import QtBot

from tests.ui.service import client_with
from viewer.app import Program
from viewer.demo.jobs import DEMO_JOB_ID, FEW_TYPES_JOB_ID
from viewer.demo.results import result
from viewer.library.library import Item, Library
from viewer.model.request import ResultRequest
from viewer.ui.settings_store import SettingsStore

SERVER = "https://service.invalid/core/1.0/"
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Two jobs, the demo's with an older copy of its core result."""
    library = Library(tmp_path / "library")
    kept = (
        ("core", FEW_TYPES_JOB_ID, b""),
        ("core", DEMO_JOB_ID, b""),
        ("core", DEMO_JOB_ID, b"\n"),
        ("speech_to_text_srt", DEMO_JOB_ID, b""),
    )
    for minute, (type_name, job_id, more) in enumerate(kept):
        path = tmp_path / "came"
        path.write_bytes(result(type_name, job_id) + more)
        library.add(ResultRequest(SERVER, job_id, type_name), path, ".json", NOON + timedelta(minutes=minute))
    return library


@pytest.fixture
def program(qtbot: QtBot, library: Library, tmp_path: Path) -> Iterator[Program]:
    program = Program(SettingsStore(tmp_path / "settings.ini"), library, client=client_with(), server=SERVER)
    program.window.show()
    program.list_items()
    qtbot.waitUntil(lambda: program.window.library_dock.model.rowCount() == 2)
    yield program
    qtbot.waitUntil(lambda: not program.background.running)  # before the window is closed: closing ends all work
    program.window.close()
    program.window.deleteLater()


def names(items: tuple[Item, ...]) -> list[tuple[str, str]]:
    return sorted((item.job_id, item.type_name) for item in items)


def remove(program: Program, qtbot: QtBot, answer: str, *, job: int = 0, result: int | None = None) -> None:
    """Choose a job or a result of it in the dock, press Delete, and answer the question."""
    dock = program.window.library_dock
    tree = dock.findChild(QTreeView, "library_tree")
    assert tree is not None
    index = dock.model.index(job, 0)
    tree.setCurrentIndex(index if result is None else dock.model.index(result, 0, index))
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    box = dock.findChild(QMessageBox, "confirm_remove")
    assert box is not None
    (button,) = [one for one in box.findChildren(QPushButton) if one.text().replace("&", "") == answer]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_job_is_removed_with_its_older_copies(program: Program, library: Library, qtbot: QtBot) -> None:
    (folder,) = {item.path.parent for item in library.items() if item.job_id == DEMO_JOB_ID}
    assert len(list(folder.glob("core.*.json"))) == 4  # two copies, each with its sidecar
    remove(program, qtbot, "Remove")
    qtbot.waitUntil(lambda: program.window.library_dock.model.rowCount() == 1)
    assert names(library.items()) == [(FEW_TYPES_JOB_ID, "core")]
    assert not folder.exists()


def test_one_result_is_removed_alone(program: Program, library: Library, qtbot: QtBot) -> None:
    remove(program, qtbot, "Remove", result=1)  # core, as the subtitles are newer
    qtbot.waitUntil(lambda: not library.copies(SERVER, DEMO_JOB_ID, "core"))
    assert names(library.items()) == [(DEMO_JOB_ID, "speech_to_text_srt"), (FEW_TYPES_JOB_ID, "core")]


def test_keeping_removes_nothing(program: Program, library: Library, qtbot: QtBot) -> None:
    before = library.items()
    remove(program, qtbot, "Keep")
    assert program.background.running == ()
    assert library.items() == before


def test_what_is_gone_already_is_no_error(program: Program, library: Library, qtbot: QtBot) -> None:
    for item in library.items():
        item.path.unlink()
    remove(program, qtbot, "Remove")
    qtbot.waitUntil(lambda: program.window.library_dock.model.rowCount() == 0)
    assert program.window.strip.text() == ""
