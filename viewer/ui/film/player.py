"""Plays a film, and goes to exactly the frame that is wanted.

Strategy: a seek is aimed at the middle of the frame, and what then comes is looked at: only the frame that is shown at that
moment ends the seek. Where no seek leads to it, the film is played up to it, slowly. Seeks that are wanted during another
one collapse to the last of them.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QImage

from viewer.text import Text
from viewer.ui.background import Background
from viewer.ui.film.engine import CANT_OPEN, NO_LIBRARY, Engine, import_multimedia
from viewer.ui.film.film_clock import FilmFacts, Seek, Shown
from viewer.ui.playhead import frame_at, frame_start

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

    from viewer.ui.background import Task

SLOWEST, FASTEST = 0.25, 4.0
DEFAULT_FPS = 25.0  # for numbering frames where neither the results nor the film tell a rate
SETTLE_MS = 150  # after a frame that is not the wanted one: it may have been on its way before the seek
PATIENCE_MS = (3_000, 6_000, 12_000)  # for any frame at all, with each attempt: large films are slow to seek in
LOAD_PATIENCE_MS = 30_000
FROM_START_ONLY = Text("This film can only be played from its start: where it comes from does not send parts of it.")
NOT_REACHED = Text("The film could not be brought to the frame that was asked for.")


class Player(QObject):
    """One film at a time. Frames are counted from 0 in the rate of `set_fps`, else in the film's own."""

    loaded = Signal(object)  # FilmFacts, once, when the first picture is there
    frame_shown = Signal(object, int, float)  # QImage, or None beyond the film's end; the frame; the seconds at its start
    state_changed = Signal()  # whether a film is open, loaded or playing
    failed = Signal(object)  # Text; the film is closed unless `is_open`

    def __init__(
        self, background: Background, parent: QObject | None = None, *, load: Callable[[], None] = import_multimedia
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._load = load
        self._loading: Task | None = None
        self._engine: Engine | None = None
        self._fps: float | None = None
        self._rate, self._volume, self._is_muted = 1.0, 1.0, False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._waited_long)
        self._forget()
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)

    def _forget(self) -> None:
        self._patience.stop()
        self._url: QUrl | None = None
        self.is_playing = False
        self._has_ended = False
        self._loop: tuple[int, int] | None = None
        self._wanted: int | None = None
        self._seek: Seek | None = None
        self._seen: Shown | None = None
        self._shown: Shown | None = None
        self._image: QImage | None = None
        self._cost_seconds = self._converted_at = 0.0

    # --- the film

    def open(self, url: QUrl) -> None:
        """Open a film in the place of the one that is open; `loaded` or `failed` follows."""
        self.close()
        self._url = url
        self._loading = self._background.start(lambda _watch: self._load(), "load multimedia")
        self._loading.succeeded.connect(self._begin)
        self._loading.failed.connect(self._library_missing)
        self.state_changed.emit()

    def close(self) -> None:
        """Close the film, if one is open, with all that it used."""
        if self._loading is not None:
            self._loading.stop()
            self._loading = None
        was_open, engine = self.is_open, self._engine
        self._engine = None
        self._forget()
        if engine is not None:
            engine.close()
        if was_open:
            self.state_changed.emit()

    @property
    def is_open(self) -> bool:
        """True from `open` on, until the film is closed or turns out to be none."""
        return self._url is not None

    @property
    def facts(self) -> FilmFacts | None:
        """What the film says of itself; None until it is loaded."""
        return self._engine.facts if self._engine is not None else None

    @property
    def lacks_device(self) -> bool:
        """True where the film has sound and there is nothing to hear it with."""
        return self._engine is not None and bool(self.facts and self.facts.has_sound) and not self._engine.has_device

    def _begin(self, _nothing: Any) -> None:
        self._loading = None
        if self._url is None:
            return
        engine = self._engine = Engine(self._url, self._volume, is_muted=self._is_muted, parent=self)
        engine.came.connect(self._came)
        engine.ready.connect(self._ready)
        engine.ended.connect(self._ended)
        engine.failed.connect(self._fail)
        engine.set_rate(self._rate)
        self._patience.start(LOAD_PATIENCE_MS)

    def _library_missing(self, error: Exception) -> None:
        if not isinstance(error, ImportError):
            raise error
        self._fail(Text("{sentence} ({words})", sentence=NO_LIBRARY, words=str(error)))

    def _fail(self, words: Text) -> None:
        self.close()
        self.failed.emit(words)

    # --- playing

    def play(self) -> None:
        """Play on from here; from the start where the film, or the span that is repeated, is at its end."""
        if not self.is_open:
            return
        self.is_playing = True
        if self.facts is not None and self._engine is not None:
            if self._has_ended or not self._is_in_loop(self._frame_of(self._shown)):
                self.seek_frame(self._loop[0] if self._loop is not None else 0)
            self._engine.play()
        self.state_changed.emit()

    def pause(self) -> None:
        """Stand still."""
        if self.is_playing and self._engine is not None:
            self.is_playing = False
            self._engine.pause()
            self.state_changed.emit()

    def set_rate(self, rate: float) -> None:
        """Play at `rate` times the film's own speed, 0.25…4."""
        self._rate = min(max(rate, SLOWEST), FASTEST)
        if self._engine is not None:
            self._engine.set_rate(self._rate)

    def set_sound(self, volume: float, *, is_muted: bool) -> None:
        """Say how loud it is, 0…1, and whether it is heard at all."""
        self._volume, self._is_muted = min(max(volume, 0.0), 1.0), is_muted
        if self._engine is not None:
            self._engine.set_sound(self._volume, is_muted=is_muted)

    def set_loop(self, start_seconds: float | None = None, end_seconds: float | None = None) -> None:
        """Play only this span, over and over: each frame that begins in it; nothing for the whole film, once."""
        self._loop = None
        if start_seconds is not None and end_seconds is not None and end_seconds > start_seconds:
            first = frame_at(max(0.0, start_seconds), self.fps)
            self._loop = (first, max(first + 1, math.ceil(end_seconds * self.fps - 1e-6)))

    def _is_in_loop(self, frame: int | None) -> bool:
        return self._loop is None or frame is None or self._loop[0] <= frame < self._loop[1]

    # --- seeking

    @property
    def fps(self) -> float:
        """The rate in which frames are counted."""
        return self._fps or (self.facts.fps if self.facts is not None else None) or DEFAULT_FPS

    def set_fps(self, fps: float | None) -> None:
        """Count frames in this rate; None for the film's own."""
        self._fps = fps

    @property
    def is_seeking(self) -> bool:
        """True while a frame that is wanted has not come."""
        return self._seek is not None or self._wanted is not None

    def seek(self, seconds: float) -> None:
        """Go to the frame that is shown at a moment."""
        self.seek_frame(frame_at(max(0.0, seconds), self.fps))

    def seek_frame(self, frame: int) -> None:
        """Go to a frame: it is shown, or None is where the film has no such frame, or `failed` tells that it didn't come.

        Of several that are wanted in quick succession, the last one is sure to be shown.
        """
        self._wanted = max(0, frame)
        if self.facts is not None and self._seek is None:
            self._go()

    def _go(self) -> None:
        """Begin the seek that is wanted."""
        frame, self._wanted = self._wanted, None
        if frame is None or self._engine is None:
            return
        seek, self._has_ended = Seek(frame, self.fps), False
        duration = self.facts.duration_seconds if self.facts is not None else None
        if duration is not None and seek.middle_seconds >= duration:
            self._reach_nothing(frame)
        elif self._image is not None and self._shown is not None and self._is_there(seek):
            self.frame_shown.emit(self._image, frame, frame_start(frame, self.fps))
        elif not self._engine.is_seekable:
            self.failed.emit(FROM_START_ONLY)
        else:
            self._seek = seek
            self._aim()

    def _is_there(self, seek: Seek) -> bool:
        return not self.is_playing and self._shown is not None and self._shown.has(seek.middle_seconds)

    def _aim(self) -> None:
        assert self._seek is not None
        assert self._engine is not None
        self._seen = None
        self._engine.end_walk(is_playing=self.is_playing)
        self._engine.seek(self._seek.aim_seconds)
        if self.is_playing:
            self._engine.play()
        elif self._seek.is_walk:
            self._engine.walk()
        self._patience.start(PATIENCE_MS[min(self._seek.attempt, len(PATIENCE_MS) - 1)])

    def _waited_long(self) -> None:
        if self.facts is None:
            self._fail(CANT_OPEN)
        elif self._seek is not None:
            is_in_vain = self._seen is None and self._seek.attempt + 1 >= len(PATIENCE_MS)
            if not is_in_vain and self._seek.aim_again(self._seen):
                self._aim()
            else:
                self._end_seek()
                self.failed.emit(NOT_REACHED)
                self._go()

    def _end_seek(self) -> None:
        self._patience.stop()
        self._seek = None
        if self._engine is not None:
            self._engine.end_walk(is_playing=self.is_playing)

    def _reach_nothing(self, frame: int) -> None:
        """Where the film has no picture it stands still."""
        self._end_seek()
        self._shown, self._image, self._has_ended = None, None, True
        if self._wanted is not None:
            self._go()
            return
        self.pause()
        self.frame_shown.emit(None, frame, frame_start(frame, self.fps))

    # --- what comes

    def _ready(self, facts: FilmFacts) -> None:
        self._patience.stop()
        self.loaded.emit(facts)
        if self._engine is not None:
            if self.is_playing:
                self._engine.play()
            self.state_changed.emit()

    def _came(self, frame: QVideoFrame, shown: Shown) -> None:
        if self._wanted is not None and self._seek is None:
            self._shown = shown
            self._go()
        elif self._seek is not None:
            self._came_while_seeking(self._seek, frame, shown)
        elif not self.is_playing:
            if self._image is None and not self._has_ended:  # else it was on its way when the film was stopped
                self._show(frame, shown, self._frame_of(shown) or 0)
        elif not self._is_in_loop(self._frame_of(shown)):
            assert self._loop is not None
            self.seek_frame(self._loop[0])
        elif self._has_time():
            self._show(frame, shown, self._frame_of(shown) or 0)

    def _came_while_seeking(self, seek: Seek, frame: QVideoFrame, shown: Shown) -> None:
        if not seek.is_at(shown, is_playing=self.is_playing):
            if seek.is_on_the_way(shown):
                self._patience.start(PATIENCE_MS[0])
            elif self._seen is None:
                self._patience.start(SETTLE_MS)
                self._seen = shown
            return
        self._end_seek()
        number = seek.frame if shown.has(seek.middle_seconds) else self._frame_of(shown)
        self._show(frame, shown, number or 0)
        self._go()

    def _show(self, frame: QVideoFrame, shown: Shown, number: int) -> None:
        began = time.perf_counter()
        self._image, self._shown = frame.toImage(), shown
        self._converted_at = time.perf_counter()
        self._cost_seconds = self._converted_at - began
        self.frame_shown.emit(self._image, number, frame_start(number, self.fps))

    def _has_time(self) -> bool:
        """Making pictures takes half of the time at most: of very large films, played, only some frames are shown."""
        return time.perf_counter() - self._converted_at >= self._cost_seconds

    def _frame_of(self, shown: Shown | None) -> int | None:
        """The number of a film's frame: the results' frame that is on in its middle, as its ends may be rounded."""
        return None if shown is None else max(0, frame_at(shown.middle_seconds, self.fps))

    def _ended(self) -> None:
        if self._seek is not None:
            self._reach_nothing(self._seek.frame)
        elif self.is_playing and self._loop is not None:
            self.seek_frame(self._loop[0])
        elif self.is_playing:
            self._has_ended = True
            self.is_playing = False
            self.state_changed.emit()
