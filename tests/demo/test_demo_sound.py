"""The demo film says its cues at their times: it is louder within each than in the quiet between them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtMultimedia import QAudioDecoder, QAudioFormat

from viewer.demo.scene import SCENE
from viewer.resource_files import resource

RATE = 8_000
QUIET = ((13.2, 13.9), (34.6, 34.95), (39.1, 39.8))  # seconds in which the scene has neither speech nor sound


@pytest.fixture
def heard(qtbot: Any) -> np.ndarray:
    """The whole sound, 8,000 samples a second."""
    decoder, parts = QAudioDecoder(), []
    wanted = QAudioFormat()
    wanted.setSampleRate(RATE)
    wanted.setChannelCount(1)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    decoder.setAudioFormat(wanted)

    def take() -> None:
        while decoder.bufferAvailable():
            parts.append(np.frombuffer(bytes(decoder.read().constData()), np.int16))

    decoder.bufferReady.connect(take)
    decoder.setSource(QUrl.fromLocalFile(str(resource("demo_film.webm"))))
    with qtbot.waitSignal(decoder.finished, timeout=20_000):
        decoder.start()
    take()
    return np.concatenate(parts) / 32_768


def loudness(heard: np.ndarray, start: float, end: float) -> float:
    return float(np.sqrt(np.mean(heard[int(start * RATE) : int(end * RATE)] ** 2)))


def test_each_cue_is_spoken_at_its_time(heard: np.ndarray) -> None:
    assert len(heard) / RATE == pytest.approx(SCENE.duration_seconds, abs=0.1)
    quiet = max(loudness(heard, *span) for span in QUIET)
    assert quiet < 0.002
    for line in SCENE.lines:
        start, end = line.start_ms / 1000, line.end_ms / 1000
        for from_second, to_second in ((start, start + 0.3), (start, end), (end - 0.6, end)):
            assert loudness(heard, from_second, to_second) > 0.02, line.text
