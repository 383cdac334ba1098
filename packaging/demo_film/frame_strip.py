"""Draws the number of a frame into the lower right corner, as black and white cells that a test can read back.

Two rows of ten cells, each a 30th of the picture's height wide and high: white, black, sixteen bits with the highest first,
and two bits that make the number of ones even, among the bits at even places and among those at odd ones. Cells are that
large because film codecs blur: 24 pixels at 720p. tests/support/frame_number.py reads them.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

COLUMNS = 10
CELLS_PER_HEIGHT = 30
_BITS = 16
_BLACK, _WHITE = QColor(0, 0, 0), QColor(255, 255, 255)


def cells(number: int) -> list[bool]:
    """Return the twenty cells for `number` (0…65,535), row by row; True is white."""
    if not 0 <= number < 1 << _BITS:
        raise ValueError(f"A frame number of {_BITS} bits cannot be {number}")
    bits = [bool(number >> place & 1) for place in reversed(range(_BITS))]
    return [True, False, *bits, sum(bits[0::2]) % 2 == 1, sum(bits[1::2]) % 2 == 1]


def draw_frame_number(painter: QPainter, width: int, height: int, number: int) -> None:
    """Draw the strip for `number` into a picture of `width` × `height` pixels."""
    side = height / CELLS_PER_HEIGHT
    marks = cells(number)
    left, top = width - COLUMNS * side, height - len(marks) / COLUMNS * side
    for place, is_white in enumerate(marks):
        row, column = divmod(place, COLUMNS)
        painter.fillRect(QRectF(left + column * side, top + row * side, side, side), _WHITE if is_white else _BLACK)
