"""The picture under the boxes: it lies where the boxes take it to lie, at any size, zoom and resolution."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPalette

from tests.pictures.boxes_painted import Pixels, area_of, pixels_of, plain_ground, spans_of
from viewer.ui.film.canvas_painting import CanvasPainting
from viewer.ui.painting.picture_fit import PictureFit
from viewer.ui.theme import own_palette

pytestmark = pytest.mark.usefixtures("qapp")
FILM = QSize(64, 36)
HALF = 128


def half_white() -> QImage:
    """A film's picture, black to its middle in both directions, then white."""
    film = QImage(FILM, QImage.Format.Format_RGB32)
    film.fill(QColor("black"))
    painter = QPainter(film)
    painter.fillRect(QRectF(32, 18, 32, 18), QColor("white"))
    painter.end()
    return film


def painted(size: QSize, scale: float, fit: PictureFit, film: QImage | None, palette: QPalette) -> Pixels:
    image = plain_ground(size, scale, QColor("red"))
    painter = QPainter(image)
    CanvasPainting(painter, palette, fit).paint_picture(film, "words")
    painter.end()
    return pixels_of(image)


@settings(max_examples=80)
@given(
    st.integers(60, 400),
    st.integers(60, 300),
    st.floats(1, 20),
    st.sampled_from([1.0, 1.25, 1.5, 2.0]),
    st.tuples(st.floats(-50, 50), st.floats(-50, 50)),
)
def test_what_is_in_a_picture_lies_where_it_should(
    width: int, height: int, zoom: float, scale: float, push: tuple[float, float]
) -> None:
    size = QSize(width, height)
    fit = PictureFit(area_of(size).adjusted(6, 6, -6, -6), 64 / 36).zoomed(zoom).moved(*push)
    pixels = painted(size, scale, fit, half_white(), own_palette(is_dark=False))
    rect = fit.rect()
    magnified = rect.width() * scale / FILM.width()
    x, y = rect.center().x() * scale, rect.center().y() * scale
    row, column = round(y + magnified * 2), round(x + magnified * 2)
    across, down = (size.width() - 6) * scale - 2, (size.height() - 6) * scale - 2
    if 8 * scale < x < across - 2 * magnified and row < down and row > 8:
        white = np.flatnonzero((pixels[row, :, 1] >= HALF) & (pixels[row, :, 0] == pixels[row, :, 1]))
        assert abs(white.min() - x) <= 1.0  # half a pixel for the picture's place, half a one for what a pixel shows
    if 8 * scale < y < down - 2 * magnified and 8 < column < across:
        white = np.flatnonzero((pixels[:, column, 1] >= HALF) & (pixels[:, column, 0] == pixels[:, column, 1]))
        assert abs(white.min() - y) <= 1.0


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_blank_frame_has_the_bars_and_edges_of_a_picture(is_dark: bool, scale: float) -> None:
    size, palette = QSize(200, 200), own_palette(is_dark=is_dark)
    fit = PictureFit(area_of(size), 2.0)
    pixels = painted(size, scale, fit, None, palette)
    column = pixels[:, 3]
    line = 1 / scale
    assert spans_of(column, QColor("red")) == [(0, 50 * scale), (150 * scale, 200 * scale)]  # bars are not its affair
    assert spans_of(column, palette.mid().color())[0] == (50 * scale, 51 * scale if scale == 1 else 50 * scale + 1)
    assert spans_of(column, palette.base().color()) == [((50 + line) * scale, (150 - line) * scale)]


def test_a_picture_fills_its_place_and_nothing_else() -> None:
    size = QSize(200, 200)
    film = QImage(FILM, QImage.Format.Format_RGB32)
    film.fill(QColor("#204060"))
    pixels = painted(size, 1.0, PictureFit(area_of(size), 2.0), film, own_palette(is_dark=False))
    assert spans_of(pixels[:, 0], QColor("#204060")) == [(50, 150)]
    assert spans_of(pixels[100], QColor("#204060")) == [(0, 200)]


def test_an_area_without_a_size_is_left_alone() -> None:
    size = QSize(20, 20)
    for area in (QRectF(), QRectF(5, 5, -4, -4)):
        pixels = painted(size, 1.0, PictureFit(area), half_white(), own_palette(is_dark=False))
        assert (pixels == np.array([255, 0, 0])).all()
