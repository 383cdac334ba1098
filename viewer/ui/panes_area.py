"""The tabs with the panes: which have data is seen on their tabs, and a new result brings a pane for it to the front."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence, QPalette
from PySide6.QtWidgets import QTabWidget, QWidget

from viewer.metadata_types import Registry
from viewer.model.job import Job
from viewer.model.result import Result
from viewer.model.timing import TimeFormat
from viewer.text import Text
from viewer.ui.background import Background
from viewer.ui.messages import shown
from viewer.ui.panes import PANES
from viewer.ui.panes.pane import Pane
from viewer.ui.settings_store import SettingsStore
from viewer.ui.theme import fit_icons, icon

if TYPE_CHECKING:
    from viewer.ui.clock import Clock

MOST_SHORTCUTS = 9


class PanesArea(QTabWidget):
    """One tab per pane of PANES. It knows no metadata type: each pane says which results it accepts.

    Panes are built one at a time, by `build_next`, so that the window goes on answering; or all at once, by `build_all`.
    """

    changed = Signal()  # another pane is in front, or one has another result
    fps_chosen = Signal(float)
    save_wanted = Signal()

    def __init__(self, registry: Registry, background: Background, store: SettingsStore) -> None:
        super().__init__()
        self.setObjectName("panes")
        self.setDocumentMode(True)
        self._waiting = [partial(make, background, registry, store) for make in PANES]
        self._panes: list[Pane] = []
        self._job = Job()
        self._brought: tuple[str, QWidget] | None = None  # the type being read, and the pane that was brought for it
        self._time_format = TimeFormat.CLOCK
        self._clock: Clock | None = None
        self.choose_actions = [self._action(number, pane.title) for number, pane in enumerate(PANES)]
        self.currentChanged.connect(lambda _number: self.changed.emit())

    def use_clock(self, clock: Clock) -> None:
        """Share the playhead and the time format of `clock` with all panes, those that are still to be built included."""
        self._clock = clock
        clock.time_format_changed.connect(self.set_time_format)
        self.set_time_format(clock.times.time_format)
        for pane in self._panes:
            pane.use_playhead(clock.playhead)

    def build_next(self) -> bool:
        """Build one more pane; False where all are there."""
        if not self._waiting:
            return False
        pane: Pane = self._waiting.pop(0)()
        self._panes.append(pane)
        self.addTab(pane, shown(pane.title))
        pane.has_data_changed.connect(self._mark_tabs)
        pane.save_wanted.connect(self.save_wanted)
        if hasattr(pane, "fps_chosen"):
            pane.fps_chosen.connect(self.fps_chosen)
        pane.set_time_format(self._time_format)
        if self._clock is not None:
            pane.use_playhead(self._clock.playhead)
        fit_icons(pane)
        self._mark_tabs()
        return True

    def build_all(self) -> None:
        """Build all panes that are not there yet."""
        while self.build_next():
            pass

    def show_job(self, job: Job, newest: str) -> None:
        """Show a job in all panes; `newest` names the type of the result that came last, which is brought to sight."""
        result = job.result(newest)
        is_other_job = job.job_id != self._job.job_id or not self._job.results
        self._job = job
        for pane in self._panes:
            pane.show_job(job)
        if result is not None:
            self._bring_forward(result, is_other_job)
        self._mark_tabs()
        self.changed.emit()

    def current(self) -> Pane:
        """The pane in front."""
        return self._panes[self.currentIndex()]

    def pane(self, name: str) -> Pane:
        """The pane of this name. Raises KeyError."""
        return {pane.name: pane for pane in self._panes}[name]

    def choose(self, name: str) -> None:
        """Bring the pane of this name to the front."""
        self.setCurrentWidget(self.pane(name))

    def with_data(self) -> list[str]:
        """The names of the panes that accept a result of the job."""
        return [pane.name for pane in self._panes if self._has_data(pane)]

    def set_time_format(self, time_format: TimeFormat) -> None:
        """Show times in all panes in this format, those that are still to be built included."""
        self._time_format = time_format
        for pane in self._panes:
            pane.set_time_format(time_format)

    def begin_find(self) -> None:
        self.current().find()

    def find_next(self) -> None:
        self.current().find_next()

    def find_previous(self) -> None:
        self.current().find_previous()

    def copy_from(self, focused: QWidget | None) -> None:
        """Copy from whatever has the focus, where it can be copied from; else from the pane in front."""
        if focused is not None and not self.isAncestorOf(focused) and hasattr(focused, "copy"):
            focused.copy()
        else:
            self.current().copy()

    def save_state(self) -> None:
        """Remember columns and the like for the next start."""
        for pane in self._panes:
            pane.save_state()

    def _bring_forward(self, result: Result, is_other_job: bool) -> None:
        """The pane made for a new result comes to the front, unless the one in front can show it too.

        One that was brought for the beginning of a result gives way to the one made for it, unless it is in use.
        """
        current = self.current()
        if self._brought == (result.type_name, current) and not result.is_unread:
            is_other_job = is_other_job or not current.is_in_use
        fitting = sorted((pane for pane in self._panes if pane.accepts(result)), key=lambda pane: pane.is_general)
        for pane in fitting:
            pane.choose(result)
        if fitting and (is_other_job or current not in fitting):
            self.setCurrentWidget(fitting[0])
        if not result.is_unread:
            self._brought = None
        elif self.current() is not current:
            self._brought = (result.type_name, self.current())

    def _has_data(self, pane: Pane) -> bool:
        return any(pane.accepts(result) for result in self._job.results)

    def _action(self, number: int, title: Text) -> QAction:
        action = QAction(shown(title), self)
        if number < MOST_SHORTCUTS:
            action.setShortcut(QKeySequence(f"Ctrl+{number + 1}"))
        action.triggered.connect(lambda: self.setCurrentIndex(number))
        return action

    def _mark_tabs(self) -> None:
        """A dot marks the panes with data; the others are paler, and their tooltip says that they are empty."""
        pale = self.palette().color(QPalette.ColorRole.PlaceholderText)
        strong = self.palette().color(QPalette.ColorRole.WindowText)
        for number, pane in enumerate(self._panes):
            has_data = self._has_data(pane)
            self.tabBar().setTabTextColor(number, strong if has_data else pale)
            self.setTabIcon(number, icon("has_data") if has_data else QIcon())
            self.setTabToolTip(number, "" if has_data else self.tr("Nothing of this job to show here yet"))
