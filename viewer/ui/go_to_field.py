"""A small field that shows where the playhead is and takes it to what is typed there, in any notation."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolTip, QWidget

from viewer.model.timing import Notation, TimeFormat, shown_moment
from viewer.model.typed_moment import parsed_moment
from viewer.text import Text
from viewer.ui.announcing import announce
from viewer.ui.messages import shown
from viewer.ui.models.cells import plain_tooltip
from viewer.ui.playhead import Moment, Playhead
from viewer.ui.theme import icon

_WIDEST = "00:00:00.0000"
_DECIMALS = 3
_CLOSE = 1e-6
_BEYOND = Text("That is after the end of the video, so this is its end.")
_BEFORE = Text("That is before the start of the video, so this is its start.")


class GoToField(QLineEdit):
    """Enter moves the playhead; Esc, or leaving the field, puts the position back. What is wrong is said beside it."""

    def __init__(self, playhead: Playhead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("go_to_field")
        self.setAccessibleName(self.tr("Go to a moment"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMaxLength(100)
        digits = QFont()
        digits.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(digits)
        self._playhead = playhead
        self._time_format = TimeFormat.CLOCK
        self._trouble = self.addAction(icon("error"), QLineEdit.ActionPosition.TrailingPosition)
        self._trouble.setObjectName("go_to_trouble")
        self._say(None)
        self.returnPressed.connect(self._go)
        self.textEdited.connect(lambda: self._say(None))
        playhead.moved.connect(self._follow)
        self._show_position()

    # --- for the window

    def set_time_format(self, time_format: TimeFormat) -> None:
        """Show the position in this format. What is being typed stays."""
        self._time_format = time_format
        if not self.isModified():
            self._show_position()

    def begin(self) -> None:
        """Take the focus, with the position selected so that typing replaces it."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    # --- going

    def _go(self) -> None:
        if not self.isModified():
            return
        outcome = parsed_moment(self.text(), self._time_format, self._playhead.seconds)
        if isinstance(outcome, Text):
            self._say(outcome)
            self.selectAll()
            return
        self._playhead.move_to(outcome, self)
        self._show_position()
        self.selectAll()
        way_off = outcome - self._playhead.seconds
        if abs(way_off) > _CLOSE:
            self._tell(shown(_BEYOND if way_off > 0 else _BEFORE))

    def _follow(self, moment: Moment) -> None:
        if moment.origin is not self and not self.isModified():
            self._show_position()

    def _show_position(self) -> None:
        """Show where the playhead is, and forget what was typed."""
        had_all = self.hasSelectedText() and self.selectedText() == self.text()
        seconds = self._playhead.seconds
        if self._time_format.notation is Notation.SECONDS:
            self.setText(f"{seconds:.{_DECIMALS}f}")
        else:
            self.setText(shown_moment(seconds, self._time_format))
        if had_all:
            self.selectAll()
        self._say(None)

    # --- what is wrong

    def _say(self, trouble: Text | None) -> None:
        words = "" if trouble is None else shown(trouble)
        self._trouble.setVisible(bool(words))
        self._trouble.setToolTip(plain_tooltip(words))
        self.setToolTip(plain_tooltip(words or self._explanation()))
        self.setAccessibleDescription(words or self._explanation())
        if words:
            self._tell(words)

    def _tell(self, words: str) -> None:
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), plain_tooltip(words), self)
        announce(self, words)

    def _explanation(self) -> str:
        return self.tr(
            "Where the playhead is. Type another moment and press Enter: seconds (12.5), a clock (00:01:02.500), "
            "a timecode (00:01:02:12), a frame (120f), or a way from here (+5, -10f)."
        )

    # --- what Qt asks

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        extra = hint.width() - self.fontMetrics().horizontalAdvance("x") * 17  # what QLineEdit leaves around its 17 letters
        wanted = self.fontMetrics().horizontalAdvance(_WIDEST) + max(extra, 0) + self.fontMetrics().height()
        return QSize(wanted, hint.height())

    def event(self, event: QEvent) -> bool:
        is_override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._has_typed():
            event.accept()  # else a shortcut of the window would take it
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._has_typed():
            self._show_position()
            self.selectAll()
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self._has_typed():
            self._show_position()

    def _has_typed(self) -> bool:
        return self.isModified() or self._trouble.isVisible()
