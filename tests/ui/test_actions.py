"""Actions: every one is in a menu and can be told from the others, by words and by shortcut."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar
from pytestqt.qtbot import QtBot

from viewer.ui.actions import ACTIONS, SEPARATOR, build_actions
from viewer.ui.menus import complete_actions, shortcut_sheet


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def built(window: QMainWindow) -> tuple[dict[str, QAction], dict[str, QMenu]]:
    actions, menus = build_actions(window)
    complete_actions(actions, menus)
    return actions, menus


@pytest.fixture
def actions(built: tuple[dict[str, QAction], dict[str, QMenu]]) -> dict[str, QAction]:
    return built[0]


def test_every_action_is_in_its_menu(built: tuple[dict[str, QAction], dict[str, QMenu]]) -> None:
    actions, menus = built
    assert list(actions) == [line.name for line in ACTIONS if line.name != SEPARATOR]
    in_menus = [action for menu in menus.values() for action in menu.actions() if not action.isSeparator()]
    assert {action.objectName() for action in in_menus} == {f"action_{name}" for name in actions}


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("open", "Ctrl+O"),
        ("save", "Ctrl+S"),
        ("fetch_again", "F5"),
        ("close_job", "Ctrl+W"),
        ("quit", "Ctrl+Q"),
        ("copy", "Ctrl+C"),
        ("find", "Ctrl+F"),
        ("settings", "Ctrl+,"),
    ],
)
def test_the_standard_shortcuts_are_there_on_every_system(actions: dict[str, QAction], name: str, keys: str) -> None:
    assert QKeySequence(keys) in actions[name].shortcuts()


def test_no_shortcut_and_no_mnemonic_of_a_menu_stands_for_two(built: tuple[dict[str, QAction], dict[str, QMenu]]) -> None:
    actions, menus = built
    shortcuts = [keys.toString() for action in actions.values() for keys in action.shortcuts()]
    assert len(shortcuts) == len(set(shortcuts))
    for words in [
        [menu.title() for menu in menus.values()],
        *([one.text() for one in menu.actions()] for menu in menus.values()),
    ]:
        mnemonics = [word[word.index("&") + 1].lower() for word in words if "&" in word]
        assert len(mnemonics) == len(set(mnemonics)), words


def test_what_is_on_the_toolbar_has_an_icon_and_words(window: QMainWindow, actions: dict[str, QAction]) -> None:
    (toolbar,) = window.findChildren(QToolBar)
    assert [action.objectName() for action in toolbar.actions()] == [
        f"action_{line.name}" for line in ACTIONS if line.on_toolbar
    ]
    for action in toolbar.actions():
        assert not action.icon().isNull()
        assert action.text()


def test_the_sheet_names_every_shortcut(actions: dict[str, QAction]) -> None:
    lines = dict(line.split("\t")[::-1] for line in shortcut_sheet(actions.values()).splitlines())
    assert lines["Quit"] == "Ctrl+Q"
    assert lines["Fetch again"] == "F5"
    assert "About" not in lines
