"""Draws what is at sea: sky, waves, the lighthouse on its rock, the mail boat."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from demo_film.sketch import HEIGHT, WIDTH, Sketch, downwards, glow, outline

_STARS = [((x * 397 + 61) % WIDTH, (x * 211 + 17) % 330, 1 + x % 3 * 0.6) for x in range(60)]


def draw_sky(sketch: Sketch, *colours: str, horizon: float) -> None:
    """Fill the picture down to the horizon (pixels) with colours from above to below."""
    sketch.box(QRectF(0, 0, WIDTH, horizon), downwards(0, horizon, *colours), 0)


def draw_stars(sketch: Sketch, opacity: float) -> None:
    """Small still points of light in the upper half."""
    with sketch.see_through(opacity):
        for x, y, size in _STARS:
            sketch.oval(x, y, size, size, "#fff6dd", 0)


def draw_sea(sketch: Sketch, near: str, far: str, *, top: float, frame: int, rows: int = 6) -> None:
    """The sea from `top` (pixels) to the lower edge, with rows of waves that run."""
    sketch.box(QRectF(0, top, WIDTH, HEIGHT - top), downwards(top, HEIGHT, far, near), 0)
    for row in range(rows):
        share = (row + 0.5) / rows
        draw_waves(sketch, top + share**1.4 * (HEIGHT - top), 5 + 16 * share, frame * (0.6 + share), 0.15 + 0.25 * share)


def draw_waves(sketch: Sketch, y: float, size: float, shift: float, opacity: float) -> None:
    """One row of wave crests."""
    step = size * 7
    start = -step * 2 + shift % (step * 2)
    path = QPainterPath(QPointF(start, y))
    place = start
    while place < WIDTH + step:
        path.quadTo(QPointF(place + step / 2, y - size), QPointF(place + step, y))
        path.quadTo(QPointF(place + step * 1.5, y + size * 0.5), QPointF(place + step * 2, y))
        place += step * 2
    with sketch.see_through(opacity):
        sketch.shape(path, None, max(1.5, size / 6), "#f4f8fb")


def draw_swell(sketch: Sketch, y: float, colour: str, frame: int) -> None:
    """The nearest waves, in front of a boat: they hide what is below `y` (pixels)."""
    path = QPainterPath(QPointF(-160, HEIGHT + 10))
    start = -160 + frame * 1.5 % 160
    path.lineTo(QPointF(start - 160, y))
    for number in range(11):
        path.quadTo(QPointF(start + (number - 0.5) * 160, y + 26), QPointF(start + number * 160, y))
    path.lineTo(QPointF(WIDTH + 400, HEIGHT + 10))
    sketch.shape(path, colour, 2.5, "#e6eef3")


def draw_lighthouse(sketch: Sketch, x: float, foot: float, height: float, turn: float, brightness: float) -> None:
    """A striped tower on a round rock; `turn` (radians) is where the light points, `brightness` 0…1."""
    unit = height / 10
    lamp = foot - height * 0.9
    _draw_beam(sketch, x, lamp, turn, brightness)
    sketch.oval(x, foot + 1.3 * unit, 3.6 * unit, 2 * unit, "#5c5650")
    sketch.oval(x - unit, foot + 0.9 * unit, 1.1 * unit, 0.5 * unit, "#6d665f", 0)
    top = lamp + 0.5 * unit
    corners = [(x + 0.7 * unit, top), (x + 1.2 * unit, foot), (x - 1.2 * unit, foot)]
    tower = outline((x - 0.7 * unit, top), *([corner] for corner in corners), is_closed=True)
    sketch.shape(tower, "#f5f0e6")
    with sketch.within(tower):
        for stripe in range(3):
            top = lamp + (1.6 + 2.6 * stripe) * unit
            sketch.box(QRectF(x - 2 * unit, top, 4 * unit, 1.3 * unit), "#c8443c", 0)
    sketch.shape(tower, None)
    sketch.box(QRectF(x - 0.25 * unit, foot - 1.2 * unit, 0.5 * unit, 1.2 * unit), "#5b3a29", 2, radius=4)
    sketch.box(QRectF(x - 0.95 * unit, lamp + 0.35 * unit, 1.9 * unit, 0.25 * unit), "#41362c")
    sketch.box(QRectF(x - 0.5 * unit, lamp - 0.5 * unit, unit, 0.85 * unit), "#ffe9a8" if brightness > 0 else "#8fa3b5")
    sketch.area(
        [(x - 0.7 * unit, lamp - 0.5 * unit), (x + 0.7 * unit, lamp - 0.5 * unit), (x, lamp - 1.2 * unit)], "#c8443c"
    )
    if brightness > 0:
        sketch.oval(x, lamp, 2.2 * unit, 2.2 * unit, glow(x, lamp, 2.2 * unit, "#ffe9a8", 0.75 * brightness), 0)


def _draw_beam(sketch: Sketch, x: float, y: float, turn: float, brightness: float) -> None:
    reach, spread = math.cos(turn), 0.07
    for side in (-1, 1):
        length = 1500 * side * reach
        if abs(length) > 60:
            corners = [(x, y), (x + length, y - abs(length) * spread - 20), (x + length, y + abs(length) * spread)]
            sketch.area(corners, glow(x, y, abs(length), "#ffe9a8", 0.45 * brightness), 0)


class Boat:
    """The mail boat, placed by the logo on its hull. It sails to the left, or mirrored to the right."""

    def __init__(self, sketch: Sketch, logo: QRectF, *, sails_right: bool = False) -> None:
        self._sketch, self._logo = sketch, logo
        self._way = -1 if sails_right else 1

    def _at(self, x: float, y: float) -> tuple[float, float]:
        """A place in widths and heights of the logo from its middle, x counted towards the stern."""
        middle = self._logo.center()
        return middle.x() + self._way * x * self._logo.width(), middle.y() + y * self._logo.height()

    def _block(self, left: float, top: float, right: float, bottom: float) -> QRectF:
        return QRectF(QPointF(*self._at(left, top)), QPointF(*self._at(right, bottom))).normalized()

    def draw_wheelhouse(self) -> None:
        """The wheelhouse with its open window, mast and funnel: behind whoever stands at the wheel."""
        line = max(1.0, min(3.0, 0.02 * self._logo.width()))
        self._sketch.box(self._block(0.72, -1.7, 0.88, -0.4), "#41362c", line)
        self._sketch.box(self._block(0.69, -1.95, 0.91, -1.55), "#f2c14e", line)
        self._sketch.box(self._block(-0.52, -2.35, 0.52, -0.4), "#f5f5f0", line, radius=0.04 * self._logo.width())
        self._sketch.box(self._block(-0.64, -2.5, 0.64, -2.25), "#b23a2e", line, radius=0.03 * self._logo.width())
        self._sketch.box(self._block(-0.42, -2.1, 0.42, -0.75), "#34526b", line)

    def draw_hull(self) -> None:
        """The red hull that carries the logo: in front of whoever stands at the wheel."""
        line = max(1.0, min(3.0, 0.02 * self._logo.width()))
        sill = self._block(-0.52, -0.85, 0.52, -0.4)
        self._sketch.box(sill, "#f5f5f0", line)
        path = outline(
            self._at(-1.75, -0.95),
            (self._at(-0.7, -0.5), self._at(1.55, -0.7)),
            (self._at(1.6, 0.6), self._at(1.35, 1.3)),
            (self._at(-1.1, 1.3),),
            (self._at(-1.45, 0.2), self._at(-1.75, -0.95)),
        )
        self._sketch.shape(path, "#b23a2e", line)
        with self._sketch.within(path):
            self._sketch.box(self._block(-2, 0.85, 2, 2), "#4a2a26", 0)
            self._sketch.box(self._block(-2, 0.76, 2, 0.86), "#f5f5f0", 0)
        self._sketch.shape(path, None, line)

    def draw_mast(self, flag: QRectF | None) -> None:
        """The mast; its top is where the flag is, if one is up."""
        top = self._at(0.98, -2.9)
        if flag is not None:
            top = flag.left() - 3, flag.top() - 10
        self._sketch.stroke([top, (top[0], self._at(0, -0.4)[1])], max(1.5, 0.03 * self._logo.width()))
