"""The one find bar of all panes: a field, a count such as "3 of 47", next, previous and close."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from viewer.ui.announcing import announce
from viewer.ui.panes.buttons import IconButton

FIELD_CHARACTERS = 36


class FindBar(QWidget):
    """Hidden until it is opened. It finds or filters nothing itself; the pane does."""

    changed = Signal(str)
    next_wanted = Signal()
    previous_wanted = Signal()
    closed = Signal()

    def __init__(self, label: str, *, options: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        self._field = QLineEdit()
        self._field.setObjectName("find_field")
        self._field.setClearButtonEnabled(True)
        self._field.setMinimumWidth(FIELD_CHARACTERS * self.fontMetrics().averageCharWidth())
        self._field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._field.textChanged.connect(self.changed)
        self._count = QLabel()
        self._count.setObjectName("find_count")
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._build(label, options)
        self.hide()

    def _build(self, label: str, options: QWidget | None) -> None:
        words = QLabel(label)
        words.setBuddy(self._field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words)
        row.addWidget(self._field)
        row.addWidget(self._button("previous", self.tr("Previous"), self.tr("Previous (Shift+F3)"), self.previous_wanted))
        row.addWidget(self._button("next", self.tr("Next"), self.tr("Next (F3)"), self.next_wanted))
        if options is not None:
            row.addWidget(options)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._button("clear", self.tr("Close the find bar"), self.tr("Close (Esc)"), self.closed))
        self.closed.connect(self.hide)
        self.setFocusProxy(self._field)

    def _button(self, symbol: str, name: str, tooltip: str, wanted: object) -> IconButton:
        button = IconButton(f"find_{symbol}", symbol, name, tooltip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(wanted)
        return button

    @property
    def text(self) -> str:
        """What is to be found."""
        return self._field.text()

    def open(self, text: str | None = None) -> None:
        """Show the bar with the focus in its field; `text` takes the place of what stands there, else that is selected."""
        self.show()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text is None:
            self._field.selectAll()
        else:
            self._field.setText(text)

    def clear(self) -> None:
        """Empty the field."""
        self._field.clear()

    def say(self, words: str) -> None:
        """Show and announce the count, or what else there is to say of the search."""
        if words != self._count.text():
            self._count.setText(words)
            announce(self, words)

    def said(self) -> str:
        """What is shown beside the field."""
        return self._count.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.previous_wanted if is_back else self.next_wanted).emit()
        else:
            super().keyPressEvent(event)
