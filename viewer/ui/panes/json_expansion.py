"""Opening many rows of the JSON tree: level by level, in short slices of time, and only so many."""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QTimer, Signal
from PySide6.QtWidgets import QTreeView

from viewer.ui.models.json_tree_model import JsonTreeModel

MOST_ROWS = 4_000  # Qt lays out all open rows again whenever some come from the worker
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
        self._awaited: tuple[QPersistentModelIndex, int] | None = None
        self._rows = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        model.filled.connect(self._go_on_with)
        model.modelAboutToBeReset.connect(self.stop)

    @property
    def is_running(self) -> bool:
        return bool(self._queue or self._awaited is not None)

    def begin(self, place: QModelIndex, levels: int) -> None:
        """Open the row at `place` and what is below it, `levels` levels altogether; an invalid index means all top rows."""
        self.stop()
        self._rows = 0
        self._queue.append((QPersistentModelIndex(place), levels))
        self._timer.start()

    def stop(self) -> None:
        """Open no more."""
        self._timer.stop()
        self._queue.clear()
        self._awaited = None

    def _go_on(self) -> None:
        until = time.monotonic() + SLICE_SECONDS
        while self._queue and time.monotonic() < until:
            place, levels = self._queue.popleft()
            if not self._open(place, levels):
                self._awaited = (place, levels)
                self._timer.stop()
                return
            if self._rows > MOST_ROWS:
                self.stop()
                self.ended.emit(False)
                return
        if not self._queue:
            self._timer.stop()
            self.ended.emit(True)

    def _open(self, place: QPersistentModelIndex, levels: int) -> bool:
        """Open a row and queue those below it; False where they are still being read."""
        if levels < 1 or not self._model.hasChildren(place):
            return True
        is_row = place.isValid()
        if is_row:
            self._view.expand(place)
        count = self._model.rowCount(place)
        if self._model.is_reading(place):
            return False
        self._rows += count
        is_level = is_row and not self._model.is_page(self._model.index(0, 0, place))
        left = levels - 1 if is_level else levels
        if left:
            for row in range(count):
                self._queue.append((QPersistentModelIndex(self._model.index(row, 0, place)), left))
        return True

    def _go_on_with(self, place: QModelIndex) -> None:
        if self._awaited is not None and self._awaited[0] == place:
            self._queue.appendleft(self._awaited)
            self._awaited = None
            self._timer.start()
