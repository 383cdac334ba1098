"""Asks a worker what is there at a moment, for the list "At this moment".

What is looked up is made once for the contents of a job. Of moments that come while a worker is asked, the last one counts;
while the film plays, no more than ten a second are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from viewer.late import late
from viewer.model.detections import CoreContent
from viewer.model.job import Job
from viewer.model.result import Content
from viewer.model.timed_text import CaptionsContent, CuesContent
from viewer.ui.background import Background, Task

if TYPE_CHECKING:
    from viewer.analysis.moment import AtMoment
    from viewer.analysis.moment_index import MomentIndex

new_index = late("viewer.analysis.moment_index", "MomentIndex")
at_moment = late("viewer.analysis.moment", "at_moment")
BETWEEN_MS = 100  # while playing: more often nobody can read


class _Question(NamedTuple):
    seconds: float
    fps: float | None
    is_playing: bool


class MomentAnswers(QObject):
    """Answers the last question about the last job."""

    answered = Signal(object)  # AtMoment

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._contents: tuple[Content, ...] | None = None  # of the index that is there or being made
        self._index: MomentIndex | None = None
        self._index_task: Task | None = None
        self._task: Task | None = None
        self._question: _Question | None = None
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask_now)

    def use_job(self, job: Job) -> None:
        """Look things up in this job from now on; other results than those that are looked into change nothing."""
        contents = contents_of(job)
        if self._contents is not None and are_same(contents, self._contents):
            return
        self.forget_job()
        self._contents = contents
        self._index_task = self._background.start(
            lambda watch: new_index(job, watch), "list what is there at which moment", is_aside=True
        )
        self._index_task.succeeded.connect(self._take_index)
        self._index_task.failed.connect(self._give_up)

    def forget_job(self) -> None:
        """Let go of the job, and answer nothing until there is another."""
        self.rest()
        for task in (self._index_task, self._task):
            if task is not None:
                task.stop()
        self._index_task = self._task = None
        self._index = self._contents = None

    def ask(self, seconds: float, fps: float | None, *, is_playing: bool) -> None:
        """Have `answered` tell what is there at a moment; at once, or soon while playing."""
        self._question = _Question(seconds, fps, is_playing)
        self._ask()

    def rest(self) -> None:
        """Drop the question."""
        self._question = None
        self._timer.stop()

    def _take_index(self, index: MomentIndex) -> None:
        self._index_task = None
        self._index = index
        self._ask()

    def _ask(self) -> None:
        """Ask, where nothing is being asked; the index is for one worker at a time."""
        question = self._question
        if question is None or self._index is None or self._task is not None:
            return
        passed = self._since.elapsed() if self._since.isValid() else BETWEEN_MS
        if question.is_playing and passed < BETWEEN_MS:
            if not self._timer.isActive():
                self._timer.start(int(BETWEEN_MS - passed))
            return
        self._ask_now()

    def _ask_now(self) -> None:
        question, index = self._question, self._index
        if question is None or index is None or self._task is not None:
            return
        self._timer.stop()
        self._question = None
        self._since.start()
        seconds, fps, _ = question
        self._task = self._background.start(lambda watch: at_moment(index, seconds, fps, watch), "look what is there now")
        self._task.succeeded.connect(self._take)
        self._task.failed.connect(self._give_up)

    def _take(self, found: AtMoment) -> None:
        self._task = None
        self.answered.emit(found)
        self._ask()

    def _give_up(self, error: Exception) -> None:
        self._task = self._index_task = None
        raise error


def contents_of(job: Job) -> tuple[Content, ...]:
    """Return the contents of a job's results that are looked into: core, cues and scene captions."""
    used = (CoreContent, CuesContent, CaptionsContent)
    return tuple(result.content for result in job.results if isinstance(result.content, used))


def are_same(some: tuple[Content, ...], others: tuple[Content, ...]) -> bool:
    """True where these are the very same contents."""
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))
