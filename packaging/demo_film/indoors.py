"""Draws what is in the kitchen: walls, window, stove, kettle, table, parcel, cake, pipe."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF

from demo_film.sketch import HEIGHT, WIDTH, Sketch, downwards, glow, outline


def draw_wall(sketch: Sketch, colour: str, wood: str, *, skirting: float = 640) -> None:
    """A wall with thin stripes, and a floor of boards from `skirting` (pixels) down."""
    sketch.box(QRectF(0, 0, WIDTH, HEIGHT), colour, 0)
    with sketch.see_through(0.25):
        for x in range(20, WIDTH, 80):
            sketch.box(QRectF(x, 0, 26, skirting), "#f4e4c1", 0)
    sketch.box(QRectF(-5, skirting, WIDTH + 10, HEIGHT), wood)
    sketch.stroke([(0, skirting + 14), (WIDTH, skirting + 14)], 2)


def draw_window(sketch: Sketch, frame_box: QRectF, sky: tuple[str, str], frame: int) -> None:
    """A window over the sea."""
    sketch.box(frame_box, downwards(frame_box.top(), frame_box.bottom(), *sky))
    sea = QRectF(frame_box)
    sea.setTop(frame_box.top() + 0.66 * frame_box.height())
    sketch.box(sea, "#3f6c8f", 2)
    for row in range(3):
        y = sea.top() + (0.25 + 0.28 * row) * sea.height()
        x = frame_box.left() + 12 + (frame * 0.5 + row * 37) % (frame_box.width() - 70)
        sketch.arc((x, y), (x + 22, y - 7), (x + 44, y), 2)
    middle = frame_box.center()
    sketch.stroke([(middle.x(), frame_box.top()), (middle.x(), frame_box.bottom())], 9)
    sketch.stroke([(frame_box.left(), middle.y()), (frame_box.right(), middle.y())], 9)
    for width, colour in ((20, "#2b2118"), (14, "#f4e4c1")):
        sketch.box(frame_box, None, width, radius=4, ink=colour)
    sill = QRectF(frame_box.left() - 26, frame_box.bottom() + 4, frame_box.width() + 52, 18)
    sketch.box(sill, "#f4e4c1")


def draw_shelf(sketch: Sketch, left: float, y: float, width: float) -> None:
    """A shelf with cups, tins and a plate."""
    sketch.box(QRectF(left, y, width, 14), "#7a4b2a")
    for number, colour in enumerate(("#4f7a5b", "#f5f5f0", "#b23a2e", "#f2c14e", "#34526b")):
        x = left + (0.06 + 0.19 * number) * width
        size = 34 + 12 * (number % 2)
        if number % 2:
            sketch.box(QRectF(x, y - size, 0.13 * width, size), colour, radius=5)
        else:
            sketch.oval(x + 0.13 * width, y - 16, 9, 9, None, 4)
            sketch.box(QRectF(x, y - size, 0.11 * width, size), colour, radius=9)


def draw_stove(sketch: Sketch, box: QRectF, colour: str = "#2f2f2f") -> None:
    """An iron stove with an oven door; its plate is the upper edge of `box`."""
    sketch.box(box, colour, radius=8)
    sketch.box(QRectF(box.left() - 16, box.top(), box.width() + 32, 24), "#4a4a4a", radius=6)
    door = box.adjusted(0.16 * box.width(), 70, -0.16 * box.width(), -40)
    sketch.box(door, "#3a3a3a", 4, radius=14, ink="#6b6b6b")
    fire = QRectF(door.left() + 0.2 * door.width(), door.top() + 24, 0.6 * door.width(), 0.25 * door.height())
    sketch.box(fire, "#e8753a", radius=8)
    sketch.oval(
        fire.center().x(), fire.center().y(), 150, 110, glow(fire.center().x(), fire.center().y(), 150, "#ffb347", 0.5), 0
    )
    sketch.stroke([(door.right() - 26, door.top() + 30), (door.right() - 26, door.top() + 90)], 8, "#b5b8b1")


def draw_kettle(sketch: Sketch, logo: QRectF, *, shines: bool = False, is_turned: bool = False) -> None:
    """A kettle with a big belly, placed by the logo on it; `is_turned` has the spout at the other side."""
    unit, way, middle = logo.width(), -1 if is_turned else 1, logo.center()

    def at(x: float, y: float) -> tuple[float, float]:  # in widths of the logo from its middle
        return middle.x() + x * unit, middle.y() + y * unit

    line = max(2.0, min(5.0, 0.025 * unit))
    spout = outline(
        at(way * 0.9, 0.35),
        (at(way * 1.55, 0.2), at(way * 1.62, -0.75)),
        (at(way * 1.9, -0.75),),
        (at(way * 1.95, 0.7), at(way * 0.8, 0.95)),
    )
    sketch.shape(spout, "#9a9d97", line)
    handle = outline(at(-0.8, -0.6), (at(-0.9, -1.75), at(0.9, -1.75), at(0.8, -0.6)))
    sketch.shape(handle, None, 0.16 * unit + 2 * line)
    sketch.shape(handle, None, 0.16 * unit, "#5b3a29")
    belly = outline(
        at(-0.55, -0.85),
        (at(-1.5, -0.5), at(-1.35, 1.0), at(-0.95, 1.0)),
        (at(0.95, 1.0),),
        (at(1.35, 1.0), at(1.5, -0.5), at(0.55, -0.85)),
        is_closed=True,
    )
    sketch.shape(belly, "#b5b8b1", line)
    with sketch.within(belly), sketch.see_through(0.5):
        sketch.oval(*at(-0.72, 0.05), 0.10 * unit, 0.5 * unit, "#f7f7f7", 0)
        sketch.box(QRectF(*at(-2, 0.82), 4 * unit, unit), "#8a8d87", 0)
    sketch.shape(belly, None, line)
    sketch.oval(*at(0, -0.88), 0.56 * unit, 0.13 * unit, "#9a9d97", line)
    sketch.oval(*at(0, -1.05), 0.13 * unit, 0.12 * unit, "#5b3a29", line)
    if shines:
        sketch.oval(*at(0.7, -0.5), 0.05 * unit, 0.12 * unit, "#ffffff", 0)


def draw_steam(sketch: Sketch, x: float, y: float, size: float, frame: int, strength: float) -> None:
    """Clouds that rise from the mouth of the spout at (`x`, `y`); `strength` 0…1."""
    for number in range(7):
        age = (frame / 40 + number / 7) % 1
        drift = math.sin(age * 5 + number) * 0.35
        with sketch.see_through(strength * 0.75 * (1 - age) ** 0.8):
            radius = size * (0.15 + 0.55 * age)
            sketch.oval(x + size * (0.5 + drift) * age, y - size * 2.2 * age, radius, radius * 0.85, "#f9fbfb", 0)


def draw_table(sketch: Sketch, top: float, cloth: str) -> None:
    """A table over the whole width with a cloth that has light squares."""
    sketch.box(QRectF(-10, top, WIDTH + 20, HEIGHT), cloth)
    with sketch.see_through(0.28):
        for row in range(5):
            for column in range(-2, 28):
                x = WIDTH / 2 + (column - 13 + row % 2 * 0.5) * (50 + 16 * row)
                sketch.area(_square(x, top + 8 + row * 36, 25 + 8 * row, 32), "#f4e4c1", 0)


def _square(x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    return [(x, y), (x + width, y), (x + width * 1.05, y + height), (x + width * 0.02, y + height)]


def draw_parcel(sketch: Sketch, logo: QRectF, *, is_open: bool) -> None:
    """A parcel with string, placed by the logo on its front."""
    box = logo.adjusted(-52, -50, 52, 26)
    if is_open:
        for side, way in ((box.left(), -1), (box.right(), 1)):  # the flaps hang down
            corners = [(side, box.top()), (side + way * 40, box.top() + 26), (side + way * 36, box.top() + 70)]
            sketch.area([*corners, (side, box.top() + 48)], "#d3a970")
        sketch.box(QRectF(box.left(), box.top() - 12, box.width(), 20), "#8a6236")
    sketch.box(box, "#c69a63")
    if not is_open:
        x = box.left() + 0.13 * box.width()
        sketch.stroke([(x, box.top()), (x, box.bottom())], 6, "#f4e4c1")
        sketch.stroke([(box.left(), box.top() + 30), (box.right(), box.top() + 30)], 6, "#f4e4c1")
        for side in (-1, 1):
            sketch.oval(x + side * 14, box.top() + 26, 13, 8, None, 4, "#f4e4c1")


def draw_cake(sketch: Sketch, x: float, foot: float, frame: int) -> None:
    """A birthday cake on a stand, with candles that flicker."""
    sketch.oval(x, foot - 6, 128, 16, "#dfe6ea")
    for width, bottom, height, colour in ((104, foot - 8, 62, "#8a5230"), (74, foot - 70, 50, "#a8683f")):
        sketch.box(QRectF(x - width, bottom - height, 2 * width, height), colour, radius=12)
        edge, drop = bottom - height + 10, 2 * width / 8
        drops = [((x + width - (n + 0.5) * drop, edge + 24), (x + width - (n + 1) * drop, edge)) for n in range(8)]
        sides = [[(x - width, edge - 10)], [(x + width, edge - 10)], [(x + width, edge)]]
        icing = outline((x - width, edge), *sides, *drops)
        sketch.shape(icing, "#fff6ec")
    for number in range(5):
        candle = x - 52 + 26 * number
        sketch.box(QRectF(candle - 4, foot - 152, 8, 34), ("#d1495b", "#2f5d86", "#f2c14e")[number % 3], 2)
        sway = 2.5 * math.sin(frame * 0.7 + number * 2)
        sketch.oval(candle, foot - 164, 22, 22, glow(candle, foot - 164, 22, "#ffd166", 0.7), 0)
        sketch.area([(candle - 5, foot - 158), (candle + sway, foot - 176), (candle + 5, foot - 158)], "#ff9f1c", 1.5)


def draw_pipe(sketch: Sketch, x: float, y: float) -> None:
    """A hand that holds an unlit pipe; (`x`, `y`) is the hand."""
    sketch.stroke([(x + 90, HEIGHT + 60), (x + 10, y + 20)], 126)
    sketch.stroke([(x + 90, HEIGHT + 60), (x + 10, y + 20)], 120, "#f2c14e")
    sketch.stroke([(x - 18, y - 116), (x + 34, y - 30)], 16)
    sketch.stroke([(x - 18, y - 116), (x + 34, y - 30)], 10, "#41362c")
    side = (x + 92, y - 10), (x + 60, y), (x + 26, y - 18)
    bowl = outline((x + 18, y - 86), [(x + 92, y - 86)], side, is_closed=True)
    sketch.shape(bowl, "#7a4b2a")
    sketch.oval(x + 55, y - 86, 37, 9, "#3b241a")
    sketch.oval(x + 14, y + 10, 62, 52, "#e3a67c")
    for number in range(3):
        sketch.oval(x - 12 + 30 * number, y - 26, 17, 25, "#e3a67c")
