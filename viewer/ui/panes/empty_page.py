"""What a pane shows where it has nothing else to show: what would be here, why it is not, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

WIDEST_CHARACTERS = 70
HEADING_SCALE = 1.25
MIDDLE_STRETCH = 20


class EmptyPage(QWidget):
    """A heading, some sentences, and at most one button, in the middle."""

    def __init__(self, prefix: str = "empty", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{prefix}_page")
        self._act: Callable[[], None] | None = None
        self._heading = self._label(f"{prefix}_heading")
        self._words = self._label(f"{prefix}_words")
        self._button = QPushButton()
        self._button.setObjectName(f"{prefix}_button")
        self._button.clicked.connect(self._press)
        font = QFont()
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * HEADING_SCALE)
        self._heading.setFont(font)
        middle = QWidget()
        middle.setMaximumWidth(WIDEST_CHARACTERS * self.fontMetrics().averageCharWidth())
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._button)
        buttons.addStretch(1)
        column = QVBoxLayout(middle)
        column.addStretch(2)
        column.addWidget(self._heading)
        column.addWidget(self._words)
        column.addLayout(buttons)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(middle, MIDDLE_STRETCH)
        row.addStretch(1)

    def say(self, heading: str, words: str = "", *, button: str = "", act: Callable[[], None] | None = None) -> None:
        """Show a heading and sentences; with `button`, one that calls `act`."""
        self._heading.setText(heading)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._act = act

    def text(self) -> str:
        """Everything that is shown."""
        return "\n".join(part for part in (self._heading.text(), self._words.text()) if part)

    def _press(self) -> None:
        if self._act is not None:
            self._act()

    def _label(self, name: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return label
