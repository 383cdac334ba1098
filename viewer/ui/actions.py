"""Everything the user can do from menu, toolbar or keyboard, as one table; the window connects what each one does."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from viewer.ui.theme import icon, icon_size


class ActionLine(NamedTuple):
    """One action: its name in code, its words with a mnemonic, menu, shortcut, icon, and whether it is on the toolbar.

    `keys` names one of Qt's standard keys, which differ from system to system, or says the keys themselves.
    """

    name: str
    words: str
    menu: str
    keys: str = ""
    symbol: str = ""
    on_toolbar: bool = False


FILE, EDIT, VIEW, GO, HELP = "&File", "&Edit", "&View", "&Go", "&Help"
SEPARATOR = "-"
ACTIONS = (
    ActionLine("open", "&Open…", FILE, "Open", "open", on_toolbar=True),
    ActionLine("open_folder", "Open &folder…", FILE, "", "folder"),
    ActionLine("save", "&Save…", FILE, "Save", "save", on_toolbar=True),
    ActionLine(SEPARATOR, "", FILE),
    ActionLine("fetch_again", "Fetch &again…", FILE, "Refresh", "refresh"),
    ActionLine("close_job", "&Close job", FILE, "Close"),
    ActionLine(SEPARATOR, "", FILE),
    ActionLine("quit", "&Quit", FILE, "Ctrl+Q"),  # not every system has a standard key for it, nor for the settings
    ActionLine("copy", "&Copy", EDIT, "Copy", "copy", on_toolbar=True),
    ActionLine("find", "&Find", EDIT, "Find", "find", on_toolbar=True),
    ActionLine("find_next", "Find &next", EDIT, "FindNext", "next"),
    ActionLine("find_previous", "Find &previous", EDIT, "FindPrevious", "previous"),
    ActionLine(SEPARATOR, "", EDIT),
    ActionLine("settings", "&Settings…", EDIT, "Ctrl+,", "settings"),
    ActionLine("time_format", "&Times as", VIEW, "Ctrl+T", "time", on_toolbar=True),
    ActionLine(SEPARATOR, "", VIEW),
    ActionLine("demo", "Open the &demo", HELP, "", ""),
    ActionLine("shortcuts", "&Keyboard shortcuts", HELP, "HelpContents"),
    ActionLine("about", "&About", HELP),
)


def build_actions(window: QMainWindow) -> tuple[dict[str, QAction], dict[str, QMenu]]:
    """Make the actions of `window`, its toolbar and the titles of its menus; return actions by name, menus by title.

    That is what is seen of them in the first window; `menus.complete_actions` is to follow.
    """
    menus = {title: window.menuBar().addMenu(_translated(title)) for title in (FILE, EDIT, VIEW, GO, HELP)}
    actions = {line.name: _action(window, line) for line in ACTIONS if line.name != SEPARATOR}
    toolbar = _toolbar(window)
    for line in ACTIONS:
        if line.on_toolbar:
            actions[line.name].setIcon(icon(line.symbol))
            toolbar.addAction(actions[line.name])
    return actions, menus


def _toolbar(window: QMainWindow) -> QToolBar:
    toolbar = QToolBar(_translated("Toolbar"))
    toolbar.setObjectName("toolbar")
    toolbar.setMovable(False)
    toolbar.setIconSize(icon_size(toolbar, 1.3))
    toolbar.setToolButtonStyle(window.toolButtonStyle().ToolButtonTextBesideIcon)
    window.addToolBar(toolbar)
    return toolbar


def _action(window: QMainWindow, line: ActionLine) -> QAction:
    action = QAction(_translated(line.words), window)
    action.setObjectName(f"action_{line.name}")
    return action


def _translated(words: str) -> str:
    return QCoreApplication.translate("Actions", words)
