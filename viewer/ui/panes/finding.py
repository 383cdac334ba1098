"""A search that runs in a worker and hands over its hits as it goes; stepping through them with count and wrap-around.

A hit is a number, its place in the file: millions of them are counted without an object for each.
"""

from __future__ import annotations

import time
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Signal

from viewer.text import Text
from viewer.ui.background import Background, Task
from viewer.ui.error_words import say_error
from viewer.ui.messages import shown
from viewer.watch import Watch

MOST_KEPT = 1_000_000  # hits that can be gone to, of 8 bytes each; those after them are counted
HAND_OVER_SECONDS = 0.05

Search = Callable[[Watch], Iterator["array[int]"]]


class Finding(QObject):
    """One search at a time. A search yields some places at a time, in ascending order, such as byte offsets in the file."""

    place_chosen = Signal(object)  # int; a Signal(int) has 32 bits
    said = Signal(str)

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._task: Task | None = None
        self._places = array("q")
        self._count = 0
        self._chosen: int | None = None
        self._from = 0
        self._is_complete = True

    def begin(self, search: Search | None, start: int = 0) -> None:
        """Search anew in the place of what is running; the first hit from `start` on is chosen. None only ends it."""
        if self._task is not None:
            self._task.arrived.disconnect(self._take)  # parts under way would still arrive
            self._task.stop()
            self._task = None
        self._places, self._count = array("q"), 0
        self._chosen, self._from = None, start
        self._is_complete = search is None
        if search is None:
            self.said.emit("")
            return
        self.said.emit(self.tr("Searching…"))
        self._task = self._background.start(_worker(search), "find")
        self._task.arrived.connect(self._take)
        self._task.succeeded.connect(self._complete)
        self._task.failed.connect(self._give_up)

    def next(self, place: int | None = None) -> None:
        """Choose the hit after `place`, where the user is now; after the chosen one with None."""
        if self._places:
            at = self._number_at(place)
            self._choose(at + 1 if at is not None else bisect_right(self._places, place or 0))

    def previous(self, place: int | None = None) -> None:
        """Choose the hit before `place`."""
        if self._places:
            at = self._number_at(place)
            self._choose((at if at is not None else bisect_left(self._places, place or 0)) - 1)

    def _number_at(self, place: int | None) -> int | None:
        """The number of the chosen hit, where the user is still at it."""
        if self._chosen is None or place is None or self._places[self._chosen] == place:
            return self._chosen
        return None

    def _choose(self, number: int) -> None:
        kept = len(self._places)
        wrapped = not 0 <= number < kept
        self._chosen = number % kept
        self.place_chosen.emit(self._places[self._chosen])
        if not wrapped:
            self._say()
        elif self._count > kept:
            self._say(shown(Text("only the first {count} can be gone to", count=f"{kept:,}")))
        else:
            self._say(self.tr("from the start again") if number > 0 else self.tr("from the end"))

    def _say(self, addition: str = "") -> None:
        if not self._count:
            self.said.emit(self.tr("Not found") if self._is_complete else self.tr("Searching…"))
            return
        count = f"{self._count:,}" + ("" if self._is_complete else "+")
        if self._chosen is None:
            words = shown(Text("{count} found", count=count))
        else:
            words = shown(Text("{number} of {count}", number=f"{self._chosen + 1:,}", count=count))
        self.said.emit(shown(Text("{words}, {addition}", words=words, addition=addition)) if addition else words)

    def _take(self, batch: tuple[array[int], int]) -> None:
        places, count = batch
        self._places += places
        self._count = count
        if self._chosen is None and self._places[-1] >= self._from:
            self._choose(bisect_left(self._places, self._from))
        else:
            self._say()

    def _complete(self, _: object) -> None:
        self._task = None
        self._is_complete = True
        if self._places and self._chosen is None:
            self._choose(len(self._places))  # all of them are before the place where it began
        else:
            self._say()

    def _give_up(self, error: Exception) -> None:
        self._task = None
        self._is_complete = True
        say_error(error, self.said.emit)


def _worker(search: Search) -> Callable[[Watch], None]:
    """Return work that hands over places to be kept and the count so far, the first at once."""

    def work(watch: Watch) -> None:
        batch = array("q")
        kept, count, due = 0, 0, 0.0
        for places in search(watch):
            batch += places[: MOST_KEPT - kept]
            kept = min(kept + len(places), MOST_KEPT)
            count += len(places)
            if time.monotonic() >= due:
                watch.check()
                watch.hand_over((batch, count))
                batch, due = array("q"), time.monotonic() + HAND_OVER_SECONDS
        if count:
            watch.hand_over((batch, count))

    return work
