"""Reads the number of a frame back from a picture of it.

The demo film and the films of tests/samples carry it in their lower right corner; packaging/demo_film/frame_strip.py draws
and describes it. Only the middle of each cell is looked at: codecs and scaling blur the edges.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, qGray

_COLUMNS, _ROWS, _CELLS_PER_HEIGHT = 10, 2, 30
_LEAST_CONTRAST = 120  # between the white and the black cell that come first
_UNSURE = 0.2  # of that contrast: cells nearer than this to the middle between white and black are not believed


def frame_number(image: QImage, picture: QRectF | None = None) -> int | None:
    """Return the number that the frame in `image` carries, or None where none is written or it cannot be read for sure.

    `picture` is where in `image` (in its pixels) the whole frame is: all of it unless told, at any scale.
    """
    frame = picture if picture is not None else QRectF(image.rect())
    levels = [_level(image, _middle_of_cell(frame, place)) for place in range(_COLUMNS * _ROWS)]
    if any(level is None for level in levels):
        return None
    white, black, *marks = (level for level in levels if level is not None)
    middle, contrast = (white + black) / 2, white - black
    if contrast < _LEAST_CONTRAST or any(abs(mark - middle) < contrast * _UNSURE for mark in marks):
        return None
    *bits, even, odd = (mark > middle for mark in marks)
    if (sum(bits[0::2]) % 2 == 1, sum(bits[1::2]) % 2 == 1) != (even, odd):
        return None
    return sum(bit << place for place, bit in enumerate(reversed(bits)))


def _middle_of_cell(frame: QRectF, place: int) -> QPointF:
    side = frame.height() / _CELLS_PER_HEIGHT
    row, column = divmod(place, _COLUMNS)
    return QPointF(frame.right() - (_COLUMNS - column - 0.5) * side, frame.bottom() - (_ROWS - row - 0.5) * side)


def _level(image: QImage, middle: QPointF) -> float | None:
    """How bright 3 × 3 pixels are in the mean, 0…255; None where they are not all in the image."""
    left, top = int(middle.x()) - 1, int(middle.y()) - 1
    if left < 0 or top < 0 or left + 3 > image.width() or top + 3 > image.height():
        return None
    return sum(qGray(image.pixel(left + x, top + y)) for x in range(3) for y in range(3)) / 9
