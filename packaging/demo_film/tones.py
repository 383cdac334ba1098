"""Makes sounds from numbers: waves, wind, whistle, engine, gulls, a small waltz. All at 48 kHz, one channel, −1…1."""

from __future__ import annotations

import numpy as np

from demo_film.encoding import SOUND_RATE

Samples = np.ndarray
_MELODY = (  # (note in half tones above the A of 440 Hz, beats); three beats to the bar
    ((3, 1), (7, 1), (12, 1), (10, 2), (7, 1), (8, 1), (5, 1), (3, 1), (2, 3)),
    ((3, 1), (7, 1), (12, 1), (14, 2), (12, 1), (10, 1), (8, 1), (5, 1), (3, 3)),
)
_BASS = (-21, -16, -14, -21)
_BEAT_SECONDS = 0.42


def clock(seconds: float) -> Samples:
    """Return the time of each sample, in seconds."""
    return np.arange(int(seconds * SOUND_RATE)) / SOUND_RATE


def faded(samples: Samples, fade_in: float, fade_out: float) -> Samples:
    """Return the samples with a soft beginning and end (seconds)."""
    times = clock(len(samples) / SOUND_RATE + 0.001)[: len(samples)]
    rise = np.clip(times / max(fade_in, 1e-3), 0, 1)
    return samples * rise * np.clip((len(samples) / SOUND_RATE - times) / max(fade_out, 1e-3), 0, 1)


def noise(seconds: float, low: float, high: float, seed: int) -> Samples:
    """Return noise between two pitches (Hz), the same for the same seed."""
    count = int(seconds * SOUND_RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    pitches = np.fft.rfftfreq(count, 1 / SOUND_RATE)
    spectrum *= 1 / (1 + (pitches / high) ** 4) / (1 + (low / np.maximum(pitches, 1)) ** 4)
    made = np.fft.irfft(spectrum, count)
    return made / np.abs(made).max()


def waves(seconds: float) -> Samples:
    """The sea: two bands of noise that swell one after the other."""
    times = clock(seconds)
    deep, high = noise(seconds, 60, 500, 1), noise(seconds, 500, 3500, 2)
    swell = 0.5 + 0.5 * np.sin(2 * np.pi * times / 4.3)
    return 0.5 * deep * (0.4 + 0.6 * swell) + 0.3 * high * np.roll(swell, SOUND_RATE) ** 3


def whistle(seconds: float, *, is_in_tune: bool) -> Samples:
    """A kettle that sings: it climbs to its note, or a good deal beside it, and breathes."""
    times = clock(seconds)
    pitch = 1174.7 if is_in_tune else 1238.0
    climb = pitch * (1 - 0.35 * np.exp(-times * 1.6)) + (4 if is_in_tune else 22) * np.sin(2 * np.pi * 5.5 * times)
    turn = 2 * np.pi * np.cumsum(climb) / SOUND_RATE
    breath = noise(seconds, 1500, 6000, 3)
    return (0.6 * np.sin(turn) + 0.15 * np.sin(2 * turn) + 0.2 * breath) * (1 - np.exp(-times * 1.2))


def engine(seconds: float) -> Samples:
    """A small diesel: puffs, eight a second."""
    times = clock(seconds)
    puff = np.exp(-((times * 8) % 1) * 7)
    return puff * (0.7 * noise(seconds, 40, 260, 4) + 0.5 * np.sin(2 * np.pi * 62 * times))


def gull(seconds: float) -> Samples:
    """Cries that fall, three in a row with a pause."""
    times = clock(seconds)
    phase = (times % 1.0) / 0.30
    is_crying = (phase < 3) & (phase % 1 < 0.8)
    within = phase % 1
    turn = 2 * np.pi * np.cumsum(1500 - 600 * within + 120 * np.sin(40 * times)) / SOUND_RATE
    tone = np.sin(turn) + 0.5 * np.sin(2 * turn) + 0.3 * np.sin(3 * turn)
    return 0.5 * tone * is_crying * np.sin(np.pi * np.clip(within / 0.8, 0, 1))


def _note(half_tones: float, seconds: float, *, is_soft: bool = False) -> Samples:
    times = clock(seconds)
    turn = 2 * np.pi * 440 * 2 ** (half_tones / 12) * times
    tone = np.sin(turn) + 0.35 * np.sin(2 * turn) + (0.05 if is_soft else 0.18) * np.sin(3.01 * turn)
    return tone * np.exp(-times * (3.0 if is_soft else 2.2)) * np.clip(times / 0.008, 0, 1)


def music(seconds: float) -> Samples:
    """A waltz on a music box, from its beginning for as long as wanted."""
    made = np.zeros(int((seconds + 4) * SOUND_RATE))

    def add(at: float, tone: Samples, loudness: float) -> None:
        start = int(at * SOUND_RATE)
        made[start : start + len(tone)] += loudness * tone[: max(0, len(made) - start)]

    now, phrase = 0.0, 0
    while now < seconds:
        start = now
        for half_tones, beats in _MELODY[phrase % 2]:
            add(now, _note(half_tones, 1.6), 0.30)
            now += beats * _BEAT_SECONDS
        for beat in range(round((now - start) / _BEAT_SECONDS)):
            bass = _BASS[beat // 3 % len(_BASS)]
            at = start + beat * _BEAT_SECONDS
            for half_tones in (bass,) if beat % 3 == 0 else (bass + 19, bass + 23):
                add(at, _note(half_tones, 1.0, is_soft=True), 0.20 if beat % 3 == 0 else 0.09)
        phrase += 1
    return made[: int(seconds * SOUND_RATE)]
