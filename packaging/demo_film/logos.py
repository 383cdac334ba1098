"""Draws the two made-up logos; each fills its bounding box from side to side."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from demo_film.sketch import INK, Sketch, fitted_text


def draw_logo(sketch: Sketch, box: QRectF, label: str) -> None:
    """Draw the logo called `label` so that its extent is exactly `box` (pixels of the film)."""
    line = max(1.0, min(0.03 * box.width(), 4.0))
    inner = box.adjusted(line / 2, line / 2, -line / 2, -line / 2)
    if label == "Wobbly Gull Mail":
        _draw_gull_mail(sketch, inner, line)
    else:
        _draw_singwell(sketch, inner, line)


def _draw_gull_mail(sketch: Sketch, box: QRectF, line: float) -> None:
    """A yellow plate with a gull over two waves."""
    sketch.box(box, "#f2c14e", line, radius=0.18 * box.height())
    with sketch.within(_rounded(box, 0.18 * box.height())):
        for number in range(2):
            y, start = box.top() + (0.74 + 0.16 * number) * box.height(), box.left() - 0.1 * number * box.width()
            path = QPainterPath(QPointF(start, y))
            step = box.width() / 6
            for place in range(8):
                rise = (0.10 if place % 2 else -0.10) * box.height()
                path.quadTo(QPointF(start + (place + 0.5) * step, y + rise), QPointF(start + (place + 1) * step, y))
            sketch.shape(path, None, max(1.0, 0.05 * box.height()), "#2f5d86")
    _draw_gull(sketch, box, line)


def _draw_gull(sketch: Sketch, box: QRectF, line: float) -> None:
    def at(x: float, y: float) -> QPointF:
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height())

    wings = QPainterPath(at(0.14, 0.24))
    wings.quadTo(at(0.36, 0.06), at(0.50, 0.46))
    wings.quadTo(at(0.64, 0.06), at(0.86, 0.24))
    wings.quadTo(at(0.66, 0.30), at(0.56, 0.62))
    wings.quadTo(at(0.50, 0.70), at(0.44, 0.62))
    wings.quadTo(at(0.34, 0.30), at(0.14, 0.24))
    sketch.shape(wings, "#ffffff", line * 0.8)


def _draw_singwell(sketch: Sketch, box: QRectF, line: float) -> None:
    """A red plate with a note and the word SINGWELL."""
    sketch.box(box, "#b23a2e", line, radius=0.3 * box.height())
    height = box.height()
    x, y = box.left() + 0.42 * height, box.top() + 0.68 * height
    sketch.oval(x, y, 0.15 * height, 0.12 * height, "#fff6dd", 0)
    stem = x + 0.12 * height
    sketch.stroke(
        [(stem, y), (stem, y - 0.45 * height), (stem + 0.22 * height, y - 0.34 * height)], 0.08 * height, "#fff6dd"
    )
    word = QRectF(box.left() + 0.85 * height, box.top() + 0.25 * height, box.width() - 1.1 * height, 0.5 * height)
    sketch.shape(fitted_text("SINGWELL", word), "#fff6dd", 0)


def _rounded(box: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    return path


def draw_flying_gull(sketch: Sketch, x: float, y: float, size: float, flap: float) -> None:
    """Draw a gull about (`x`, `y`), `size` pixels from wing tip to wing tip; `flap` −1…1 is where the wings are."""
    tip = y - 0.28 * size * flap
    path = QPainterPath(QPointF(x - size / 2, tip))
    path.quadTo(QPointF(x - 0.2 * size, y - 0.22 * size), QPointF(x, y))
    path.quadTo(QPointF(x + 0.2 * size, y - 0.22 * size), QPointF(x + size / 2, tip))
    path.quadTo(QPointF(x + 0.2 * size, y - 0.08 * size), QPointF(x, y + 0.1 * size))
    path.quadTo(QPointF(x - 0.2 * size, y - 0.08 * size), QPointF(x - size / 2, tip))
    sketch.shape(path, "#ffffff", 2, INK)
