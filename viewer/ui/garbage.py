"""Python's collection of reference cycles, done on the UI thread only.

It would otherwise run in whichever thread happens to reach its threshold; a worker that collects a forgotten widget takes
the whole program down. Cycles of the youngest generations are collected often, the oldest rarely, as Python itself does.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class GarbageOnUiThread(QObject):
    """Takes over from Python's own collection until `stop`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what was imported stays; it need not be looked at again
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def keep_what_is_there(self, _nothing: object = None) -> None:
        """After libraries were brought in: they stay too. Looking at all of them would stop the window for 50 ms."""
        gc.freeze()

    def stop(self) -> None:
        """Give the collection back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _collect(self) -> None:
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return
