"""The strip under the form: progress while work goes on, or a sentence with its next step; else hidden."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from viewer.late import late
from viewer.text import Text
from viewer.ui.focus_ring import RingedToolButton
from viewer.ui.messages import shown
from viewer.ui.theme import icon, set_icon
from viewer.watch import Progress

if TYPE_CHECKING:
    from viewer.ui.desk import Message

announce = late("viewer.ui.announcing", "announce")
Action = tuple[str, Callable[[], None]]
LINES_OF_DETAILS = 6


class MessageStrip(QFrame):
    """One message or one progress at a time; a message stays until it is closed or replaced."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message_strip")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._build()
        self._rate = _Rate()
        self._is_progress = False
        self._before: QWidget | None = None
        self._action_buttons: list[QPushButton] = []
        self.hide()

    def come_after(self, widget: QWidget) -> None:
        """Let the Tab key lead from `widget` into the strip."""
        self._before = widget
        self._order()

    # --- messages

    def say(self, text: str, *, symbol: str = "info", actions: tuple[Action, ...] = (), details: str = "") -> None:
        """Show a sentence with buttons. `symbol` is info, warning or error; `details` is technical text to copy."""
        self._show_parts(is_progress=False)
        self._symbol.setPixmap(icon(symbol).pixmap(self._symbol_size()))
        self._symbol.setAccessibleName(symbol)
        self._words.setText(text)
        self._details.setPlainText(details)
        self._details_button.setVisible(bool(details))
        self._details_button.setChecked(False)
        self._set_actions(actions)
        self.show()
        announce(self, text, is_urgent=symbol == "error")

    def tell(self, message: Message) -> None:
        """Show a message of the desk."""
        actions = tuple((shown(words), act) for words, act in message.actions)
        words = " ".join(map(shown, message.sentences))
        self.say(words, symbol=message.symbol, actions=actions, details=message.details)

    def clear(self) -> None:
        """Say nothing."""
        self._words.clear()
        self.hide()

    def text(self) -> str:
        """The words that are shown."""
        return "" if self.isHidden() else self._words.text()

    def details(self) -> str:
        """The details of the message that is shown."""
        return self._details.toPlainText()

    # --- progress

    def begin(self, doing: Text, actions: tuple[Action, ...] = ()) -> None:
        """Show work in progress, of unknown length at first."""
        self._rate = _Rate()
        self._show_parts(is_progress=True)
        self._set_actions(actions)
        self._words.setText(shown(doing))
        self._bar.setRange(0, 0)
        self._amount.clear()
        self.show()

    def progress(self, progress: Progress) -> None:
        """Show how far the work has come: a bar where the total is known, amount and rate in words beside it."""
        if not self._is_progress:
            return
        if progress.doing is not None:
            self._words.setText(shown(progress.doing))
        if progress.total:
            self._bar.setRange(0, 1000)
            self._bar.setValue(min(1000, 1000 * progress.done // progress.total))
        else:
            self._bar.setRange(0, 0)
        self._amount.setText(self._amount_words(progress))

    def end_progress(self) -> None:
        """Take the progress away; a message that has replaced it stays."""
        if self._is_progress:
            self.clear()

    def _amount_words(self, progress: Progress) -> str:
        if not progress.in_bytes or not progress.done:
            return ""
        locale = QLocale()
        words = locale.formattedDataSize(progress.done)
        if progress.total:
            words = self.tr("%1 of %2").replace("%1", words).replace("%2", locale.formattedDataSize(progress.total))
        rate = self._rate.per_second(progress.done)
        return words if rate is None else words + ", " + self.tr("%1 a second").replace("%1", locale.formattedDataSize(rate))

    # --- building

    def _build(self) -> None:
        self._symbol = QLabel()
        self._symbol.setObjectName("strip_symbol")
        self._words = QLabel()
        self._words.setObjectName("strip_words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar()
        self._bar.setObjectName("strip_bar")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._amount = QLabel()
        self._amount.setObjectName("strip_amount")
        self._buttons = QHBoxLayout()
        self._details_button = QPushButton(self.tr("&Details"))
        self._details_button.setObjectName("strip_details_button")
        self._details_button.setCheckable(True)
        self._close = RingedToolButton()
        self._close.setObjectName("strip_close")
        set_icon(self._close, "clear")
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout()
        row.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 3)
        row.addWidget(self._bar, 1)
        row.addWidget(self._amount)
        row.addLayout(self._buttons)
        row.addWidget(self._details_button)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self._build_details())

    def _build_details(self) -> QFrame:
        frame = QFrame()
        self._details = QPlainTextEdit()
        self._details.setObjectName("strip_details")
        self._details.setReadOnly(True)
        self._details.setAccessibleName(self.tr("Details"))
        self._details.setTabChangesFocus(True)
        self._details.setMaximumHeight(self._details.fontMetrics().lineSpacing() * (LINES_OF_DETAILS + 1))
        copy = self._copy = QPushButton(self.tr("&Copy details"))
        copy.setObjectName("strip_copy_details")
        set_icon(copy, "copy")
        copy.clicked.connect(self._copy_details)
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._details)
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        frame.hide()
        self._details_button.toggled.connect(frame.setVisible)
        return frame

    def _symbol_size(self) -> int:
        return int(self.fontMetrics().height() * 1.2)

    def _show_parts(self, *, is_progress: bool) -> None:
        self._is_progress = is_progress
        self._symbol.setVisible(not is_progress)
        self._close.setVisible(not is_progress)
        self._bar.setVisible(is_progress)
        self._amount.setVisible(is_progress)
        self._details_button.setVisible(False)
        self._details_button.setChecked(False)

    def _set_actions(self, actions: tuple[Action, ...]) -> None:
        for old in self._action_buttons:
            self._buttons.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._action_buttons = []
        for number, (name, act) in enumerate(actions):
            button = QPushButton(name)
            button.setObjectName(f"strip_action_{number}")
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._buttons.addWidget(button)
            self._action_buttons.append(button)
        self._order()

    def _order(self) -> None:
        """The Tab key goes through the strip as it is read, actions first, though they came last."""
        before = self._before
        for widget in (*self._action_buttons, self._details_button, self._close, self._details, self._copy):
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._words.text() + "\n\n" + self._details.toPlainText())


class _Rate:
    """Bytes a second over the whole transfer, once there is enough to tell."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._before = 0

    def per_second(self, done: int) -> int | None:
        if done < self._before:
            self._started = time.monotonic()
        self._before = done
        elapsed = time.monotonic() - self._started
        return int(done / elapsed) if elapsed > 1 else None
