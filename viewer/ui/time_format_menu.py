"""The menu in which the user chooses how times are shown: notation, frame rate, drop-frame counting and programme start.

What is chosen is remembered for the job; the notation also for jobs that have none of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from viewer.late import late
from viewer.model.job import Job
from viewer.model.timecode import Label, needs_drop_frame
from viewer.model.timing import NO_START, Notation, TimeFormat, plain_number, shown_moment
from viewer.text import Text
from viewer.ui.job_times import RATES, JobTimes, rate_name, recalled, remember
from viewer.ui.messages import shown
from viewer.ui.programme_start_dialog import ProgrammeStartDialog
from viewer.ui.settings_store import SettingsStore

frame_rate_of = late("viewer.analysis.frame_rate", "frame_rate")

_EXAMPLE_SECONDS = 62.5
_DECIMALS = 3
_NO_RATE = Text("needs a frame rate")
_WORDS = {Notation.CLOCK: Text("Clock"), Notation.SECONDS: Text("Seconds"), Notation.FRAMES: Text("Frames")}
_STANDING_IN = {
    Notation.FRAMES: Text("Clock: frames need a frame rate"),
    Notation.TIMECODE: Text("Clock: a timecode needs a frame rate"),
}


class TimeFormatMenu(QMenu):
    """Emits `changed` with the TimeFormat whenever it is another one; `show_job` tells it whose times are shown."""

    changed = Signal(object)

    def __init__(self, store: SettingsStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("time_format_menu")
        self.setTitle(self.tr("&Times as"))
        self.setToolTipsVisible(True)
        self._store = store
        self._job_id: str | None = None
        self._times: JobTimes = recalled(store, None)
        self._stated_fps: float | None = None
        self._is_derived = False
        self._time_format = self._times.time_format(None)
        self._notations = self._build_notations()
        self.addSeparator()
        self._rates = self._build_rates()
        self._drop_frame = self._build_drop_frame()
        self._start = self.addAction("")
        self._start.setObjectName("programme_start")
        self._start.triggered.connect(lambda _checked=False: self.ask_start())
        self._show()

    # --- for the window

    @property
    def time_format(self) -> TimeFormat:
        """How times are shown now."""
        return self._time_format

    @property
    def fps(self) -> float | None:
        """The frame rate: the chosen one, else the one that the results tell; None where it is unknown."""
        return self._time_format.fps

    @property
    def words(self) -> str:
        """What is chosen in a few words, for a button: "Timecode 29.97 drop-frame"."""
        return shown(_summary(self._time_format))

    def show_job(self, job: Job) -> None:
        """Take over how this job's times are to be shown, and the frame rate that its results tell."""
        if job.job_id != self._job_id or not job.results:
            self._job_id = job.job_id
            self._times = recalled(self._store, job.job_id)
        rate = frame_rate_of(job) if job.results else None
        self._stated_fps = None if rate is None else rate.fps
        self._is_derived = rate is not None and rate.is_derived
        self._apply()

    def choose(self, notation: Notation) -> None:
        """Show times in this notation."""
        self._take(self._times._replace(notation=notation))

    def choose_rate(self, name: str) -> None:
        """Count this many frames a second: a name of RATES, a number, or "" for what the results tell."""
        self._take(self._times._replace(rate=name))

    def choose_fps(self, fps: float | None) -> None:
        """Count so many frames a second, whatever the results tell; None for what they tell."""
        self.choose_rate(rate_name(fps))

    def ask_start(self) -> ProgrammeStartDialog:
        """Ask for the programme start."""
        dialog = ProgrammeStartDialog(self._time_format, self.parentWidget() or self)
        dialog.chosen.connect(self.choose_start)
        dialog.open()
        return dialog

    def choose_start(self, start: Label) -> None:
        """Count clocks and timecodes from this timecode."""
        self._take(self._times._replace(start=start))

    # --- building

    def _build_notations(self) -> dict[Notation, QAction]:
        words = {
            Notation.CLOCK: self.tr("&Clock"),
            Notation.SECONDS: self.tr("&Seconds"),
            Notation.FRAMES: self.tr("&Frames"),
            Notation.TIMECODE: self.tr("&Timecode"),
        }
        group = QActionGroup(self)
        made = {}
        for notation in Notation:
            action = self._choice(self, group, words[notation], partial(self.choose, notation))
            action.setObjectName(f"times_as_{notation.value}")
            action.setData(words[notation])
            made[notation] = action
        return made

    def _build_rates(self) -> dict[str, QAction]:
        self._rate_menu = self.addMenu("")
        self._rate_menu.setObjectName("frame_rate_menu")
        group = QActionGroup(self)
        made = {}
        for name in ("", *RATES):
            made[name] = self._choice(self._rate_menu, group, name, partial(self.choose_rate, name))
            made[name].setObjectName(f"rate_{name or 'stated'}")
            if not name:
                self._rate_menu.addSeparator()
        return made

    def _build_drop_frame(self) -> QAction:
        action = self.addAction(self.tr("&Drop-frame timecode"))
        action.setObjectName("drop_frame")
        action.setCheckable(True)
        action.triggered.connect(lambda is_on: self._take(self._times._replace(drop_frame=is_on)))
        return action

    def _choice(self, menu: QMenu, group: QActionGroup, words: str, act: Callable[[], None]) -> QAction:
        action = menu.addAction(words)
        action.setCheckable(True)
        group.addAction(action)
        action.triggered.connect(lambda _checked=False: act())
        return action

    # --- what is chosen

    def _take(self, times: JobTimes) -> None:
        self._times = times
        remember(self._store, self._job_id, times)
        self._apply()

    def _apply(self) -> None:
        before = self._time_format
        self._time_format = self._times.time_format(self._stated_fps)
        self._show()
        if self._time_format != before:
            self.changed.emit(self._time_format)

    def _show(self) -> None:
        form = self._time_format
        needs_rate = self.tr("The frame rate of this video is not known. Until you choose it, a clock is shown.")
        for notation, action in self._notations.items():
            as_this = form._replace(notation=notation)
            is_fitting = as_this.used_notation is notation
            example = shown_moment(_EXAMPLE_SECONDS, as_this) if is_fitting else shown(_NO_RATE)
            action.setText(f"{action.data()}\t{example}")
            action.setToolTip("" if is_fitting else needs_rate)
            action.setChecked(form.notation is notation)
        for name, action in self._rates.items():
            action.setChecked(self._times.rate == name)
        self._rates[""].setText(shown(self._stated_words()))
        fps = shown(Text("not known")) if form.fps is None else rate_words(form.fps)
        self._rate_menu.setTitle(shown(Text("Frame &rate: {fps}", fps=fps)))
        self._show_drop_frame()
        start = shown(Text("none")) if form.start == NO_START else form.shown_start()
        self._start.setText(shown(Text("&Programme start: {start}…", start=start)))

    def _show_drop_frame(self) -> None:
        rate = self._time_format.rate
        has_it = rate is not None and needs_drop_frame(rate)
        self._drop_frame.setEnabled(has_it)
        self._drop_frame.setChecked(has_it and self._times.drop_frame)
        self._drop_frame.setToolTip("" if has_it else self.tr("Only 29.97 and 59.94 frames a second are counted so."))

    def _stated_words(self) -> Text:
        if self._stated_fps is None:
            return Text("&As the result says: not known")
        fps = rate_words(self._stated_fps)
        if self._is_derived:
            return Text("&As the detected shots tell: {fps}", fps=fps)
        return Text("&As the result says: {fps}", fps=fps)


def rate_words(fps: float) -> str:
    """A frame rate as it is usually written: 23.976, 29.97, 25."""
    return next((name for name, rate in RATES.items() if rate == fps), plain_number(round(fps, _DECIMALS)))


def _summary(form: TimeFormat) -> Text:
    if form.used_notation is not form.notation:
        return _STANDING_IN[form.notation]
    if form.notation is not Notation.TIMECODE or form.fps is None:
        return _WORDS[form.notation]
    template = "Timecode {fps} drop-frame" if form.drops else "Timecode {fps}"
    return Text(template, fps=rate_words(form.fps))
