"""What gives the window one clock: the playhead, how times are shown, the menu Go, and the docks that show a moment.

Built after the first paint. The docks are on show while a job is open, each unless the user has closed it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu

from viewer.late import late
from viewer.model.job import Job
from viewer.model.timing import TimeFormat
from viewer.ui.background import Background, Task
from viewer.ui.film.film_dock import FilmDock
from viewer.ui.go_to_field import GoToField
from viewer.ui.going import Going
from viewer.ui.moment_dock import MomentDock
from viewer.ui.playhead import Playhead
from viewer.ui.position_label import PositionLabel
from viewer.ui.settings_store import SettingsStore
from viewer.ui.step_bar import StepBar
from viewer.ui.time_format_menu import TimeFormatMenu
from viewer.ui.timeline.timeline_dock import TimelineDock

marks_of = late("viewer.analysis.marks", "marks")


class Listener(Protocol):
    """What each dock is told."""

    def show_job(self, job: Job) -> None: ...
    def set_time_format(self, time_format: TimeFormat) -> None: ...


class Clock(QObject):
    """Owns the playhead and what is around the panes, and tells them of the job and the time format."""

    time_format_changed = Signal(object)  # TimeFormat
    failed = Signal(object)  # an exception that is no ViewerError: a bug

    def __init__(
        self,
        inside: QMainWindow,
        go_menu: QMenu,
        background: Background,
        store: SettingsStore,
        own_films: Mapping[str, Path],
    ) -> None:
        """`inside` gets the docks and `go_menu` its lines. `own_films` are films that came with the program, by job ID."""
        super().__init__(inside)
        self._background = background
        self._store = store
        self._inside = inside
        self._is_arranged = bool(store.get("window/state", b""))  # by the user, when the window was open before
        self._job = Job()
        self._marks_task: Task | None = None
        self.playhead = Playhead(self)
        self.going = Going(self.playhead, go_menu)
        self.go_to = GoToField(self.playhead)
        self.steps = StepBar(self.going, store)
        self.position = PositionLabel(self.playhead)
        self.times = TimeFormatMenu(store, inside)
        self.film = FilmDock(background, store, self.playhead, own_films=own_films)
        self.moment = MomentDock(background, store, self.playhead)
        self.timeline = TimelineDock(background, store, self.playhead)
        self.docks: tuple[QDockWidget, ...] = (self.film, self.moment, self.timeline)
        self._listeners: tuple[Listener, ...] = (self.film, self.moment, self.timeline)
        self._place_docks(inside)
        self.going.go_to_wanted.connect(self.go_to.begin)
        self.times.changed.connect(self._times_changed)
        self.film.fps_wanted.connect(self.times.choose_fps)
        self._times_changed(self.times.time_format)

    def show_job(self, job: Job) -> None:
        """Show another job, or the same with other results. Another job begins at its start."""
        before, self._job = self._job, job
        is_other_job = before.job_id != job.job_id or not before.results or not job.results
        if not is_other_job and _look_alike(before, job):
            return
        self.times.show_job(job)
        if is_other_job:
            self.playhead.reset(job.header.duration_seconds, self.times.fps)
        else:
            self._set_bounds(job.header.duration_seconds)
        self._make_marks()
        self.going.set_enabled(bool(job.results))
        for part in (self.go_to, self.steps, self.position):
            part.setEnabled(bool(job.results))
        for listener in self._listeners:
            listener.show_job(job)
        self._show_docks(self.docks)

    def open_film(self, path: Path) -> None:
        """Show this film with the job, or by itself."""
        self._show_dock(self.film)
        self.film.open_film(path)

    def close(self) -> None:
        """Before the window closes: let go of the film."""
        self.film.player.close()

    def _times_changed(self, time_format: TimeFormat) -> None:
        self._set_bounds(self.playhead.duration_seconds)
        self.go_to.set_time_format(time_format)
        self.position.set_time_format(time_format)
        for listener in self._listeners:
            listener.set_time_format(time_format)
        self.time_format_changed.emit(time_format)

    def _set_bounds(self, duration_seconds: float | None) -> None:
        """What the results don't tell, the film may have told."""
        known = self.playhead
        self.playhead.set_bounds(duration_seconds or known.duration_seconds, self.times.fps or known.fps)

    # --- the moments to step to

    def _make_marks(self) -> None:
        if self._marks_task is not None:
            self._marks_task.stop()
        job = self._job
        self._marks_task = self._background.start(lambda _watch: marks_of(job), "list the moments to step to", is_aside=True)
        self._marks_task.succeeded.connect(self._take_marks)
        self._marks_task.failed.connect(self.failed)

    def _take_marks(self, marks: Mapping[str, Sequence[float]]) -> None:
        self._marks_task = None
        self.playhead.set_marks(marks)

    # --- the docks

    def _place_docks(self, inside: QMainWindow) -> None:
        below, right = Qt.DockWidgetArea.BottomDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        for dock in self.docks:
            inside.addDockWidget(below if dock is self.timeline else right, dock)
            dock.hide()
            dock.toggleViewAction().triggered.connect(lambda is_wanted, dock=dock: self._keep_wish(dock, is_wanted))
            dock.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The user may also close a dock by its own button."""
        if event.type() == QEvent.Type.Close and isinstance(watched, QDockWidget):
            self._keep_wish(watched, is_wanted=False)
        return super().eventFilter(watched, event)

    def _show_docks(self, docks: Sequence[QDockWidget]) -> None:
        """One in each turn of the event loop: each is laid out and painted for the first time."""
        if not docks:
            if self._job.results and not self._is_arranged:
                self._arrange()
            return
        docks[0].setVisible(bool(self._job.results) and self._is_wanted(docks[0]))
        QTimer.singleShot(0, self, lambda: self._show_docks(docks[1:]))

    def _arrange(self) -> None:
        """At first film and list share their side, the timeline has what is below; the library needs little."""
        self._is_arranged = True
        width = self._inside.width()
        library = self._inside.findChild(QDockWidget, "library_dock")
        sides = [self.film] if library is None else [library, self.film]
        self._inside.resizeDocks(sides, [width // 6, width * 3 // 10][-len(sides) :], Qt.Orientation.Horizontal)
        self._inside.resizeDocks([self.timeline], [self._inside.height() // 4], Qt.Orientation.Vertical)
        self._inside.resizeDocks([self.film, self.moment], [2, 1], Qt.Orientation.Vertical)

    def _show_dock(self, dock: QDockWidget) -> None:
        self._keep_wish(dock, True)
        dock.show()

    def _is_wanted(self, dock: QDockWidget) -> bool:
        return bool(self._store.get(f"docks/{dock.objectName()}", True))

    def _keep_wish(self, dock: QDockWidget, is_wanted: bool) -> None:
        self._store.set(f"docks/{dock.objectName()}", is_wanted)


def _look_alike(before: Job, job: Job) -> bool:
    """True where nothing is there that was not there before; of what is still being read, nothing is shown here."""
    pairs = zip(job.results, before.results, strict=False)
    return len(before.results) == len(job.results) and all(
        new.looks_like(old) or (new.is_unread and old.is_unread and new.type_name == old.type_name) for new, old in pairs
    )
