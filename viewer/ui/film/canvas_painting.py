"""Painting the canvas: the ground, the picture or a blank frame with what it is, the boxes, and how many are not drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPalette

from viewer.ui.film.canvas_words import count_words
from viewer.ui.messages import shown
from viewer.ui.painting.box_labels import BACKING, TEXT
from viewer.ui.painting.box_overlay import MARGIN, BoxOverlay, Look
from viewer.ui.painting.picture_fit import PictureFit, PixelGrid

if TYPE_CHECKING:
    from viewer.analysis.boxes_at import ShownBox

PIXELS_TO_SEE = 4.0  # device pixels a pixel of the film, from which on its pixels are shown as they are
Role = QPalette.ColorRole


class CanvasPainting:
    """Paints the canvas once, for the device of a painter: first the picture, then the boxes."""

    def __init__(self, painter: QPainter, palette: QPalette, fit: PictureFit) -> None:
        self._painter, self._palette, self._fit = painter, palette, fit
        self._grid = PixelGrid(painter.deviceTransform())

    def paint_picture(self, picture: QImage | None, words: str) -> None:
        """Paint the picture; without one a blank frame with `words` in it that say what it is."""
        whole, seen = self._grid.rect(self._fit.rect()), self._grid.rect(self._fit.visible())
        if seen.isEmpty():
            return
        if picture is None:
            self._paint_blank(whole, seen, words)
            return
        across, down = picture.width() / whole.width(), picture.height() / whole.height()
        left, top = (seen.left() - whole.left()) * across, (seen.top() - whole.top()) * down
        source = QRectF(left, top, seen.width() * across, seen.height() * down)
        device_pixels = 1 / max(across * self._grid.pixel, 1e-9)
        is_smooth = abs(device_pixels - 1) > 1e-6 and device_pixels < PIXELS_TO_SEE
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
        self._painter.drawImage(seen, picture, source)

    def _paint_blank(self, whole: QRectF, seen: QRectF, words: str) -> None:
        painter, pixel = self._painter, self._grid.pixel
        painter.fillRect(seen, self._palette.color(Role.Mid))
        painter.fillRect(whole.adjusted(pixel, pixel, -pixel, -pixel) & seen, self._palette.color(Role.Base))
        painter.setPen(self._palette.color(Role.PlaceholderText))
        margin = painter.fontMetrics().height() / 2
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        below = QRectF(QPointF(seen.left(), seen.bottom() + MARGIN), self._fit.area.bottomRight())
        if painter.boundingRect(below, flags, words).height() > below.height():
            below = seen.adjusted(margin, margin, -margin, -margin)
        painter.drawText(below, flags, words)

    def paint_boxes(
        self, overlay: BoxOverlay, boxes: Sequence[ShownBox], count: int, look: Look, *, has_focus: bool
    ) -> None:
        """Lay out and paint the boxes; where there are more than are given, say so in a corner."""
        overlay.lay_out(boxes, self._fit, self._grid, look, self._painter.font())
        overlay.paint(self._painter, has_focus=has_focus)
        if count > len(boxes):
            self._paint_note(shown(count_words(len(boxes), count)))

    def _paint_note(self, words: str) -> None:
        painter, seen = self._painter, self._fit.visible()
        margin = painter.fontMetrics().height() / 4
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        room = seen.adjusted(margin, margin, -margin, -margin)
        place = painter.boundingRect(room, flags, words)
        painter.fillRect(place.adjusted(-margin, -margin, margin, margin) & seen, BACKING)
        painter.setPen(TEXT)
        painter.drawText(room, flags, words)
