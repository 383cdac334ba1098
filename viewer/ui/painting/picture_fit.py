"""Where a picture lies in the room there is: fitted with bars beside it, zoomed about a point, moved; exact to the pixel.

All places are in the logical pixels of a widget; fractions are those of the picture, from its upper left corner.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

LARGEST_ZOOM = 32.0
CLOSE_TO_FIT = 1.001
_AIR = 0.35  # of the room: how much of it a box that is looked at closely is left beside it


@dataclass(frozen=True, slots=True)
class PictureFit:
    """A picture in an area. `aspect` is width by height; `zoom` 1 shows all of it; `centre` is what is in the middle."""

    area: QRectF
    aspect: float = 16 / 9
    zoom: float = 1.0
    centre: tuple[float, float] = (0.5, 0.5)

    @property
    def is_zoomed(self) -> bool:
        return self.zoom > CLOSE_TO_FIT

    def rect(self) -> QRectF:
        """The whole picture, which reaches beyond the area where it is zoomed."""
        area = self.area
        width = max(1e-3, min(area.width(), area.height() * self.aspect)) * self.zoom
        height = width / self.aspect
        left = _placed(area.left(), area.width(), width, self.centre[0])
        return QRectF(left, _placed(area.top(), area.height(), height, self.centre[1]), width, height)

    def visible(self) -> QRectF:
        """The part of the picture that can be seen."""
        return self.rect() & self.area

    def fractions_at(self, point: QPointF) -> tuple[float, float]:
        """What of the picture lies at a point."""
        rect = self.rect()
        return (point.x() - rect.left()) / rect.width(), (point.y() - rect.top()) / rect.height()

    def zoomed(self, factor: float, about: QPointF | None = None) -> PictureFit:
        """Return it enlarged by a factor, what lies at `about` (else in the middle) staying where it is."""
        about = self.area.center() if about is None else about
        zoom = min(max(self.zoom * factor, 1.0), LARGEST_ZOOM)
        if zoom < CLOSE_TO_FIT:
            return replace(self, zoom=1.0, centre=(0.5, 0.5))
        x, y = self.fractions_at(about)
        size, middle = replace(self, zoom=zoom).rect().size(), self.area.center()
        centre = x - (about.x() - middle.x()) / size.width(), y - (about.y() - middle.y()) / size.height()
        return replace(self, zoom=zoom, centre=centre)._kept_inside()

    def moved(self, dx: float, dy: float) -> PictureFit:
        """Return it pushed by so many pixels, as far as there is more to see."""
        rect = self.rect()
        centre = self.centre[0] - dx / rect.width(), self.centre[1] - dy / rect.height()
        return replace(self, centre=centre)._kept_inside()

    def centred_on(self, box: QRectF) -> PictureFit:
        """Return it with a box, in fractions, in its middle; zoomed out only as far as the box needs to be seen whole."""
        if not self.is_zoomed:
            return self
        whole = replace(self, zoom=1.0).rect()
        room = (1 - _AIR) * min(
            self.area.width() / max(box.width() * whole.width(), 1e-6),
            self.area.height() / max(box.height() * whole.height(), 1e-6),
        )
        centre = box.center().x(), box.center().y()
        return replace(self, zoom=max(1.0, min(self.zoom, room)), centre=centre)._kept_inside()

    def _kept_inside(self) -> PictureFit:
        """With the centre that is really in the middle, so that pushing back begins to move it at once."""
        middle = self.area.center()
        return replace(self, centre=self.fractions_at(middle))


def _placed(start: float, room: float, size: float, centre: float) -> float:
    """Where the picture begins along one side: centred where it is smaller than the room, else filling the room."""
    if size <= room:
        return start + (room - size) / 2
    return min(max(start + room / 2 - centre * size, start + room - size), start)


class PixelGrid:
    """The pixels of the device that is painted on: edges are moved to the nearest line between two of them."""

    def __init__(self, to_device: QTransform | None = None) -> None:
        self._to_device = to_device or QTransform()
        self.pixel = 1 / max(1e-6, math.hypot(self._to_device.m11(), self._to_device.m12()))

    def x(self, x: float) -> float:
        scale, offset = self._to_device.m11(), self._to_device.dx()
        return (math.floor(x * scale + offset + 0.5) - offset) / scale

    def y(self, y: float) -> float:
        scale, offset = self._to_device.m22(), self._to_device.dy()
        return (math.floor(y * scale + offset + 0.5) - offset) / scale

    def rect(self, rect: QRectF) -> QRectF:
        """The rectangle with each of its edges on the grid: none is moved by more than half a pixel of the device."""
        left, top = self.x(rect.left()), self.y(rect.top())
        return QRectF(left, top, self.x(rect.right()) - left, self.y(rect.bottom()) - top)
