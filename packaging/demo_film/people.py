"""Draws what belongs to people but not to their faces: hair, hats, hoods, bodies, arms. It is drawn before the face."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from demo_film.sketch import HEIGHT, Sketch, outline

RAINCOAT = "#f2c14e"


def draw_mirja(sketch: Sketch, face: QRectF) -> None:
    """Mirja without her face: grey hair with a bun, and a green cardigan."""
    x, width, height = face.center().x(), face.width(), face.height()
    sketch.oval(x + 0.05 * width, face.top() - 0.06 * height, 0.24 * width, 0.24 * width, "#c9ccd1")
    sketch.oval(x, face.top() + 0.40 * height, 0.60 * width, 0.50 * height, "#c9ccd1")
    _draw_neck(sketch, face, "#f0c3a0")
    _draw_shoulders(sketch, face, "#4f7a5b")
    _draw_buttons(sketch, face, "#e8dcc0")


def draw_pip(sketch: Sketch, face: QRectF) -> None:
    """Pip without his face, dry: red hair and a striped jersey."""
    x, width, height = face.center().x(), face.width(), face.height()
    sketch.oval(x, face.top() + 0.33 * height, 0.57 * width, 0.42 * height, "#a4502c")
    _draw_neck(sketch, face, "#e3a67c")
    body = _draw_shoulders(sketch, face, "#f5f5f0")
    with sketch.within(body):
        for number in range(12):
            y = face.bottom() + (0.22 + 0.16 * number) * height
            sketch.box(QRectF(x - 2 * width, y, 4 * width, 0.07 * height), "#2f5d86", 0)
    sketch.shape(body, None, 3)


def draw_pip_in_rain(sketch: Sketch, face: QRectF) -> None:
    """Pip without his face, in a yellow raincoat and a hat with a wide brim at the back."""
    x, width, height = face.center().x(), face.width(), face.height()
    sketch.oval(x, face.top() + 0.12 * height, 0.56 * width, 0.30 * height, RAINCOAT)
    sketch.oval(x, face.top() + 0.30 * height, 0.78 * width, 0.13 * height, "#dba93a")
    _draw_neck(sketch, face, "#e3a67c")
    _draw_shoulders(sketch, face, RAINCOAT)
    _draw_buttons(sketch, face, "#7a4b2a")


def draw_hood(sketch: Sketch, face: QRectF) -> None:
    """A yellow hood and shoulders; somebody far away."""
    x, width, height = face.center().x(), face.width(), face.height()
    shoulders = QRectF(x - 0.95 * width, face.bottom() - 0.05 * height, 1.9 * width, 1.3 * height)
    sketch.box(shoulders, RAINCOAT, 3, radius=0.5 * width)
    sketch.oval(x, face.top() + 0.45 * height, 0.72 * width, 0.66 * height, RAINCOAT)


def draw_child(sketch: Sketch, face: QRectF, frame: int) -> None:
    """A child without its face: plaits, a red jumper and an arm that waves."""
    x, width, height = face.center().x(), face.width(), face.height()
    for side in (-1, 1):
        sketch.oval(x + side * 0.60 * width, face.top() + 0.55 * height, 0.14 * width, 0.30 * height, "#7a4b2a")
        sketch.oval(x + side * 0.60 * width, face.top() + 0.82 * height, 0.09 * width, 0.05 * height, "#f2c14e")
    sketch.oval(x, face.top() + 0.36 * height, 0.56 * width, 0.44 * height, "#7a4b2a")
    turn = math.radians(28 * math.sin(frame / 25 * math.tau * 1.2))
    shoulder = (x + 0.7 * width, face.bottom() + 0.45 * height)
    hand = (shoulder[0] + width * (0.75 + 0.5 * math.sin(turn)), shoulder[1] - height * (0.75 * math.cos(turn)))
    sketch.stroke([shoulder, hand], 0.34 * width + 6)
    sketch.stroke([shoulder, hand], 0.34 * width, "#d1495b")
    sketch.oval(*hand, 0.19 * width, 0.21 * width, "#f3c9a5")
    _draw_neck(sketch, face, "#f3c9a5")
    _draw_shoulders(sketch, face, "#d1495b")


def _draw_neck(sketch: Sketch, face: QRectF, skin: str) -> None:
    width = 0.42 * face.width()
    sketch.box(QRectF(face.center().x() - width / 2, face.bottom() - 0.2 * face.height(), width, 0.5 * face.height()), skin)


def _draw_shoulders(sketch: Sketch, face: QRectF, colour: str) -> QPainterPath:
    x, width, top = face.center().x(), face.width(), face.bottom() + 0.05 * face.height()
    wide, far, down = 1.05 * width, 1.1 * width, HEIGHT + 20
    path = outline(
        (x - 0.28 * width, top),
        [(x, top + 0.22 * width), (x + 0.28 * width, top)],
        [(x + width, top + 0.1 * width), (x + wide, top + 0.5 * width), (x + far, down)],
        [(x - far, down)],
        [(x - wide, top + 0.5 * width), (x - width, top + 0.1 * width), (x - 0.28 * width, top)],
    )
    sketch.shape(path, colour)
    return path


def _draw_buttons(sketch: Sketch, face: QRectF, colour: str) -> None:
    x, width = face.center().x(), face.width()
    sketch.stroke([(x, face.bottom() + 0.16 * width + 0.05 * face.height()), (x, HEIGHT + 20)], 2.5)
    for number in range(6):
        y = face.bottom() + (0.5 + 0.35 * number) * width
        sketch.oval(x + 0.08 * width, y, 0.04 * width, 0.04 * width, colour, 2)


def draw_arm(sketch: Sketch, shoulder: tuple[float, float], hand: tuple[float, float], sleeve: str, skin: str) -> None:
    """An arm in front of things, with the hand at its end."""
    sketch.stroke([shoulder, hand], 58)
    sketch.stroke([shoulder, hand], 52, sleeve)
    sketch.oval(*hand, 34, 30, skin)
