"""How things move in the demo's scene: spans of frames, and boxes that are a function of the frame.

Frames count from 0 and spans of frames include their last one; positions are fractions of the picture, from its upper left
corner.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

DIGITS = 3  # positions and times are written with three decimals


@dataclass(frozen=True, slots=True)
class BoundingBox:
    """A rectangle in fractions of the picture; it may reach over the picture's edge."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class FrameSpan:
    """The frames `first`…`last`, both included."""

    first: int
    last: int

    def __contains__(self, frame: int) -> bool:
        return self.first <= frame <= self.last

    def overlap(self, other: FrameSpan) -> FrameSpan | None:
        """The frames that both spans have, or None."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return FrameSpan(first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class KeyFrame:
    """Where something is at one frame."""

    frame: int
    box: BoundingBox


@dataclass(frozen=True, slots=True)
class Motion:
    """A way through the picture: key frames in order, eased between them; `hidden` are frames at which nothing is seen."""

    keys: tuple[KeyFrame, ...]
    hidden: tuple[FrameSpan, ...] = ()

    @property
    def span(self) -> FrameSpan:
        """From the first to the last key frame."""
        return FrameSpan(self.keys[0].frame, self.keys[-1].frame)

    def box_at(self, frame: int) -> BoundingBox | None:
        """Where it is at `frame`, or None where it is not seen."""
        if frame not in self.span or any(frame in span for span in self.hidden):
            return None
        for before, after in pairwise(self.keys):
            if frame <= after.frame:
                return _between(before, after, frame)
        return self.keys[-1].box


def _between(before: KeyFrame, after: KeyFrame, frame: int) -> BoundingBox:
    share = (frame - before.frame) / (after.frame - before.frame)
    eased = share * share * (3 - 2 * share)
    pairs = (
        (before.box.x, after.box.x),
        (before.box.y, after.box.y),
        (before.box.width, after.box.width),
        (before.box.height, after.box.height),
    )
    return BoundingBox(*(round(start + (end - start) * eased, DIGITS) for start, end in pairs))


def moving(*keys: tuple[int, float, float, float, float], hidden: tuple[tuple[int, int], ...] = ()) -> Motion:
    """Write a motion shortly: `(frame, x, y, width, height)` for each key frame, `(first, last)` for hidden frames."""
    return Motion(
        tuple(KeyFrame(frame, BoundingBox(x, y, width, height)) for frame, x, y, width, height in keys),
        tuple(FrameSpan(first, last) for first, last in hidden),
    )


def joined(spans: Iterable[FrameSpan]) -> tuple[FrameSpan, ...]:
    """Return spans in order, overlapping and touching ones made one."""
    done: list[FrameSpan] = []
    for span in sorted(spans, key=lambda span: span.first):
        if done and span.first <= done[-1].last + 1:
            done[-1] = FrameSpan(done[-1].first, max(done[-1].last, span.last))
        else:
            done.append(span)
    return tuple(done)
