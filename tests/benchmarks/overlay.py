"""Boxes on the picture: those of one frame found among millions, and painted on it at the film's rate."""

from __future__ import annotations

from tests.benchmarks import inputs
from tests.benchmarks.measuring import Comparison, Contender, Fixed

BOXES_A_FRAME = 20
LOOK_UP = Fixed("the limit", 0.001)
FRAME = Fixed("a fifth of a frame at 25 a second", 0.008)


def comparisons(is_small: bool) -> list[Comparison]:
    """Each of both is a part of what happens while one frame of a film is on the screen."""
    boxes = 200_000 if is_small else 2_000_000
    looking = Contender("our index", "boxes_at", (str(inputs.faces(boxes)),), (("boxes", boxes),))
    frames = 50 if is_small else 500
    arguments, result = (str(BOXES_A_FRAME), str(frames)), (("painted_boxes", BOXES_A_FRAME * frames),)
    painting = Contender("our canvas", "paint_boxes", arguments, result, is_seen=True)
    return [
        Comparison(f"the boxes of a frame, of {boxes:,}", looking, LOOK_UP, "seconds", 1.0),
        Comparison(f"{BOXES_A_FRAME} boxes on a picture of 1280 × 720, one frame", painting, FRAME, "seconds", 1.0),
    ]
