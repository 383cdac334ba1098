"""The labels of boxes: painted once each and kept, and placed inside the frame, beside each other rather than on top."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

MOST_KEPT = 400
WIDEST_CHARACTERS = 26
BACKING, TEXT = QColor(16, 19, 24, 225), QColor("#ffffff")  # the same in both themes: they lie on pictures
STRONG_BACKING, STRONG_TEXT = QColor(255, 255, 255, 240), QColor("#10141a")
_STEPS_AWAY = 3  # labels that a label may stand beyond, so as not to cover them


class LabelPictures:
    """Texts on a backing of their own with a strip in the colour of their box, as pictures that are painted once."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()

    def picture(
        self, texts: tuple[str, ...], colour: QColor, font: QFont, scale: float, widest: float, *, is_strong: bool
    ) -> QPixmap:
        """Return the label for a screen of `scale` device pixels a pixel, `widest` pixels wide at most.

        It has the first of the texts that fits, else the beginning of the last one.
        """
        key = (texts, colour.rgb(), font.key(), scale, round(widest), is_strong)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = _painted(texts, colour, font, scale, widest, is_strong)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return kept


def size_of(picture: QPixmap) -> QSizeF:
    """The size of a label in logical pixels."""
    return picture.deviceIndependentSize()


def _painted(texts: tuple[str, ...], colour: QColor, font: QFont, scale: float, widest: float, is_strong: bool) -> QPixmap:
    font = QFont(font)
    font.setBold(is_strong or font.bold())
    metrics = QFontMetricsF(font)
    strip = max(3.0, metrics.height() / 5)
    room, air = metrics.height() / 4, max(1.0, metrics.height() / 12)
    widest = min(widest, WIDEST_CHARACTERS * metrics.averageCharWidth() + strip + 2 * room)
    for_text = max(0.0, widest - strip - 2 * room)
    text = next((text for text in texts if metrics.horizontalAdvance(text) <= for_text), texts[-1])
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, for_text)
    width = strip + room + metrics.horizontalAdvance(shown) + room
    height = metrics.height() + 2 * air
    picture = QPixmap(max(1, math.ceil(width * scale)), max(1, math.ceil(height * scale)))
    picture.setDevicePixelRatio(scale)
    picture.fill(STRONG_BACKING if is_strong else BACKING)
    painter = QPainter(picture)
    if is_strong:
        painter.setPen(QPen(STRONG_TEXT, 2))  # of which one half is inside
        painter.drawRect(QRectF(QPointF(), picture.deviceIndependentSize()))
    painter.fillRect(QRectF(0, 0, strip, height + 1), colour)
    painter.setFont(font)
    painter.setPen(STRONG_TEXT if is_strong else TEXT)
    painter.drawText(QPointF(strip + room, air + metrics.ascent()), shown)
    painter.end()
    return picture


def place_label(size: QSizeF, box: QRectF, room: QRectF, taken: Sequence[QRectF]) -> QRectF:
    """Return where a label of this size stands: inside `room`, near its box, off the labels that stand already.

    Where nothing is free it covers as little of them as can be.
    """
    best, least = QRectF(QPointF(), size), math.inf
    for x, y in _places(size, box):
        left = max(room.left(), min(x, room.right() - size.width()))
        top = max(room.top(), min(y, room.bottom() - size.height()))
        place = QRectF(left, top, size.width(), size.height())
        moved = abs(left - x) + abs(top - y)
        covered = _covered(place, taken)
        if not covered and not moved:
            return place
        cost = covered * 1_000 + moved
        if cost < least:
            best, least = place, cost
    return best


def _places(size: QSizeF, box: QRectF) -> Iterator[tuple[float, float]]:
    """Where a label may stand, best first: above, below, inside, beside its box, then further away."""
    width, height = size.width(), size.height()
    left, right, top, bottom = box.left(), box.right(), box.top(), box.bottom()
    yield left, top - height
    yield left, bottom
    if box.width() > width and box.height() > 2 * height:
        yield left, top
        yield left, bottom - height
    yield right - width, top - height
    yield right - width, bottom
    yield right, top
    yield left - width, top
    yield right, bottom - height
    yield left - width, bottom - height
    for step in range(1, _STEPS_AWAY + 1):
        yield left, top - height * (step + 1)
        yield left, bottom + height * step
        yield left, top + height * (step - 1)


def _covered(place: QRectF, taken: Sequence[QRectF]) -> float:
    area = 0.0
    for other in taken:
        if place.intersects(other):
            common = place & other
            area += common.width() * common.height()
    return area
