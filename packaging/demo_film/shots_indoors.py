"""The shots in the kitchen: waiting, at the door, Pip close, the stove, at the table."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF

from demo_film import indoors
from demo_film.drawing import GULL_MAIL, MIRJA_FACE, PIP_FACE, SINGWELL, FrameDrawing, key_place
from demo_film.faces import MIRJA, PIP, PIP_IN_RAIN
from demo_film.people import draw_arm, draw_mirja, draw_pip, draw_pip_in_rain
from demo_film.sketch import HEIGHT, WIDTH, Sketch, downwards

_DUSK = ("#2b3a67", "#e8a87c")
_EVENING = ("#26335c", "#8a6a86")


def kitchen(drawing: FrameDrawing) -> None:
    """Mirja waits; the kettle heats on the stove behind her."""
    sketch, frame = drawing.sketch, drawing.frame
    indoors.draw_wall(sketch, "#d9b382", "#7a4b2a")
    indoors.draw_window(sketch, QRectF(90, 110, 250, 230), _DUSK, frame)
    indoors.draw_shelf(sketch, 700, 190, 420)
    logo = drawing.logo_place(SINGWELL, 0)
    place = logo or key_place(SINGWELL, 0, 0)
    indoors.draw_stove(sketch, QRectF(720, place.center().y() + place.width(), 400, 300))
    if frame >= 250:
        mouth = place.center().x() + 1.76 * place.width(), place.center().y() - 0.75 * place.width()
        indoors.draw_steam(sketch, *mouth, 50, frame, min(1.0, (frame - 250) / 60))
    indoors.draw_kettle(sketch, place, is_turned=logo is None)
    drawing.draw_logos(SINGWELL)
    face = drawing.face_place(MIRJA_FACE)
    if face is not None:
        draw_mirja(sketch, face)
        drawing.draw_face(MIRJA_FACE, MIRJA)


def kitchen_door(drawing: FrameDrawing) -> None:
    """The door opens and Pip comes in from the right."""
    sketch, frame = drawing.sketch, drawing.frame
    indoors.draw_wall(sketch, "#d9b382", "#5b3a29")
    indoors.draw_shelf(sketch, 430, 170, 330)
    _draw_door(sketch, frame)
    mirja, pip = drawing.face_place(MIRJA_FACE), drawing.face_place(PIP_FACE)
    if mirja is not None:
        draw_mirja(sketch, mirja)
        drawing.draw_face(MIRJA_FACE, MIRJA)
    if pip is not None:
        draw_pip_in_rain(sketch, pip)
        drawing.draw_face(PIP_FACE, PIP_IN_RAIN)


def pip_close(drawing: FrameDrawing) -> None:
    """Pip fills the picture; for some seconds he holds a pipe."""
    sketch, frame = drawing.sketch, drawing.frame
    sketch.box(QRectF(0, 0, WIDTH, HEIGHT), downwards(0, HEIGHT, "#e6c9a8", "#d9b382"), 0)
    with sketch.see_through(0.55):
        indoors.draw_shelf(sketch, -60, 300, 460)
        indoors.draw_shelf(sketch, 900, 220, 460)
    pip = drawing.face_place(PIP_FACE)
    if pip is not None:
        draw_pip_in_rain(sketch, pip)
        drawing.draw_face(PIP_FACE, PIP_IN_RAIN)
    if 870 <= frame <= 980:
        hidden = max(0.0, 1 - (frame - 870) / 12, 1 - (980 - frame) / 12)
        indoors.draw_pipe(sketch, 985, 555 + 6 * math.sin(frame * 0.12) + 320 * hidden**2)


def stove(drawing: FrameDrawing) -> None:
    """The kettle, ever nearer, whistles and steams."""
    sketch, frame = drawing.sketch, drawing.frame
    sketch.box(QRectF(0, 0, WIDTH, HEIGHT), "#c9d3d1", 0)
    for x in range(-40, WIDTH, 160):
        for row, y in enumerate(range(-20, HEIGHT, 110)):
            shift = 80 * (row % 2)
            sketch.box(QRectF(x + shift, y, 160, 110), "#c9d3d1" if (x // 160 + row) % 5 else "#9fb9c4", 3, ink="#e3e8e5")
    place = drawing.logo_place(SINGWELL, 1)
    if place is None:
        return
    foot = place.center().y() + place.width()
    sketch.box(QRectF(-10, foot - 6, WIDTH + 20, HEIGHT), "#2f2f2f")
    sketch.box(QRectF(-10, foot - 6, WIDTH + 20, 20), "#4a4a4a")
    shake = 2.5 * math.sin(frame * 2.1)
    mouth = place.center().x() + 1.76 * place.width(), place.center().y() - 0.75 * place.width()
    indoors.draw_steam(sketch, mouth[0] + shake, mouth[1], 0.9 * place.width(), frame, 1.0)
    indoors.draw_kettle(sketch, place, shines=True)
    drawing.draw_logos(SINGWELL)


def kitchen_table(drawing: FrameDrawing) -> None:
    """The parcel goes across the table, is opened, and there is a birthday cake."""
    sketch, frame = drawing.sketch, drawing.frame
    indoors.draw_wall(sketch, "#d9b382", "#7a4b2a")
    indoors.draw_window(sketch, QRectF(505, 70, 260, 220), _EVENING, frame)
    mirja, pip = drawing.face_place(MIRJA_FACE), drawing.face_place(PIP_FACE)
    if pip is not None:
        draw_pip(sketch, pip)
        drawing.draw_face(PIP_FACE, PIP)
    if mirja is not None:
        draw_mirja(sketch, mirja)
        if not 1252 <= frame <= 1262:  # the lid is in front of it
            drawing.draw_face(MIRJA_FACE, MIRJA)
    indoors.draw_table(sketch, 535, "#a44a3f")
    if frame >= 1250:
        indoors.draw_cake(sketch, 855, 640, frame)
    _draw_parcel(drawing)


def _draw_parcel(drawing: FrameDrawing) -> None:
    sketch, frame = drawing.sketch, drawing.frame
    closed, opened = drawing.logo_place(GULL_MAIL, 2), drawing.logo_place(GULL_MAIL, 3)
    place = closed or opened or key_place(GULL_MAIL, 2, 1)
    indoors.draw_parcel(sketch, place, is_open=opened is not None)
    drawing.draw_logos(GULL_MAIL)
    if closed is not None and frame < 1230:
        hand = place.right() + 62, place.center().y() + 10
        draw_arm(sketch, (max(1010, hand[0] + 190), 690), hand, "#f5f5f0", "#e3a67c")
    elif closed is None and opened is None:
        draw_arm(sketch, (330, 740), (place.center().x(), place.center().y()), "#4f7a5b", "#f0c3a0")
    _draw_lid(drawing, place)


def _draw_lid(drawing: FrameDrawing, parcel: QRectF) -> None:
    """The lid of the parcel: it rises, comes between Mirja's face and us, and ends on the table."""
    sketch, frame, face = drawing.sketch, drawing.frame, drawing.face_place(MIRJA_FACE)
    if frame < 1244 or face is None:
        return
    if frame < 1252:
        middle = parcel.center().x() - 5 * (frame - 1244)
        _draw_lid_flat(sketch, middle, parcel.top() - 62 - 5 * (frame - 1244))
    elif frame <= 1262:
        lid = face.adjusted(-16, -16, 16, 16)
        sketch.box(lid, "#d3a970", radius=6)
        sketch.box(lid.adjusted(18, 18, -18, -18), "#b98a5a", radius=4)
        for side in (lid.left(), lid.right()):
            sketch.oval(side, lid.bottom() - 60, 24, 30, "#f0c3a0")
    else:
        _draw_lid_flat(sketch, 250, 640)


def _draw_lid_flat(sketch: Sketch, x: float, y: float) -> None:
    sketch.box(QRectF(x - 120, y - 14, 240, 28), "#d3a970", radius=3)
    sketch.stroke([(x - 116, y - 3), (x + 116, y - 3)], 2)


def _draw_door(sketch: Sketch, frame: int) -> None:
    opened = min(1.0, max(0.0, (frame - 652) / 20))
    frame_box = QRectF(960, 90, 420, 560)
    sketch.box(frame_box, downwards(90, 650, "#2b3a67", "#55638c", "#e8a87c"), 14, ink="#7a4b2a")
    sketch.box(QRectF(967, 470, 400, 170), "#41507a", 2)
    width = 400 * (1 - 0.86 * opened)
    sketch.area([(967, 97), (967 + width, 97 + 40 * opened), (967 + width, 643 + 30 * opened), (967, 643)], "#5b3a29")
    for share in (0.25, 0.5, 0.75):
        x = 967 + width * share
        sketch.stroke([(x, 97 + 40 * opened * share), (x, 643 + 30 * opened * share)], 2)
    sketch.oval(967 + width * 0.88, 380, 5 + 6 * (1 - opened), 11, "#f2c14e")
