"""Memory that large results took is given back to the system, once they are read and when they are closed.

The GNU C library keeps what was freed for later; after half a gigabyte of JSON that is a few hundred megabytes. Other
systems' libraries have nothing to call, and are left alone.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.model.job import Job
from viewer.model.result import Source
from viewer.ui.background import Background

LARGE_BYTES = 32 << 20
PATIENCE_MS = 500  # panes let go of a closed result bit by bit


def give_back() -> bool:
    """Return free memory to the system; False where its library can't. Takes some ten milliseconds, holding up no thread."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is None:
        return False
    trim(0)
    return True


class MemoryGivenBack(QObject):
    """Follows the job on show; when a large result came or went, and no work is waited for, memory is given back."""

    found_busy = Signal()

    def __init__(self, background: Background, parent: QObject, give: Callable[[], object] = give_back) -> None:
        super().__init__(parent)
        self._background = background
        self._give = give
        self._large: set[Source] = set()
        self.is_due = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE_MS)
        self._timer.timeout.connect(self._begin)
        background.became_idle.connect(self._wait)

    def follow(self, job: Job, _newest: str = "") -> None:
        """Take in what is on show now."""
        large = {result.source for result in job.results if result.source.size >= LARGE_BYTES}
        if large != self._large:
            self._large, self.is_due = large, True
            self._wait()

    def stop(self) -> None:
        """Do nothing more."""
        self.is_due = False
        self._timer.stop()

    def _wait(self) -> None:
        if self.is_due:
            self._timer.start()

    def _begin(self) -> None:
        if self._background.is_waited_for:
            self.found_busy.emit()  # when that has ended, it is waited once more
        elif self.is_due:
            self.is_due = False
            self._background.start(lambda _: self._give(), "give memory back")
