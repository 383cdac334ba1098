"""The shots outdoors: the lighthouse at dusk and at night, the mail boat at sea, its deck."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from demo_film.at_sea import Boat, draw_lighthouse, draw_sea, draw_sky, draw_stars, draw_swell
from demo_film.drawing import CHILD_FACE, GULL_MAIL, HOODED_FACE, FrameDrawing, key_place
from demo_film.faces import CHILD, PIP_IN_RAIN
from demo_film.logos import draw_flying_gull
from demo_film.people import draw_child, draw_hood
from demo_film.sketch import HEIGHT, WIDTH, Sketch, glow, outline


def lighthouse_at_dusk(drawing: FrameDrawing) -> None:
    """Dusk; the lamp is lit within the first second."""
    sketch, frame = drawing.sketch, drawing.frame
    draw_sky(sketch, "#2b3a67", "#6d5f86", "#e8a87c", horizon=470)
    draw_stars(sketch, 0.2 + 0.4 * frame / 149)
    sketch.oval(300, 478, 120, 120, glow(300, 478, 320, "#ffd9a0", 0.8), 0)
    draw_sea(sketch, "#2b3a67", "#55638c", top=470, frame=frame)
    brightness = min(1.0, max(0.0, (frame - 15) / 20))
    draw_lighthouse(sketch, 1130, 560, 420, 0.4 + frame * 0.035, brightness)


def lighthouse_at_night(drawing: FrameDrawing) -> None:
    """Night; the boat sails towards the horizon."""
    sketch, frame = drawing.sketch, drawing.frame
    draw_sky(sketch, "#0b132b", "#1c2541", "#31406b", horizon=385)
    draw_stars(sketch, 0.9)
    moon, shade = QPainterPath(), QPainterPath()
    moon.addEllipse(QPointF(1080, 120), 48, 48)
    shade.addEllipse(QPointF(1062, 108), 44, 44)
    sketch.shape(moon.subtracted(shade), "#fff2c9", 0)
    draw_sea(sketch, "#0b132b", "#24325a", top=385, frame=frame)
    draw_lighthouse(sketch, 190, 590, 420, 0.2 + (frame - 1395) * 0.035, 1.0)
    logo = drawing.logo_place(GULL_MAIL, 4)
    if frame <= 1500:
        boat = Boat(sketch, logo or key_place(GULL_MAIL, 4, 0), sails_right=True)
        boat.draw_mast(None)
        boat.draw_wheelhouse()
        boat.draw_hull()
    else:  # only its lamp is left at the horizon
        sketch.oval(1126, 382, 9, 9, glow(1126, 382, 9, "#ffd166", max(0.0, (1539 - frame) / 45)), 0)
    drawing.draw_logos(GULL_MAIL)


def mail_boat(drawing: FrameDrawing) -> None:
    """The red boat crosses the picture to the left, somebody in a hood at the wheel."""
    sketch, frame = drawing.sketch, drawing.frame
    draw_sky(sketch, "#a9c4d4", "#c9d6df", "#eef0e6", horizon=330)
    sketch.oval(1060, 120, 58, 58, "#f2c14e", 0)
    _draw_clouds(sketch, frame)
    draw_sea(sketch, "#3f6c8f", "#7fa3bb", top=330, frame=frame)
    if 425 <= frame < 475:
        draw_flying_gull(sketch, 120 + (frame - 425) * 9, 150 - (frame - 425) * 1.2, 120, math.sin(frame * 0.55))
    hull = drawing.logo_place(GULL_MAIL, 0)
    if hull is None:
        return
    boat, rising = Boat(sketch, hull), drawing.logo_place(GULL_MAIL, 1)
    boat.draw_mast(rising)
    boat.draw_wheelhouse()
    face = drawing.face_place(HOODED_FACE)
    if face is not None:
        draw_hood(sketch, face)
        drawing.draw_face(HOODED_FACE, PIP_IN_RAIN)
    boat.draw_hull()
    drawing.draw_logos(GULL_MAIL)
    draw_swell(sketch, 520, "#3f6c8f", frame)
    draw_swell(sketch, 610, "#35607f", frame * 2 + 70)


def deck(drawing: FrameDrawing) -> None:
    """A child leans in from the left and waves; a gull comes to sit on the rail."""
    sketch, frame = drawing.sketch, drawing.frame
    draw_sky(sketch, "#8fb4cb", "#c9dbe4", horizon=300)
    _draw_clouds(sketch, frame)
    draw_sea(sketch, "#5d8aa8", "#8db0c4", top=300, frame=frame, rows=3)
    sketch.area([(0, 590), (WIDTH, 560), (WIDTH, HEIGHT), (0, HEIGHT)], "#b98a5a")
    for number in range(12):
        sketch.stroke([(-200 + 160 * number, HEIGHT), (140 + 105 * number, 580)], 2.5)
    for number in range(9):
        sketch.box(QRectF(60 + 160 * number, 380, 16, 205), "#f5f5f0", radius=4)
    for y in (372, 470):
        sketch.box(QRectF(-10, y, WIDTH + 20, 20), "#f5f5f0", radius=6)
    _draw_life_ring(sketch, 960, 470)
    _draw_gull_on_rail(sketch, frame)
    face = drawing.face_place(CHILD_FACE)
    if face is not None:
        draw_child(sketch, face, frame)
        drawing.draw_face(CHILD_FACE, CHILD)


def _draw_clouds(sketch: Sketch, frame: int) -> None:
    for number, (x, y, size) in enumerate(((180, 90, 1.0), (560, 60, 0.7), (860, 200, 0.8))):
        left = (x + frame * (0.25 + 0.1 * number)) % (WIDTH + 300) - 150
        for dx, dy, radius in ((-50, 8, 34), (0, -8, 46), (52, 8, 36)):
            sketch.oval(left + dx * size, y + dy * size, radius * size * 1.3, radius * size * 0.7, "#f7fafb", 0)


def _draw_life_ring(sketch: Sketch, x: float, y: float) -> None:
    ring = QPainterPath()
    ring.addEllipse(QPointF(x, y), 84, 84)
    ring.addEllipse(QPointF(x, y), 46, 46)
    sketch.shape(ring, "#f5f5f0")
    with sketch.within(ring):
        for quarter in range(4):
            turn = math.tau * (quarter / 4 + 0.06)
            corners = [(x, y)] + [
                (x + 130 * math.cos(turn + spread), y + 130 * math.sin(turn + spread)) for spread in (0, 0.75)
            ]
            sketch.area(corners, "#d1495b", 0)
    sketch.shape(ring, None)


def _draw_gull_on_rail(sketch: Sketch, frame: int) -> None:
    x, y = 640, 330
    if frame < 550:
        return
    if frame < 580:
        left = (580 - frame) / 30
        draw_flying_gull(sketch, x + 500 * left, y - 260 * left, 190, math.sin(frame * 0.7))
        return
    for dx in (-8, 10):
        sketch.stroke([(x + dx, y + 26), (x + dx, y + 42)], 4, "#e08a2e")
    back = [(x - 30, y + 46), (x + 50, y + 40), (x + 96, y - 2)]
    body = outline((x - 44, y - 22), back, [(x + 40, y - 8), (x + 8, y - 20), (x - 44, y - 22)])
    sketch.shape(body, "#fdfdfb")
    sketch.area([(x - 2, y - 4), (x + 92, y - 2), (x + 30, y + 20)], "#a9b7c0", 2.5)
    beak = 10 if frame % 25 < 10 else 2  # it cries
    sketch.area([(x - 66, y - 38), (x - 98, y - 34 - beak), (x - 66, y - 30)], "#f2a33a", 2.5)
    sketch.area([(x - 66, y - 30), (x - 94, y - 30 + beak), (x - 62, y - 24)], "#f2a33a", 2.5)
    sketch.oval(x - 50, y - 34, 24, 23, "#fdfdfb")
    sketch.oval(x - 57, y - 39, 4, 4, "#2b2118", 0)
