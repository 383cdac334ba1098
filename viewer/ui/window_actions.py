"""What each action of the window does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from viewer.ui.dialogs import show_about, show_shortcuts
from viewer.ui.menus import shortcut_sheet

if TYPE_CHECKING:
    from viewer.ui.main_window import MainWindow


def connect_actions(window: MainWindow) -> None:
    """Let the actions of `window` do what they say."""
    acts: dict[str, Callable[[], object]] = {
        "open": window.ask_files,
        "open_folder": window.ask_folder,
        "save": window.save,
        "fetch_again": window.fetch_again,
        "close_job": lambda: window.desk.close_job(),
        "quit": window.close,
        "copy": lambda: window.panes.copy_from(window.focusWidget()),
        "find": lambda: window.panes.begin_find(),
        "find_next": lambda: window.panes.find_next(),
        "find_previous": lambda: window.panes.find_previous(),
        "settings": window.settings_wanted.emit,
        "demo": window.demo_wanted.emit,
        "shortcuts": lambda: show_shortcuts(window, shortcut_sheet(window.findChildren(QAction))),
        "about": lambda: show_about(window),
    }
    for name, act in acts.items():
        window.actions_by_name[name].triggered.connect(lambda _checked=False, act=act: act())
    window.actions_by_name["time_format"].toggled.connect(window.choose_time_format)
