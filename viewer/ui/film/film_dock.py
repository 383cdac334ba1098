"""The film dock: the film of the job, or a blank frame in its place, and the playhead that it is joined with.

While the film plays, each shown frame moves the playhead; when anything else moves the playhead, the film goes to exactly
that frame. Without a film the same controls move the playhead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QDockWidget, QMessageBox, QVBoxLayout

from viewer.model.choice import Choice
from viewer.model.job import Job
from viewer.model.timing import TimeFormat
from viewer.settings import LAST_OPEN_FOLDER
from viewer.text import Text
from viewer.ui.background import Background
from viewer.ui.film.agreement import Agreement
from viewer.ui.film.canvas import FilmCanvas
from viewer.ui.film.engine import import_multimedia
from viewer.ui.film.film_clock import FilmFacts
from viewer.ui.film.film_header import FilmHeader
from viewer.ui.film.film_inside import FilmInside
from viewer.ui.film.film_questions import ask_film, ask_network
from viewer.ui.film.film_source import FilmSource, Found, dropped_film, host_of, name_in_url
from viewer.ui.film.film_words import NO_DEVICE, NO_FILM, missing_film
from viewer.ui.film.notices import Notices
from viewer.ui.film.player import Player
from viewer.ui.film.transport import Transport
from viewer.ui.messages import shown
from viewer.ui.panes.store import Store
from viewer.ui.playhead import FRAME, Moment, Playhead, frame_at

SPEED, VOLUME, MUTED = "film/speed", "film/volume", "film/muted"
_END = 1e-6  # seconds: nearer than that to the end of the video is its end
_MATTERS = ("film", "seek", "length", "rate", "sound")


class FilmDock(QDockWidget):
    """`own_films` are films that come with the program, by the ID of the job that they belong to."""

    fps_wanted = Signal(object)  # the rate to count the frames of the job in; None for the one that the results say

    def __init__(
        self,
        background: Background,
        store: Store,
        playhead: Playhead,
        own_films: Mapping[str, Path] | None = None,
        load: Callable[[], None] = import_multimedia,
    ) -> None:
        super().__init__()
        self.setObjectName("film_dock")
        self.setWindowTitle(self.tr("Film"))
        self.setAcceptDrops(True)
        self._store = store
        self.playhead = playhead
        self._job = Job()
        self._found = Found(None)
        self._name = ""
        self._path: Path | None = None
        self._was_playing = False
        self._has_opened = False  # with this job: by itself a film is opened once
        self._time_format = TimeFormat.CLOCK
        self.player = Player(background, self, load=load)
        self.source = FilmSource(background, store, {} if own_films is None else own_films)
        self.canvas = FilmCanvas(playhead, background, store)
        self._build()
        self._connect()
        self._restore()
        self._bounds_changed()
        self._film_changed()

    def _build(self) -> None:
        self.header = FilmHeader(self.canvas)
        self.notices = Notices()
        self.agreement = Agreement(self.playhead, self.notices, self)
        self.transport = Transport()
        inside = FilmInside(self.transport)
        gap = self.fontMetrics().height() // 3
        column = QVBoxLayout(inside)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        column.addWidget(self.header)
        column.addWidget(self.notices)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.transport)
        self.setWidget(inside)

    def _connect(self) -> None:
        self.header.open_wanted.connect(self.ask_film)
        self.header.network_wanted.connect(self.ask_network)
        self.header.close_wanted.connect(self.close_film)
        self.source.found.connect(self._take_found)
        self.agreement.fps_wanted.connect(self.fps_wanted)
        self.agreement.other_film_wanted.connect(self.ask_film)
        self.player.loaded.connect(self._loaded)
        self.player.frame_shown.connect(self._film_shown)
        self.player.state_changed.connect(self._film_changed)
        self.player.failed.connect(self._failed)
        self.playhead.moved.connect(self._playhead_moved)
        self.playhead.chosen.connect(self._chosen)
        self.playhead.bounds_changed.connect(self._bounds_changed)
        self.transport.play_wanted.connect(self.toggle_playing)
        self.transport.step_wanted.connect(self._step)
        self.transport.moved_to.connect(self._slide)
        self.transport.speed_chosen.connect(self._set_speed)
        self.transport.sound_chosen.connect(self._set_sound)
        self.transport.repeat_chosen.connect(self._repeat)

    def _restore(self) -> None:
        speed, volume = self._store.get(SPEED, 1.0), self._store.get(VOLUME, 80)
        self.transport.set_speed(speed)
        self.transport.set_sound(min(max(volume, 0), 100), self._store.get(MUTED, False) is True)
        self._set_speed(self.transport.speed)
        self._set_sound(min(max(volume, 0), 100), self._store.get(MUTED, False) is True)

    # --- the job and its film

    def show_job(self, job: Job) -> None:
        """Show the film of a job, where it has one, and its boxes. Set the playhead's bounds before."""
        is_other = not _is_same(self._job, job)
        self._job = job
        self.canvas.show_job(job)
        if is_other:
            self.player.close()
            self.notices.end(*_MATTERS)
            self._has_opened = False
            self._found = Found(job.job_id)
            self._film_changed()
        self.agreement.show_job(job)
        self._compare()
        if is_other or (self._found.url is None and not self.player.is_open):
            self._look_for()

    def set_time_format(self, time_format: TimeFormat) -> None:
        """Show times in this format."""
        self._time_format = time_format
        self.transport.set_time_format(time_format)

    def _look_for(self) -> None:
        if self._job.results:
            self.source.look_for(self._job)
        else:
            self.source.stop()
            self.header.offer_network(None)

    def _take_found(self, found: Found) -> None:
        self._found = found
        self.header.offer_network(host_of(found.url) if found.url is not None else None)
        if self._has_opened:
            return
        if found.path is not None:
            self._open(QUrl.fromLocalFile(str(found.path)), found.path.name)
        elif found.missing is not None:
            words = missing_film(found.missing.name, str(found.missing.parent))
            self.notices.say(
                "film", words, (self.tr("&Open film…"), self.ask_film), (self.tr("&Forget it"), self.close_film)
            )

    def ask_film(self) -> None:
        """Ask for a film to open."""
        last = self._found.path or self._found.missing
        ask_film(self, str(last.parent) if last is not None else self._store.get(LAST_OPEN_FOLDER.key, ""), self.open_film)

    def ask_network(self) -> QMessageBox | None:
        """Ask whether the job's own video may be fetched from the network."""
        url = self._found.url
        if url is None:
            return None
        return ask_network(self, url, lambda: self._open(QUrl(url), name_in_url(url)))

    def open_film(self, path: Path) -> None:
        """Open a film; once it is loaded it is remembered for the job."""
        self._open(QUrl.fromLocalFile(str(path)), path.name, path)

    def _open(self, url: QUrl, name: str, path: Path | None = None) -> None:
        self.notices.end(*_MATTERS)
        self._has_opened = True
        self._name, self._path = name, path
        self.canvas.show_picture(None)
        self.player.open(url)

    def close_film(self) -> None:
        """Close the film, and open it no more with this job."""
        self.source.remember(self._job.job_id, None)
        self._has_opened = True
        self._found = self._found._replace(path=None, missing=None)
        self.notices.end(*_MATTERS)
        self.player.close()
        self._compare()

    def _loaded(self, facts: FilmFacts) -> None:
        if self._path is not None:
            self.source.remember(self._job.job_id, self._path)
            self._found = self._found._replace(path=self._path, missing=None)
        if self.playhead.duration_seconds is None or self.playhead.fps is None:
            duration = self.playhead.duration_seconds or facts.duration_seconds
            self.playhead.set_bounds(duration, self.playhead.fps or facts.fps)
        if self.player.lacks_device:
            self.notices.say("sound", NO_DEVICE)
        self._compare()
        self._chosen(self.playhead.choice)
        if self._frame_for(self.playhead.seconds):
            self._go_to(self.playhead.seconds)

    def _failed(self, words: Text) -> None:
        if self.player.is_open:
            self.notices.say("seek", words, symbol="warning")
        else:
            self.notices.say("film", words, (self.tr("&Open another film…"), self.ask_film), symbol="error")

    def _film_changed(self) -> None:
        facts, is_open = self.player.facts, self.player.is_open
        if not is_open:
            self.canvas.show_picture(None)
            self._name = ""
        self.header.set_film(self._name, is_open=is_open)
        self.transport.set_film(facts is not None, shown(NO_FILM), has_sound=facts is not None and facts.has_sound)
        self.transport.set_playing(self.player.is_playing)
        self.transport.set_can_repeat(facts is not None and self.playhead.choice.has_span)
        if self._was_playing and not self.player.is_playing:
            self.playhead.move_to(self.playhead.seconds, self)  # where it came to rest is a visited moment
        self._was_playing = self.player.is_playing

    def _compare(self) -> None:
        self.agreement.compare(self.player.facts, self._time_format)

    def _bounds_changed(self) -> None:
        self.player.set_fps(self.playhead.fps)
        self.transport.set_bounds(self.playhead.duration_seconds, self.playhead.fps)
        self._compare()
        if self.player.facts is not None and not self.player.is_playing:
            self._go_to(self.playhead.seconds)

    # --- the playhead

    def _playhead_moved(self, moment: Moment) -> None:
        self.transport.set_moment(moment.seconds)
        if moment.origin is not self:
            self._go_to(moment.seconds)

    def _go_to(self, seconds: float) -> None:
        if self.player.facts is not None:
            self.notices.end("seek")
            self.player.seek_frame(self._frame_for(seconds))

    def _frame_for(self, seconds: float) -> int:
        """The frame that is shown at a moment; at the very end of the video, the last one."""
        fps, end = self.player.fps, self.playhead.duration_seconds
        is_end = end is not None and seconds >= end - _END
        return max(0, frame_at(seconds - 0.5 / fps if is_end else seconds, fps))

    def _film_shown(self, image: QImage | None, frame: int, seconds: float) -> None:
        self.canvas.show_picture(image)
        self.header.set_has_picture(image is not None)
        if self.player.is_seeking:
            self.canvas.show_frame(frame, seconds)
            return
        if frame == self._frame_for(self.playhead.seconds):
            seconds = self.playhead.seconds
        else:
            self.playhead.play_on(seconds, self)
        if image is not None:
            self.canvas.show_frame(frame, seconds)

    def _chosen(self, choice: Choice, _origin: object = None) -> None:
        self.transport.set_can_repeat(self.player.facts is not None and choice.has_span)
        self._repeat(self.transport.repeats)

    # --- what the transport wants

    def toggle_playing(self) -> None:
        """Play the film, or let it stand still."""
        if self.player.is_playing:
            self.player.pause()
        else:
            self.player.play()

    def _step(self, kind: str, by: int) -> None:
        if kind == FRAME:
            self.player.pause()
        self.playhead.step(kind, by)

    def _slide(self, seconds: float, is_dragged: bool) -> None:
        if is_dragged:
            self.playhead.play_on(seconds, self)  # what is passed on the way is not visited
        else:
            self.playhead.move_to(seconds, self)
        self._go_to(seconds)

    def _set_speed(self, speed: float) -> None:
        self._store.set(SPEED, speed)
        self.player.set_rate(speed)

    def _set_sound(self, volume: int, is_muted: bool) -> None:
        self._store.set(VOLUME, volume)
        self._store.set(MUTED, is_muted)
        self.player.set_sound((volume / 100) ** 2, is_muted=is_muted)  # ears tell shares, not differences

    def _repeat(self, is_on: bool) -> None:
        choice = self.playhead.choice
        is_span = is_on and choice.has_span
        self.player.set_loop(choice.start_seconds if is_span else None, choice.end_seconds if is_span else None)

    # --- the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_film(event.mimeData()) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()  # results are opened by the window

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_film(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_film(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.player.pause()
        super().closeEvent(event)


def _is_same(before: Job, now: Job) -> bool:
    """True where more or less is known of the same job; opened files need not say whose they are."""
    if before.job_id is not None or now.job_id is not None:
        return before.job_id == now.job_id
    return any(result.source is other.source for result in now.results for other in before.results)
