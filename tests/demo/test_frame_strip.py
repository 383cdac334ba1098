"""The number that the films' frames carry reads back at any scale, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from demo_film.frame_strip import cells, draw_frame_number
from tests.support.frame_number import frame_number


def numbered(number: int, width: int = 1280, height: int = 720) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#406080"))
    painter = QPainter(image)
    draw_frame_number(painter, width, height, number)
    painter.end()
    return image


@pytest.mark.parametrize("number", [0, 1, 2, 1539, 0b1010101010101010, 65_535])
@pytest.mark.parametrize("size", [(1280, 720), (480, 270), (720, 576), (2561, 1441)])
def test_a_number_reads_back(number: int, size: tuple[int, int]) -> None:
    assert frame_number(numbered(number, *size)) == number


def test_a_number_reads_back_from_a_picture_within_a_larger_one() -> None:
    canvas = QImage(1000, 800, QImage.Format.Format_RGB32)
    canvas.fill(QColor("white"))
    place = QRectF(20.5, 100.25, 960, 540)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, numbered(777))
    painter.end()
    assert frame_number(canvas, place) == 777
    assert frame_number(canvas) is None


def test_no_number_is_read_where_none_is() -> None:
    plain = QImage(1280, 720, QImage.Format.Format_RGB32)
    for colour in ("black", "white", "#406080"):
        plain.fill(QColor(colour))
        assert frame_number(plain) is None
    assert frame_number(QImage()) is None
    assert frame_number(numbered(5).scaled(30, 20)) is None


@pytest.mark.parametrize("place", range(2, 20))
def test_a_cell_that_is_wrong_or_grey_is_noticed(place: int) -> None:
    image = numbered(0b1100101011110001)
    cell = QRectF(1280 - 24 * (10 - place % 10), 720 - 24 * (2 - place // 10), 24, 24)
    is_white = image.pixelColor(cell.center().toPoint()).lightness() > 128
    for colour in (Qt.GlobalColor.black if is_white else Qt.GlobalColor.white, Qt.GlobalColor.gray):
        painter = QPainter(image)
        painter.fillRect(cell, colour)
        painter.end()
        assert frame_number(image) is None


def test_a_number_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="65536"):
        cells(65_536)
