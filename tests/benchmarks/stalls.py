"""How long the window does not answer: a 16 ms timer on the UI thread, and the longest gap between two of its ticks."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal

INTERVAL_SECONDS = 0.016


class StallTimer(QObject):
    """Ticks as long as it lives; whatever runs on the UI thread between two ticks widens their gap."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._worst = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(INTERVAL_SECONDS * 1000))
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self._worst = max(self._worst, now - self._last - INTERVAL_SECONDS)
        self._last = now
        self.ticked.emit()

    def take_worst(self) -> float:
        """Return the longest stall in seconds since this was last asked."""
        worst, self._worst = self._worst, 0.0
        return worst

    def wait_until(self, condition: Callable[[], bool], timeout_seconds: float) -> None:
        """Let the window live until, at a tick, the condition holds. Raises TimeoutError."""
        loop = QEventLoop()
        until = time.monotonic() + timeout_seconds

        def look() -> None:
            if condition():
                loop.exit(0)
            elif time.monotonic() > until:
                loop.exit(1)

        self.ticked.connect(look)
        try:
            if loop.exec() != 0:
                raise TimeoutError(f"after {timeout_seconds} s")
        finally:
            self.ticked.disconnect(look)

    def wait_ticks(self, count: int) -> None:
        """Let the window live for so many ticks."""
        left = iter(range(count))
        self.wait_until(lambda: next(left, None) is None, timeout_seconds=60)
