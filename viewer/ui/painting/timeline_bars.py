"""The bars of one lane: one line of pixels as high as its row, the names where there is room, rings around what is chosen.

Strategy: however many spans a lane has, its bars are one image of one line of device pixels, drawn as high as needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter

from viewer.late import late
from viewer.text import visible
from viewer.ui.painting.timeline_style import Role, TrackStyle, ink, level_of

if TYPE_CHECKING:
    from viewer.analysis.lane_pixels import Name, Pixels, Window
    from viewer.analysis.lanes import Lane

LONGEST_NAME = 120
LEAST_NAME = 4  # average characters: in less room a name says nothing
_NAME_PADDING = 0.4  # average characters
_GAP_SHARE = 8  # of a row: one part above and one below its bars stay free

pixels_of: Callable[..., Pixels] = late("viewer.analysis.lane_pixels", "pixels_of")
row_of_pixels: Callable[..., bytes] = late("viewer.analysis.lane_pixels", "row_of_pixels")


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """The bars of a lane in one window: a line of pixels of the device, and where names can stand."""

    image: QImage
    names: tuple[Name, ...]


def line_image(line: bytes, width: int) -> QImage:
    """An image of one line of pixels."""
    return QImage(line, width, 1, width * 4, QImage.Format.Format_ARGB32_Premultiplied).copy()


def bars_of(lane: Lane, fine: Window, thinnest: int, style: TrackStyle, least_name: int) -> Bars:
    """Make the bars of a lane for a window in pixels of the device, none thinner than `thinnest` of them.

    Names get at least `least_name` pixels; 0 for none.
    """
    pixels = pixels_of(lane.spans, fine, thinnest)
    colours = [colour.rgba() for colour in style.levels(lane.colour)]
    line = row_of_pixels(pixels, colours, style.colour(Role.Base).rgba())
    names = tuple(pixels.names(least_name)) if least_name and not lane.is_of_one else ()
    return Bars(line_image(line, fine.width), names)


def gap_of(row_height: int) -> int:
    """How many logical pixels stay free above and below the bars of a row."""
    return max(1, row_height // _GAP_SHARE)


def least_name_pixels(metrics: QFontMetrics, bar_height: float, pixel: float) -> int:
    """How many pixels of the device a name needs at least; 0 where bars are too low for names."""
    if bar_height < metrics.ascent():
        return 0
    return round((LEAST_NAME + 2 * _NAME_PADDING) * metrics.averageCharWidth() / pixel)


def paint_names(painter: QPainter, lane: Lane, bars: Bars, place: QRectF, pixel: float, style: TrackStyle) -> None:
    """Write the names on the bars that lie at `place`, each cut to its room; where others share it, how many."""
    metrics, levels = style.metrics(), style.levels(lane.colour)
    padding = _NAME_PADDING * metrics.averageCharWidth()
    baseline = place.center().y() + (metrics.ascent() - metrics.descent()) / 2
    for left, right, number, sharing in bars.names:
        text = visible(lane.spans.labels.at(number), LONGEST_NAME)
        if text and sharing > 1:
            text = f"{text} +{sharing - 1}"
        room = (right - left) * pixel - 2 * padding
        words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room))
        if words not in ("", "…"):
            painter.setPen(ink(levels[level_of(sharing)].rgb()))
            painter.drawText(QPointF(place.left() + left * pixel + padding, baseline), words)


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
