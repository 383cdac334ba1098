"""The window's questions: where something can be lost, paid for or mixed up, the user decides."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from viewer.text import Text
from viewer.ui.desk import Desk
from viewer.ui.dialogs import ask
from viewer.ui.messages import shown
from viewer.ui.opening import Opening


def ask_fetch_again(window: QWidget, fetch_again: Callable[[], None]) -> QMessageBox:
    """Ask before a result that is kept is fetched once more."""
    return ask(
        window,
        "confirm_fetch_again",
        _translated("Fetch again from the service what is kept on this computer?"),
        _translated("The older copy is kept beside the new one. The service may count downloads."),
        _translated("&Fetch again"),
        fetch_again,
    )


def ask_to_join(window: QWidget, desk: Desk, opening: Opening) -> QMessageBox:
    """Ask whether an opened file, which tells no job, belongs to the one on the desk, and act on the answer."""
    name = opening.results[0].source.path.name
    return ask(
        window,
        "confirm_join",
        _translated("Does this file belong to the open job?"),
        shown(Text("{name} does not say which job it belongs to.", name=name)),
        _translated("&Add to the open job"),
        lambda: desk.join(opening, is_joining=True),
        otherwise=(_translated("&Show alone"), lambda: desk.join(opening, is_joining=False)),
    )


def _translated(words: str) -> str:
    return QCoreApplication.translate("Questions", words)
