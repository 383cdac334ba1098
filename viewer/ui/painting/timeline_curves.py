"""A curve of the timeline as an image: its line, and behind it the line of zero."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from viewer.late import late
from viewer.ui.painting.data_colours import colour_of
from viewer.ui.painting.timeline_style import Role, TrackStyle

if TYPE_CHECKING:
    from viewer.analysis.by_second import Curve
    from viewer.analysis.lane_pixels import Window

_OPAQUE = 0xFF << 24
LINE = 1.5  # logical pixels
curve_pixels: Callable[..., bytes] = late("viewer.analysis.curve_pixels", "curve_pixels")


def curve_image(curve: Curve, key: str, fine: Window, height: int, pixel: float, style: TrackStyle) -> QImage:
    """Return a curve as wide as the window `fine` and so high, in pixels of the device, of which one is `pixel` logical."""
    covered = curve_pixels(curve, fine, height, LINE / pixel)
    shades = QImage(covered, fine.width, height, fine.width, QImage.Format.Format_Indexed8)
    shades.setColorTable(_shades(colour_of(key).rgb()))
    image = shades.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    if curve.low < 0 < curve.high:
        thickness = max(1, round(1 / pixel))
        painter = QPainter(image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOver)
        zero = round(height * curve.high / (curve.high - curve.low) - thickness / 2)
        painter.fillRect(QRect(0, zero, fine.width, thickness), style.colour(Role.Mid))
        painter.end()
    return image


@lru_cache(maxsize=64)
def _shades(rgb: int) -> list[int]:
    """A colour in each of its transparencies."""
    return [alpha << 24 | rgb & ~_OPAQUE for alpha in range(256)]
