"""The film's own clock: which of its frames belongs to a moment, and whether it is the film that the results are about.

The clock of a film starts with its first picture: a container may begin a little earlier, with its sound.
"""

from __future__ import annotations

from typing import NamedTuple

WALKS = (2, 8, 40)  # so many frames before the wanted one a walk to it begins, in one attempt after the other
MOST_ATTEMPTS = 2 + len(WALKS)
_SLACK_SECONDS = 0.0006  # times of a container are often rounded to the millisecond
_SAME_RATE = 2e-5  # less than what lies between 23.976 and 23.98, more than between 29.97 and 30000/1001
_SAME_FRAMES = 2  # lengths that differ by more are told
_NOMINAL = (24000 / 1001, 24.0, 25.0, 30000 / 1001, 30.0, 48.0, 50.0, 60000 / 1001, 60.0)


class FilmFacts(NamedTuple):
    """What a film says of itself. `duration_seconds` and `fps` are None where it doesn't say or it can't be so."""

    duration_seconds: float | None
    fps: float | None
    has_sound: bool


class Shown(NamedTuple):
    """When a frame is on the screen, in seconds from the film's first picture."""

    start_seconds: float
    end_seconds: float

    @property
    def middle_seconds(self) -> float:
        return (self.start_seconds + self.end_seconds) / 2

    def has(self, seconds: float) -> bool:
        """True where this frame is the one that is shown at a moment."""
        return self.start_seconds - _SLACK_SECONDS <= seconds < self.end_seconds + _SLACK_SECONDS


class Seek:
    """The way to one frame: aimed at its middle; where a neighbour comes, again from a little further on or back.

    Some frames no seek leads to: in an open group of pictures, those before its key frame. They are walked to, slowly, from
    some frames before.
    """

    def __init__(self, frame: int, fps: float) -> None:
        self.frame = frame
        self.middle_seconds = self.aim_seconds = (frame + 0.5) / fps
        self.attempt = 0
        self.is_walk = False
        self._frame_seconds = 1 / fps

    def is_at(self, shown: Shown, *, is_playing: bool) -> bool:
        """True where the frame is there. While the film plays, it may have gone on already, by less than a second."""
        if shown.has(self.middle_seconds):
            return True
        return is_playing and 0 < shown.start_seconds - self.middle_seconds < 1

    def is_on_the_way(self, shown: Shown) -> bool:
        """True where the walk leads from this frame to the wanted one."""
        return self.is_walk and shown.end_seconds <= self.middle_seconds

    def aim_again(self, seen: Shown | None) -> bool:
        """Aim anew after `seen` came instead (None: nothing came); False where that was done often enough."""
        self.attempt += 1
        if self.attempt >= MOST_ATTEMPTS:
            return False
        if seen is not None and self.attempt == 1:
            self.aim_seconds += self._frame_seconds / (2 if seen.middle_seconds < self.middle_seconds else -2)
        elif seen is not None:
            self.is_walk = True
            self.aim_seconds = max(0.0, self.middle_seconds - WALKS[self.attempt - 2] * self._frame_seconds)
        return True


def nominal_fps(stated: object) -> float | None:
    """Return a rate as it is meant: averages over a file are a few millionths off; None for what can be no frame rate."""
    if not isinstance(stated, float | int) or not 0.01 < stated < 10_000:
        return None
    nearest = min(_NOMINAL, key=lambda rate: abs(rate - stated))
    return nearest if abs(stated / nearest - 1) < _SAME_RATE else float(stated)


def rates_differ(film: float | None, results: float | None) -> bool:
    """True where both frame rates are known and frames counted with one drift away from the other (FORMATS.md C1)."""
    return bool(film and results) and abs((film or 1) / (results or 1) - 1) > _SAME_RATE


def lengths_differ(film: float | None, results: float | None, fps: float) -> bool:
    """True where both lengths are known, in seconds, and are more than two frames apart."""
    return film is not None and results is not None and abs(film - results) * fps > _SAME_FRAMES
