"""The bars of one lane: one line of pixels as high as its row, the names where there is room, rings around what is chosen.

Strategy: however many spans a lane has, its bars are one image of one line of device pixels, drawn as high as needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter

from viewer.late import late
from viewer.text import visible
from viewer.ui.painting.timeline_style import Role, TrackStyle, ink, level_of

if TYPE_CHECKING:
    from viewer.analysis.lane_pixels import Pixels, Rows, Window
    from viewer.analysis.lanes import Lane

LONGEST_NAME = 120
LEAST_NAME = 6  # average characters: in less room a name says nothing
_LEAST_CUT = "nnn…"  # what is cut off further than that says nothing either
_NAME_PADDING = 0.4  # average characters
_GAP_SHARE = 8  # of a row: one part above and one below its bars stay free

pixels_of: Callable[..., Pixels] = late("viewer.analysis.lane_pixels", "pixels_of")
row_of_pixels: Callable[..., bytes] = late("viewer.analysis.lane_pixels", "row_of_pixels")


class Words(NamedTuple):
    """A name as it is written: how many pixels of the device from the left, and on which of the lane's colours."""

    left: int
    level: int
    words: str


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """The bars of a lane in one window, or its curve: an image in pixels of the device, and the names on them."""

    image: QImage
    words: tuple[Words, ...] = ()


def image_of(pixels: bytes, width: int, height: int = 1) -> QImage:
    """An image of so many lines of pixels."""
    return QImage(pixels, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied).copy()


def bars_of(lane: Lane, fine: Window, thinnest: int, style: TrackStyle, name_pixel: float = 0.0) -> Bars:
    """Make the bars of a lane for a window in pixels of the device, none thinner than `thinnest` of them.

    `name_pixel` is how many logical pixels one of them is, for names; 0 for bars without names.
    """
    pixels = pixels_of(lane.spans, fine, thinnest)
    density = pixels.density()
    colours = [colour.rgba() for colour in style.levels(lane.colour)]
    line = row_of_pixels(pixels, colours, style.colour(Role.Base).rgba(), density)
    has_names = name_pixel > 0 and not lane.is_of_one
    return Bars(image_of(line, fine.width), _words(lane, pixels, density, style, name_pixel) if has_names else ())


def _words(lane: Lane, pixels: Pixels, density: Rows, style: TrackStyle, pixel: float) -> tuple[Words, ...]:
    """The names for which there is room; where others share it, with how many they are."""
    metrics = style.metrics
    padding = _padding(metrics)
    least = round((LEAST_NAME * metrics.averageCharWidth() + 2 * padding) / pixel)
    least_cut = style.width(_LEAST_CUT)
    found = []
    for left, right, place, sharing in pixels.names(least, density):
        name = visible(lane.spans.labels.at(place), LONGEST_NAME)
        more = f" +{sharing - 1}" if sharing > 1 else ""
        room = (right - left) * pixel - 2 * padding
        if more:
            room -= style.width(more)
        if style.width(name) > room:
            name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(room)) if room >= least_cut else ""
        if name:
            found.append(Words(left, level_of(sharing), name + more))
    return tuple(found)


def _padding(metrics: QFontMetrics) -> float:
    return _NAME_PADDING * metrics.averageCharWidth()


def gap_of(row_height: int) -> int:
    """How many logical pixels stay free above and below the bars of a row."""
    return max(1, row_height // _GAP_SHARE)


def paint_names(painter: QPainter, lane: Lane, bars: Bars, place: QRectF, pixel: float, style: TrackStyle) -> None:
    """Write the names on the bars that lie at `place`."""
    metrics, levels = style.metrics, style.levels(lane.colour)
    left = place.left() + _padding(metrics)
    baseline = place.center().y() + (metrics.ascent() - metrics.descent()) / 2
    inks, pen = [ink(level.rgb()) for level in levels], -1
    for begin, level, words in bars.words:
        if level != pen:
            painter.setPen(inks[level])
            pen = level
        painter.drawText(QPointF(left + begin * pixel, baseline), words)


def paint_rings(painter: QPainter, places: Iterable[QRectF], outer: float, inner: float, colour: QColor) -> None:
    """Fill what lies between two distances outside of each place."""
    parts = []
    for place in places:
        out, within = place.adjusted(-outer, -outer, outer, outer), place.adjusted(-inner, -inner, inner, inner)
        parts.append(QRectF(out.topLeft(), QPointF(out.right(), within.top())))
        parts.append(QRectF(QPointF(out.left(), within.bottom()), out.bottomRight()))
        parts.append(QRectF(QPointF(out.left(), within.top()), within.bottomLeft()))
        parts.append(QRectF(within.topRight(), QPointF(out.right(), within.bottom())))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRects(parts)
