"""What each action of the window does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QToolButton

from viewer.ui.actions import VIEW
from viewer.ui.announcing import announce
from viewer.ui.dialogs import show_about, show_shortcuts
from viewer.ui.menus import shortcut_sheet
from viewer.ui.messages import shown

if TYPE_CHECKING:
    from viewer.ui.clock import Clock
    from viewer.ui.main_window import MainWindow

BRIEFLY_MS = 5000


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


def join_clock(window: MainWindow, clock: Clock) -> None:
    """Give the clock its places in the toolbar and the menus of `window`, and let it speak there."""
    times, toolbar = window.actions_by_name["time_format"], window.findChild(QToolBar, "toolbar")
    assert isinstance(toolbar, QToolBar)
    times.setMenu(clock.times)
    button = toolbar.widgetForAction(times)
    assert isinstance(button, QToolButton)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    times.triggered.connect(lambda _checked=False: button.showMenu())
    toolbar.addSeparator()
    toolbar.addActions([clock.going.back, clock.going.forward])
    toolbar.addWidget(clock.go_to)
    toolbar.addWidget(clock.steps)
    window.statusBar().addPermanentWidget(clock.position)
    window.menus[VIEW].addActions([dock.toggleViewAction() for dock in clock.docks])
    clock.going.said.connect(lambda words: _say_briefly(window, shown(words)))
    clock.failed.connect(window.failed)


def _say_briefly(window: MainWindow, words: str) -> None:
    window.statusBar().showMessage(words, BRIEFLY_MS)
    announce(window.statusBar(), words)
