"""A pencil for simple vector drawings: shapes with a fill and a dark outline, in pixels of the film."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QGradient,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
    QTransform,
)

WIDTH, HEIGHT = 1280, 720
INK = "#2b2118"
Point = tuple[float, float]
Fill = QColor | QGradient | str


class Sketch:
    """Draws with one painter. `line` is the width of the outline in pixels; 0 means none."""

    def __init__(self, painter: QPainter) -> None:
        self.painter = painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def shape(self, path: QPainterPath, fill: Fill | None, line: float = 3, ink: Fill = INK) -> None:
        """Draw any path."""
        self._use(fill, line, ink)
        self.painter.drawPath(path)

    def oval(
        self, x: float, y: float, across: float, down: float, fill: Fill | None, line: float = 3, ink: Fill = INK
    ) -> None:
        """Draw an ellipse about its middle (`x`, `y`), with its two radii."""
        self._use(fill, line, ink)
        self.painter.drawEllipse(QPointF(x, y), across, down)

    def box(self, rectangle: QRectF, fill: Fill | None, line: float = 3, radius: float = 0, ink: Fill = INK) -> None:
        """Draw a rectangle, with round corners where `radius` is given."""
        self._use(fill, line, ink)
        self.painter.drawRoundedRect(rectangle, radius, radius)

    def area(self, corners: Iterable[tuple[float, float]], fill: Fill | None, line: float = 3, ink: Fill = INK) -> None:
        """Draw a polygon."""
        self._use(fill, line, ink)
        self.painter.drawPolygon([QPointF(x, y) for x, y in corners])

    def stroke(self, points: Iterable[tuple[float, float]], width: float = 3, ink: Fill = INK) -> None:
        """Draw a line through points."""
        self._use(None, width, ink)
        self.painter.drawPolyline([QPointF(x, y) for x, y in points])

    def arc(self, start: tuple[float, float], bend: tuple[float, float], end: tuple[float, float], width: float = 3) -> None:
        """Draw a line from `start` to `end` that is pulled towards `bend`."""
        path = QPainterPath(QPointF(*start))
        path.quadTo(QPointF(*bend), QPointF(*end))
        self.shape(path, None, width)

    @contextmanager
    def within(self, path: QPainterPath) -> Iterator[None]:
        """Draw only inside of `path`."""
        self.painter.save()
        self.painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        yield
        self.painter.restore()

    @contextmanager
    def see_through(self, opacity: float) -> Iterator[None]:
        """Draw with an opacity of 0…1."""
        self.painter.save()
        self.painter.setOpacity(self.painter.opacity() * opacity)
        yield
        self.painter.restore()

    def _use(self, fill: Fill | None, line: float, ink: Fill) -> None:
        self.painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else QBrush(_paint(fill)))
        if line:
            style = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            self.painter.setPen(QPen(QBrush(_paint(ink)), line, *style))
        else:
            self.painter.setPen(Qt.PenStyle.NoPen)


def _paint(fill: Fill) -> QColor | QGradient:
    return QColor(fill) if isinstance(fill, str) else fill


def outline(start: Point, *steps: Sequence[Point], is_closed: bool = False) -> QPainterPath:
    """Return a path from `start` through steps: one point for a straight line, two or three for a curve to the last."""
    path = QPainterPath(QPointF(*start))
    for step in steps:
        points = [QPointF(*point) for point in step]
        if len(points) == 1:
            path.lineTo(points[0])
        elif len(points) == 2:
            path.quadTo(points[0], points[1])
        else:
            path.cubicTo(points[0], points[1], points[2])
    if is_closed:
        path.closeSubpath()
    return path


def downwards(top: float, bottom: float, *colours: str) -> QLinearGradient:
    """Return a fill that changes evenly from `top` to `bottom` of the picture."""
    gradient = QLinearGradient(QPointF(0, top), QPointF(0, bottom))
    for place, colour in enumerate(colours):
        gradient.setColorAt(place / (len(colours) - 1), QColor(colour))
    return gradient


def glow(x: float, y: float, radius: float, colour: str, opacity: float = 1.0) -> QRadialGradient:
    """Return a fill that fades from `colour` in the middle to nothing."""
    gradient = QRadialGradient(QPointF(x, y), radius)
    inner, outer = QColor(colour), QColor(colour)
    inner.setAlphaF(opacity)
    outer.setAlphaF(0)
    gradient.setColorAt(0, inner)
    gradient.setColorAt(1, outer)
    return gradient


def fitted_text(text: str, place: QRectF, *, is_bold: bool = True) -> QPainterPath:
    """Return the outlines of `text`, as large as `place` allows and in its middle; its extent touches two of the sides."""
    font = QFont("DejaVu Sans")
    font.setPixelSize(100)
    font.setBold(is_bold)
    path = QPainterPath()
    path.addText(QPointF(0, 0), font, text)
    extent = path.boundingRect()
    scale = min(place.width() / extent.width(), place.height() / extent.height())
    middle = place.center()
    about = QTransform().translate(middle.x(), middle.y()).scale(scale, scale)
    return about.translate(-extent.center().x(), -extent.center().y()).map(path)
