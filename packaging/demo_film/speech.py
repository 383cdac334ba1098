"""Has the spoken lines of the scene said by the espeak-ng program, each within the time of its cue."""

from __future__ import annotations

import re
import subprocess
import tempfile
import wave
from pathlib import Path

import numpy as np

from demo_film.encoding import SOUND_RATE
from viewer.demo.stage import SpokenLine

_VOICES = {"1": ("en-gb+f4", 42), "2": ("en-gb-scotland+m3", 38)}  # by voice: what espeak-ng calls it, and its pitch 0…99
_SPEEDS = range(120, 320, 8)  # words per minute
_LAUGHING = ("en-gb+f4", 62), ("en-gb-scotland+m3", 50)
_QUIET = 0.01  # what is below this at the ends is not speech


def spoken(line: SpokenLine) -> np.ndarray:
    """Return what is said, as slowly as its time allows but not drawling; 48 kHz, −1…1.

    Raises FileNotFoundError without espeak-ng.
    """
    voice, pitch = _VOICES[line.speaker.speaker_id]
    longest = (line.end_ms - line.start_ms) / 1000
    for speed in _SPEEDS:
        samples = _said(_sayable(line.text), voice, pitch, speed)
        if len(samples) / SOUND_RATE <= longest:
            return samples
    raise ValueError(f"Too long for its time: {line.text}")


def laughter() -> np.ndarray:
    """Return a short laugh of both voices."""
    parts = [_said("ha ha ha ha, ha ha", voice, pitch, 190) for voice, pitch in _LAUGHING]
    made = np.zeros(max(map(len, parts)) + SOUND_RATE // 3)
    for number, part in enumerate(parts):
        start = number * SOUND_RATE // 5
        made[start : start + len(part)] += part
    return made


def _sayable(text: str) -> str:
    """The words of a line: no picture characters, and an ampersand as a word."""
    return re.sub(r"[^\w\s.,!?'’-]", "", text.replace("&", "and").replace(" …", ",")).strip()


def _said(text: str, voice: str, pitch: int, speed: int) -> np.ndarray:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "said.wav")
        command = ["espeak-ng", "-v", voice, "-p", str(pitch), "-s", str(speed), "-w", str(file), "--", text]
        subprocess.run(command, check=True, capture_output=True)
        with wave.open(str(file)) as opened:
            rate = opened.getframerate()
            raw = np.frombuffer(opened.readframes(opened.getnframes()), "<i2") / 32_768
    heard = np.flatnonzero(np.abs(raw) > _QUIET)
    raw = raw[heard[0] : heard[-1] + 1]
    spectrum = np.fft.rfft(raw)
    count = int(len(raw) * SOUND_RATE / rate)
    return np.fft.irfft(spectrum, count) * SOUND_RATE / rate
