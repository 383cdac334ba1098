"""The library dock: what it lists, its filter, and what it asks for with kept results."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QMessageBox, QPushButton, QTreeView
from pytestqt.qtbot import QtBot

from tests.ui.made_up_items import JOB, OTHER_JOB, TWO_JOBS, item, newest_first
from viewer.metadata_types import REGISTRY
from viewer.ui.library_dock import LibraryDock
from viewer.ui.messages import shown


@pytest.fixture
def dock(qtbot: QtBot) -> LibraryDock:
    dock = LibraryDock(REGISTRY)
    qtbot.addWidget(dock)
    dock.show()
    dock.set_items(())  # from now on with the tree, which the first window does without
    return dock


def part(dock: LibraryDock, kind: type, name: str) -> Any:
    found = dock.findChild(kind, name)
    assert found is not None
    return found


def tree(dock: LibraryDock) -> QTreeView:
    view: QTreeView = part(dock, QTreeView, "library_tree")
    return view


def choose(dock: LibraryDock, job: int, result: int | None = None) -> QModelIndex:
    """Make a job, or a result of it, the current row."""
    index = dock.model.index(job, 0)
    if result is not None:
        index = dock.model.index(result, 0, index)
    tree(dock).setCurrentIndex(index)
    return index


def press_remove(dock: LibraryDock, qtbot: QtBot) -> QMessageBox:
    """Press Delete on the current row, and return the question."""
    tree(dock).setFocus()
    qtbot.keyClick(tree(dock), Qt.Key.Key_Delete)
    box: QMessageBox = part(dock, QMessageBox, "confirm_remove")
    return box


def press(qtbot: QtBot, box: QMessageBox, words: str) -> None:
    """Press the button of a question that has these words."""
    (button,) = [button for button in box.findChildren(QPushButton) if button.text().replace("&", "") == words]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_empty_library_says_what_will_be_here(dock: LibraryDock) -> None:
    empty = part(dock, QLabel, "library_empty")
    assert empty.isVisible()
    assert "kept here" in empty.text()
    assert empty.textFormat() is Qt.TextFormat.PlainText
    dock.set_items(TWO_JOBS)
    assert not empty.isVisible()
    assert tree(dock).isVisible()


def test_the_filter_hides_jobs_and_says_when_none_is_left(dock: LibraryDock, qtbot: QtBot) -> None:
    dock.set_items(TWO_JOBS)
    field = part(dock, QLineEdit, "library_filter")
    qtbot.keyClicks(field, "faces")
    assert [job.job_id for job in dock.model.jobs] == [OTHER_JOB]
    qtbot.keyClicks(field, " and nothing")
    empty = part(dock, QLabel, "library_empty")
    assert empty.isVisible()
    assert "filter" in empty.text()
    field.clear()
    assert not empty.isVisible()
    assert dock.model.rowCount() == 2


def test_enter_on_a_result_opens_it_alone(dock: LibraryDock, qtbot: QtBot) -> None:
    dock.set_items(TWO_JOBS)
    choose(dock, 0, 1)
    with qtbot.waitSignal(dock.open_wanted) as wanted:
        qtbot.keyClick(tree(dock), Qt.Key.Key_Return)
    assert [one.type_name for one in wanted.args[0]] == ["speech_to_text_srt"]


def test_a_double_click_on_a_job_opens_all_its_current_results(dock: LibraryDock, qtbot: QtBot) -> None:
    dock.set_items(TWO_JOBS)
    place = tree(dock).visualRect(choose(dock, 0)).center()
    qtbot.mouseClick(tree(dock).viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(dock.open_wanted) as wanted:
        qtbot.mouseDClick(tree(dock).viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [(one.type_name, one.size) for one in wanted.args[0]] == [("core", 7000), ("speech_to_text_srt", 1000)]


@pytest.mark.qt_log_ignore("This plugin does not support")  # what the offscreen platform says of every menu
def test_the_menu_shows_the_folder_of_a_result(dock: LibraryDock, qtbot: QtBot) -> None:
    dock.set_items(TWO_JOBS)
    choose(dock, 0, 1)
    tree(dock).customContextMenuRequested.emit(QPoint(5, 5))
    (menu,) = tree(dock).findChildren(QMenu)
    actions = {action.text().replace("&", ""): action for action in menu.actions()}
    assert list(actions) == ["Open", "Show in folder", "Remove…"]
    with qtbot.waitSignal(dock.show_wanted) as wanted:
        actions["Show in folder"].trigger()
    assert wanted.args[0].type_name == "speech_to_text_srt"
    menu.close()


def test_there_is_no_menu_where_nothing_is_chosen(dock: LibraryDock) -> None:
    dock.set_items(TWO_JOBS)
    tree(dock).customContextMenuRequested.emit(QPoint(5, 5))
    assert tree(dock).findChildren(QMenu) == []


def test_removing_asks_first_and_keeping_is_the_default(dock: LibraryDock, qtbot: QtBot) -> None:
    dock.set_items(TWO_JOBS)
    choose(dock, 0)
    removed: list[object] = []
    dock.remove_wanted.connect(removed.append)
    box = press_remove(dock, qtbot)
    assert "2 results" in box.text()
    assert "older copies" in box.text()
    default = box.defaultButton()
    assert default is not None
    assert default.text().replace("&", "") == "Keep"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert removed == []


def test_escape_keeps_too(dock: LibraryDock, qtbot: QtBot) -> None:
    dock.set_items(TWO_JOBS)
    choose(dock, 1, 0)
    removed: list[object] = []
    dock.remove_wanted.connect(removed.append)
    box = press_remove(dock, qtbot)
    assert "1 result of this job" in box.text()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.isVisible()
    assert removed == []


def test_what_was_confirmed_is_asked_to_be_removed(dock: LibraryDock, qtbot: QtBot) -> None:
    dock.set_items(TWO_JOBS)
    choose(dock, 0, 0)
    box = press_remove(dock, qtbot)
    with qtbot.waitSignal(dock.remove_wanted) as wanted:
        press(qtbot, box, "Remove")
    assert [(one.type_name, one.size) for one in wanted.args[0]] == [("core", 7000)]


def test_nothing_chosen_is_nothing_removed(dock: LibraryDock, qtbot: QtBot) -> None:
    tree(dock).setFocus()
    qtbot.keyClick(tree(dock), Qt.Key.Key_Delete)
    assert dock.findChild(QMessageBox, "confirm_remove") is None


def test_an_opened_job_stays_open_when_results_come_and_while_filtering(dock: LibraryDock, qtbot: QtBot) -> None:
    dock.set_items(TWO_JOBS)
    tree(dock).setExpanded(dock.model.index(0, 0), True)
    with qtbot.waitSignal(dock.changed):
        dock.set_items(newest_first(*TWO_JOBS, item("core", job_id=OTHER_JOB, minutes=9)))
    assert [job.job_id for job in dock.model.jobs] == [OTHER_JOB, JOB]
    assert [tree(dock).isExpanded(dock.model.index(row, 0)) for row in range(2)] == [False, True]
    field = part(dock, QLineEdit, "library_filter")
    qtbot.keyClicks(field, "objects")
    field.clear()
    assert [tree(dock).isExpanded(dock.model.index(row, 0)) for row in range(2)] == [False, True]


def test_the_chosen_row_stays_chosen_when_results_come(dock: LibraryDock) -> None:
    dock.set_items(TWO_JOBS)
    tree(dock).setExpanded(dock.model.index(0, 0), True)
    choose(dock, 0, 1)
    dock.set_items(newest_first(*TWO_JOBS, item("core", job_id=OTHER_JOB, minutes=9)))
    assert [one.type_name for one in dock.model.items_at(tree(dock).currentIndex())] == ["speech_to_text_srt"]
    dock.set_items(())
    assert not tree(dock).currentIndex().isValid()


def test_the_dock_asks_for_room_for_every_title_uncut(dock: LibraryDock) -> None:
    dock.set_items(TWO_JOBS)
    view = tree(dock)
    inside = dock.widget()
    inside.setFixedWidth(inside.sizeHint().width())
    dock.adjustSize()
    names = [shown(kind.title) for kind in REGISTRY.types]
    longest = max(view.fontMetrics().horizontalAdvance(name) for name in names)
    assert view.columnWidth(0) >= longest + 2 * view.indentation()
