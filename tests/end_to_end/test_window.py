"""The window as a whole: the demo, files opened and dropped, what is remembered, and every dialog that asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QTreeView

from tests.support.driver import Driver
from tests.support.emulator_process import EmulatorProcess
from tests.support.sample_films import FILMS
from viewer.demo.emulator import start_demo
from viewer.demo.jobs import DEMO_JOB_ID, DEMO_KEY, FEW_TYPES_JOB_ID
from viewer.demo.results import TYPE_NAMES, result
from viewer.model.timing import Notation
from viewer.settings import SERVER

Start = Callable[..., Driver]
NOWHERE = "http://127.0.0.1:9/core/1.0/"


def write_results(folder: Path, *types: str) -> Path:
    folder.mkdir()
    for number, name in enumerate(types):
        (folder / f"{number}.data").write_bytes(result(name, DEMO_JOB_ID))
    return folder


def drop(driver: Driver, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    button, no_key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    driver.window.dropEvent(QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, mime, button, no_key))
    driver.wait()


def answer(driver: Driver, name: str, button: str) -> None:
    """Press a button of the question of this name."""
    box = driver.window.findChild(QMessageBox, name)
    assert box is not None
    (found,) = [one for one in box.buttons() if button in one.text().replace("&", "")]
    found.click()
    driver.wait()


def test_a_film_that_is_dropped_with_results_is_shown_with_them(start: Start, tmp_path: Path, qtbot: Any) -> None:
    driver = start(NOWHERE)
    folder = write_results(tmp_path / "folder", "frames_faces")
    drop(driver, next(folder.iterdir()), FILMS[0].path)
    film = driver.window.clock.film
    qtbot.waitUntil(lambda: film.player.facts is not None, timeout=20_000)
    assert driver.program.desk.job.result("frames_faces") is not None
    qtbot.waitUntil(lambda: film.canvas.has_film)
    driver.window.close()
    assert not film.player.is_open


def test_the_demo_opens_from_the_empty_window(start: Start) -> None:
    driver = start(NOWHERE, start_demo=start_demo)
    assert driver.window.start_page.isVisible()
    button = driver.window.start_page.findChild(QPushButton, "start_demo")
    assert button is not None
    button.click()
    driver.wait()
    assert len(driver.program.desk.job.results) == len(TYPE_NAMES)
    assert "made-up" in driver.window.windowTitle()
    assert driver.program.store.get(SERVER) == SERVER.default  # the demo changes no setting


def test_the_demo_keeps_nothing_in_the_users_own_library(start: Start, tmp_path: Path) -> None:
    driver = start(NOWHERE, start_demo=start_demo)
    driver.window.actions_by_name["demo"].trigger()
    driver.wait()
    temporary = driver.program.desk.fetcher.library.folder
    assert temporary.is_dir()
    assert not list((tmp_path / "library").rglob("*.json"))
    driver.window.close()
    assert not temporary.exists()


def test_a_dropped_folder_is_one_job_whatever_its_files_are_called(start: Start, tmp_path: Path) -> None:
    driver = start(NOWHERE)
    drop(driver, write_results(tmp_path / "folder", *TYPE_NAMES))
    assert {one.type_name for one in driver.program.desk.job.results} == set(TYPE_NAMES)
    assert driver.texts("detections")
    assert driver.program.desk.fetcher.library.items() == ()  # opened files stay where they are


def test_a_file_that_names_no_job_asks_whether_it_belongs_to_the_open_one(start: Start, tmp_path: Path) -> None:
    folder = write_results(tmp_path / "folder", "core", "speech_to_text_srt")
    driver = start(NOWHERE)
    driver.window.open_paths((folder / "0.data",))
    driver.wait()
    driver.window.open_paths((folder / "1.data",))
    driver.wait()
    answer(driver, "confirm_join", "Add")
    assert len(driver.program.desk.job.results) == 2
    driver.window.open_paths((folder / "1.data",))
    driver.wait()
    answer(driver, "confirm_join", "alone")
    assert [one.type_name for one in driver.program.desk.job.results] == ["speech_to_text_srt"]


def test_a_pane_whose_rows_are_wanted_in_a_file_opens_the_save_dialog(start: Start, tmp_path: Path) -> None:
    driver = start(NOWHERE)
    drop(driver, write_results(tmp_path / "folder", "core"))
    driver.window.panes.choose("detections")
    driver.window.panes.pane("detections").save_wanted.emit()
    dialog = driver.window.findChild(QFileDialog, "save_dialog")
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()


def test_avid_text_takes_its_frame_rate_from_core_in_whatever_order_they_come(start: Start, tmp_path: Path) -> None:
    folder = write_results(tmp_path / "folder", "speech_to_text_avid_txt", "core")
    driver = start(NOWHERE)
    drop(driver, folder)
    cues = driver.program.desk.job.result("speech_to_text_avid_txt")
    assert cues is not None
    assert cues.content.fps == 25  # type: ignore[attr-defined]
    assert not cues.content.needs_fps  # type: ignore[attr-defined]
    assert not [problem for problem in cues.problems if "assumed" in str(problem.message)]


def test_fetch_again_asks_first_and_keeps_the_old_copy(start: Start, emulator: EmulatorProcess) -> None:
    driver = start(emulator.server)
    driver.fetch("core", FEW_TYPES_JOB_ID, DEMO_KEY)
    library = driver.program.desk.fetcher.library
    driver.window.actions_by_name["fetch_again"].trigger()
    answer(driver, "confirm_fetch_again", "Cancel")
    assert len(library.items()) == 1
    driver.window.actions_by_name["fetch_again"].trigger()
    answer(driver, "confirm_fetch_again", "Fetch again")
    assert len(library.copies(emulator.server, FEW_TYPES_JOB_ID, "core")) == 2


def test_a_kept_job_opens_from_the_dock_and_is_removed_only_when_confirmed(start: Start, emulator: EmulatorProcess) -> None:
    driver = start(emulator.server)
    driver.fetch("speech_to_text_srt", FEW_TYPES_JOB_ID, DEMO_KEY)
    driver.window.actions_by_name["close_job"].trigger()
    tree = driver.window.library_dock.findChild(QTreeView, "library_tree")
    assert tree is not None
    tree.setCurrentIndex(driver.window.library_dock.model.index(0, 0))
    tree.activated.emit(tree.currentIndex())
    driver.wait()
    assert driver.texts("subtitles")
    remove = next(action for action in tree.actions() if "Remove" in action.text())
    remove.trigger()
    answer(driver, "confirm_remove", "Keep")
    assert driver.window.library_dock.model.rowCount() == 1
    remove.trigger()
    answer(driver, "confirm_remove", "Remove")
    assert driver.window.library_dock.model.rowCount() == 0
    assert driver.program.desk.fetcher.library.items() == ()


def test_the_keyboard_reaches_every_tab_and_the_standard_shortcuts_are_there(start: Start) -> None:
    driver = start(NOWHERE)
    numbers = [action.shortcut().toString() for action in driver.window.panes.choose_actions]
    assert numbers == [f"Ctrl+{number}" for number in range(1, len(numbers) + 1)]
    keys = {"open": "Open", "save": "Save", "copy": "Copy", "find": "Find", "fetch_again": "Refresh", "close_job": "Close"}
    for name, standard in keys.items():
        wanted = QKeySequence.keyBindings(getattr(QKeySequence.StandardKey, standard))
        assert driver.window.actions_by_name[name].shortcuts() == wanted


def test_size_columns_and_time_format_are_remembered(start: Start, tmp_path: Path, qtbot: Any) -> None:
    folder = write_results(tmp_path / "folder", "speech_to_text_srt")
    first = start(NOWHERE)
    drop(first, folder)
    first.window.resize(701, 603)
    first.window.clock.times.choose(Notation.SECONDS)
    assert first.texts("subtitles")[0]["start_seconds"] == "6.52"
    view = first.window.panes.pane("subtitles").view  # type: ignore[attr-defined]
    view.setColumnWidth(1, 222)
    first.window.close()
    second = start(NOWHERE)
    drop(second, folder)
    assert (second.window.width(), second.window.height()) == (701, 603)
    assert second.texts("subtitles")[0]["start_seconds"] == "6.52"
    assert second.window.panes.pane("subtitles").view.columnWidth(1) == 222  # type: ignore[attr-defined]


def test_hostile_words_of_a_file_are_never_rich_text(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "hostile.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\n<img src='file:///etc/passwd'>\u202eabc\n\n", encoding="utf-8")
    driver = start(NOWHERE)
    driver.window.open_paths((path,))
    driver.wait()
    (row,) = driver.texts("subtitles")
    assert "[U+202E]" in row["text"]
