"""The ruler above the tracks, on which the playhead is dragged, and the minimap below them, on which the window is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy

from viewer.ui.background import Background
from viewer.ui.playhead import Playhead
from viewer.ui.timeline.strip import Strip
from viewer.ui.timeline.timeline_state import TimelineState

if TYPE_CHECKING:
    from viewer.analysis.lane_pixels import Window

_RULER_HEIGHT, _MINIMAP_HEIGHT = 1.35, 1.1  # of the height of the text


class Ruler(Strip):
    """Times. A press or a drag takes the playhead along; the moments that are passed on the way are not visited."""

    has_tip = True

    def __init__(self, state: TimelineState, playhead: Playhead, background: Background, origin: object) -> None:
        super().__init__(state, playhead, background)
        self._origin = origin
        self.setObjectName("timeline_ruler")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paint_picture(self, painter: QPainter) -> None:
        self.state.tracks.paint_ruler(painter, self.rect(), self.shown_window())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._drag(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.playhead.move_to(self.seconds_at(self._inside(event)), self._origin)

    def _drag(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.playhead.play_on(self.seconds_at(self._inside(event)), self._origin)

    def _inside(self, event: QMouseEvent) -> float:
        return min(max(event.position().x(), 0.0), float(self.width()))

    def sizeHint(self) -> QSize:
        return QSize(0, round(_RULER_HEIGHT * self.fontMetrics().height()))


class Minimap(Strip):
    """The whole video, with a frame around what is in sight. A press brings it there, a drag takes it along."""

    def __init__(self, state: TimelineState, playhead: Playhead, background: Background) -> None:
        super().__init__(state, playhead, background)
        self._grip = 0.0  # where in the window it is held, in seconds from its start
        self.setObjectName("timeline_minimap")
        self.setToolTip(self.tr("The whole video. Drag the frame to see another part of it."))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def shown_window(self) -> Window:
        return self.state.whole_in(self.width())

    def forget(self) -> None:
        """Paint the picture anew, but not in the same moment as the tracks: both together would hold up the window."""
        QTimer.singleShot(0, self, self._forget_now)

    def _forget_now(self) -> None:
        super().forget()

    def paint_picture(self, painter: QPainter) -> None:
        whole, seen = self.shown_window(), self.state.window_in(self.width())
        self.state.tracks.paint_minimap(painter, self.rect(), whole, seen, until=self.time_is_up())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        seconds, window = self.seconds_at(event.position().x()), self.state.window
        self._grip = seconds - window.start_seconds if window.has(seconds) else window.seconds / 2
        self._drag_to(seconds)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag_to(self.seconds_at(event.position().x()))

    def _drag_to(self, seconds: float) -> None:
        window = self.state.window
        self.state.set_window(window.moved(seconds - self._grip - window.start_seconds), by_user=True)

    def sizeHint(self) -> QSize:
        return QSize(0, round(_MINIMAP_HEIGHT * self.fontMetrics().height()))
