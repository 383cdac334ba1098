"""The ring around the button with the focus: Fusion draws none on flat and default buttons, nor around lone icons."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

WIDTH = 2.0


def paint_focus_ring(widget: QWidget) -> None:
    """Paint a ring in the accent colour along the edge of `widget` while it has the focus; call it in its `paintEvent`."""
    if not widget.hasFocus():
        return
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(widget.palette().color(QPalette.ColorRole.Accent), WIDTH))
    edge = QRectF(widget.rect()).adjusted(WIDTH, WIDTH, -WIDTH, -WIDTH)
    painter.drawRoundedRect(edge, WIDTH, WIDTH)
    painter.end()


class RingedButton(QPushButton):
    """A push button whose focus can always be seen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_focus_ring(self)


class RingedToolButton(QToolButton):
    """A tool button whose focus can always be seen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_focus_ring(self)
