"""The timeline dock: everything in the job that has a time, over the length of the video, or the same as a list.

Lanes are made in a worker, and only while the dock is to be seen. What is unfolded and which part is in sight is remembered
for each job until the program ends; whether the list is shown, beyond that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDockWidget, QStackedWidget, QVBoxLayout, QWidget

from viewer.late import late
from viewer.model.detections import CoreContent
from viewer.model.job import Job
from viewer.model.timed_text import CaptionsContent, CuesContent
from viewer.model.timing import TimeFormat
from viewer.text import Text
from viewer.ui.background import Background, Task
from viewer.ui.panes.following import Follow, PaneFollowing, follow_of
from viewer.ui.panes.pane_stack import PaneStack
from viewer.ui.panes.store import Store
from viewer.ui.playhead import Moment, Playhead
from viewer.ui.timeline.time_window import TimeWindow
from viewer.ui.timeline.timeline_header import TimelineHeader
from viewer.ui.timeline.timeline_list import TimelineList
from viewer.ui.timeline.timeline_view import TimelineView

if TYPE_CHECKING:
    from viewer.analysis.timeline_content import TimelineContent

timeline_content = late("viewer.analysis.timeline_content", "timeline_content")
with_confidence = late("viewer.analysis.timeline_content", "with_confidence")
OCCURRENCE = "occurrence"
SHOWS_LIST = "timeline/shows_list"
_MOST_REMEMBERED = 50  # jobs
_FACTS = 2  # what stands before the contents that a timeline is made of
_NO_FURTHER = {1: Text("No occurrence begins after this moment."), -1: Text("No occurrence begins before this moment.")}


class _Sight(NamedTuple):
    """How the timeline of a job was left."""

    opened: frozenset[str]
    window: TimeWindow


class TimelineDock(QDockWidget):
    """Shows the job it is given; it moves the playhead and is moved by it."""

    def __init__(self, background: Background, store: Store, playhead: Playhead) -> None:
        super().__init__()
        self.setObjectName("timeline_dock")
        self.setWindowTitle(self.tr("Timeline"))
        self._background = background
        self._store = store
        self.playhead = playhead
        self._job = Job()
        self._made_of: tuple[object, ...] | None = None  # what the lanes are made of, or will be
        self._task: Task | None = None
        self._curve_task: Task | None = None
        self._curve_of: str | None = None  # the detection whose confidence is shown as a curve
        self._left: dict[str | None, _Sight] = {}
        self.following = PaneFollowing(self, background)
        self.header = TimelineHeader(self.following.button)
        self.view = TimelineView(background, playhead, self)
        self.list = TimelineList(background, store, playhead, self)
        self._build()
        follow = follow_of(playhead, store)
        self.following.use(follow)
        self._connect(follow)
        self._show_list(bool(store.get(SHOWS_LIST, False)))
        self._say_nothing()

    def _build(self) -> None:
        self._either = QStackedWidget()
        self._either.addWidget(self.view)
        self._either.addWidget(self.list)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.fontMetrics().height() // 6)
        column.addWidget(self.header)
        column.addWidget(self._either, 1)
        self.stack = PaneStack("timeline_stack", "timeline_empty")
        self.stack.set_content(content)
        self.setWidget(self.stack)

    def _connect(self, follow: Follow) -> None:
        header, tracks = self.header, self.view.tracks
        header.list_button.clicked.connect(self._choose_list)
        header.zoom_in.clicked.connect(lambda: tracks.zoom(1))
        header.zoom_out.clicked.connect(lambda: tracks.zoom(-1))
        header.fit.clicked.connect(tracks.fit)
        header.next.clicked.connect(lambda: self.step_occurrence(1))
        header.previous.clicked.connect(lambda: self.step_occurrence(-1))
        tracks.occurrence_wanted.connect(self.step_occurrence)
        self.view.state.touched.connect(self.following.pause)
        self.view.state.window_changed.connect(self._allow_zoom)
        self.following.take_view(self.list)
        self.list.failed.connect(self._list_failed)
        self.list.copying.copied.connect(header.say)
        self.list.copying.refused.connect(header.say)
        self.playhead.moved.connect(self._moved)
        self.playhead.chosen.connect(lambda _choice, _origin: self._show_confidence())
        follow.changed.connect(self._follow_switched)

    # --- the job

    def show_job(self, job: Job) -> None:
        """Show what a job has; nothing is made anew where what has a time in it is the same."""
        self._job = job
        if self.isVisible() or not job.results:
            self._make()
        elif not self._is_made:
            self._let_go()

    def set_time_format(self, time_format: TimeFormat) -> None:
        """Show times in this format."""
        self.view.set_time_format(time_format)
        self.list.set_time_format(time_format)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make()

    @property
    def _is_made(self) -> bool:
        """True where the lanes are those of the job, or will be."""
        return self._made_of is not None and _are_same(_facts(self._job), self._made_of)

    def _let_go(self) -> None:
        """Keep nothing of what is shown but how it was left."""
        self._stop()
        self._keep_sight()
        self._made_of = None
        self._show(None)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.stop()
        self._task = None
        self._stop_curve()

    def _make(self) -> None:
        job = self._job
        if self._is_made:
            return
        if self._made_of is None or self._made_of[0] != job.job_id:
            self._let_go()
        self._stop()
        self._made_of = _facts(job)
        if not _timed(job):
            self._show(None)
            self._say_nothing()
            return
        if self.view.state.content is None:
            self.stack.show_reading()
        self._task = self._background.start(lambda watch: timeline_content(job, watch), "make the timeline", is_aside=True)
        self._task.arrived.connect(self._show)
        self._task.succeeded.connect(self._take)
        self._task.failed.connect(self._failed)

    def _take(self, content: TimelineContent) -> None:
        self._task = None
        shown = self.view.state.content
        if shown is None or not content.lanes or shown.lanes != content.lanes:  # without curves there is nothing to add
            self._show(content)
        if not content.lanes:
            self._say_nothing()
        self._show_confidence()

    def _show_confidence(self) -> None:
        """Show the confidence of the chosen detection as a curve, once everything else is there."""
        content, job, wanted = self.view.state.content, self._job, self.playhead.choice.detection_id
        if content is None or not content.is_whole or not self.isVisible() or wanted == self._curve_of:
            return
        self._stop_curve()
        self._curve_of = wanted
        self._curve_task = self._background.start(
            lambda watch: with_confidence(content, job, wanted, watch), "read the confidence", is_aside=True
        )
        self._curve_task.succeeded.connect(self._take_confidence)
        self._curve_task.failed.connect(self._list_failed)

    def _take_confidence(self, content: TimelineContent) -> None:
        self._curve_task = None
        state = self.view.state
        if state.content is not None and state.content.lanes != content.lanes:
            state.show(content, state.opened, state.window)

    def _stop_curve(self) -> None:
        if self._curve_task is not None:
            self._curve_task.stop()
        self._curve_task, self._curve_of = None, None

    def _show(self, content: TimelineContent | None) -> None:
        """Show these lanes; more of them of the same job as they are seen now."""
        state = self.view.state
        if state.content is None and content is not None:
            left = self._left.get(self._job.job_id)
            state.show(content, left.opened if left else frozenset(), left.window if left else None)
        else:
            state.show(content, state.opened, state.window)
        self.list.show_content(content)
        if content is not None and content.lanes:
            self.stack.show_content()

    def _keep_sight(self) -> None:
        """Remember how the timeline of the job that was shown is left."""
        state = self.view.state
        if self._made_of is not None and state.content is not None:
            job_id = self._made_of[0]
            assert job_id is None or isinstance(job_id, str)
            self._left.pop(job_id, None)
            self._left[job_id] = _Sight(state.opened, state.window)
            for old in list(self._left)[:-_MOST_REMEMBERED]:
                del self._left[old]

    def _say_nothing(self) -> None:
        words = self.tr(
            "The timeline shows what is there when. It comes with Core metadata, scene captions and speech to text."
        )
        self.stack.show_missing(self.tr("Timeline"), words, has_job=bool(self._job.results))

    def _failed(self, error: Exception) -> None:
        self._task = None
        self.stack.show_failure(error, self._again)

    def _again(self) -> None:
        self._made_of = None
        self._make()

    def _list_failed(self, error: Exception) -> None:
        raise error

    # --- list or tracks

    @property
    def is_list(self) -> bool:
        return self._either.currentWidget() is self.list

    def _choose_list(self, is_list: bool) -> None:
        self._store.set(SHOWS_LIST, is_list)
        self._show_list(is_list)
        (self.list if is_list else self.view.tracks).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_list(self, is_list: bool) -> None:
        self._either.setCurrentWidget(self.list if is_list else self.view)
        self.header.set_is_list(is_list)
        self._allow_zoom()

    def _allow_zoom(self) -> None:
        window, is_list = self.view.state.window, self.is_list
        self.header.zoom_in.setEnabled(not is_list and not window.is_nearest)
        self.header.zoom_out.setEnabled(not is_list and not window.is_whole)
        self.header.fit.setEnabled(not is_list and not window.is_whole)

    # --- the playhead

    def step_occurrence(self, by: int) -> None:
        """Go to the next (1) or previous (-1) occurrence of what is chosen; say so where there is none."""
        if not self.playhead.step(OCCURRENCE, by):
            self.header.say(_NO_FURTHER[by])

    def _moved(self, moment: Moment) -> None:
        self.following.moved(moment)
        self.view.moved(moment, follows=self.following.is_on)

    def _follow_switched(self) -> None:
        if self.following.is_on:
            self.view.show_moment()


def _facts(job: Job) -> tuple[object, ...]:
    """What a timeline is made of."""
    return (job.job_id, job.header.duration_seconds, *_timed(job))


def _timed(job: Job) -> tuple[object, ...]:
    """What of a job is on a timeline."""
    kinds = (CoreContent, CuesContent, CaptionsContent)
    return tuple(result.content for result in job.results if isinstance(result.content, kinds))


def _are_same(before: tuple[object, ...], now: tuple[object, ...]) -> bool:
    if len(before) != len(now):
        return False
    return before[:_FACTS] == now[:_FACTS] and all(
        one is other for one, other in zip(before[_FACTS:], now[_FACTS:], strict=True)
    )
