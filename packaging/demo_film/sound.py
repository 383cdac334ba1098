"""Mixes the sound of the demo film: the spoken lines at their times, and under them what the scene says is heard."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from demo_film import tones
from demo_film.encoding import SOUND_RATE
from demo_film.speech import laughter, spoken
from viewer.demo.scene import SCENE

_SPEECH_LOUDNESS = 0.62
_SOUNDS: dict[str, tuple[Callable[[float], np.ndarray], float]] = {  # by label in the scene: the sound, its loudness
    "waves": (tones.waves, 0.16),
    "music": (tones.music, 0.22),
    "boat engine": (tones.engine, 0.10),
    "gull cry": (tones.gull, 0.07),
}
_WHISTLE_IN_TUNE = (53.0, 55.6, 0.035)  # seconds and loudness: "Listen … it sings in tune"


def mixed() -> np.ndarray:
    """Return the whole sound in one channel; it ends a frame before the film, which is not longer for it then."""
    track = np.zeros(round((SCENE.duration_seconds - 1 / SCENE.fps) * SOUND_RATE))
    for concept in SCENE.sounds:
        for presence in concept.presences:
            _add(track, presence.start, _heard(concept.label, presence.end - presence.start))
    start, end, loudness = _WHISTLE_IN_TUNE
    _add(track, start, tones.faded(loudness * tones.whistle(end - start, is_in_tune=True), 0.3, 0.5))
    speech = np.zeros_like(track)
    for line in SCENE.lines:
        samples = spoken(line)
        _add(speech, line.start_ms / 1000, _SPEECH_LOUDNESS * samples / np.abs(samples).max())
    return np.clip(track * _room_for(speech) + speech, -0.98, 0.98)


def _heard(label: str, seconds: float) -> np.ndarray:
    if label == "laughter":
        return 0.28 * laughter()
    if label == "whistle, kettle":
        loudness = 0.10 if seconds > 3 else 0.03
        return tones.faded(loudness * tones.whistle(seconds, is_in_tune=False), 0.2, 0.4)
    make, loudness = _SOUNDS[label]
    return tones.faded(loudness * make(seconds), 0.4, 0.8)


def _add(track: np.ndarray, start_seconds: float, samples: np.ndarray) -> None:
    start = round(start_seconds * SOUND_RATE)
    part = track[start : start + len(samples)]
    part += samples[: len(part)]


def _room_for(speech: np.ndarray) -> np.ndarray:
    """How loud all else may be, 0…1: less while somebody speaks."""
    step = SOUND_RATE // 20
    blocks = np.abs(speech[: len(speech) // step * step]).reshape(-1, step).max(axis=1) > 0.02
    softened = np.convolve(blocks, np.ones(9) / 9, mode="same")
    places = (np.arange(len(softened)) + 0.5) * step
    return 1 - 0.45 * np.interp(np.arange(len(speech)), places, softened)
