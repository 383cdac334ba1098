"""The JSON of a job's results is checked to the last byte in the background, one result after another, once it is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from viewer.late import late
from viewer.model.job import Job
from viewer.model.result import Problem, Source
from viewer.ui.background import Background, Task

strict_problems: Callable[..., tuple[Problem, ...]] = late("viewer.reading.json_strict", "strict_problems")


class Checking(QObject):
    """Emits `found` for each result in which something is wrong that reading it did not notice."""

    found = Signal(object, object)  # its Source, and the problems
    failed = Signal(object)

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._begun: set[Source] = set()
        self._at: Source | None = None
        self._task: Task | None = None
        self._job = Job()
        background.became_idle.connect(self._begin_next)

    def follow(self, job: Job) -> None:
        """Check what this job has, once nothing else is being worked on; what it no longer has is left as it is."""
        self._job = job
        present = {result.source for result in job.results}
        self._begun &= present
        if self._at is not None and self._at not in present:
            self.stop()
        self._begin_next()

    def stop(self) -> None:
        """Give up the check in progress."""
        task, self._task, self._at = self._task, None, None
        if task is not None:
            task.stop()

    def _begin_next(self) -> None:
        if self._task is not None or self._background.running:
            return
        waiting = (result for result in self._job.results if result.source not in self._begun and not result.is_unread)
        wanted = next((result for result in waiting if result.document is not None), None)
        if wanted is None:
            return
        document = wanted.document
        self._at = wanted.source
        self._begun.add(wanted.source)
        self._task = self._background.start(lambda watch: strict_problems(document, watch), "check JSON", is_patient=True)
        self._task.succeeded.connect(self._take)
        self._task.failed.connect(self._give_up)

    def _take(self, problems: tuple[Problem, ...]) -> None:
        source, self._task, self._at = self._at, None, None
        if problems:
            self.found.emit(source, problems)
        self._begin_next()

    def _give_up(self, error: BaseException) -> None:
        self.stop()
        self.failed.emit(error)
        self._begin_next()
