"""The status line: title, duration and frame rate of the job, and how many of its results are here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar

from viewer.model.timing import clock, plain_number
from viewer.text import Text
from viewer.ui.messages import shown

if TYPE_CHECKING:
    from viewer.model.job import Job

NO_JOB = Text("No job open")


class StatusLine:
    """Fills a status bar with what is known of a job."""

    def __init__(self, bar: QStatusBar) -> None:
        self._words = _ElidedLabel()
        self._words.setObjectName("status_words")
        bar.addWidget(self._words, 1)
        self._say([NO_JOB])

    def show_job(self, job: Job) -> None:
        """Show what is known of `job`; "No job open" for an empty one."""
        self._say(_parts(job))

    def _say(self, parts: list[Text]) -> None:
        words = "  ·  ".join(map(shown, parts))
        self._words.setText(words)
        self._words.setToolTip(words)


def window_title(job: Job) -> str:
    """The window's title: the job's own title, else the first digits of its ID, and the program's name."""
    title = job.header.title or (job.job_id or "")[:8]
    name = shown(Text("Job Results Viewer"))
    return shown(Text("{title} – {program}", title=title, program=name)) if title else name


def _parts(job: Job) -> list[Text]:
    """What is said of a job, the most telling first: the end of the line is cut where there is no room."""
    if not job.results:
        return [NO_JOB]
    known = job.header
    parts = [
        Text("{title}", title=known.title) if known.title else None,
        Text("Duration {time}", time=clock(known.duration_seconds)) if known.duration_seconds is not None else None,
        Text("{fps} frames a second", fps=plain_number(known.fps)) if known.fps else None,
        Text("{width} × {height}", width=str(known.width), height=str(known.height)) if known.width else None,
        Text("{count} result", plural="{count} results", count=len(job.results)),
        Text("Job {job_id}", job_id=job.job_id) if job.job_id else Text("Files that name no job"),
    ]
    return [part for part in parts if part is not None]


class _ElidedLabel(QLabel):
    """Plain text on one line that never makes the window wider; what has no room becomes an ellipsis."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        space = self.fontMetrics().averageCharWidth()
        place = self.rect().adjusted(space, 0, 0, 0)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
