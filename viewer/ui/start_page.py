"""What the window shows while no job is open: what it is for, and the three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from viewer.ui.theme import set_icon


class StartPage(QWidget):
    """Emits what the user wants to begin with."""

    open_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("start_page")
        title = _words(self.tr("See what a video-analysis job found"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        title.setFont(font)
        self.open_button = self._button("start_open", "open", self.tr("&Open files…"))
        self.demo_button = self._button("start_demo", "demo", self.tr("Try the de&mo"))
        self.open_button.clicked.connect(lambda: self.open_wanted.emit())
        self.demo_button.clicked.connect(lambda: self.demo_wanted.emit())
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.demo_button)
        buttons.addStretch()
        inside = QVBoxLayout()
        inside.addWidget(title)
        inside.addWidget(_words(self.tr("Enter your API key and a job ID above, choose a type, and press Fetch.")))
        inside.addWidget(_words(self.tr("Or drop files or a folder with results here, or open them:")))
        inside.addLayout(buttons)
        inside.addWidget(_words(self.tr("The demo is a made-up job: it needs no key and no network.")))
        inside.setSpacing(self.fontMetrics().height())
        across = QHBoxLayout()
        across.addStretch(1)
        across.addLayout(inside, 3)
        across.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(across)
        column.addStretch(2)

    def _button(self, name: str, symbol: str, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        set_icon(button, symbol)
        return button


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
