"""The JSON pane: expanding, path, copying, finding, and the place that is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.made_up import result_of
from tests.ui.panes.conftest import MakePane, read, words_of
from viewer.model.job import Job
from viewer.model.json_document import JsonDocument
from viewer.model.result import JsonContent, Result
from viewer.reading.json_index import index
from viewer.reading.source import FileSource
from viewer.ui.background import Background
from viewer.ui.models.json_tree_model import KEY, VALUE
from viewer.ui.panes.json_copying import BYTES_AT_ONCE, MOST_BYTES, JsonCopying
from viewer.ui.panes.json_expansion import MOST_ROWS
from viewer.ui.panes.json_pane import KEYS, VALUES, JsonPane
from viewer.ui.panes.json_tree_view import JsonTreeView
from viewer.watch import Watch

SMALL = {"a": {"b": {"c": [1, 2.50, "kettle"]}}, "kettle": "Kettle on\nthe stove", "list": [{"x": 1}, {"x": 2}]}


def result_with(tmp_path: Path, value: Any, name: str = "made_up") -> Result:
    """A JSON result with this value; a text is written as it stands."""
    path = tmp_path / f"{name}.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
    return result_of(path, JsonContent(), type_name=name, document=index(FileSource(path), Watch()))


def pane_with(make_pane: MakePane, tmp_path: Path, value: Any) -> JsonPane:
    pane = make_pane(JsonPane, Job().with_result(result_with(tmp_path, value)))
    assert isinstance(pane, JsonPane)
    return pane


def tree_of(pane: JsonPane) -> JsonTreeView:
    assert pane.tree is not None
    return pane.tree


def visible_keys(tree: JsonTreeView) -> list[str]:
    """The keys of the rows that are open, from top to bottom."""
    keys = []
    index = tree.model().index(0, 0)
    while index.isValid():
        keys.append(index.data())
        index = tree.indexBelow(index)
    return keys


def go_to(tree: JsonTreeView, *rows: int) -> QModelIndex:
    """Make the row at the end of this way the current one."""
    place = QModelIndex()
    for row in rows:
        place = tree.model().index(row, KEY, place)
    tree.setCurrentIndex(place)
    return place


def wait_for(qtbot: QtBot, tree: JsonTreeView, settle: Callable[[], None]) -> None:
    settle()
    qtbot.waitUntil(lambda: not tree.is_busy)
    settle()


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def act(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text().replace("&", "") == words).trigger()


# --- expanding


def test_levels(qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], tmp_path: Path) -> None:
    pane = pane_with(make_pane, tmp_path, SMALL)
    tree = tree_of(pane)
    menu = pane.findChild(QPushButton, "expand_button").menu()
    act(menu, "To level 2")
    wait_for(qtbot, tree, settle)
    assert visible_keys(tree) == ["a", "b", "kettle", "list", "0", "1"]
    act(menu, "To level 3")
    wait_for(qtbot, tree, settle)
    assert visible_keys(tree) == ["a", "b", "c", "kettle", "list", "0", "x", "1", "x"]
    act(menu, "To level 1")
    wait_for(qtbot, tree, settle)
    assert visible_keys(tree) == ["a", "kettle", "list"]


def test_all_below_the_current_row(qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], tmp_path: Path) -> None:
    pane = pane_with(make_pane, tmp_path, SMALL)
    tree = tree_of(pane)
    go_to(tree, 0)
    qtbot.keyClick(tree, Qt.Key.Key_Asterisk)
    wait_for(qtbot, tree, settle)
    assert visible_keys(tree) == ["a", "b", "c", "0", "1", "2", "kettle", "list"]


def test_expanding_knows_bounds(qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], tmp_path: Path) -> None:
    pane = pane_with(make_pane, tmp_path, [[[1, 2]] * 900] * 30)
    tree = tree_of(pane)
    act(pane.findChild(QPushButton, "expand_button").menu(), "All below the current row")
    wait_for(qtbot, tree, settle)
    assert MOST_ROWS < len(visible_keys(tree)) < 2 * MOST_ROWS
    assert words_of(pane, "notice") == "Only the first 4,000 rows were opened."


def test_big_containers_are_opened_too(
    qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], tmp_path: Path
) -> None:
    pane = pane_with(make_pane, tmp_path, {"big": ["x" * 300] * 1001, "b": [1]})
    tree = tree_of(pane)
    settle()
    tree.open_levels(2)
    wait_for(qtbot, tree, settle)
    keys = visible_keys(tree)
    assert keys[:3] == ["big", "0–999 of 1,001", "0"]
    assert keys[-2:] == ["b", "0"]
    assert len(keys) == 2 + 2 + 1001 + 1


def test_left_and_right_close_and_open(qtbot: QtBot, make_pane: MakePane, tmp_path: Path) -> None:
    tree = tree_of(pane_with(make_pane, tmp_path, SMALL))
    go_to(tree, 0)
    qtbot.keyClick(tree, Qt.Key.Key_Right)
    assert visible_keys(tree) == ["a", "b", "kettle", "list"]
    qtbot.keyClick(tree, Qt.Key.Key_Left)
    assert visible_keys(tree) == ["a", "kettle", "list"]
    qtbot.keyClick(tree, Qt.Key.Key_End)
    assert tree.currentIndex().data() == "list"
    qtbot.keyClick(tree, Qt.Key.Key_K)
    assert tree.currentIndex().data() == "kettle"


# --- path and copying


def test_the_path_of_the_current_row(make_pane: MakePane, tmp_path: Path) -> None:
    pane = pane_with(make_pane, tmp_path, SMALL)
    path = pane.findChild(QLineEdit, "path")
    assert path.text() == ""
    go_to(tree_of(pane), 0, 0, 0, 2)
    assert path.text() == "$.a.b.c[2]"
    pane.findChild(QPushButton, "copy_path").click()
    assert clipboard() == "$.a.b.c[2]"


def test_values_are_copied_as_received(qtbot: QtBot, make_pane: MakePane, tmp_path: Path) -> None:
    pane = pane_with(make_pane, tmp_path, '{"n": 1.500, "s": "a\\u00e4\\n\\"b\\"", "o": {"k" : [1,  2]}, "big": 1e999}')
    tree = tree_of(pane)
    copied = []
    for row in range(4):
        go_to(tree, row)
        qtbot.keyClick(tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        copied.append(clipboard())
    assert copied == ["1.500", 'aä\n"b"', '{"k" : [1,  2]}', "1e999"]
    go_to(tree, 1)
    menu = tree.menu()
    act(menu, "Copy as JSON")
    assert clipboard() == '"a\\u00e4\\n\\"b\\""'
    act(menu, "Copy path")
    assert clipboard() == "$.s"
    menu.close()


def test_big_parts_are_copied_in_a_worker(make_pane: MakePane, settle: Callable[[], None], tmp_path: Path) -> None:
    value = ["x" * 1000] * (BYTES_AT_ONCE // 900)
    pane = pane_with(make_pane, tmp_path, {"big": value, "small": 1})
    settle()
    tree = tree_of(pane)
    go_to(tree, 0)
    said: list[str] = []
    tree.said.connect(said.append)
    pane.copy_content()
    assert len(said) == 1
    settle()
    assert json.loads(clipboard()) == value
    assert said[-1] == ""


def test_what_is_too_much_for_the_clipboard_is_left_with_a_sentence(
    make_pane: MakePane, settle: Callable[[], None], tmp_path: Path
) -> None:
    QGuiApplication.clipboard().setText("before")
    pane = pane_with(make_pane, tmp_path, '{"big": ["' + "x" * MOST_BYTES + '"]}')
    settle()
    said: list[str] = []
    tree_of(pane).said.connect(said.append)
    go_to(tree_of(pane), 0)
    pane.copy_content()
    settle()
    assert clipboard() == "before"
    assert "Save" in said[-1]


def test_what_is_still_being_read_is_not_copied_in_part(background: Background, tmp_path: Path) -> None:
    path = tmp_path / "growing.json"
    path.write_text(json.dumps({"list": list(range(400)), "last": 1}))
    early: list[JsonDocument] = []
    watch = Watch()
    with watch.showing_early(early.append):
        index(FileSource(path), watch, 500, 0)
    QGuiApplication.clipboard().setText("before")
    copying = JsonCopying(background, background)
    said: list[str] = []
    copying.said.connect(said.append)
    (node,) = early[0].children(early[0].root)
    copying.copy_value(early[0], node)
    assert clipboard() == "before"
    assert "still being read" in said[-1]
    copying.copy_value(early[0], early[0].children(node)[0])
    assert clipboard() == "0"


def test_the_menu_key_opens_the_menu(make_pane: MakePane, tmp_path: Path) -> None:
    tree = tree_of(pane_with(make_pane, tmp_path, SMALL))
    go_to(tree, 1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(tree.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.objectName() == "json_menu"
    menu.close()


# --- finding


def test_find_opens_the_parents(qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], tmp_path: Path) -> None:
    pane = pane_with(make_pane, tmp_path, SMALL)
    tree = tree_of(pane)
    pane.find_bar.open("KETTLE")
    wait_for(qtbot, tree, settle)
    assert pane.findChild(QLineEdit, "path").text() == "$.a.b.c[2]"
    assert visible_keys(tree) == ["a", "b", "c", "0", "1", "2", "kettle", "list"]
    assert pane.find_bar.said() == "1 of 2"
    pane.find_next()
    wait_for(qtbot, tree, settle)
    assert tree.currentIndex().data() == "kettle"
    pane.find_next()
    assert pane.find_bar.said() == "1 of 2, from the start again"
    pane.find_previous()
    assert pane.find_bar.said() == "2 of 2, from the end"


def test_next_goes_on_when_the_bar_is_closed_and_opens_it_when_nothing_was_searched(
    qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], tmp_path: Path
) -> None:
    pane = pane_with(make_pane, tmp_path, SMALL)
    pane.find_next()
    assert pane.find_bar.isVisible()
    pane.find_bar.open("kettle")
    wait_for(qtbot, tree_of(pane), settle)
    pane.find_bar.closed.emit()
    pane.find_next()
    wait_for(qtbot, tree_of(pane), settle)
    assert not pane.find_bar.isVisible()
    assert tree_of(pane).currentIndex().data() == "kettle"


@pytest.mark.parametrize(("where", "count"), [(KEYS, 1), (VALUES, 2)])
def test_find_in_keys_or_values_only(
    qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], tmp_path: Path, where: int, count: int
) -> None:
    pane = pane_with(make_pane, tmp_path, SMALL)
    choice = pane.findChild(QComboBox, "find_where")
    choice.setCurrentIndex(where)
    pane.find_bar.open("kettle")
    wait_for(qtbot, tree_of(pane), settle)
    assert pane.find_bar.said() == f"1 of {count}"


def test_find_leads_into_pages_that_are_not_read_yet(
    qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], tmp_path: Path
) -> None:
    values: list[str] = ["x" * 300] * 3000
    values[2500] = "needle"
    pane = pane_with(make_pane, tmp_path, {"big": values})
    tree = tree_of(pane)
    pane.find_bar.open("needle")
    wait_for(qtbot, tree, settle)
    assert tree.currentIndex().siblingAtColumn(VALUE).data() == "needle"
    assert tree.currentIndex().parent().data() == "2,000–2,999 of 3,000"
    assert pane.findChild(QLineEdit, "path").text() == "$.big[2500]"
    assert tree.viewport().rect().intersects(tree.visualRect(tree.currentIndex()))


def test_deep_nesting_is_found_and_shown_as_far_as_there_is_room(
    qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], tmp_path: Path
) -> None:
    pane = pane_with(make_pane, tmp_path, "[" * 1000 + '"needle"' + "]" * 1000)
    tree = tree_of(pane)
    pane.find_bar.open("needle")
    wait_for(qtbot, tree, settle)
    assert tree.currentIndex().isValid()
    assert "too deeply" in words_of(pane, "notice")


def test_next_goes_on_before_the_last_place_is_shown(
    qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], tmp_path: Path
) -> None:
    pane = pane_with(make_pane, tmp_path, [["needle"] for _ in range(50)])
    tree = tree_of(pane)
    pane.find_bar.open("needle")
    wait_for(qtbot, tree, settle)
    for _ in range(20):
        pane.find_next()
    assert pane.find_bar.said() == "21 of 50"
    wait_for(qtbot, tree, settle)
    assert pane.findChild(QLineEdit, "path").text() == "$[20][0]"
    go_to(tree, 40)
    pane.find_next()
    assert pane.find_bar.said() == "41 of 50"
    wait_for(qtbot, tree, settle)
    assert pane.findChild(QLineEdit, "path").text() == "$[40][0]"


def test_next_gets_past_hits_that_have_no_row_of_their_own(
    qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], tmp_path: Path
) -> None:
    pane = pane_with(make_pane, tmp_path, '["a" "a" "a", 1, "a"]')
    tree = tree_of(pane)
    pane.find_bar.open("a")
    wait_for(qtbot, tree, settle)
    paths = []
    for number in range(1, 5):
        assert pane.find_bar.said() == f"{number} of 4"
        paths.append(pane.findChild(QLineEdit, "path").text())
        pane.find_next()
        wait_for(qtbot, tree, settle)
    assert paths == ["$[0]", "$[0]", "$[0]", "$[2]"]


# --- the place


def test_the_place_stays_while_the_result_stays(
    qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], tmp_path: Path
) -> None:
    first, second = result_with(tmp_path, SMALL, "one"), result_with(tmp_path, [1, [2]], "two")
    job = Job().with_result(first).with_result(second)
    pane = make_pane(JsonPane, job)
    tree = tree_of(pane)
    place = go_to(tree, 0, 0)
    tree.expand(place)
    keys = visible_keys(tree)
    pane.show_job(job.with_result(result_with(tmp_path, 7, "three")))
    settle()
    assert pane.tree is tree
    pane.choose(second)
    settle()
    assert visible_keys(tree_of(pane)) == ["0", "1"]
    pane.choose(first)
    settle()
    assert pane.tree is tree
    assert visible_keys(tree) == keys
    assert tree.currentIndex().data() == "b"
    assert pane.findChild(QLineEdit, "path").text() == "$.a.b"


def test_a_newer_file_opens_at_the_same_place(
    qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], tmp_path: Path
) -> None:
    pane = make_pane(JsonPane, Job().with_result(result_with(tmp_path, SMALL)))
    old = tree_of(pane)
    old.expand(go_to(old, 2))
    go_to(old, 2, 1)
    newer = result_with(tmp_path, {"new": 0, **SMALL, "list": [{"x": 1}, {"x": 3}, {"x": 4}]})
    pane.show_job(pane.job.with_result(newer))
    tree = tree_of(pane)
    wait_for(qtbot, tree, settle)
    assert tree is not old
    assert visible_keys(tree) == ["new", "a", "kettle", "list", "0", "1", "2"]
    assert pane.findChild(QLineEdit, "path").text() == "$.list[1]"


def test_trees_of_another_job_are_let_go(
    qtbot: QtBot, make_pane: MakePane, settle: Callable[[], None], tmp_path: Path
) -> None:
    pane = make_pane(JsonPane, Job().with_result(result_with(tmp_path, SMALL, "one")))
    pane.show_job(Job().with_result(result_with(tmp_path, [1], "two")))
    qtbot.waitUntil(lambda: len(pane.findChildren(JsonTreeView)) == 1)
    pane.show_job(Job())
    settle()
    assert pane.tree is None


def test_the_demo_is_a_tree(make_pane: MakePane, demo_files: Path) -> None:
    pane = make_pane(JsonPane, Job().with_result(read(demo_files / "core", "core")))
    assert "detections" in visible_keys(tree_of(pane))
    assert not pane.accepts(read(demo_files / "speech_to_text_srt", "speech_to_text_srt"))
