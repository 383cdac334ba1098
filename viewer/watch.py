"""What running work sees of its task: it reports progress, and notices when the user pressed Stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from viewer.errors import Cancelled
from viewer.text import Text

REPORTS_PER_SECOND = 20
LOOK_AGAIN_SECONDS = 0.05


class Progress(NamedTuple):
    """How far work has come. `total` is None while unknown; `in_bytes` tells what is counted."""

    done: int = 0
    total: int | None = None
    doing: Text | None = None
    in_bytes: bool = False


class Watch:
    """Shared by a task (which may cancel it) and the work (which reports to it, in another thread)."""

    def __init__(
        self,
        report: Callable[[Progress], None] | None = None,
        hand_over: Callable[[Any], None] | None = None,
        way: threading.Event | None = None,
    ) -> None:
        """`way` is set while the work may go on; where it is not, `check` waits a little."""
        self._report = report
        self._hand_over = hand_over
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: list[Callable[[], None]] = []
        self._next_report = 0.0
        self._doing: Text | None = None
        self._is_at_start = False
        self._show_early: Callable[[Any], None] | None = None
        self._way = way
        self._must_wait: Callable[[], bool] | None = None
        self.heading: Text | None = None  # stands before every sentence, such as "3 of 9"

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raise Cancelled when the user pressed Stop. Call it between slices of work of about 10 ms.

        Patient work waits in here while there is other work.
        """
        if self._way is not None:
            self._way.wait(LOOK_AGAIN_SECONDS)
        while self._must_wait is not None and self._must_wait() and not self._cancelled.wait(LOOK_AGAIN_SECONDS):
            pass
        if self._cancelled.is_set():
            raise Cancelled

    def be_patient(self, must_wait: Callable[[], bool]) -> None:
        """Make the work wait, at its next `check`, for as long as `must_wait` tells (in the working thread)."""
        self._must_wait = must_wait

    def progress(self, done: int, total: int | None = None, *, doing: Text | None = None, in_bytes: bool = False) -> None:
        """Report how far the work has come, at most 20 times a second; raise Cancelled like `check`.

        The beginning of something new is always reported, and so are the first step of it and the last.
        """
        self.check()
        if self._report is None:
            return
        now = time.monotonic()
        is_new = doing is not None and doing != self._doing
        is_news = is_new or done == total or (done > 0 and self._is_at_start)
        if now >= self._next_report or is_news:
            self._is_at_start = done == 0
            self._next_report = now + 1 / REPORTS_PER_SECOND
            self._doing = doing if doing is not None else self._doing
            self._report(Progress(done, total, self._headed(), in_bytes))

    def _headed(self) -> Text | None:
        if self.heading is None or self._doing is None:
            return self._doing or self.heading
        return Text("{heading}: {doing}", heading=self.heading, doing=self._doing)

    def hand_over(self, part: Any) -> None:
        """Give out a finished part of the work before its end; Stop does not take it back."""
        if self._hand_over is not None:
            self._hand_over(part)

    @contextmanager
    def showing_early(self, show: Callable[[Any], None]) -> Iterator[None]:
        """Within the block, `show` is called (in the working thread) with what can be shown of a file still being read."""
        self._show_early = show
        try:
            yield
        finally:
            self._show_early = None

    @property
    def wants_early(self) -> bool:
        """True where somebody shows a file that is still being read."""
        return self._show_early is not None

    def show_early(self, part: Any) -> None:
        """Give out what can be shown of a file already, while reading goes on."""
        if self._show_early is not None:
            self._show_early(part)

    def cancel(self) -> None:
        """End the work: every later `check` raises, and what waits is woken by its `on_cancel` callback."""
        with self._lock:
            self._cancelled.set()
            callbacks = list(self._callbacks)
        for callback in callbacks:
            callback()

    @contextmanager
    def on_cancel(self, callback: Callable[[], None]) -> Iterator[None]:
        """Within the block, call `callback` (in the cancelling thread) when the work is cancelled; at once if it is."""
        with self._lock:
            self._callbacks.append(callback)
            is_late = self._cancelled.is_set()
        try:
            if is_late:
                callback()
            yield
        finally:
            with self._lock:
                self._callbacks.remove(callback)
