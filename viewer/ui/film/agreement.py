"""Whether a film is the one that the results are about, and in which rate frames are counted where the two don't agree."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from viewer.model.job import Job
from viewer.model.timing import TimeFormat
from viewer.ui.film.film_clock import FilmFacts, lengths_differ, rates_differ
from viewer.ui.film.film_words import chosen_rate, other_length, other_rate, rate_text
from viewer.ui.film.notices import Notices
from viewer.ui.playhead import Playhead

_SOME_FPS = 25.0  # for "two frames" where nothing tells a rate


class Agreement(QObject):
    """Says in the notices what does not agree. Emits the rate that the user wants (FORMATS.md C1)."""

    fps_wanted = Signal(object)  # float; None for the one that the results say
    other_film_wanted = Signal()

    def __init__(self, playhead: Playhead, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._playhead = playhead
        self._notices = notices
        self._job = Job()
        self._facts: FilmFacts | None = None
        self._time_format = TimeFormat.CLOCK

    def show_job(self, job: Job) -> None:
        """Take the job that the film is compared with."""
        self._job = job

    @property
    def chosen_fps(self) -> float | None:
        """The rate in which frames are counted, where it is not the one that the results say."""
        counted, stated = self._playhead.fps, self._job.header.fps
        return counted if stated is not None and counted != stated else None

    def compare(self, facts: FilmFacts | None, time_format: TimeFormat) -> None:
        """Say where the film (None while there is none) is not the one of the results, and what can be done."""
        self._facts, self._time_format = facts, time_format
        self._compare_lengths(facts.duration_seconds if facts else None, (facts.fps if facts else None) or _SOME_FPS)
        self._compare_rates(facts.fps if facts else None)

    def _compare_lengths(self, film: float | None, fps: float) -> None:
        results = self._job.header.duration_seconds
        if film is not None and results is not None and lengths_differ(film, results, fps):
            step = (self.tr("&Open another film…"), self.other_film_wanted.emit)
            self._notices.say("length", other_length(film, results, self._time_format), step, symbol="warning")
        else:
            self._notices.end("length")

    def _compare_rates(self, film: float | None) -> None:
        header = self._job.header
        chosen = self.chosen_fps
        if chosen is not None:
            step = (self.tr("&Use the rate of the results"), lambda: self.fps_wanted.emit(None))
            self._notices.say("rate", chosen_rate(chosen, header.fps), step)
        elif film is not None and header.fps is not None and rates_differ(film, header.fps):
            step = (self.tr("&Count at %1").replace("%1", rate_text(film)), lambda: self.fps_wanted.emit(film))
            self._notices.say("rate", other_rate(film, header.fps, header.duration_seconds), step, symbol="warning")
        else:
            self._notices.end("rate")
