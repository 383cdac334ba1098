"""The part of the video that the timeline shows: zoomed about a moment, moved, and paged along; always inside the video."""

from __future__ import annotations

import math
from dataclasses import dataclass

LEAST_SECONDS = 0.2  # some frames; nothing is nearer
LEAST_SHARE = 1e-9  # of the video: in less, two moments could be the same number
UNKNOWN_SECONDS = 1.0  # what is shown where nothing tells how long the video is
_AHEAD = 0.1  # of the window: where the playhead is after a page, so that most of what comes is in sight


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """From `start_seconds` to `end_seconds` of a video that lasts `whole_seconds`. Make the first one with `whole`."""

    start_seconds: float
    end_seconds: float
    whole_seconds: float

    @staticmethod
    def whole(duration_seconds: float | None) -> TimeWindow:
        """The whole video; a second of it where its duration is unknown or no duration."""
        is_sound = duration_seconds is not None and math.isfinite(duration_seconds) and duration_seconds > 0
        length = duration_seconds if is_sound and duration_seconds is not None else UNKNOWN_SECONDS
        return TimeWindow(0.0, length, length)

    @property
    def seconds(self) -> float:
        """How long the part in sight is."""
        return self.end_seconds - self.start_seconds

    @property
    def is_whole(self) -> bool:
        """True where the whole video is in sight."""
        return self.seconds >= self.whole_seconds

    @property
    def is_nearest(self) -> bool:
        """True where it can't be zoomed in any further."""
        return self.seconds <= self._least * (1 + 1e-6)

    def has(self, seconds: float) -> bool:
        """True where a moment is in sight."""
        return self.start_seconds <= seconds <= self.end_seconds

    def fitted(self) -> TimeWindow:
        """The whole video."""
        return TimeWindow(0.0, self.whole_seconds, self.whole_seconds)

    def zoomed(self, factor: float, about_seconds: float) -> TimeWindow:
        """Show `factor` times as much detail; the moment `about_seconds` stays where it is, as far as the video goes."""
        length = min(max(self.seconds / factor, self._least), self.whole_seconds)
        share = (about_seconds - self.start_seconds) / self.seconds
        return self._at(about_seconds - share * length, length)

    def moved(self, by_seconds: float) -> TimeWindow:
        """Show as much, so much later; up to the ends of the video."""
        return self._at(self.start_seconds + by_seconds, self.seconds)

    def centred_on(self, seconds: float) -> TimeWindow:
        """Show as much, with this moment in the middle."""
        return self._at(seconds - self.seconds / 2, self.seconds)

    def paged_to(self, seconds: float) -> TimeWindow:
        """Show as much, with this moment in sight; where it was not, most of what is ahead in its direction is too."""
        if self.has(seconds):
            return self
        if self.end_seconds < seconds <= self.end_seconds + self.seconds:
            return self._at(seconds - _AHEAD * self.seconds, self.seconds)
        if self.start_seconds - self.seconds <= seconds < self.start_seconds:
            return self._at(seconds - (1 - _AHEAD) * self.seconds, self.seconds)
        return self.centred_on(seconds)

    def showing(self, start_seconds: float, end_seconds: float) -> TimeWindow:
        """Show as much, moved no further than is needed to see a span; of a longer one, to see its beginning or inside."""
        if end_seconds - start_seconds >= self.seconds:
            is_inside = start_seconds <= self.start_seconds and end_seconds >= self.end_seconds
            return self if is_inside or self.has(start_seconds) else self._at(start_seconds, self.seconds)
        if start_seconds < self.start_seconds:
            return self._at(start_seconds - _AHEAD * (self.seconds - (end_seconds - start_seconds)), self.seconds)
        if end_seconds > self.end_seconds:
            room = self.seconds - (end_seconds - start_seconds)
            return self._at(end_seconds + _AHEAD * room - self.seconds, self.seconds)
        return self

    @property
    def _least(self) -> float:
        return min(max(LEAST_SECONDS, LEAST_SHARE * self.whole_seconds), self.whole_seconds)

    def _at(self, start_seconds: float, length: float) -> TimeWindow:
        start = min(max(start_seconds, 0.0), self.whole_seconds - length)
        return TimeWindow(start, min(start + length, self.whole_seconds), self.whole_seconds)
