"""The demo film, played in the real window under a 16 ms timer: with twenty boxes in each frame, and beside millions."""

from __future__ import annotations

from tests.benchmarks import inputs
from tests.benchmarks.measuring import Comparison, Contender, Fixed

STALL = Fixed("the limit", 0.05)
FILM_RATE = Fixed("the film's rate", 1 / 25)
FRAMES, BOXES = 1540, 20


def comparisons(is_small: bool) -> list[Comparison]:
    """Each frame is shown with its boxes at the film's rate, and no result is too large for that."""
    count = 200_000 if is_small else 2_000_000
    crowd = _playing(f"the film with {BOXES} boxes a frame", str(inputs.crowd(FRAMES, BOXES)), FRAMES * BOXES)
    many = _playing(f"the film beside {count:,} boxes", str(inputs.faces(count)), count)
    return [
        Comparison(f"play the film with {BOXES} boxes, one frame", crowd, FILM_RATE, "play.frame_seconds", 1.02),
        Comparison("  UI stall", crowd, STALL, "*.stall_seconds", 1.0),
        Comparison(f"play the film beside {count:,} boxes, one frame", many, FILM_RATE, "play.frame_seconds", 1.02),
        Comparison("  UI stall", many, STALL, "*.stall_seconds", 1.0),
    ]


def _playing(words: str, path: str, boxes: int) -> Contender:
    return Contender(words, "playing", (path,), (("boxes", boxes), ("has_boxes_shown", 1)), is_seen=True)
