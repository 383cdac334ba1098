"""What is to be seen of a timeline, shared by its parts: the rows, the part of the video, and where the focus is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from viewer.late import late
from viewer.ui.painting.timeline_rows import Row, Rows, rows_of
from viewer.ui.painting.timeline_style import TrackStyle
from viewer.ui.painting.timeline_tracks import TimelineTracks
from viewer.ui.timeline.bars import bar_count, drawn_times, nearest_bar
from viewer.ui.timeline.time_window import TimeWindow

if TYPE_CHECKING:
    from viewer.analysis.lane_pixels import Window
    from viewer.analysis.timeline_content import TimelineContent

new_window = late("viewer.analysis.lane_pixels", "Window")
LANE = -1  # the place of a focus that is on the lane, not on one of its bars


class Focus(NamedTuple):
    """The row, and the place of a bar in it or LANE."""

    row: int
    place: int = LANE


class TimelineState(QObject):
    """Whoever shows a part of it listens; whoever changes it does so here."""

    window_changed = Signal()
    rows_changed = Signal()  # other rows, or the same in another style
    top_changed = Signal()
    height_changed = Signal()
    focus_changed = Signal()
    keyboard_changed = Signal()  # whether the keys go to the tracks
    touched = Signal()  # the user looks elsewhere than at the playhead

    def __init__(self, style: TrackStyle, row_height: int, parent: QObject) -> None:
        super().__init__(parent)
        self.content: TimelineContent | None = None
        self.opened: frozenset[str] = frozenset()
        self.window = TimeWindow.whole(None)
        self.focus: Focus | None = None
        self.top = 0
        self.has_keyboard = False
        self.height = 0  # of what is in sight of the rows, in logical pixels
        self._style = style
        self._row_height = row_height
        self._make_rows()

    @property
    def style(self) -> TrackStyle:
        return self._style

    @property
    def row_height(self) -> int:
        return self._row_height

    def window_in(self, width: int) -> Window:
        """What is in sight, drawn in so many pixels."""
        window: Window = new_window(self.window.start_seconds, self.window.end_seconds, max(1, width))
        return window

    def whole_in(self, width: int) -> Window:
        """The whole video in so many pixels."""
        window: Window = new_window(0.0, self.window.whole_seconds, max(1, width))
        return window

    # --- what is shown

    def show(self, content: TimelineContent | None, opened: frozenset[str], window: TimeWindow | None) -> None:
        """Show other lanes; `window` counts where it is of a video of the same duration. The focus stays in its lane."""
        row, place = self.focused_row, self.focus.place if self.focus is not None else LANE
        self.content = content
        whole = TimeWindow.whole(content.duration_seconds if content is not None else None)
        self.window = window if window is not None and window.whole_seconds == whole.whole_seconds else whole
        self.opened = opened
        number = self._number_of(row.lane.key) if row is not None else None
        self.focus = Focus(number, place) if number is not None else None
        self._make_rows()
        if self.focus is not None and self.focus.place >= bar_count(self.rows[self.focus.row].lane):
            self.focus = Focus(self.focus.row)
        self.window_changed.emit()
        self.focus_changed.emit()

    def set_style(self, style: TrackStyle, row_height: int) -> None:
        """Show the same in other colours, sizes or times."""
        self._style, self._row_height = style, row_height
        self._make_rows()

    def set_height(self, height: int) -> None:
        """Say how much of the rows is in sight."""
        self.height = height
        self.set_top(self.top)
        self.height_changed.emit()

    def set_top(self, top: int) -> None:
        """Scroll the rows."""
        top = min(max(top, 0), self.lowest_top)
        if top != self.top:
            self.top = top
            self.top_changed.emit()

    @property
    def lowest_top(self) -> int:
        """How far the rows can be scrolled."""
        return max(0, self.rows.height - self.height)

    def set_window(self, window: TimeWindow, *, by_user: bool = False) -> None:
        """Show another part of the video. `by_user`: who looks around is not brought back to the playhead."""
        if window != self.window:
            self.window = window
            self.window_changed.emit()
        if by_user:
            self.touched.emit()

    def toggle(self, number: int) -> None:
        """Unfold the lane of a row, or fold it; of a member, fold the lane that it is in."""
        number = self.parent_of(number)
        row = self.rows[number]
        if not len(row.lane.members):
            return
        change = -len(row.lane.members) if row.is_open else len(row.lane.members)
        self.opened ^= {row.lane.key}
        focus = self.focus
        if focus is not None and number < focus.row <= number - min(change, 0):
            focus = Focus(number)
        elif focus is not None and focus.row > number:
            focus = focus._replace(row=focus.row + change)
        self.focus = focus
        self._make_rows()
        self.focus_changed.emit()

    def parent_of(self, number: int) -> int:
        """The row of the lane that a member is in; of no member, its own. No row is made for it."""
        first = 0
        for lane in self.content.lanes if self.content is not None else ():
            after = first + 1 + (len(lane.members) if lane.key in self.opened else 0)
            if number < after:
                return first
            first = after
        return number

    def _make_rows(self) -> None:
        lanes = self.content.lanes if self.content is not None else ()
        self.rows: Rows = rows_of(lanes, self.opened, self._row_height)
        core = self.content.core if self.content is not None else None
        self.tracks = TimelineTracks(self.rows, self._style, core.detections.ids if core is not None else ())
        self.top = min(self.top, self.lowest_top)
        self.rows_changed.emit()

    def _number_of(self, key: str) -> int | None:
        """The row of a lane that is no member."""
        number = 0
        for lane in self.content.lanes if self.content is not None else ():
            if lane.key == key:
                return number
            number += 1 + (len(lane.members) if lane.key in self.opened else 0)
        return None

    # --- the focus

    @property
    def focused_row(self) -> Row | None:
        return self.rows[self.focus.row] if self.focus is not None else None

    def set_focus(self, focus: Focus | None) -> None:
        """Move the focus, and bring where it is into sight."""
        if focus is not None:
            row = self.rows[focus.row]
            self.set_top(min(max(self.top, row.bottom - self.height), row.top))
            if focus.place != LANE:
                self.set_window(self.window.showing(*drawn_times(row.lane, focus.place)), by_user=True)
        if focus != self.focus:
            self.focus = focus
            self.focus_changed.emit()

    def focus_quietly(self, focus: Focus) -> None:
        """Move the focus to what is in sight already, such as what was clicked."""
        if focus != self.focus:
            self.focus = focus
            self.focus_changed.emit()

    def set_keyboard(self, *, has_it: bool) -> None:
        """Say whether the keys go to the tracks."""
        self.has_keyboard = has_it
        self.keyboard_changed.emit()

    def step_row(self, by: int, seconds: float) -> None:
        """Go to another row; from a bar, to the bar there that is nearest to a moment."""
        if not len(self.rows):
            return
        before = self.focus if self.focus is not None else Focus(0 if by > 0 else len(self.rows), LANE)
        number = before.row + by if self.focus is not None or by < 0 else 0
        number = min(max(number, 0), len(self.rows) - 1)
        place = nearest_bar(self.rows[number].lane, seconds) if before.place != LANE else None
        self.set_focus(Focus(number, LANE if place is None else place))

    def step_bar(self, by: int, seconds: float) -> None:
        """Go to the next (1) or previous (-1) bar of the row; from the lane, to its bar nearest to a moment."""
        if self.focus is None:
            self.step_row(1, seconds)
            return
        number, place = self.focus
        lane = self.rows[number].lane
        if place == LANE:
            nearest = nearest_bar(lane, seconds) if by > 0 else None
            self.set_focus(Focus(number, LANE if nearest is None else nearest))
        else:
            self.set_focus(Focus(number, min(place + by, bar_count(lane) - 1)))  # before the first one is the lane

    def step_to_end(self, by: int) -> None:
        """Go to the first (-1) or last (1) bar of the row."""
        if self.focus is not None:
            count = bar_count(self.rows[self.focus.row].lane)
            self.set_focus(Focus(self.focus.row, (0 if by < 0 else count - 1) if count else LANE))
