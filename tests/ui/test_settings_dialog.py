"""The settings dialog: which servers it takes, what it stores, and when it stores nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from viewer.settings import SERVER, THEME
from viewer.ui.settings_dialog import SettingsDialog
from viewer.ui.settings_store import SettingsStore

Buttons = QDialogButtonBox.StandardButton


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.ini")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def dialog(window: QWidget, store: SettingsStore) -> SettingsDialog:
    dialog = SettingsDialog(window, store, "/made/up/<b>library</b>")
    dialog.open()
    return dialog


def part(dialog: SettingsDialog, kind: type, name: str) -> Any:
    found = dialog.findChild(kind, name)
    assert found is not None
    return found


def press(dialog: SettingsDialog, qtbot: QtBot, which: Buttons) -> None:
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons is not None
    qtbot.mouseClick(buttons.button(which), Qt.MouseButton.LeftButton)


def write_server(dialog: SettingsDialog, qtbot: QtBot, server: str) -> None:
    field = part(dialog, QLineEdit, "server")
    field.selectAll()
    qtbot.keyClicks(field, server or "\b")


@pytest.mark.parametrize(
    ("server", "why"),
    [
        ("http://service.invalid/core/1.0/", "only https"),
        ("http://127.0.0.1.service.invalid/", "only https"),
        ("ftp://service.invalid/", "only https"),
        ("service.invalid", "plain address"),
        ("https://user:secret@service.invalid/", "plain address"),
        ("https://service.invalid/?api_key=x", "plain address"),
        ("https://service.invalid:port/", "not an address"),
    ],
)
def test_a_server_that_can_t_be_used_is_refused_with_a_sentence(
    dialog: SettingsDialog, qtbot: QtBot, store: SettingsStore, server: str, why: str
) -> None:
    trouble = part(dialog, QLabel, "server_trouble")
    assert not trouble.isVisible()
    write_server(dialog, qtbot, server)
    press(dialog, qtbot, Buttons.Ok)
    assert dialog.isVisible()
    assert trouble.isVisible()
    assert why in trouble.text()
    assert trouble.textFormat() is Qt.TextFormat.PlainText
    assert store.get(SERVER) == SERVER.default


@pytest.mark.parametrize(
    ("server", "stored"),
    [
        (" https://service.invalid/core/1.0 ", "https://service.invalid/core/1.0/"),
        ("http://127.0.0.1:8080/core/1.0/", "http://127.0.0.1:8080/core/1.0/"),
        ("", SERVER.default),
    ],
)
def test_a_server_that_can_be_used_is_stored(
    dialog: SettingsDialog, qtbot: QtBot, store: SettingsStore, server: str, stored: str
) -> None:
    write_server(dialog, qtbot, server)
    with qtbot.waitSignal(dialog.accepted):
        press(dialog, qtbot, Buttons.Ok)
    assert store.get(SERVER) == stored


def test_a_refused_server_can_be_mended(dialog: SettingsDialog, qtbot: QtBot, store: SettingsStore) -> None:
    write_server(dialog, qtbot, "http://service.invalid/")
    press(dialog, qtbot, Buttons.Ok)
    write_server(dialog, qtbot, "https://service.invalid/")
    press(dialog, qtbot, Buttons.Ok)
    assert store.get(SERVER) == "https://service.invalid/"


def test_the_chosen_colours_are_stored(dialog: SettingsDialog, qtbot: QtBot, store: SettingsStore) -> None:
    themes = part(dialog, QComboBox, "theme")
    assert themes.currentData() == "system"
    qtbot.keyClick(themes, Qt.Key.Key_End)
    press(dialog, qtbot, Buttons.Ok)
    assert store.get(THEME) == "dark"


def test_cancel_stores_nothing(dialog: SettingsDialog, qtbot: QtBot, store: SettingsStore) -> None:
    qtbot.keyClick(part(dialog, QComboBox, "theme"), Qt.Key.Key_End)
    write_server(dialog, qtbot, "https://service.invalid/")
    press(dialog, qtbot, Buttons.Cancel)
    assert store.get(THEME) == THEME.default
    assert store.get(SERVER) == SERVER.default


def test_it_shows_what_is_stored_and_where_results_are_kept(window: QWidget, store: SettingsStore) -> None:
    store.set(THEME, "light")
    store.set(SERVER, "https://service.invalid/")
    dialog = SettingsDialog(window, store, "/made/up/<b>library</b>")
    assert part(dialog, QComboBox, "theme").currentData() == "light"
    assert part(dialog, QLineEdit, "server").text() == "https://service.invalid/"
    (folder,) = [label for label in dialog.findChildren(QLabel) if "<b>" in label.text()]
    assert folder.textFormat() is Qt.TextFormat.PlainText
