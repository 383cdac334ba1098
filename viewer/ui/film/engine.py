"""One open film in the multimedia library: its player, what takes its pictures, and its sound, where there is a device.

The library is imported when the first film is opened, in a worker; it may be missing on a computer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal

from viewer.late import late
from viewer.text import Text
from viewer.ui.film.film_clock import FilmFacts, Shown, nominal_fps
from viewer.ui.film.quiet_codecs import keep_codecs_quiet

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoFrame, QVideoSink

new_media_player = late("PySide6.QtMultimedia", "QMediaPlayer", is_optional=True)
new_video_sink = late("PySide6.QtMultimedia", "QVideoSink", is_optional=True)
new_audio_output = late("PySide6.QtMultimedia", "QAudioOutput", is_optional=True)
new_media_devices = late("PySide6.QtMultimedia", "QMediaDevices", is_optional=True)
_first_needed = late("PySide6.QtMultimedia", "QVideoFrameFormat", is_optional=True)  # a plain value
WALKING_RATE = 0.25
_FRAME_SECONDS = 0.04  # how long a frame is taken to last where the film says nothing of it

NO_LIBRARY = Text("Films can't be shown: the multimedia library of this computer is missing or incomplete.")
CANT_OPEN = Text("This film can't be opened. It may be damaged, or of a kind that can't be shown here.")
CANT_READ = Text("This film can't be read any further. It may be damaged, or only be sent from its start on.")
NO_PICTURE = Text("There is no picture in this file.")


def import_multimedia() -> None:
    """Import the library; call it in a worker. Raises ImportError where it or something that it needs is missing."""
    _first_needed()


class Engine(QObject):
    """Begins with the first picture, standing still. After `close` it tells nothing more."""

    came = Signal(object, object)  # QVideoFrame, Shown
    ready = Signal(object)  # FilmFacts, when the first picture is there, just before it comes
    ended = Signal()  # the end of the film was reached
    failed = Signal(object)  # Text; nothing more will come

    def __init__(self, url: QUrl, volume: float, *, is_muted: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.facts: FilmFacts | None = None
        self._rate, self._volume, self._is_muted, self._is_walking = 1.0, volume, is_muted, False
        self._start_us = 0  # of the first picture, on the container's clock
        self._player: QMediaPlayer | None = new_media_player(self)
        keep_codecs_quiet()
        self._sink: QVideoSink = new_video_sink(self)
        self._audio: QAudioOutput | None = None
        self._player.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._frame_came)
        self._player.mediaStatusChanged.connect(self._status_came)
        self._player.errorOccurred.connect(self._error_came)
        self.set_sound(volume, is_muted=is_muted)
        self._player.setSource(url)
        self._player.pause()

    # --- what is asked of it

    @property
    def has_device(self) -> bool:
        """True where there is something to hear the film with."""
        return self._audio is not None

    @property
    def is_seekable(self) -> bool:
        """False where the film comes from a server that sends it from its start only."""
        return self._player is not None and self._player.isSeekable()

    def play(self) -> None:
        if self._player is not None:
            self._player.play()

    def pause(self) -> None:
        player = self._player
        if player is not None and player.playbackState() is player.PlaybackState.PlayingState:
            player.pause()  # at the film's end it would go back to the start

    def set_rate(self, rate: float) -> None:
        """Say how fast it plays; 1 is the film's own speed."""
        self._rate = rate
        if self._player is not None and not self._is_walking:
            self._player.setPlaybackRate(rate)

    def set_sound(self, volume: float, *, is_muted: bool) -> None:
        """Say how loud it is, 0…1, and whether it is heard at all. A device that came meanwhile is taken."""
        if self._player is not None and self._audio is None and not new_media_devices().defaultAudioOutput().isNull():
            self._audio = new_audio_output(self)
            self._player.setAudioOutput(self._audio)
        self._volume, self._is_muted = volume, is_muted
        if self._audio is not None:
            self._audio.setVolume(volume)
            self._audio.setMuted(is_muted or self._is_walking)

    def seek(self, seconds: float) -> None:
        """Go to a moment, in seconds from the first picture. It stands still unless it plays, at the film's end too."""
        player = self._player
        if player is None:
            return
        if player.playbackState() is player.PlaybackState.StoppedState:
            player.pause()  # what is stopped shows nothing
        player.setPosition(round((seconds + self._start_us / 1e6) * 1000))

    def walk(self) -> None:
        """Play slowly and without sound, until `end_walk`."""
        if self._player is not None:
            self._is_walking = True
            self.set_sound(self._volume, is_muted=self._is_muted)
            self._player.setPlaybackRate(WALKING_RATE)
            self._player.play()

    def end_walk(self, *, is_playing: bool) -> None:
        """Stand still after a walk, or play on as before."""
        if self._is_walking:
            self._is_walking = False
            if not is_playing:
                self.pause()
            self.set_rate(self._rate)
            self.set_sound(self._volume, is_muted=self._is_muted)

    def close(self) -> None:
        """Stop and let go of everything; its threads have ended when this returns."""
        player, self._player = self._player, None
        if player is None:
            return
        player.stop()
        player.setVideoSink(None)  # type: ignore[arg-type]
        player.setAudioOutput(None)  # type: ignore[arg-type]
        player.setSource(QUrl())
        self._audio = None
        self.deleteLater()

    # --- what comes from the library

    def _frame_came(self, frame: QVideoFrame) -> None:
        player = self._player
        if player is None or not frame.isValid():
            return
        latest = self._sink.videoFrame()
        if latest.isValid() and latest.startTime() != frame.startTime():
            return  # the window was busy: it is overtaken already
        if self.facts is None:
            self._start_us = max(0, frame.startTime())
            self.facts = self._read_facts(player)
            self.ready.emit(self.facts)
        if self._player is not None:
            self.came.emit(frame, self._shown(frame))

    def _shown(self, frame: QVideoFrame) -> Shown:
        start = (frame.startTime() - self._start_us) / 1e6
        end = (frame.endTime() - self._start_us) / 1e6
        if end <= start:
            fps = self.facts.fps if self.facts is not None else None
            end = start + (1 / fps if fps else _FRAME_SECONDS)
        return Shown(start, end)

    def _read_facts(self, player: QMediaPlayer) -> FilmFacts:
        about = player.metaData()
        duration = (player.duration() - self._start_us / 1000) / 1000
        fps = nominal_fps(about.value(about.Key.VideoFrameRate))
        return FilmFacts(duration if duration > 0 else None, fps, player.hasAudio())

    def _status_came(self, status: QMediaPlayer.MediaStatus) -> None:
        player = self._player
        if player is None:
            return
        if status is player.MediaStatus.EndOfMedia:
            self.ended.emit()
        elif status is player.MediaStatus.LoadedMedia and not player.hasVideo():
            self.failed.emit(NO_PICTURE)

    def _error_came(self, error: QMediaPlayer.Error, words: str) -> None:
        player = self._player
        if player is not None and error is not player.Error.NoError:
            sentence = CANT_OPEN if self.facts is None else CANT_READ
            self.failed.emit(Text("{sentence} ({words})", sentence=sentence, words=words) if words else sentence)
