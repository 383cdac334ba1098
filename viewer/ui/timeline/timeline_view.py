"""The tracks with all that is around them: names at the left, the ruler above, the minimap below, a scroll bar.

While the playhead moves by itself, the window pages along with it as long as it had the playhead in sight: who looked
elsewhere is left there, unless Follow is on.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QScrollBar, QWidget

from viewer.model.timing import TimeFormat
from viewer.ui.background import Background
from viewer.ui.painting.timeline_style import TrackStyle
from viewer.ui.playhead import Moment, Playhead
from viewer.ui.timeline.lane_names import LaneNames
from viewer.ui.timeline.ruler import Minimap, Ruler
from viewer.ui.timeline.timeline_state import TimelineState
from viewer.ui.timeline.tracks_canvas import WHEEL_STEP, TracksCanvas

ROW_HEIGHT = 1.35  # of the height of the text
_NAMES_SHARE = 0.3  # of the width, at most


class TimelineView(QWidget):
    """`origin` is who moves the playhead here."""

    def __init__(self, background: Background, playhead: Playhead, origin: object) -> None:
        super().__init__()
        self.setObjectName("timeline_view")
        self._time_format = TimeFormat.CLOCK
        self._playhead = playhead
        self._before = playhead.seconds
        self.state = TimelineState(self._style(), self._row_height(), self)
        self.names = LaneNames(self.state)
        self.ruler = Ruler(self.state, playhead, background, origin)
        self.tracks = TracksCanvas(self.state, playhead, background, origin)
        self.minimap = Minimap(self.state, playhead, background)
        self.bar = QScrollBar(Qt.Orientation.Vertical)
        self._build()
        self.state.rows_changed.connect(self._fit_bar)
        self.state.top_changed.connect(self._fit_bar)
        self.state.height_changed.connect(self._fit_bar)
        self.bar.valueChanged.connect(self.state.set_top)
        self.names.wheeled.connect(self._wheel_names)
        self.names.name_clicked.connect(lambda _row: self.tracks.setFocus(Qt.FocusReason.MouseFocusReason))

    def _build(self) -> None:
        self.setFocusProxy(self.tracks)
        self.bar.setObjectName("timeline_bar")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.ruler, 0, 1)
        grid.addWidget(self.names, 1, 0)
        grid.addWidget(self.tracks, 1, 1)
        grid.addWidget(self.bar, 1, 2)
        grid.addWidget(self.minimap, 2, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)

    def set_time_format(self, time_format: TimeFormat) -> None:
        """Show times in this format."""
        self._time_format = time_format
        self.state.set_style(self._style(), self._row_height())

    def moved(self, moment: Moment, *, follows: bool) -> None:
        """Go along with the playhead, where that is wanted."""
        before, self._before = self._before, moment.seconds
        window = self.state.window
        if not window.has(moment.seconds) and not self.tracks.is_held and (follows or window.has(before)):
            self.state.set_window(window.paged_to(moment.seconds))

    def show_moment(self) -> None:
        """Bring the playhead into sight."""
        self.state.set_window(self.state.window.paged_to(self._playhead.seconds))

    def _wheel_names(self, event: QWheelEvent) -> None:
        """Over the names no moment is pointed at: the wheel zooms as the keys do."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.tracks.zoom(event.angleDelta().y() / WHEEL_STEP)
            event.accept()
        else:
            self.tracks.wheelEvent(event)

    # --- looks and sizes

    def _style(self) -> TrackStyle:
        return TrackStyle(self.palette(), self.font(), self._time_format)

    def _row_height(self) -> int:
        return round(ROW_HEIGHT * self.fontMetrics().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        changes = (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange)
        if event.type() in changes and hasattr(self, "bar"):
            self.state.set_style(self._style(), self._row_height())
            self._fit_names()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_names()

    def _fit_names(self) -> None:
        self.names.setFixedWidth(min(self.names.sizeHint().width(), round(self.width() * _NAMES_SHARE)))

    def _fit_bar(self) -> None:
        state = self.state
        self.bar.blockSignals(True)
        self.bar.setRange(0, state.lowest_top)
        self.bar.setPageStep(max(1, state.height))
        self.bar.setSingleStep(state.row_height)
        self.bar.setValue(state.top)
        self.bar.blockSignals(False)
