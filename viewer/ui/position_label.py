"""Where the playhead is, in words, for the status line."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel

from viewer.model.timing import Notation, TimeFormat, shown_moment
from viewer.text import Text
from viewer.ui.messages import shown
from viewer.ui.playhead import Playhead


class PositionLabel(QLabel):
    """Shows the moment in the chosen time format, and the number of the frame where that is known."""

    def __init__(self, playhead: Playhead) -> None:
        super().__init__()
        self.setObjectName("position")
        digits = QFont()
        digits.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(digits)
        self._playhead = playhead
        self._time_format = TimeFormat.CLOCK
        playhead.moved.connect(lambda _moment: self._show())
        playhead.bounds_changed.connect(self._show)

    def set_time_format(self, time_format: TimeFormat) -> None:
        """Show the moment in this format."""
        self._time_format = time_format
        self._show()

    def _show(self) -> None:
        moment, frame = shown_moment(round(self._playhead.seconds, 3), self._time_format), self._playhead.frame
        if frame is None or self._time_format.notation is Notation.FRAMES:
            self.setText(moment)
        else:
            self.setText(shown(Text("{moment} · frame {frame}", moment=moment, frame=f"{frame:,}")))
