"""The dock "At this moment": what is there where the playhead is, as a calm list by kind, from which things are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDockWidget, QLabel, QStackedWidget, QVBoxLayout, QWidget

from viewer.model.choice import Choice
from viewer.model.job import Job
from viewer.model.timing import TimeFormat
from viewer.ui.background import Background
from viewer.ui.models.moment_model import MomentModel
from viewer.ui.moment.answers import MomentAnswers
from viewer.ui.moment.moment_view import MomentView
from viewer.ui.moment.row_delegate import indent
from viewer.ui.panes.empty_page import EmptyPage
from viewer.ui.panes.store import Store
from viewer.ui.playhead import Moment, Playhead

if TYPE_CHECKING:
    from viewer.analysis.moment import AtMoment
    from viewer.analysis.moment_lines import Line

CHARACTERS_WIDE = 44


class MomentDock(QDockWidget):
    """Follows the playhead while it is on the screen; hidden, it does no work."""

    def __init__(self, background: Background, _store: Store, playhead: Playhead) -> None:
        super().__init__()
        self.setObjectName("moment_dock")
        self.setWindowTitle(self.tr("At this moment"))
        self.playhead = playhead
        self._job = Job()
        self.model = MomentModel(self)
        self.view = MomentView(self.model)
        self._answers = MomentAnswers(background, self)
        self._build()
        self._answers.answered.connect(self._take)
        self.view.line_chosen.connect(self._choose)
        self.view.start_wanted.connect(self._go_to_start)
        playhead.moved.connect(self._playhead_moved)
        playhead.chosen.connect(self._chosen)
        playhead.bounds_changed.connect(self._ask)
        self._say_nothing_is_open()

    def show_job(self, job: Job) -> None:
        """Show what is there in this job. Set the playhead's bounds before."""
        if job.job_id != self._job.job_id or not job.results:
            self.model.show(None)
        self._job = job
        self.view.job_id = job.job_id or job.header.job_id
        if not job.results:
            self._say_nothing_is_open()
        if not job.results or not self._inside.isVisible():
            self._answers.forget_job()  # hidden, it keeps nothing of a job that may be gone
        self._begin()

    def set_time_format(self, time_format: TimeFormat) -> None:
        """Show times in this format."""
        with self.view.standing_still():
            self.model.set_time_format(time_format)

    def _build(self) -> None:
        self.header = self._label("moment_header")
        digits = QFont()
        digits.setFeature(QFont.Tag("tnum"), 1)
        self.header.setFont(digits)
        self.note = self._label("moment_note")
        self.note.hide()
        self.page = EmptyPage("moment")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.page)
        self._pages.addWidget(self.view)
        self._inside = _Inside()
        gap = self.fontMetrics().height() // 3
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, gap, 0, 0)
        column.setSpacing(gap)
        column.addWidget(self.header)
        column.addWidget(self.note)
        column.addWidget(self._pages, 1)
        self._inside.came_and_went.connect(self._begin)
        self.setWidget(self._inside)

    def _label(self, name: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        edge = indent(self.fontMetrics().height())
        label.setContentsMargins(edge, 0, edge, 0)
        return label

    # --- asking

    def _begin(self) -> None:
        """Ask what is there, if anybody sees it."""
        if not self._inside.isVisible():
            self._answers.rest()
        elif self._job.results:
            self._answers.use_job(self._job)
            self._ask()

    def _ask(self) -> None:
        if self._inside.isVisible() and self._job.results:
            moment = self.playhead.moment
            self._answers.ask(moment.seconds, self.playhead.fps, is_playing=moment.is_playing)

    def _playhead_moved(self, _moment: Moment) -> None:
        self._ask()

    def _take(self, at: AtMoment) -> None:
        with self.view.standing_still():
            self.model.show(at)
        parts = [self.tr("Second %1").replace("%1", f"{at.second:,}")]
        if at.frame is not None:
            parts.append(self.tr("frame %1").replace("%1", f"{at.frame:,}"))
        if at.shot is not None:
            parts.append(self.tr("shot %1").replace("%1", f"{at.shot:,}"))
        self._show(self.header, " · ".join(parts))
        is_empty = not at.groups
        self._show(self.note, "" if at.has_core or is_empty else self._words_without_core())
        if is_empty:
            words = self.tr("The results list nothing here. What is near is seen in the tables.")
            self.page.say(self.tr("Nothing at this moment"), words if at.has_core else self._words_without_core())
        self._pages.setCurrentWidget(self.page if is_empty else self.view)

    def _words_without_core(self) -> str:
        if any(result.is_unread for result in self._job.results):
            return self.tr("A result is still being read; what it knows comes when it has been read.")
        return self.tr("Without Core metadata only cues and scene captions are listed here. Fetch it to see the rest.")

    def _say_nothing_is_open(self) -> None:
        self._show(self.header, "")
        self._show(self.note, "")
        words = self.tr("Open or fetch a job: what is there at a moment of its video is listed here.")
        self.page.say(self.tr("No job is open"), words)
        self._pages.setCurrentWidget(self.page)

    def _show(self, label: QLabel, words: str) -> None:
        if label.text() != words:
            label.setText(words)
        label.setVisible(bool(words))

    # --- choosing

    def _chosen(self, choice: Choice, _origin: object) -> None:
        self.model.set_choice(choice)

    def _choose(self, line: Line) -> None:
        self.playhead.choose(line.choice, self)

    def _go_to_start(self, line: Line) -> None:
        self._choose(line)
        if line.start_seconds is not None:
            self.playhead.move_to(line.start_seconds, self)


class _Inside(QWidget):
    """Tells when it comes to the screen or leaves it, and asks for room for a usual line."""

    came_and_went = Signal()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * CHARACTERS_WIDE, super().sizeHint().height())

    def event(self, event: QEvent) -> bool:
        is_done = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self.came_and_went.emit()
        return is_done
