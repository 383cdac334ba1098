"""The one moment of the video that all panes share, what is chosen there, and the moments visited before.

Whoever moves it names itself as the origin, and leaves alone what comes back with its own name: so nothing echoes.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from viewer.model.choice import NOTHING, Choice
from viewer.model.timecode import frame_at as frame_at
from viewer.model.timecode import frame_start as frame_start

MOST_VISITS = 500
FRAME, SECOND = "frame", "second"  # steps that need no marks
_CLOSE = 1e-6  # seconds: times of a file and of a frame are the same moment although their last digits differ


class Moment(NamedTuple):
    """Where the playhead is. `origin` is who moved it; `is_playing` where it goes on by itself, with the film."""

    seconds: float
    origin: object = None
    is_playing: bool = False


class Playhead(QObject):
    """Moved by anything that has a time. Seconds count from the start of the video; `fps` is the film's frame rate."""

    moved = Signal(object)  # Moment
    chosen = Signal(object, object)  # Choice, origin
    visits_changed = Signal()  # whether there is a way back or forward
    bounds_changed = Signal()  # another duration or frame rate

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.moment = Moment(0.0)
        self.choice = NOTHING
        self.duration_seconds: float | None = None
        self.fps: float | None = None
        self._marks: dict[str, Sequence[float]] = {}
        self._visits: list[float] = [0.0]
        self._visit = 0

    # --- where it is

    @property
    def seconds(self) -> float:
        return self.moment.seconds

    @property
    def frame(self) -> int | None:
        """The number of the frame, from 0; None where the frame rate is unknown."""
        return None if self.fps is None else frame_at(self.seconds, self.fps)

    def reset(self, duration_seconds: float | None = None, fps: float | None = None) -> None:
        """Begin at the start of another video, with nothing chosen and nowhere to go back to."""
        self._visits, self._visit = [0.0], 0
        self._marks = {}
        self.set_bounds(duration_seconds, fps)
        self.choose(NOTHING, self)
        self._move(Moment(0.0, self))
        self.visits_changed.emit()

    def set_bounds(self, duration_seconds: float | None, fps: float | None) -> None:
        """Say how long the video is and how many frames a second it shows; None where unknown."""
        if (duration_seconds, fps) != (self.duration_seconds, self.fps):
            self.duration_seconds, self.fps = duration_seconds, fps
            self.bounds_changed.emit()

    # --- moving

    def move_to(self, seconds: float, origin: object = None) -> None:
        """Go to a moment, which becomes a visited one. What is no moment of the video leads to its nearest end."""
        if not math.isfinite(seconds):
            return
        seconds = self._inside(seconds)
        self._visit_at(seconds)
        self._move(Moment(seconds, origin))

    def play_on(self, seconds: float, origin: object) -> None:
        """Follow the film that is playing: moments that pass are not visited, but there is a way back to its start."""
        could_go_back = self.can_go_back
        self._move(Moment(self._inside(seconds), origin, is_playing=True))
        if self.can_go_back != could_go_back:
            self.visits_changed.emit()

    def choose(self, choice: Choice, origin: object = None) -> None:
        """Choose something everywhere, without moving."""
        if choice != self.choice:
            self.choice = choice
            self.chosen.emit(choice, origin)

    # --- steps

    def set_marks(self, marks: Mapping[str, Sequence[float]]) -> None:
        """Take the moments that steps lead to, by their kind (such as "cue", "shot"): seconds in rising order."""
        self._marks.update(marks)

    def can_step(self, kind: str) -> bool:
        """True where there are moments of this kind to go to."""
        return kind == SECOND or (kind == FRAME and bool(self.fps)) or bool(len(self._marks.get(kind, ())))

    def step(self, kind: str, by: int, origin: object = None) -> bool:
        """Go to the next (1) or previous (-1) moment of a kind; False where there is none in that direction."""
        target = self._target(kind, by)
        if target is None:
            return False
        self.move_to(target, origin)
        return True

    def _target(self, kind: str, by: int) -> float | None:
        if kind == SECOND:
            return self._if_inside(self.seconds + by)
        if kind == FRAME:
            frame = self.frame
            return None if frame is None or self.fps is None else self._if_inside(frame_start(frame + by, self.fps))
        marks = self._marks.get(kind, ())
        if by > 0:
            place = bisect.bisect_right(marks, self.seconds + _CLOSE)
        else:
            place = bisect.bisect_left(marks, self.seconds - _CLOSE) - 1
        return float(marks[place]) if 0 <= place < len(marks) else None

    def _if_inside(self, seconds: float) -> float | None:
        """A step of a second may end at the video's end; one that would leave it altogether leads nowhere."""
        inside = self._inside(seconds)
        return None if abs(inside - self.seconds) < _CLOSE else inside

    def _inside(self, seconds: float) -> float:
        last = math.inf if self.duration_seconds is None else self.duration_seconds
        return min(max(seconds, 0.0), last)

    # --- visited moments

    @property
    def can_go_back(self) -> bool:
        return self._visit > 0 or not self._is_at_visit

    @property
    def can_go_forward(self) -> bool:
        return self._visit < len(self._visits) - 1

    def go_back(self) -> None:
        """Return to the moment visited before."""
        self._go(-1 if self._is_at_visit else 0)

    def go_forward(self) -> None:
        """Take back `go_back`."""
        self._go(1)

    def _go(self, by: int) -> None:
        if 0 <= self._visit + by < len(self._visits):
            self._visit += by
            self._move(Moment(self._visits[self._visit], self))
            self.visits_changed.emit()

    @property
    def _is_at_visit(self) -> bool:
        return abs(self._visits[self._visit] - self.seconds) < _CLOSE

    def _visit_at(self, seconds: float) -> None:
        if abs(self._visits[self._visit] - seconds) < _CLOSE:
            return
        self._visits[self._visit + 1 :] = [seconds]
        del self._visits[:-MOST_VISITS]
        self._visit = len(self._visits) - 1
        self.visits_changed.emit()

    def _move(self, moment: Moment) -> None:
        self.moment = moment
        self.moved.emit(moment)
