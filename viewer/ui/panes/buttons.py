"""The buttons of panes: their icons are as high as the text, whatever its size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QWidget

from viewer.ui.focus_ring import RingedButton, RingedToolButton
from viewer.ui.theme import icon


class WordButton(RingedButton):
    """A flat button with an icon and a word."""

    def __init__(self, name: str, symbol: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(icon(symbol), words, parent)
        self.setObjectName(name)
        self.setFlat(True)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        height = self.fontMetrics().height()
        self.setIconSize(QSize(height, height))


class IconButton(RingedToolButton):
    """A button with an icon alone; its words are for screen readers and in its tooltip."""

    def __init__(self, name: str, symbol: str, words: str, tooltip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setIcon(icon(symbol))
        self.setAccessibleName(words)
        self.setToolTip(tooltip or words)
        self.setAutoRaise(True)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        height = self.fontMetrics().height()
        self.setIconSize(QSize(height, height))
