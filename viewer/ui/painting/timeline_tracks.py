"""The tracks of the timeline, its ruler and its minimap: painted, and found under the pointer, without a widget.

Strategy: lanes are lines of pixels of the device (timeline_bars), so that what costs is what is in sight, never how much
there is. The pictures of one window are kept until another one is asked for: a playhead that moves on paints none anew.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from viewer.late import late
from viewer.model.choice import NOTHING, Choice
from viewer.ui.painting.data_colours import SHOTS
from viewer.ui.painting.picture_fit import PixelGrid
from viewer.ui.painting.timeline_bars import (
    Bars,
    bars_of,
    gap_of,
    paint_names,
    paint_rings,
    pixels_of,
)
from viewer.ui.painting.timeline_curves import curve_image
from viewer.ui.painting.timeline_rows import Row, Rows, rows_of
from viewer.ui.painting.timeline_ruler import paint_ruler
from viewer.ui.painting.timeline_style import Role, TrackStyle, mixed

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray

    from viewer.analysis.lane_pixels import Window
    from viewer.analysis.lanes import Lane

__all__ = ["Hit", "Row", "Rows", "TimelineTracks", "TrackStyle", "rows_of"]

_Marked = tuple["NDArray[bool_] | None", ...]
_MOST_MARKED = 400  # lanes
REACH = 3  # logical pixels: so far beside a bar it is still found
_SHOTS_APART = 5  # logical pixels between the lines of shots on average: closer they would only be a haze
_SHOT_LINE = 0.55  # how far from the ground to the colour of lines
_VEIL = 0.62  # over what of the minimap is not in sight

spans_at: Callable[..., NDArray[Any]] = late("viewer.analysis.lane_pixels", "spans_at")
marked_runs: Callable[..., list[tuple[int, int]]] = late("viewer.analysis.lane_pixels", "marked_runs")
chosen_spans: Callable[..., tuple[NDArray[bool_], NDArray[bool_]]] = late("viewer.analysis.lane_pixels", "chosen_spans")


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """What is under the pointer: a row, the places in its lane's spans of those that share the pixel, and the moment."""

    row: Row
    places: tuple[int, ...]
    seconds: float


class _Sheet:
    """What is painted on, once: an area in whole pixels of the device, and the window that it shows in these pixels."""

    def __init__(self, painter: QPainter, rect: QRect, window: Window) -> None:
        grid = PixelGrid(painter.deviceTransform())
        self.painter, self.pixel = painter, grid.pixel
        self.area = grid.rect(QRectF(rect))
        self.fine: Window = window._replace(width=max(1, round(self.area.width() / grid.pixel)))
        self.hairline = max(1, round(1 / grid.pixel))  # one logical pixel in pixels of the device
        self._grid = grid

    def row(self, top: float, height: float) -> QRectF:
        """A place as wide as the area, in whole pixels of the device."""
        return self._grid.rect(QRectF(self.area.left(), top, self.area.width(), height))

    def length(self, logical: float) -> float:
        """A length in whole pixels of the device, at least one."""
        return max(1, round(logical / self.pixel)) * self.pixel


class TimelineTracks:
    """The tracks of some rows. Make it anew when rows or style change; moments of a window are at logical pixels.

    `detection_ids` are those of the core result that the lanes are of: by them the chosen detection is found.
    """

    def __init__(self, rows: Rows, style: TrackStyle, detection_ids: Sequence[str] = ()) -> None:
        self.rows = rows
        self.style = style
        self._ids = detection_ids
        self._marks: dict[str, _Marked] = {}
        self._marked_of = NOTHING
        self._kept: dict[str, Bars] = {}
        self._kept_of: tuple[object, ...] = ()
        self._minimap: tuple[tuple[object, ...], QImage] | None = None
        self._minimap_lanes = 0  # that are on it already
        self._until, self._has_made = math.inf, False
        self.is_whole = True  # False where the time was up before everything was painted; painting again goes on with it

    @property
    def height(self) -> int:
        """Of all rows, in logical pixels."""
        return self.rows.height

    # --- places

    def x_of(self, seconds: float, window: Window) -> float:
        """Where a moment is, in logical pixels from the left of the tracks."""
        return (seconds - window.start_seconds) * window.width / (window.end_seconds - window.start_seconds)

    def seconds_at(self, x: float, window: Window) -> float:
        """The moment at a place; x in logical pixels."""
        return window.start_seconds + x * (window.end_seconds - window.start_seconds) / window.width

    def hit(self, x: int, y: int, window: Window) -> Hit | None:
        """Return what is at a place, `y` being counted from the top of all rows; None where no row is."""
        row = self.rows.at(y)
        if row is None:
            return None
        found = spans_at(row.lane.spans, window, x, REACH).tolist() if _is_sound(window) else []
        return Hit(row, tuple(found), self.seconds_at(x + 0.5, window))

    # --- the tracks

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        window: Window,
        top: int,
        choice: Choice = NOTHING,
        focused: tuple[str, int] | None = None,
        until: float = math.inf,
    ) -> None:
        """Paint the rows from `top` on; `focused` is a lane's key and the place of the span that the keyboard is at.

        From `until` on, a value of `time.perf_counter`, no lane is made that was not painted before: see `is_whole`.
        """
        self._until, self.is_whole, self._has_made = until, True, False
        if rect.isEmpty() or not _is_sound(window):
            return
        painter.save()
        sheet = self._begin(painter, rect, window)
        shown = list(self.rows.between(top, top + rect.height()))
        places = [sheet.row(rect.top() + row.top - top, row.height) for _, row in shown]
        painter.fillRect(sheet.area, self.style.colour(Role.Base))
        for (number, _), place in zip(shown, places, strict=True):
            painter.fillRect(place, self.style.ground(number))
        self._paint_shot_lines(sheet, places)
        for (_, row), place in zip(shown, places, strict=True):
            self._paint_row(sheet, row, place)
        for (_, row), place in zip(shown, places, strict=True):
            self._paint_choice(sheet, row, place, choice)
            if focused is not None and focused[0] == row.lane.key:
                self._paint_focus(sheet, row, place, focused[1])
        painter.restore()

    def _begin(self, painter: QPainter, rect: QRect, window: Window) -> _Sheet:
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        painter.setFont(self.style.font)
        return _Sheet(painter, rect, window)

    def _paint_row(self, sheet: _Sheet, row: Row, place: QRectF) -> None:
        bar = _bar(sheet, row, place)
        bars = self._bars(row.lane, sheet, bar.height())
        if bars is None:
            return
        sheet.painter.drawImage(bar, bars.image)
        paint_names(sheet.painter, row.lane, bars, bar, sheet.pixel, self.style)

    def _bars(self, lane: Lane, sheet: _Sheet, height: float) -> Bars | None:
        of = (sheet.fine, sheet.pixel)
        if of != self._kept_of:
            self._kept_of = of
            self._kept.clear()
        kept = self._kept.get(lane.key)
        if kept is None and self._has_time():
            kept = self._kept[lane.key] = self._new_bars(lane, sheet, height)
        return kept

    def _has_time(self) -> bool:
        """Once it is up, nothing is made any more in this painting; one lane is in each, so that there is an end."""
        is_first, self._has_made = not self._has_made, True
        self.is_whole = self.is_whole and (is_first or time.perf_counter() < self._until)
        return self.is_whole

    def _new_bars(self, lane: Lane, sheet: _Sheet, height: float) -> Bars:
        fine, pixel, style = sheet.fine, sheet.pixel, self.style
        if lane.curve is not None:
            return Bars(curve_image(lane.curve, lane.colour, fine, max(1, round(height / pixel)), pixel, style))
        return bars_of(lane, fine, sheet.hairline, style, pixel if height >= style.metrics.ascent() else 0.0)

    def _paint_shot_lines(self, sheet: _Sheet, places: Sequence[QRectF]) -> None:
        """Shots begin at lines through all rows, as long as they are far enough apart to be told from each other."""
        lane = next((row.lane for row in self.rows.tops() if row.lane.key == SHOTS), None)
        if lane is None or not places:
            return
        first, stop = lane.spans.overlapping(sheet.fine.start_seconds, sheet.fine.end_seconds)
        if stop - first > sheet.fine.width:
            return
        pixels = pixels_of(lane.spans, sheet.fine)
        if len(pixels.left) * _SHOTS_APART > sheet.area.width():
            return
        left, top, line = sheet.area.left(), places[0].top(), sheet.hairline * sheet.pixel
        height = places[-1].bottom() - top
        sheet.painter.setPen(Qt.PenStyle.NoPen)
        sheet.painter.setBrush(mixed(self.style.colour(Role.Base), self.style.colour(Role.Mid), _SHOT_LINE))
        sheet.painter.drawRects([QRectF(left + x * sheet.pixel, top, line, height) for x in pixels.left.tolist()])

    def _paint_choice(self, sheet: _Sheet, row: Row, place: QRectF, choice: Choice) -> None:
        """A ring around each span of what is chosen, a thicker one around the chosen span itself."""
        bar = _bar(sheet, row, place)
        for marked, thickness in zip(self._marked(row.lane, choice), (1, max(2, gap_of(row.height))), strict=True):
            if marked is not None:
                found, width = self._runs(sheet, row, bar, marked), sheet.length(thickness)
                paint_rings(sheet.painter, found, width + sheet.length(1), width, self.style.colour(Role.Base))
                paint_rings(sheet.painter, found, width, 0, self.style.colour(Role.Text))

    def _marked(self, lane: Lane, choice: Choice) -> _Marked:
        """Which spans of a lane belong to what is chosen, and which are that itself; looked up once for each choice."""
        if choice != self._marked_of or len(self._marks) > _MOST_MARKED:
            self._marked_of = choice
            self._marks.clear()
        kept = self._marks.get(lane.key)
        if kept is None:
            row = self._detection_row(choice.detection_id)
            parts = chosen_spans(lane.spans, row, choice.start_seconds, choice.end_seconds)
            kept = self._marks[lane.key] = tuple(part if part.any() else None for part in parts)
        return kept

    def _detection_row(self, detection_id: str | None) -> int | None:
        """The row of a detection; one that no span has where it is not there."""
        if detection_id is None:
            return None
        return self._ids.index(detection_id) if detection_id in self._ids else -2

    def _paint_focus(self, sheet: _Sheet, row: Row, place: QRectF, number: int) -> None:
        spans = row.lane.spans
        if not 0 <= number < spans.drawn_count:
            return
        left, right = (self.x_of(float(at[number]), sheet.fine) for at in (spans.drawn_start, spans.drawn_end))
        begin, end = math.floor(left), max(math.ceil(right), math.floor(left) + sheet.hairline)
        if end <= 0 or begin >= sheet.fine.width:
            return
        begin, end = max(0, min(begin, sheet.fine.width - sheet.hairline)), min(end, sheet.fine.width)
        bar = _bar(sheet, row, place)
        found = [QRectF(bar.left() + begin * sheet.pixel, bar.top(), (end - begin) * sheet.pixel, bar.height())]
        near, far = sheet.length(1), sheet.length(1) + sheet.length(2)
        paint_rings(sheet.painter, found, near, 0, self.style.colour(Role.Base))
        paint_rings(sheet.painter, found, far, near, self.style.colour(Role.Accent))

    def _runs(self, sheet: _Sheet, row: Row, bar: QRectF, marked: NDArray[bool_]) -> list[QRectF]:
        found = marked_runs(row.lane.spans, sheet.fine, marked, sheet.hairline)
        pixel = sheet.pixel
        return [QRectF(bar.left() + left * pixel, bar.top(), (right - left) * pixel, bar.height()) for left, right in found]

    # --- ruler and minimap

    def paint_ruler(self, painter: QPainter, rect: QRect, window: Window) -> None:
        """Paint the ruler: ticks with times in the chosen format."""
        if rect.isEmpty() or not _is_sound(window):
            return
        painter.save()
        sheet = self._begin(painter, rect, window)
        paint_ruler(painter, sheet.area, sheet.pixel, sheet.fine._replace(width=rect.width()), self.style)
        painter.restore()

    def paint_minimap(self, painter: QPainter, rect: QRect, whole: Window, seen: Window, until: float = math.inf) -> None:
        """Paint all lanes of the whole video, a line each, and the part of it that is seen; `until` is as in `paint`."""
        self._until, self.is_whole, self._has_made = until, True, False
        if rect.isEmpty() or not _is_sound(whole):
            return
        painter.save()
        sheet = self._begin(painter, rect, whole)
        line = sheet.length(2)
        lanes = sheet.area.adjusted(0, line, 0, -line)  # the frame covers none of them
        painter.fillRect(sheet.area, self.style.colour(Role.Base))
        painter.drawImage(lanes, self._minimap_image(sheet, lanes.height()))
        left, right = (self.x_of(seconds, whole) / whole.width for seconds in (seen.start_seconds, seen.end_seconds))
        begin = sheet.area.left() + round(left * sheet.fine.width) * sheet.pixel
        end = max(begin + 2 * line, sheet.area.left() + round(right * sheet.fine.width) * sheet.pixel)
        frame = QRectF(begin, sheet.area.top(), end - begin, sheet.area.height()) & sheet.area
        veil = QColor(self.style.colour(Role.Window))
        veil.setAlphaF(_VEIL)
        painter.fillRect(QRectF(sheet.area.topLeft(), frame.bottomLeft()), veil)
        painter.fillRect(QRectF(frame.topRight(), sheet.area.bottomRight()), veil)
        paint_rings(painter, [frame.adjusted(line, line, -line, -line)], line, 0, self.style.colour(Role.Accent))
        painter.restore()

    def _minimap_image(self, sheet: _Sheet, logical_height: float) -> QImage:
        height = max(1, round(logical_height / sheet.pixel))
        of = (sheet.fine, height)
        if self._minimap is None or self._minimap[0] != of:
            image = QImage(sheet.fine.width, height, QImage.Format.Format_ARGB32_Premultiplied)
            image.fill(self.style.colour(Role.Base))
            self._minimap, self._minimap_lanes = (of, image), 0
        self._go_on_with_minimap(self._minimap[1], sheet.fine)
        return self._minimap[1]

    def _go_on_with_minimap(self, image: QImage, fine: Window) -> None:
        """All lanes that have bars, in pixels of the device; where there are more of them than lines, they share some."""
        lanes = [row.lane for row in self.rows.tops() if row.lane.curve is None]
        height, painter = image.height(), QPainter(image)
        while self._minimap_lanes < len(lanes) and self._has_time():
            number, lane = self._minimap_lanes, lanes[self._minimap_lanes]
            top, bottom = height * number // len(lanes), height * (number + 1) // len(lanes)
            free = 1 if bottom - top > 2 else 0
            bars = bars_of(lane, fine, 1, self.style)
            painter.drawImage(QRect(0, top, fine.width, max(1, bottom - top - free)), bars.image)
            self._minimap_lanes += 1
        painter.end()


def _bar(sheet: _Sheet, row: Row, place: QRectF) -> QRectF:
    """Where the bars of a row are: all of it but some air."""
    gap = sheet.length(gap_of(row.height))
    return place.adjusted(0, gap, 0, -gap)


def _is_sound(window: Window) -> bool:
    return window.width > 0 and window.end_seconds > window.start_seconds
