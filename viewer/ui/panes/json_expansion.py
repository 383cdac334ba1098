"""Opening many rows of the JSON tree: level by level, in short slices of time, and only so many."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QTimer, Signal
from PySide6.QtWidgets import QTreeView

from viewer.ui.models.json_tree_model import JsonTreeModel

MOST_ROWS = 10_000
SLICE_SECONDS = 0.01
ALL_LEVELS = 1_000_000


class JsonExpansion(QObject):
    """Opens rows and what is below them; `ended(is_complete)` tells whether everything that was wanted is open."""

    ended = Signal(bool)

    def __init__(self, view: QTreeView, model: JsonTreeModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._queue: deque[tuple[QPersistentModelIndex, int]] = deque()
        self._awaited: list[tuple[QPersistentModelIndex, int]] = []
        self._rows = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        model.filled.connect(self._go_on_with)
        model.modelAboutToBeReset.connect(self.stop)

    @property
    def is_running(self) -> bool:
        return bool(self._queue or self._awaited)

    def begin(self, places: Sequence[QModelIndex], levels: int) -> None:
        """Open each of `places` and what is below it, `levels` levels altogether."""
        self.stop()
        self._rows = 0
        self._queue.extend((QPersistentModelIndex(place), levels) for place in places)
        self._timer.start()

    def stop(self) -> None:
        """Open no more."""
        self._timer.stop()
        self._queue.clear()
        self._awaited.clear()

    def _go_on(self) -> None:
        until = time.monotonic() + SLICE_SECONDS
        while self._queue and time.monotonic() < until:
            self._open(*self._queue.popleft())
            if self._rows > MOST_ROWS:
                self.stop()
                self.ended.emit(False)
                return
        if not self._queue:
            self._timer.stop()
            if not self._awaited:
                self.ended.emit(True)

    def _open(self, place: QPersistentModelIndex, levels: int) -> None:
        if levels < 1 or not place.isValid() or not self._model.hasChildren(place):
            return
        self._view.expand(place)
        count = self._model.rowCount(place)
        if self._model.is_reading(place):
            self._awaited.append((place, levels))
            return
        self._rows += count
        left = levels if self._model.is_page(self._model.index(0, 0, place)) else levels - 1
        if left:
            for row in range(count):
                self._queue.append((QPersistentModelIndex(self._model.index(row, 0, place)), left))

    def _go_on_with(self, place: QModelIndex) -> None:
        ready = [entry for entry in self._awaited if entry[0] == place]
        if ready:
            self._awaited = [entry for entry in self._awaited if entry[0] != place]
            self._queue.extend(ready)
            self._timer.start()
