"""The inside of the film dock: its size, and the keys of the transport, wherever in the dock the focus is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from viewer.ui.film.transport import Transport

CHARACTERS_WIDE = 44


class FilmInside(QWidget):
    """Gives the transport the keys that nothing inside wants, before the window's shortcuts get them."""

    def __init__(self, transport: Transport) -> None:
        super().__init__()
        self._transport = transport

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * CHARACTERS_WIDE, super().sizeHint().height())

    def event(self, event: QEvent) -> bool:
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self._transport.act_of(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._transport.act_of(event)
        if act is not None:
            act()
        else:
            super().keyPressEvent(event)
