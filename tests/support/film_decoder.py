"""Shows single frames of a film, decoded by the multimedia library that the program uses."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

_LONGEST_MS = 10_000


class FilmDecoder:
    """An open film, without sound. A context: at its end all of the library's threads have ended."""

    def __init__(self, qtbot: Any, path: Path) -> None:
        self._qtbot = qtbot
        self._player, self._sink = QMediaPlayer(), QVideoSink()
        self._player.setVideoSink(self._sink)
        self._player.setSource(QUrl.fromLocalFile(str(path)))
        self._player.pause()
        qtbot.waitUntil(lambda: self._sink.videoFrame().isValid(), timeout=_LONGEST_MS)
        self._start_us = self._sink.videoFrame().startTime()  # containers may begin a little later than 0

    def __enter__(self) -> FilmDecoder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._player.stop()
        self._player.setVideoSink(None)
        self._player.setSource(QUrl())

    @property
    def duration_seconds(self) -> float:
        return self._player.duration() / 1000

    @property
    def has_sound(self) -> bool:
        return self._player.hasAudio()

    @property
    def fps(self) -> float:
        """The frame rate that the file names."""
        return float(self._player.metaData().value(self._player.metaData().Key.VideoFrameRate))

    def picture_at(self, seconds: float) -> QImage:
        """Return the picture that is shown `seconds` after the first one came."""
        moment_ms = round(seconds * 1000 + self._start_us / 1000)
        self._player.setPosition(moment_ms)
        self._qtbot.waitUntil(lambda: _is_shown_at(self._sink.videoFrame(), moment_ms), timeout=_LONGEST_MS)
        return self._sink.videoFrame().toImage()


def _is_shown_at(frame: QVideoFrame, moment_ms: int) -> bool:
    return frame.startTime() <= moment_ms * 1000 < frame.endTime()
