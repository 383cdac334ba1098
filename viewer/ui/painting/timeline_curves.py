"""A curve of the timeline: a line through its values, broken where seconds have none, and the line of zero.

Where several seconds share a pixel, the line goes through all that lies between their least and their greatest value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from viewer.late import late
from viewer.ui.painting.data_colours import colour_of
from viewer.ui.painting.timeline_style import Role, TrackStyle

if TYPE_CHECKING:
    from viewer.analysis.by_second import Curve
    from viewer.analysis.lane_pixels import Window

LINE = 1.5  # logical pixels
curve_columns: Callable[..., Any] = late("viewer.analysis.lane_pixels", "curve_columns")


def paint_curve(
    painter: QPainter, curve: Curve, key: str, fine: Window, place: QRectF, pixel: float, style: TrackStyle
) -> None:
    """Paint a curve into a place that the window `fine` is as wide as, in pixels of the device."""
    if curve.low < 0 < curve.high:
        zero = place.bottom() - place.height() * (0 - curve.low) / (curve.high - curve.low)
        painter.fillRect(QRectF(place.left(), round(zero / pixel) * pixel, place.width(), pixel), style.colour(Role.Mid))
    columns, low, high = (values.tolist() for values in curve_columns(curve, fine))
    if not columns:
        return
    per_second = fine.width / (fine.end_seconds - fine.start_seconds)
    furthest = max(1.5 * per_second, 1.5)
    runs, begin = [], 0
    for number in range(1, len(columns) + 1):
        if number == len(columns) or columns[number] - columns[number - 1] > furthest:
            runs.append((begin, number))
            begin = number
    is_crowded = low != high
    x = [place.left() + column * pixel for column in columns]
    top = [place.bottom() - place.height() * value for value in high]
    bottom = top if not is_crowded else [place.bottom() - place.height() * value for value in low]
    painter.save()
    painter.setPen(QPen(colour_of(key), LINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.BevelJoin))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not is_crowded)
    for begin, stop in runs:
        if is_crowded:
            painter.drawLines(_stretches(x[begin:stop], top[begin:stop], bottom[begin:stop]))
        else:
            half = max(0.5 * per_second * pixel, LINE / 2)  # a second alone is as long as it lasts
            ends = [QPointF(x[begin] - half, top[begin])] if stop - begin == 1 else []
            last = [QPointF(x[begin] + half, top[begin])] if ends else []
            painter.drawPolyline(QPolygonF([*ends, *map(QPointF, x[begin:stop], top[begin:stop]), *last]))
    painter.restore()


def _stretches(x: list[float], top: list[float], bottom: list[float]) -> list[QLineF]:
    """Upright lines, each of which reaches as far as the one before it."""
    lines, high, low = [], top[0], bottom[0]
    for at, upper, lower in zip(x, top, bottom, strict=True):
        lines.append(QLineF(at, min(upper, low) - LINE / 2, at, max(lower, high) + LINE / 2))
        high, low = upper, lower
    return lines
