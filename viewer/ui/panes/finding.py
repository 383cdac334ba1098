"""A search that runs in a worker and hands over its hits as it goes; stepping through them with count and wrap-around."""

from __future__ import annotations

import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, Signal

from viewer.text import Text
from viewer.ui.background import Background, Task
from viewer.ui.error_words import say_error
from viewer.ui.messages import shown
from viewer.watch import Watch

MOST_HITS = 10_000  # nobody steps through more, and each is an object that Python's garbage collector looks at
HAND_OVER_SECONDS = 0.05

Search = Callable[[Watch], Iterator[tuple[int, Any]]]


class Finding(QObject):
    """One search at a time. A search yields `(place, hit)` with ascending places, such as byte offsets in the file."""

    hit_chosen = Signal(object)
    said = Signal(str)

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._task: Task | None = None
        self._places: list[int] = []
        self._hits: list[Any] = []
        self._chosen: int | None = None
        self._from = 0
        self._is_complete = True
        self._has_more = False

    def begin(self, search: Search | None, start: int = 0) -> None:
        """Search anew in the place of what is running; the first hit from `start` on is chosen. None only ends it."""
        if self._task is not None:
            self._task.arrived.disconnect(self._take)  # parts under way would still arrive
            self._task.stop()
            self._task = None
        self._places, self._hits = [], []
        self._chosen, self._from = None, start
        self._is_complete, self._has_more = search is None, False
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
        if self._hits:
            at = self._number_at(place)
            self._choose(at + 1 if at is not None else bisect_right(self._places, place or 0))

    def previous(self, place: int | None = None) -> None:
        """Choose the hit before `place`."""
        if self._hits:
            at = self._number_at(place)
            self._choose((at if at is not None else bisect_left(self._places, place or 0)) - 1)

    def _number_at(self, place: int | None) -> int | None:
        """The number of the chosen hit, where the user is still at it."""
        if self._chosen is None or place is None or self._places[self._chosen] == place:
            return self._chosen
        return None

    def _choose(self, number: int) -> None:
        wrapped = not 0 <= number < len(self._hits)
        self._chosen = number % len(self._hits)
        self.hit_chosen.emit(self._hits[self._chosen])
        self._say(self.tr("from the start again") if wrapped and number > 0 else self.tr("from the end") if wrapped else "")

    def _say(self, wrapped: str = "") -> None:
        if not self._hits:
            self.said.emit(self.tr("Not found") if self._is_complete else self.tr("Searching…"))
            return
        count = f"{len(self._hits):,}" + ("" if self._is_complete and not self._has_more else "+")
        if self._chosen is None:
            words = shown(Text("{count} found", count=count))
        else:
            words = shown(Text("{number} of {count}", number=f"{self._chosen + 1:,}", count=count))
        self.said.emit(shown(Text("{words}, {wrapped}", words=words, wrapped=wrapped)) if wrapped else words)

    def _take(self, batch: list[tuple[int, Any]]) -> None:
        self._places += [place for place, _ in batch]
        self._hits += [hit for _, hit in batch]
        if self._chosen is None and self._places[-1] >= self._from:
            self._choose(bisect_left(self._places, self._from))
        else:
            self._say()

    def _complete(self, has_more: bool) -> None:
        self._task = None
        self._is_complete, self._has_more = True, has_more
        if self._hits and self._chosen is None:
            self._choose(len(self._hits))  # all of them are before the place where it began
        else:
            self._say()

    def _give_up(self, error: Exception) -> None:
        self._task = None
        self._is_complete = True
        say_error(error, self.said.emit)


def _worker(search: Search) -> Callable[[Watch], bool]:
    """Return work that hands over batches of hits, the first at once; it returns whether there are more than it gave."""

    def work(watch: Watch) -> bool:
        batch: list[tuple[int, Any]] = []
        count, due = 0, 0.0
        for found in search(watch):
            batch.append(found)
            count += 1
            if time.monotonic() >= due:
                watch.check()
                watch.hand_over(batch)
                batch, due = [], time.monotonic() + HAND_OVER_SECONDS
            if count >= MOST_HITS:
                break
        if batch:
            watch.hand_over(batch)
        return count >= MOST_HITS

    return work
