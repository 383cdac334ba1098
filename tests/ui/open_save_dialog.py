"""The save dialog as a user meets it: fields, list of forms, Save, and the question before a file is replaced."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QFileDialog, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from viewer.ui.save_dialog import SaveDialog, SaveForm


class OpenSaveDialog:
    """An open dialog over a window, used by hand, and what it chose."""

    def __init__(self, qtbot: QtBot, window: QWidget, dialog: SaveDialog) -> None:
        self.chosen: list[tuple[SaveForm, Path]] = []
        self._qtbot = qtbot
        self._window = window
        dialog.chosen.connect(lambda form, path: self.chosen.append((form, path)))

    @property
    def dialog(self) -> QFileDialog:
        return self._window.findChildren(QFileDialog, "save_dialog")[-1]

    @property
    def name(self) -> str:
        """The file name in the field."""
        return self._part(QLineEdit, "fileNameEdit").text()  # type: ignore[no-any-return]

    def type_name(self, name: str) -> None:
        field = self._focused(QLineEdit, "fileNameEdit")
        field.selectAll()
        self._qtbot.keyClicks(field, name)

    def choose_form(self, number: int) -> None:
        """Choose another form in the list, by keyboard."""
        forms = self._focused(QComboBox, "fileTypeCombo")
        while forms.currentIndex() != number:
            self._qtbot.keyClick(forms, Qt.Key.Key_Down if forms.currentIndex() < number else Qt.Key.Key_Up)

    def save(self) -> None:
        """Press Save."""
        buttons = self.dialog.findChild(QDialogButtonBox)
        assert buttons is not None
        button = buttons.button(QDialogButtonBox.StandardButton.Save)
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    @property
    def question(self) -> QMessageBox | None:
        """The question that is asked at the moment."""
        boxes = self._window.findChildren(QMessageBox, "confirm_overwrite")
        return next((box for box in boxes if box.isVisible()), None)

    def answer(self, words: str) -> None:
        """Press the button of the question that has these words."""
        assert self.question is not None
        (button,) = [one for one in self.question.findChildren(QPushButton) if one.text().replace("&", "") == words]
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def _focused(self, kind: type, name: str) -> Any:
        """Qt's dialog behaves differently where its fields do not have the focus."""
        part = self._part(kind, name)
        self.dialog.activateWindow()
        part.setFocus()
        self._qtbot.waitUntil(part.hasFocus)
        return part

    def _part(self, kind: type, name: str) -> Any:
        found = self.dialog.findChild(kind, name)
        assert found is not None
        return found
