"""What is not seen of the actions in the first window: the lines of the menus, the shortcuts, and the icons of both."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from viewer.ui.actions import ACTIONS, SEPARATOR, VIEW
from viewer.ui.theme import icon


def complete_actions(actions: dict[str, QAction], menus: dict[str, QMenu], *of_view: QAction) -> None:
    """Fill the menus (`of_view` are more lines of View), and give the actions their shortcuts and their other icons."""
    for menu in menus.values():
        menu.setToolTipsVisible(True)
    for line in ACTIONS:
        if line.name == SEPARATOR:
            menus[line.menu].addSeparator()
            continue
        action = actions[line.name]
        menus[line.menu].addAction(action)
        action.setShortcuts(_shortcuts(line.keys))
        if line.symbol and not line.on_toolbar:
            action.setIcon(icon(line.symbol))
    menus[VIEW].addActions(of_view)
    menus[VIEW].addSeparator()


def _shortcuts(keys: str) -> list[QKeySequence]:
    standard = QKeySequence.StandardKey.__members__.get(keys)
    if standard is not None:
        return QKeySequence.keyBindings(standard)
    return [QKeySequence(keys)] if keys else []


def shortcut_sheet(actions: Iterable[QAction]) -> str:
    """Return the sheet of all shortcuts as plain text: a line for each, its keys and its words with a tab between them."""
    lines = [(action.text().replace("&", "").rstrip("…"), action.shortcut()) for action in actions]
    rows = [
        f"{keys.toString(QKeySequence.SequenceFormat.NativeText)}\t{words}" for words, keys in lines if not keys.isEmpty()
    ]
    return "\n".join(rows)
