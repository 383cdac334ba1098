"""The settings dialog: the server, and the colours of the program."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from viewer.errors import RequestError
from viewer.model.request import checked_server
from viewer.settings import SERVER, THEME
from viewer.ui.messages import shown
from viewer.ui.settings_store import SettingsStore


class SettingsDialog(QDialog):
    """Reads the settings from the store; writes them on OK, where the server's address is one that can be used."""

    def __init__(self, parent: QWidget, store: SettingsStore, library_folder: str) -> None:
        super().__init__(parent)
        self.setObjectName("settings_dialog")
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._store = store
        self._build(library_folder)

    def _build(self, library_folder: str) -> None:
        self._theme = QComboBox()
        self._theme.setObjectName("theme")
        for name, words in (("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))):
            self._theme.addItem(words, name)
        self._theme.setCurrentIndex(self._theme.findData(self._store.get(THEME)))
        folder = QLabel(library_folder)
        folder.setTextFormat(Qt.TextFormat.PlainText)
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        folder.setWordWrap(True)
        usual = QFormLayout()
        usual.addRow(self.tr("&Colours"), self._theme)
        usual.addRow(self.tr("Library folder"), folder)
        column = QVBoxLayout(self)
        column.addLayout(usual)
        column.addWidget(self._build_advanced())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _build_advanced(self) -> QGroupBox:
        box = QGroupBox(self.tr("Advanced"))
        self._server = QLineEdit(self._store.get(SERVER))
        self._server.setObjectName("server")
        self._server.setMinimumWidth(self.fontMetrics().averageCharWidth() * 50)
        self._trouble = QLabel()
        self._trouble.setObjectName("server_trouble")
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        form = QFormLayout(box)
        form.addRow(self.tr("&Server"), self._server)
        note = QLabel(self.tr("Your API key is sent to this address. Change it only if the service told you to."))
        note.setWordWrap(True)
        form.addRow(note)
        form.addRow(self._trouble)
        return box

    def _accept(self) -> None:
        try:
            server = checked_server(self._server.text().strip() or SERVER.default)
        except RequestError as error:
            self._trouble.setText(" ".join(map(shown, error.sentences)))
            self._trouble.show()
            self._server.setFocus()
            return
        self._store.set(SERVER, server)
        self._store.set(THEME, self._theme.currentData())
        self.accept()
