"""Which boxes are shown: those of a moment, without types that are hidden, and with one that the keyboard is at.

The index over a job's boxes is made in a worker; until it is there, what stays of the one before goes on being shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from viewer.late import late
from viewer.model.boxes import BoxesContent
from viewer.model.choice import Choice
from viewer.model.job import Job
from viewer.ui.background import Background, Task
from viewer.ui.painting.box_overlay import BoxKey, fractions_of, key_of

if TYPE_CHECKING:
    from viewer.analysis.boxes_at import BoxIndex, ShownBox

box_index = late("viewer.analysis.boxes_at", "box_index")
_Place = tuple[str, str, int]  # a type, a detection, and which of its boxes: what stays itself from frame to frame


class ShownBoxes(QObject):
    """The boxes of a moment. `changed` follows whatever changes `boxes`, `count` or `focused`."""

    changed = Signal()

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.boxes: tuple[ShownBox, ...] = ()
        self.count = 0  # of all there are at this moment, whether they are given out or not
        self.type_names: tuple[str, ...] = ()
        self.has_frames = False
        self._background = background
        self._index: BoxIndex | None = None
        self._of: tuple[object, ...] = ()
        self._task: Task | None = None
        self._frame: int | None = None
        self._seconds: float | None = None
        self._hidden: frozenset[str] = frozenset()
        self._only: Choice | None = None
        self._focus: _Place | None = None

    @property
    def is_busy(self) -> bool:
        """True while the index is being made."""
        return self._task is not None

    def show_job(self, job: Job) -> None:
        """Show the boxes of a job; nothing is done where they, and the names of what is in them, stay the same."""
        found = [(one.type_name, one.content) for one in job.results if isinstance(one.content, BoxesContent)]
        of = (job.core, *(content for _, content in found))
        if len(of) == len(self._of) and all(one is other for one, other in zip(of, self._of, strict=True)):
            return
        if any(all(one is not old for one in of[1:]) for old in self._of[1:]):
            self._index = None
        self._of, self.type_names = of, tuple(name for name, _ in found)
        self.has_frames = any(content.unit == "frame" for _, content in found)
        self._stop()
        if found:
            self._task = self._background.start(lambda watch: box_index(job, watch), "index the boxes", is_aside=True)
            self._task.succeeded.connect(self._take)
            self._task.failed.connect(self._failed)
        else:
            self._index = None
        self._look_up()

    def show_frame(self, frame: int | None, seconds: float | None) -> None:
        """Show the boxes of this frame, and those of the whole second that this moment lies in."""
        if (frame, seconds) != (self._frame, self._seconds):
            self._frame, self._seconds = frame, seconds
            self._look_up()

    def hide_types(self, names: Iterable[str]) -> None:
        """Leave out the boxes of these types."""
        self._hidden = frozenset(names)
        self._look_up()

    def show_only(self, choice: Choice | None) -> None:
        """Leave out all boxes but those of a choice; None leaves out none."""
        if choice != self._only:
            self._only = choice
            self._look_up()

    def box(self, key: BoxKey | None) -> ShownBox | None:
        """The shown box with this type name and row."""
        return next((box for box in self.boxes if key_of(box) == key), None)

    # --- the one that the keyboard is at

    @property
    def focused(self) -> ShownBox | None:
        """The box that the keyboard is at: the same of the same detection while frames go by."""
        return next((box for place, box in self._places() if place == self._focus), None)

    @property
    def focused_number(self) -> int:
        """Which of the boxes that is, from 1; 0 for none."""
        return next((number for number, (place, _) in enumerate(self._places(), 1) if place == self._focus), 0)

    def focus_on(self, box: ShownBox | None) -> None:
        """Go to a box; None leaves them all."""
        key = key_of(box) if box is not None else None
        self._set_focus(next((place for place, one in self._places() if key_of(one) == key), None))

    def step(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) box; False where that leaves them."""
        places = [place for place, _ in self._places()]
        at = places.index(self._focus) if self._focus in places else (-1 if by > 0 else len(places))
        is_inside = 0 <= at + by < len(places)
        self._set_focus(places[at + by] if is_inside else None)
        return is_inside

    def step_to_end(self, by: int) -> bool:
        """Go to the last (1) or first (-1) box; False where there is none."""
        self._focus = None
        return self.step(-by)

    def _set_focus(self, place: _Place | None) -> None:
        self._focus = place
        self.changed.emit()

    def _places(self) -> list[tuple[_Place, ShownBox]]:
        seen: Counter[tuple[str, str]] = Counter()
        places = []
        for box in self.boxes:
            if fractions_of(box) is not None:
                of = box.type_name, box.detection_id
                places.append(((*of, seen[of]), box))
                seen[of] += 1
        return places

    # --- looking up

    def _look_up(self) -> None:
        if self._index is None:
            self.boxes, self.count = (), 0
        else:
            self.boxes = self._index.boxes_at(self._frame, self._seconds, self._hidden)
            self.count = self._index.count_at(self._frame, self._seconds, self._hidden)
        if self._only is not None:
            only = self._only
            self.boxes = tuple(box for box in self.boxes if is_of(box, only))
            self.count = len(self.boxes)
        self.changed.emit()

    def _take(self, index: BoxIndex) -> None:
        self._task, self._index = None, index
        self._look_up()

    def _failed(self, error: Exception) -> None:
        self._task = None
        raise error

    def _stop(self) -> None:
        if self._task is not None:
            self._task.stop()
            self._task = None


def is_of(box: ShownBox, choice: Choice) -> bool:
    """True where a box is what is chosen, or belongs to the detection that is."""
    return key_of(box) == choice.box or (choice.detection_id is not None and box.detection_id == choice.detection_id)
