"""Everything the user can do from menu, toolbar or keyboard, as one table; the window connects what each one does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from viewer.ui.theme import icon

Keys = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action: its name in code, its words with a mnemonic, menu, shortcut, icon, and whether it is on the toolbar."""

    name: str
    words: str
    menu: str
    keys: QKeySequence.StandardKey | str = ""
    symbol: str = ""
    on_toolbar: bool = False
    is_checkable: bool = False


FILE, EDIT, VIEW, HELP = "&File", "&Edit", "&View", "&Help"
SEPARATOR = "-"
ACTIONS = (
    ActionLine("open", "&Open…", FILE, Keys.Open, "open", on_toolbar=True),
    ActionLine("open_folder", "Open &folder…", FILE, "", "folder"),
    ActionLine("save", "&Save…", FILE, Keys.Save, "save", on_toolbar=True),
    ActionLine(SEPARATOR, "", FILE),
    ActionLine("fetch_again", "Fetch &again…", FILE, Keys.Refresh, "refresh"),
    ActionLine("close_job", "&Close job", FILE, Keys.Close),
    ActionLine(SEPARATOR, "", FILE),
    ActionLine("quit", "&Quit", FILE, "Ctrl+Q"),  # not every system has a standard key for it, nor for the settings
    ActionLine("copy", "&Copy", EDIT, Keys.Copy, "copy", on_toolbar=True),
    ActionLine("find", "&Find", EDIT, Keys.Find, "find", on_toolbar=True),
    ActionLine("find_next", "Find &next", EDIT, Keys.FindNext, "next"),
    ActionLine("find_previous", "Find &previous", EDIT, Keys.FindPrevious, "previous"),
    ActionLine(SEPARATOR, "", EDIT),
    ActionLine("settings", "&Settings…", EDIT, "Ctrl+,", "settings"),
    ActionLine("time_format", "&Times as seconds", VIEW, "Ctrl+T", "time", on_toolbar=True, is_checkable=True),
    ActionLine(SEPARATOR, "", VIEW),
    ActionLine("demo", "Open the &demo", HELP, "", ""),
    ActionLine("shortcuts", "&Keyboard shortcuts", HELP, Keys.HelpContents),
    ActionLine("about", "&About", HELP),
)


def build_actions(window: QMainWindow) -> tuple[dict[str, QAction], dict[str, QMenu]]:
    """Make the menus and the toolbar of `window`; return its actions by name, and its menus by title."""
    actions: dict[str, QAction] = {}
    menus = {title: window.menuBar().addMenu(_translated(title)) for title in (FILE, EDIT, VIEW, HELP)}
    for menu in menus.values():
        menu.setToolTipsVisible(True)
    toolbar = _toolbar(window)
    for line in ACTIONS:
        if line.name == SEPARATOR:
            menus[line.menu].addSeparator()
            continue
        action = _action(window, line)
        menus[line.menu].addAction(action)
        actions[line.name] = action
        if line.on_toolbar:
            toolbar.addAction(action)
    return actions, menus


def shortcut_sheet(actions: Iterable[QAction]) -> str:
    """Return the sheet of all shortcuts as plain text: a line for each, its keys and its words with a tab between them."""
    lines = [(action.text().replace("&", "").rstrip("…"), action.shortcut()) for action in actions]
    rows = [
        f"{keys.toString(QKeySequence.SequenceFormat.NativeText)}\t{words}" for words, keys in lines if not keys.isEmpty()
    ]
    return "\n".join(rows)


def _toolbar(window: QMainWindow) -> QToolBar:
    toolbar = QToolBar(_translated("Toolbar"))
    toolbar.setObjectName("toolbar")
    toolbar.setMovable(False)
    toolbar.setToolButtonStyle(window.toolButtonStyle().ToolButtonTextBesideIcon)
    window.addToolBar(toolbar)
    return toolbar


def _action(window: QMainWindow, line: ActionLine) -> QAction:
    action = QAction(_translated(line.words), window)
    action.setObjectName(f"action_{line.name}")
    if line.symbol:
        action.setIcon(icon(line.symbol))
    if isinstance(line.keys, QKeySequence.StandardKey):
        action.setShortcuts(line.keys)
    elif line.keys:
        action.setShortcut(QKeySequence(line.keys))
    action.setCheckable(line.is_checkable)
    return action


def _translated(words: str) -> str:
    return QCoreApplication.translate("Actions", words)
