"""The clipboard, for long texts: they are put there as UTF-8, as a worker made them.

To turn a long text into Qt's own form would stop the window for as long as that takes.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication


class Utf8Text(QMimeData):
    """A text that Qt decodes when somebody pastes it."""

    def __init__(self, text: QByteArray) -> None:
        super().__init__()
        self.setData("text/plain", text)


def copy_utf8(text: QByteArray) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setMimeData(Utf8Text(text))


def leave_to_qt() -> None:
    """Before the program ends: a text of ours, which Qt would ask after Python is gone, becomes one of its own."""
    clipboard = QGuiApplication.clipboard()
    if isinstance(clipboard.mimeData(), Utf8Text):
        clipboard.setText(clipboard.text())
