"""Draws faces: an egg that touches all four sides of its bounding box, with everything else of the face inside it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from demo_film.sketch import INK, Sketch


@dataclass(frozen=True, slots=True)
class Look:
    """How somebody looks: colours of skin, hair and brows, what covers the forehead, and what else there is."""

    skin: str
    hair: str
    forehead: str
    brows: str
    beard: str | None = None
    has_glasses: bool = False
    has_freckles: bool = False


@dataclass(frozen=True, slots=True)
class Mood:
    """What a face shows at a frame: valence −1…1, surprise, how far the mouth is open 0…1, and whether the eyes are shut."""

    valence: float = 0.0
    is_surprised: bool = False
    mouth: float = 0.0
    is_blinking: bool = False


MIRJA = Look(skin="#f0c3a0", hair="#c9ccd1", forehead="#c9ccd1", brows="#8d9096", has_glasses=True)
PIP = Look(skin="#e3a67c", hair="#a4502c", forehead="#a4502c", brows="#7a3a1e", beard="#a4502c")
PIP_IN_RAIN = Look(skin="#e3a67c", hair="#f2c14e", forehead="#f2c14e", brows="#7a3a1e", beard="#a4502c")
CHILD = Look(skin="#f3c9a5", hair="#7a4b2a", forehead="#7a4b2a", brows="#5b3a29", has_freckles=True)


def egg(box: QRectF) -> QPainterPath:
    """Return the outline of a head that touches the four sides of `box`: chin and crown in the middle, ears above it."""
    left, right, top, bottom = box.left(), box.right(), box.top(), box.bottom()
    middle, ears = box.center().x(), top + 0.45 * box.height()
    path = QPainterPath(QPointF(middle, top))
    path.cubicTo(QPointF(middle + 0.33 * box.width(), top), QPointF(right, top + 0.16 * box.height()), QPointF(right, ears))
    jaw = 0.30 * box.width()
    path.cubicTo(QPointF(right, top + 0.80 * box.height()), QPointF(middle + jaw, bottom), QPointF(middle, bottom))
    path.cubicTo(QPointF(middle - jaw, bottom), QPointF(left, top + 0.80 * box.height()), QPointF(left, ears))
    path.cubicTo(QPointF(left, top + 0.16 * box.height()), QPointF(middle - 0.33 * box.width(), top), QPointF(middle, top))
    return path


def outline_width(box: QRectF) -> float:
    """Return how wide the outline of a face in `box` is; all of it lies inside the box."""
    return max(2.5, 0.02 * box.width())


def draw_face(sketch: Sketch, box: QRectF, look: Look, mood: Mood) -> None:
    """Draw a face whose extent is exactly `box` (pixels of the film)."""
    line = outline_width(box)
    head = egg(box.adjusted(line / 2, line / 2, -line / 2, -line / 2))
    sketch.shape(head, look.skin, 0)
    with sketch.within(head):
        _Features(sketch, box, look, mood).draw()
    sketch.shape(head, None, line)


def draw_back_of_head(sketch: Sketch, box: QRectF, look: Look) -> None:
    """Draw the same head, turned away."""
    line = outline_width(box)
    sketch.shape(egg(box.adjusted(line / 2, line / 2, -line / 2, -line / 2)), look.hair, line)
    for share in (0.3, 0.5, 0.7):
        top, bottom = box.top() + 0.2 * box.height(), box.top() + 0.75 * box.height()
        x = box.left() + share * box.width()
        sketch.arc((x, top), (x + (0.5 - share) * 0.3 * box.width(), (top + bottom) / 2), (x, bottom), line / 2)


class _Features:
    """What is inside a face; places are shares of its box from its upper left corner."""

    def __init__(self, sketch: Sketch, box: QRectF, look: Look, mood: Mood) -> None:
        self._sketch, self._box, self._look, self._mood = sketch, box, look, mood
        self._line = max(1.5, 0.018 * box.width())

    def draw(self) -> None:
        self._cheeks()
        if self._look.beard:
            self._beard(self._look.beard)
        self._forehead()
        for side in (-1, 1):
            self._eye(side)
            self._brow(side)
        self._nose()
        self._mouth()
        if self._look.has_glasses:
            self._glasses()

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self._box.left() + x * self._box.width(), self._box.top() + y * self._box.height()

    def _oval(self, x: float, y: float, across: float, down: float, fill: str | None, line: float = 0) -> None:
        self._sketch.oval(*self._at(x, y), across * self._box.width(), down * self._box.width(), fill, line)

    def _cheeks(self) -> None:
        with self._sketch.see_through(0.25 + 0.35 * max(0.0, self._mood.valence)):
            for x in (0.2, 0.8):
                self._oval(x, 0.62, 0.11, 0.09, "#e0705a")
        if self._look.has_freckles:
            for x, y in ((0.22, 0.58), (0.28, 0.63), (0.17, 0.64), (0.72, 0.63), (0.78, 0.58), (0.83, 0.64)):
                self._oval(x, y, 0.014, 0.014, "#b5764c")

    def _beard(self, colour: str) -> None:
        points = [(-0.1, 0.5), (0.12, 0.56), (0.22, 0.68), (0.5, 0.64), (0.78, 0.68), (0.88, 0.56), (1.1, 0.5), (1.1, 1.1)]
        self._sketch.area([self._at(*point) for point in [*points, (-0.1, 1.1)]], colour, 0)

    def _forehead(self) -> None:
        path = QPainterPath(QPointF(*self._at(-0.1, -0.1)))
        path.lineTo(QPointF(*self._at(-0.1, 0.42)))
        path.quadTo(QPointF(*self._at(0.1, 0.20)), QPointF(*self._at(0.42, 0.2)))
        path.quadTo(QPointF(*self._at(0.85, 0.2)), QPointF(*self._at(1.1, 0.42)))
        path.lineTo(QPointF(*self._at(1.1, -0.1)))
        self._sketch.shape(path, self._look.forehead, self._line)

    def _eye(self, side: int) -> None:
        x, y = 0.5 + side * 0.19, 0.46
        if self._mood.is_blinking:
            self._sketch.arc(self._at(x - 0.07, y), self._at(x, y + 0.04), self._at(x + 0.07, y), self._line * 1.3)
            return
        size = 0.085 if self._mood.is_surprised else 0.07
        self._oval(x, y, size, size, "#fffdf7", self._line)
        self._oval(x + 0.008 * side, y + 0.008, 0.034, 0.036, INK)
        self._oval(x + 0.015, y - 0.006, 0.011, 0.011, "#ffffff")

    def _brow(self, side: int) -> None:
        lift = 0.07 if self._mood.is_surprised else 0.0
        frown = 0.035 * max(-1.0, min(1.0, -self._mood.valence))
        inner = self._at(0.5 + side * 0.09, 0.345 - lift + max(0.0, frown))
        outer = self._at(0.5 + side * 0.29, 0.345 - lift)
        bend = self._at(0.5 + side * 0.19, 0.295 - lift + max(0.0, frown) * 0.6)
        path = QPainterPath(QPointF(*inner))
        path.quadTo(QPointF(*bend), QPointF(*outer))
        self._sketch.shape(path, None, 0.035 * self._box.width(), self._look.brows)

    def _nose(self) -> None:
        self._sketch.arc(self._at(0.48, 0.50), self._at(0.60, 0.635), self._at(0.47, 0.625), self._line * 1.2)

    def _mouth(self) -> None:
        """Ends up for joy and down for displeasure; open while speaking, and round in surprise."""
        smile, opening = 0.075 * self._mood.valence, self._mood.mouth
        half = 0.10 if self._mood.is_surprised else 0.17
        left, right, middle = self._at(0.5 - half, 0.765 - smile / 2), self._at(0.5 + half, 0.765 - smile / 2), 0.765 + smile
        path = QPainterPath(QPointF(*left))
        path.quadTo(QPointF(*self._at(0.5, middle)), QPointF(*right))
        opening = max(opening, 0.7 if self._mood.is_surprised else 0.35 * (self._mood.valence > 0.7))
        if opening > 0.05:
            path.quadTo(QPointF(*self._at(0.5, middle + 0.05 + 0.20 * opening)), QPointF(*left))
            self._sketch.shape(path, "#7b2d26", self._line * 1.2)
        else:
            self._sketch.shape(path, None, self._line * 1.5)

    def _glasses(self) -> None:
        for side in (-1, 1):
            self._oval(0.5 + side * 0.19, 0.47, 0.135, 0.125, None, self._line * 1.2)
        self._sketch.arc(self._at(0.445, 0.45), self._at(0.5, 0.42), self._at(0.555, 0.45), self._line * 1.2)


def is_blinking(frame: int, person: int) -> bool:
    """Eyes are shut for four frames, now and then, and not all at once."""
    return (frame + 37 * person) % 83 < 4


def speaking_mouth(milliseconds: float) -> float:
    """Return how far a speaking mouth is open, 0…1, `milliseconds` after the line began."""
    turn = milliseconds / 1000 * math.tau
    return 0.5 + 0.3 * math.sin(turn * 3.1) + 0.2 * math.sin(turn * 5.3)
