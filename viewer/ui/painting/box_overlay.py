"""Bounding boxes over a picture: laid out, painted and hit-tested without a widget.

Strategy: an outline is three rings of whole device pixels, dark, coloured and light, so that it can be read on any picture;
the middle of the coloured one is the box's edge, which is moved to the nearest line between two pixels, never further.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QPolygonF

from viewer.text import Text, visible
from viewer.ui.messages import shown
from viewer.ui.painting.box_labels import LabelPictures, place_label, size_of
from viewer.ui.painting.data_colours import colour_of
from viewer.ui.painting.picture_fit import PictureFit, PixelGrid

if TYPE_CHECKING:
    from viewer.analysis.boxes_at import ShownBox

BoxKey = tuple[str, int]  # the type name of a box result, and a row in its columns
Sides = tuple[bool, bool, bool, bool]  # left, top, right, bottom

DARK, LIGHT = QColor("#000000"), QColor("#ffffff")
PALE, PALE_COLOUR = 0.85, 0.45  # what is left of lines and colour of what is not chosen: still 3:1 on any picture
MARGIN = 6.0  # pixels that a picture leaves free around it, for outlines at its edge
MOST_LABELS = 100
LONGEST_LABEL = 80
LABEL_SHARE = 0.5  # of the picture's width: as wide is a label at most
LABELLED_SHARE = 0.3  # of the picture: as much of it is covered by labels at most
LARGEST_KEPT_FREE = 0.2  # of the picture: what is chosen is kept free of labels, where it is not larger
REACH = 3.0  # pixels: so far beside a box it can still be clicked
_BEYOND = 0.001  # of the picture: less is only the rounding of a box's place and size
_ARROW, _OUTSIDE_ARROW = 6.0, 9.0


class Look(NamedTuple):
    """What of the boxes is shown how. `detection_id` and `box` are what is chosen, `focused` what the keyboard is at."""

    detection_id: str | None = None
    box: BoxKey | None = None
    focused: BoxKey | None = None
    has_labels: bool = True

    @property
    def is_chosen(self) -> bool:
        return self.detection_id is not None or self.box is not None

    def chooses(self, box: ShownBox) -> bool:
        """True where the box, or its detection, is chosen."""
        return key_of(box) == self.box or (self.detection_id is not None and box.detection_id == self.detection_id)


@dataclass(slots=True)
class PlacedBox:
    """A box where it is painted: `rect` is what of it lies in the picture, `beyond` at which sides there is more."""

    box: ShownBox
    rect: QRectF
    beyond: Sides
    is_outside: bool
    colour: QColor
    picture: QPixmap | None = None  # its label
    label: QRectF | None = None

    def rank(self) -> float:
        """Smaller boxes are hit first, and painted last."""
        return _area(self.rect)


def key_of(box: ShownBox) -> BoxKey:
    """Return what tells a box from all others of its job."""
    return box.type_name, box.row


def name_of(box: ShownBox) -> str:
    """Return the name of what is in a box, on one line."""
    return visible(box.label, LONGEST_LABEL) if box.label else shown(Text("no ID"))


def label_of(box: ShownBox) -> str:
    """Return that name, and how sure it is, as it stands beside the box."""
    return name_of(box) if math.isnan(box.confidence) else f"{name_of(box)} {box.confidence:.2f}"


def fractions_of(box: ShownBox) -> tuple[float, float, float, float] | None:
    """Return left, top, right and bottom of a box as fractions of the picture; None where it has no place."""
    left, right = sorted((box.x, box.x + box.width))
    top, bottom = sorted((box.y, box.y + box.height))
    return None if any(map(math.isnan, (left, top, right, bottom))) else (left, top, right, bottom)


class BoxOverlay:
    """The boxes of one moment. `lay_out`, then `paint`; hits are those of what was laid out last."""

    def __init__(self) -> None:
        self.placed: list[PlacedBox] = []
        self._labels = LabelPictures()
        self._look = Look()
        self._visible = QRectF()
        self._pixel = 1.0

    # --- layout

    def lay_out(self, boxes: Sequence[ShownBox], fit: PictureFit, grid: PixelGrid, look: Look, font: QFont) -> None:
        """Place boxes and labels on a picture, for a device with these pixels. Later ones in `placed` lie on top."""
        picture = grid.rect(fit.rect())
        self._look, self._pixel, self._visible = look, grid.pixel, grid.rect(fit.visible())
        placed = [one for box in boxes if (one := _placed(box, picture, grid)) is not None]
        placed.sort(key=lambda one: (look.chooses(one.box), key_of(one.box) in (look.box, look.focused), -one.rank()))
        self.placed = placed
        if look.has_labels:
            self._label(font, grid)

    def _label(self, font: QFont, grid: PixelGrid) -> None:
        """Labels of what lies on top find their places first; the box that was chosen itself has the strongest one.

        One that would cover another, or what is chosen, is left out, and so is what would cover too much of the picture.
        """
        look, seen = self._look, self._visible
        has_box = look.box is not None and self.rect_of(look.box) is not None
        of_frame = {one.box.detection_id for one in self.placed if not one.box.is_of_second}
        taken: list[QRectF] = []
        room = LABELLED_SHARE * _area(seen)
        for one in self.placed[: -MOST_LABELS - 1 : -1]:
            key = key_of(one.box)
            is_strong = key == look.box if has_box else look.chooses(one.box)
            must_be = is_strong or key == look.focused
            in_sight = one.rect.intersected(seen) if one.rect.intersects(seen) else _thin_part(one.rect, seen)
            if in_sight is None or (one.box.is_of_second and one.box.detection_id in of_frame and not must_be):
                continue
            widest = seen.width() * (1 if must_be else LABEL_SHARE)
            texts = label_of(one.box), name_of(one.box)
            picture = self._labels.picture(texts, one.colour, font, 1 / grid.pixel, widest, is_strong=is_strong)
            size = size_of(picture)
            room -= _area(QRectF(QPointF(), size))
            rim = _OUTSIDE_ARROW + 1 if one.is_outside else self._half(one) + self._hairline
            place = place_label(size, in_sight.adjusted(-rim, -rim, rim, rim), seen, taken)
            if must_be or (room >= 0 and not any(place.intersects(other) for other in taken)):
                one.picture, one.label = picture, QRectF(QPointF(grid.x(place.left()), grid.y(place.top())), size)
                taken.append(one.label)
            if look.chooses(one.box) and _area(in_sight) < LARGEST_KEPT_FREE * _area(seen):
                taken.append(in_sight)

    def rect_of(self, key: BoxKey) -> QRectF | None:
        """Where a box is painted, if it is."""
        return next((one.rect for one in self.placed if key_of(one.box) == key), None)

    def hits(self, point: QPointF) -> list[ShownBox]:
        """Return the boxes at a point: the one whose label it is first, then from the smallest to the largest."""
        labels = [one for one in reversed(self.placed) if one.label is not None and one.label.contains(point)]
        boxes = [one for one in self.placed if one.rect.adjusted(-REACH, -REACH, REACH, REACH).contains(point)]
        order = labels[:1] + sorted((one for one in boxes if one not in labels[:1]), key=PlacedBox.rank)
        return [one.box for one in order]

    # --- painting

    def paint(self, painter: QPainter, *, has_focus: bool = False) -> None:
        """Paint what was laid out, as far as the picture reaches."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setClipRect(self._visible.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN), Qt.ClipOperation.IntersectClip)
        for one in self.placed:
            self._paint_box(painter, one)
        if has_focus and self._look.focused is not None:
            self._paint_focus(painter, self._look.focused)
        for one in self.placed:
            if one.picture is not None and one.label is not None:
                painter.drawPixmap(one.label.topLeft(), one.picture)
        painter.restore()

    @property
    def _hairline(self) -> float:
        """One pixel, in whole pixels of the device."""
        return max(1, round(1 / self._pixel)) * self._pixel

    def _half(self, one: PlacedBox) -> float:
        """Half the width of the coloured ring."""
        return self._hairline * (2 if self._look.chooses(one.box) else 1)

    def _paint_box(self, painter: QPainter, one: PlacedBox) -> None:
        dark, colour, light = DARK, one.colour, LIGHT
        if self._look.is_chosen and not self._look.chooses(one.box):
            dark, colour, light = _faded(DARK, PALE), _faded(one.colour, PALE_COLOUR), _faded(LIGHT, PALE)
        if not one.is_outside:
            half, line = self._half(one), self._hairline
            rect, rim = one.rect, half + line
            self._ring(painter, rect, rim, half, one.beyond, dark)
            if one.box.is_of_second:
                self._dashes(painter, one, half, dark, colour)
            else:
                self._ring(painter, rect, half, -half, one.beyond, colour)
            self._ring(painter, rect, -half, -rim, one.beyond, light)
        if any(one.beyond):
            self._paint_arrows(painter, one, dark, colour, light)

    def _ring(self, painter: QPainter, rect: QRectF, outer: float, inner: float, beyond: Sides, colour: QColor) -> None:
        """Fill what lies between two distances from the edges of a box, but for the sides beyond which it goes on."""
        for side in _ring(rect, outer, inner, beyond):
            painter.fillRect(side, colour)

    def _dashes(self, painter: QPainter, one: PlacedBox, half: float, dark: QColor, colour: QColor) -> None:
        """A box of a whole second need not be right at this frame: its line is broken."""
        self._ring(painter, one.rect, half, -half, one.beyond, dark)
        pen = QPen(colour, 2 * half)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([3 * self._hairline / half, 2 * self._hairline / half])
        painter.setPen(pen)
        rect, seen = one.rect, self._visible
        left, right = max(rect.left(), seen.left() - MARGIN), min(rect.right(), seen.right() + MARGIN)
        top, bottom = max(rect.top(), seen.top() - MARGIN), min(rect.bottom(), seen.bottom() + MARGIN)
        ends = (
            (QPointF(rect.left(), top), QPointF(rect.left(), bottom)),
            (QPointF(left, rect.top()), QPointF(right, rect.top())),
            (QPointF(rect.right(), top), QPointF(rect.right(), bottom)),
            (QPointF(left, rect.bottom()), QPointF(right, rect.bottom())),
        )
        for is_beyond, (start, end) in zip(one.beyond, ends, strict=True):
            if not is_beyond:
                painter.drawLine(start, end)

    def _paint_arrows(self, painter: QPainter, one: PlacedBox, dark: QColor, colour: QColor, light: QColor) -> None:
        """At each side beyond which a box goes on, an arrow points there."""
        seen = one.rect & self._visible.adjusted(-1, -1, 1, 1) if not one.is_outside else one.rect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        for side, is_beyond in enumerate(one.beyond):
            if is_beyond:
                shape = _arrow(seen, side, _OUTSIDE_ARROW if one.is_outside else _ARROW)
                for pen in (QPen(dark, 4), QPen(light, 2)):
                    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
                    painter.setPen(pen)
                    painter.setBrush(colour)
                    painter.drawPolygon(shape)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawPolygon(shape)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_focus(self, painter: QPainter, key: BoxKey) -> None:
        """A broken ring around the box that the keyboard is at, kept where it can be seen."""
        one = next((one for one in self.placed if key_of(one.box) == key), None)
        if one is None:
            return
        away = self._half(one) + 3 * self._hairline
        rim = MARGIN - self._hairline
        ring = one.rect.adjusted(-away, -away, away, away) & self._visible.adjusted(-rim, -rim, rim, rim)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, style in ((DARK, Qt.PenStyle.SolidLine), (LIGHT, Qt.PenStyle.CustomDashLine)):
            pen = QPen(colour, 2 * self._hairline, style)
            if style is Qt.PenStyle.CustomDashLine:
                pen.setDashPattern([2, 2])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(ring)


def _placed(box: ShownBox, picture: QRectF, grid: PixelGrid) -> PlacedBox | None:
    fractions = fractions_of(box)
    if fractions is None:
        return None
    left, top, right, bottom = fractions
    beyond = (left < -_BEYOND, top < -_BEYOND, right > 1 + _BEYOND, bottom > 1 + _BEYOND)
    is_outside = right < 0 or left > 1 or bottom < 0 or top > 1
    if is_outside:
        beyond = (right < 0, bottom < 0, left > 1, top > 1)
    x0, y0, x1, y1 = (min(max(fraction, 0.0), 1.0) for fraction in fractions)
    start = QPointF(grid.x(picture.left() + x0 * picture.width()), grid.y(picture.top() + y0 * picture.height()))
    end = QPointF(grid.x(picture.left() + x1 * picture.width()), grid.y(picture.top() + y1 * picture.height()))
    return PlacedBox(box, QRectF(start, end), beyond, is_outside, colour_of(box.detection_id))


def _ring(rect: QRectF, outer: float, inner: float, beyond: Sides) -> Iterator[QRectF]:
    """The four sides of a frame, `outer` to `inner` pixels outside of a rectangle; one that goes on beyond is left out.

    No two of them overlap, and where a box is thinner than its lines, they meet in its middle.
    """
    sides = (-outer, -outer, outer, outer)
    left, top, right, bottom = (0.0 if is_beyond else side for side, is_beyond in zip(sides, beyond, strict=True))
    whole = rect.adjusted(left, top, right, bottom)
    across, down = min(outer - inner, outer + rect.width() / 2), min(outer - inner, outer + rect.height() / 2)
    if across <= 0 or down <= 0:
        return
    if not beyond[1]:
        yield QRectF(whole.left(), whole.top(), whole.width(), down)
    if not beyond[3]:
        yield QRectF(whole.left(), whole.bottom() - down, whole.width(), down)
    upper = whole.top() if beyond[1] else whole.top() + down
    height = (whole.bottom() if beyond[3] else whole.bottom() - down) - upper
    if height > 0:
        if not beyond[0]:
            yield QRectF(whole.left(), upper, across, height)
        if not beyond[2]:
            yield QRectF(whole.right() - across, upper, across, height)


def _arrow(rect: QRectF, side: int, size: float) -> QPolygonF:
    """A triangle at the middle of a side of a rectangle (left, top, right, bottom), its tip at the side, pointing out."""
    middle = rect.center()
    tip = (
        QPointF(rect.left(), middle.y()),
        QPointF(middle.x(), rect.top()),
        QPointF(rect.right(), middle.y()),
        QPointF(middle.x(), rect.bottom()),
    )[side]
    inward = (QPointF(size, 0), QPointF(0, size), QPointF(-size, 0), QPointF(0, -size))[side]
    across = QPointF(-inward.y(), inward.x())
    return QPolygonF([tip, tip + inward + across, tip + inward - across])


def _thin_part(rect: QRectF, visible: QRectF) -> QRectF | None:
    """A box without an area, or beside the picture, where its place can be seen all the same."""
    is_thin = rect.width() <= 0 or rect.height() <= 0
    return rect if is_thin and visible.adjusted(-1, -1, 1, 1).contains(rect.center()) else None


def _area(rect: QRectF) -> float:
    return rect.width() * rect.height()


def _faded(colour: QColor, share: float) -> QColor:
    faded = QColor(colour)
    faded.setAlphaF(share)
    return faded
