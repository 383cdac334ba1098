"""What there is to say about the film: one sentence for each matter, with its next step, in little room.

Of several, the most urgent is shown; the others follow as it is closed or settled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from viewer.text import Text
from viewer.ui.announcing import announce
from viewer.ui.film.wrapping_row import WrappingRow
from viewer.ui.messages import shown
from viewer.ui.panes.buttons import IconButton
from viewer.ui.theme import icon, icon_size

Step = tuple[str, Callable[[], None]]
_URGENCY = ("error", "warning", "info")


class Notice(NamedTuple):
    """A sentence with its next steps. `symbol` is error, warning or info."""

    words: str
    symbol: str
    steps: tuple[Step, ...]


class Notices(QFrame):
    """At most one notice for each matter; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("film_notices")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._notices: dict[str, Notice] = {}
        self._shown: Notice | None = None
        self._matter = ""
        self._build()
        self.hide()

    def say(self, matter: str, text: Text, *steps: Step, symbol: str = "info") -> None:
        """Say something of a matter, in the place of what was said of it before. `symbol` is info, warning or error."""
        words = shown(text)
        if words != self.said(matter):
            self._notices.pop(matter, None)
            self._notices[matter] = Notice(words, symbol, steps)
            announce(self, words, is_urgent=symbol == "error")
            self._show_first()

    def end(self, *matters: str) -> None:
        """Say nothing more of these matters."""
        if [matter for matter in matters if self._notices.pop(matter, None) is not None]:
            self._show_first()

    def said(self, matter: str) -> str:
        """What there is to say of a matter."""
        notice = self._notices.get(matter)
        return "" if notice is None else notice.words

    def close_shown(self) -> None:
        """Close what is shown; what else there is follows."""
        self.end(self._matter)

    def _build(self) -> None:
        self._symbol = QLabel()
        self._words = QLabel()
        self._words.setObjectName("notice_words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setMinimumSize(1, 1)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._more = QLabel()
        self._more.setObjectName("notice_more")
        self._close = IconButton("notice_close", "clear", self.tr("Close this message"))
        self._close.clicked.connect(self.close_shown)
        top = Qt.AlignmentFlag.AlignTop
        row = QHBoxLayout()
        row.addWidget(self._symbol, 0, top)
        row.addWidget(self._words, 1, top)
        row.addWidget(self._more, 0, top)
        row.addWidget(self._close, 0, top)
        self._steps = QWidget()
        self._step_row = WrappingRow(self._steps)
        self._step_row.setSpacing(self.fontMetrics().averageCharWidth())
        gap = self.fontMetrics().height() // 3
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        column.addLayout(row)
        column.addWidget(self._steps)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _show_first(self) -> None:
        """The most urgent, of those that are as urgent the newest."""
        rising = sorted(self._notices.items(), key=lambda one: -_URGENCY.index(one[1].symbol))
        if not rising:
            self._shown, self._matter = None, ""
            self.hide()
            return
        self._matter, notice = rising[-1]
        others = len(rising) - 1
        self._more.setText(f"+{others}" if others else "")
        self._more.setToolTip(self.tr("%1 more to read, once this is closed").replace("%1", str(others)))
        self._more.setVisible(bool(others))
        if notice is not self._shown:
            self._shown = notice
            self._symbol.setPixmap(icon(notice.symbol).pixmap(icon_size(self)))
            self._symbol.setAccessibleName(notice.symbol)
            self._words.setText(notice.words)
            self._set_steps(notice.steps)
        self.show()

    def _set_steps(self, steps: tuple[Step, ...]) -> None:
        while (item := self._step_row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        before: QWidget = self._words
        for number, (words, act) in enumerate(steps):
            button = QPushButton(words)
            button.setObjectName(f"notice_step_{number}")
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._step_row.addWidget(button)
            QWidget.setTabOrder(before, button)
            before = button
        QWidget.setTabOrder(before, self._close)
        self._steps.setVisible(bool(steps))
