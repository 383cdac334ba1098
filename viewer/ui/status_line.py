"""The status line: title, duration and frame rate of the job, and how many of its results are here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStatusBar

from viewer.model.job import Job
from viewer.model.timing import clock, plain_number
from viewer.text import Text
from viewer.ui.messages import shown


class StatusLine:
    """Fills a status bar with what is known of a job."""

    def __init__(self, bar: QStatusBar) -> None:
        self._words = QLabel()
        self._words.setObjectName("status_words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        bar.addWidget(self._words, 1)

    def show_job(self, job: Job) -> None:
        """Show what is known of `job`; "No job open" for an empty one."""
        if not job.results:
            self._words.setText(shown(Text("No job open")))
            return
        known = job.header
        parts = [
            Text("{title}", title=known.title) if known.title else None,
            Text("Job {job_id}", job_id=job.job_id) if job.job_id else Text("Files that name no job"),
            Text("Duration {time}", time=clock(known.duration_seconds)) if known.duration_seconds is not None else None,
            Text("{fps} frames a second", fps=plain_number(known.fps)) if known.fps else None,
            Text("{width} × {height}", width=str(known.width), height=str(known.height)) if known.width else None,
            Text("{count} result", plural="{count} results", count=len(job.results)),
        ]
        self._words.setText("  ·  ".join(shown(part) for part in parts if part is not None))
