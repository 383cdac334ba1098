"""A read-only view of one page of text; lines that were broken for display are copied unbroken."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFont, QFontDatabase, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from viewer.ui.panes.text_pages import broken_lines, shown_place

_CONTINUED = 1


class PageTextEdit(QPlainTextEdit):
    """Shows plain text and never interprets it."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[str] = [""]
        self._continued: list[int] = []
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        font = QFont()  # only the family is set: the size goes on following the program's
        font.setFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
        self.setFont(font)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)

    def show_text(self, text: str) -> bool:
        """Show a page of text; True where lines had to be broken."""
        self._lines, self._continued = broken_lines(text)
        self.setPlainText("\n".join(self._lines))
        for number in self._continued:
            self.document().findBlockByNumber(number).setUserState(_CONTINUED)
        return bool(self._continued)

    def select(self, start: int, stop: int) -> None:
        """Select characters of the text that was given, and bring them into sight."""
        cursor = self.textCursor()
        cursor.setPosition(shown_place(self._lines, self._continued, start))
        cursor.setPosition(shown_place(self._lines, self._continued, stop), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.centerCursor()

    def selected_text(self) -> str:
        """The selected text with its lines unbroken."""
        cursor = self.textCursor()
        text = cursor.selectedText().replace("\u2029", "\n")
        block = self.document().findBlock(cursor.selectionStart())
        parts = text.split("\n")
        joined = parts[0]
        for part in parts[1:]:
            joined += part if block.userState() == _CONTINUED else "\n" + part
            block = block.next()
        return joined

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        data = QMimeData()
        data.setText(self.selected_text())
        return data
