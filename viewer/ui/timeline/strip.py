"""What the ruler, the tracks and the minimap have in common: a kept picture, and the playhead as a line over it.

A playhead that moves costs two narrow stripes: the picture beneath is painted once and kept until something in it changes.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from viewer.ui.background import Background
from viewer.ui.playhead import Moment, Playhead
from viewer.ui.timeline.timeline_state import TimelineState

if TYPE_CHECKING:
    from viewer.analysis.lane_pixels import Window

LONGEST_PAINTING_SECONDS = 0.012
_HALO = 150  # of 255: lets the line be told from whatever is beneath
_REACH = 8  # pixels to each side of the line that may be painted with it


class Strip(QWidget):
    """A subclass says which part of the video it shows, and paints it."""

    has_tip = False  # a triangle at the upper end of the line

    def __init__(self, state: TimelineState, playhead: Playhead, background: Background) -> None:
        super().__init__()
        self.state = state
        self.playhead = playhead
        self._background = background
        self._picture: QPixmap | None = None
        self._line: int | None = None
        playhead.moved.connect(self._move_line)
        state.window_changed.connect(self.forget)
        state.rows_changed.connect(self.forget)

    def shown_window(self) -> Window:
        """The part of the video that is shown over the whole width."""
        return self.state.window_in(self.width())

    def paint_picture(self, painter: QPainter) -> None:
        """Paint everything but the playhead."""
        raise NotImplementedError

    def forget(self) -> None:
        """Paint the picture anew."""
        self._picture = None
        self._line = self.line_x()
        self.update()

    # --- moments and pixels

    def seconds_at(self, x: float) -> float:
        """The moment at a pixel, or between two; inside the video."""
        window = self.shown_window()
        seconds = window.start_seconds + x * (window.end_seconds - window.start_seconds) / window.width
        return min(max(seconds, 0.0), self.state.window.whole_seconds)

    def line_x(self) -> int | None:
        """The pixel of the playhead; None where it is out of sight."""
        window = self.shown_window()
        seconds = self.playhead.seconds
        if not window.start_seconds <= seconds <= window.end_seconds:
            return None
        share = (seconds - window.start_seconds) / (window.end_seconds - window.start_seconds)
        return min(int(share * window.width), window.width - 1)

    def _move_line(self, _moment: Moment) -> None:
        before, self._line = self._line, self.line_x()
        if before != self._line and self.isVisible():
            for x in {before, self._line} - {None}:
                assert x is not None
                self.update(x - _REACH, 0, 2 * _REACH + 1, self.height())

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        if self._picture is None or self._picture.size() != size:
            self._background.make_way_for(self._make_picture)
        assert self._picture is not None
        painter = QPainter(self)
        part = QRectF(event.rect())
        painter.drawPixmap(part, self._picture, QRectF(part.topLeft() * ratio, part.size() * ratio))
        self._line = self.line_x()
        if self._line is not None and event.rect().intersects(QRect(self._line - _REACH, 0, 2 * _REACH + 1, self.height())):
            self._paint_line(painter, self._line)
        painter.end()

    def _make_picture(self) -> None:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self.palette().color(QPalette.ColorRole.Base))
        painter = QPainter(picture)
        painter.setFont(self.font())
        self.state.tracks.is_whole = True
        self.paint_picture(painter)
        painter.end()
        self._picture = picture
        if not self.state.tracks.is_whole:
            QTimer.singleShot(0, self, self.forget)  # and paint what is still missing

    def time_is_up(self) -> float:
        """When painting is to stop, and go on after the window has answered: millions of spans take a while."""
        return time.perf_counter() + LONGEST_PAINTING_SECONDS

    def _paint_line(self, painter: QPainter, x: int) -> None:
        halo = QColor(self.palette().color(QPalette.ColorRole.Base))
        halo.setAlpha(_HALO)
        painter.fillRect(x - 1, 0, 3, self.height(), halo)
        painter.fillRect(x, 0, 1, self.height(), self.palette().color(QPalette.ColorRole.Text))
        if self.has_tip:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().color(QPalette.ColorRole.Text))
            middle, half, foot = x + 0.5, _REACH - 2.5, self.height()
            painter.drawPolygon(
                QPolygonF([QPointF(middle - half, foot - half), QPointF(middle + half, foot - half), QPointF(middle, foot)])
            )
