"""The tracks of the timeline: bars that are clicked, hovered over and gone through by keys.

A click moves the playhead to the moment that was clicked, and on a bar chooses it; a double click, or Enter on the focused
bar, goes to where the bar begins. Where several bars share the pixel, each further click there chooses the next of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip

from viewer.model.choice import NOTHING, Choice
from viewer.ui.announcing import announce
from viewer.ui.background import Background
from viewer.ui.playhead import Playhead
from viewer.ui.timeline.bars import choice_of, start_of
from viewer.ui.timeline.strip import Strip
from viewer.ui.timeline.timeline_keys import press_key
from viewer.ui.timeline.timeline_state import LANE, Focus, TimelineState
from viewer.ui.timeline.timeline_words import bars_tooltip, curve_tooltip, focus_words

if TYPE_CHECKING:
    from viewer.ui.painting.timeline_tracks import Hit

WHEEL_STEP = 120  # eighths of a degree that a wheel turns by one notch
ZOOM_A_STEP = 1.25
PAN_SHARE = 0.1  # of the window: how far a notch of the wheel or an arrow key moves it
LEAST_ROWS = 2


class TracksCanvas(Strip):
    """The one part of the timeline that takes the keyboard. `origin` is who moves the playhead here."""

    occurrence_wanted = Signal(int)  # the next (1) or previous (-1) one of what is chosen

    def __init__(self, state: TimelineState, playhead: Playhead, background: Background, origin: object) -> None:
        super().__init__(state, playhead, background)
        self.origin = origin
        self._pressed: QPointF | None = None
        self._held: QPointF | None = None  # where the pointer was, once it drags
        self.setObjectName("timeline_tracks")
        self.setAccessibleName(self.tr("Timeline"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        state.top_changed.connect(self.forget)
        state.focus_changed.connect(self._focus_moved)
        playhead.chosen.connect(self._choice_changed)

    @property
    def is_held(self) -> bool:
        """True while the pointer is pressed here: nothing moves under somebody's hand."""
        return self._pressed is not None

    def hit(self, point: QPointF) -> Hit | None:
        """What lies at a point of this widget."""
        x = min(max(int(point.x()), 0), self.width() - 1)
        return self.state.tracks.hit(x, int(point.y()) + self.state.top, self.shown_window())

    # --- going and choosing

    def choose_bar(self, row: int, place: int) -> None:
        """Choose a bar everywhere."""
        lane, content = self.state.rows[row].lane, self.state.content
        choice = choice_of(lane, place, content.core if content is not None else None)
        if choice is not None:
            self.playhead.choose(choice, self.origin)

    def go_to_focus(self) -> None:
        """Go to where the focused bar begins, and choose it."""
        focus, row = self.state.focus, self.state.focused_row
        if focus is not None and row is not None and focus.place != LANE:
            self.choose_bar(focus.row, focus.place)
            self.playhead.move_to(start_of(row.lane, focus.place), self.origin)
            self._say_focus()

    def _click(self, point: QPointF) -> None:
        hit = self.hit(point)
        number = self.state.rows.place_at(int(point.y()) + self.state.top)
        if hit is not None and number is not None:
            if hit.places:
                place = self._next_of(hit)
                self.state.focus_quietly(Focus(number, place))
                self.choose_bar(number, place)
            else:
                self.state.focus_quietly(Focus(number))
        self.playhead.move_to(self.seconds_at(point.x()), self.origin)

    def _next_of(self, hit: Hit) -> int:
        """Of the bars that share a pixel the one that began last; after the chosen one, the one before it."""
        content = self.state.content
        core = content.core if content is not None else None
        chosen = self.playhead.choice
        places = hit.places
        for number, place in enumerate(places):
            if choice_of(hit.row.lane, place, core) == chosen and len(places) > 1:
                return int(places[number - 1])
        return int(places[-1])

    # --- pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._held = event.position(), None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            hit = self.hit(event.position())
            is_on_bar = hit is not None and len(hit.places) > 0
            self.setCursor(Qt.CursorShape.PointingHandCursor if is_on_bar else Qt.CursorShape.ArrowCursor)
            return
        if self._held is None:
            if (event.position() - self._pressed).manhattanLength() < QApplication.startDragDistance():
                return
            self._held = self._pressed
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        moved, self._held = event.position() - self._held, event.position()
        self.state.set_top(self.state.top - round(moved.y()))
        self.pan_pixels(-moved.x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._pressed is not None:
            is_click, self._pressed, self._held = self._held is None, None, None
            self.unsetCursor()
            if is_click:
                self._click(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to where the bar begins that the first click chose."""
        row = self.state.rows.place_at(int(event.position().y()) + self.state.top)
        hit, focus = self.hit(event.position()), self.state.focus
        if hit is not None and focus is not None and focus.row == row and focus.place in hit.places:
            self.go_to_focus()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(turn.y() / WHEEL_STEP, self.seconds_at(event.position().x()))
        elif turn.x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(-(turn.x() or turn.y()) / WHEEL_STEP)
        else:
            self.state.set_top(self.state.top - round(turn.y() / WHEEL_STEP * 2 * self.state.row_height))
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self.tooltip_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def tooltip_at(self, point: QPointF) -> str:
        """What there is to know of what lies at a point; "" where nothing is."""
        hit = self.hit(point)
        if hit is None:
            return ""
        lane, time_format = hit.row.lane, self.state.style.time_format
        if lane.curve is not None:
            return curve_tooltip(lane, self.seconds_at(point.x()), time_format)
        return bars_tooltip(lane, hit.places, time_format) if hit.places else ""

    # --- zooming and moving

    def zoom(self, steps: float, about_seconds: float | None = None) -> None:
        """Zoom in, or out where negative, about a moment: else about the playhead if it is in sight, else the middle."""
        window = self.state.window
        if about_seconds is None:
            seconds = self.playhead.seconds
            about_seconds = seconds if window.has(seconds) else (window.start_seconds + window.end_seconds) / 2
        self.state.set_window(window.zoomed(ZOOM_A_STEP**steps, about_seconds), by_user=True)

    def fit(self) -> None:
        """Show the whole video."""
        self.state.set_window(self.state.window.fitted())

    def pan(self, steps: float) -> None:
        """Move the window by so many steps."""
        self.state.set_window(self.state.window.moved(steps * PAN_SHARE * self.state.window.seconds), by_user=True)

    def pan_pixels(self, pixels: float) -> None:
        """Move the window by so many pixels."""
        window = self.state.window
        self.state.set_window(window.moved(pixels * window.seconds / max(1, self.width())), by_user=True)

    # --- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if press_key(self, event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.state.set_keyboard(has_it=True)
        if self.state.focus is None and len(self.state.rows):
            self.state.set_focus(Focus(0))
        else:
            self._focus_moved()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.state.set_keyboard(has_it=False)
        self.forget()

    def _focus_moved(self) -> None:
        self.forget()
        self._tell()
        if self.hasFocus():
            self._say_focus()

    def _say_focus(self) -> None:
        announce(self, self._focus_words())

    def _focus_words(self) -> str:
        focus, row, content = self.state.focus, self.state.focused_row, self.state.content
        if focus is None or row is None:
            return ""
        core = content.core if content is not None else None
        choice = choice_of(row.lane, focus.place, core) if focus.place != LANE else None
        is_chosen = choice is not None and choice == self.playhead.choice != NOTHING
        return focus_words(row.lane, focus.place, self.state.style.time_format, is_open=row.is_open, is_chosen=is_chosen)

    def _tell(self) -> None:
        """The description says where the focus is, and what the keys do."""
        keys = self.tr(
            "Up and down go from lane to lane, left and right from bar to bar, Enter goes there, Space unfolds, "
            "plus and minus zoom. The same is there as a list."
        )
        words = ". ".join(part for part in (self._focus_words(), keys) if part)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    def _choice_changed(self, _choice: Choice, _origin: object) -> None:
        self.forget()
        self._tell()

    # --- painting

    def paint_picture(self, painter: QPainter) -> None:
        focus, row = self.state.focus, self.state.focused_row
        focused = (row.lane.key, focus.place) if row is not None and focus is not None and self.hasFocus() else None
        tracks, window, choice = self.state.tracks, self.shown_window(), self.playhead.choice
        tracks.paint(painter, self.rect(), window, self.state.top, choice, focused, until=self.time_is_up())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.state.set_height(self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(20 * self.fontMetrics().averageCharWidth(), LEAST_ROWS * self.state.row_height)
