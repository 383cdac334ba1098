"""A small dialog that asks for the timecode of the video's first frame."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from viewer.model.timecode import Label
from viewer.model.timing import NO_START, TimeFormat
from viewer.model.typed_moment import parsed_label
from viewer.text import Text
from viewer.ui.announcing import announce
from viewer.ui.messages import shown

_WIDTH = 44  # characters of the explanation in one line


class ProgrammeStartDialog(QDialog):
    """Emits `chosen` with a Label; what can't be understood is said under the field, and the dialog stays open."""

    chosen = Signal(object)

    def __init__(self, time_format: TimeFormat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("programme_start")
        self.setWindowTitle(self.tr("Programme start"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._time_format = time_format
        self._build()

    def _build(self) -> None:
        self._field = QLineEdit(self._time_format.shown_start())
        self._field.setObjectName("start")
        self._field.selectAll()
        self._field.textEdited.connect(lambda: self._say(None))
        row = QFormLayout()
        row.addRow(self.tr("&Timecode of the first frame:"), self._field)
        explanation = self._label(
            self.tr(
                "Times that are shown as a clock or as a timecode count from it. "
                "Seconds and frames count from the start of the video."
            )
        )
        self._trouble = self._label("")
        self._trouble.setObjectName("start_trouble")
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self._trouble)
        column.addWidget(explanation)
        column.addWidget(self._build_buttons())

    def _build_buttons(self) -> QDialogButtonBox:
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        none = buttons.addButton(self.tr("&No programme start"), QDialogButtonBox.ButtonRole.ResetRole)
        none.setObjectName("no_start")
        none.setAutoDefault(False)
        none.clicked.connect(lambda: self._choose(NO_START))
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _label(self, words: str) -> QLabel:
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setMinimumWidth(_WIDTH * self.fontMetrics().averageCharWidth())
        return label

    def _accept(self) -> None:
        outcome = parsed_label(self._field.text(), self._time_format)
        if isinstance(outcome, Text):
            self._say(outcome)
        else:
            self._choose(outcome)

    def _choose(self, start: Label) -> None:
        self.chosen.emit(start)
        self.accept()

    def _say(self, trouble: Text | None) -> None:
        words = "" if trouble is None else shown(trouble)
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
        self._field.setAccessibleDescription(words)
        if words:
            announce(self._trouble, words)
            self._field.setFocus()
            self._field.selectAll()
