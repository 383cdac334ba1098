"""Reading bounding boxes into columns."""

from __future__ import annotations

from tests.benchmarks import inputs
from tests.benchmarks.measuring import Comparison, Contender, Fixed

BYTES_A_BOX = 100
COUNTS = (540_000, 2_000_000, 5_000_000)
SMALL_COUNTS = (200_000,)


def comparisons(is_small: bool) -> list[Comparison]:
    """Time beside the fastest decode to objects, and memory for each box."""
    return [claim for boxes in (SMALL_COUNTS if is_small else COUNTS) for claim in _claims(boxes, is_small)]


def _claims(boxes: int, is_small: bool) -> list[Comparison]:
    arguments, result = (str(inputs.faces(boxes)),), (("boxes", boxes),)
    decode = Contender("msgspec, typed", "msgspec_boxes", arguments, result)
    read = Contender("our reader", "boxes", arguments, result)
    claims = [Comparison(f"{boxes:,} boxes to columns", read, decode, "seconds", 1.5)]
    if not is_small:  # below these sizes the fixed cost of reading in slices outweighs the boxes
        limit = Fixed(f"{BYTES_A_BOX} B a box", BYTES_A_BOX * boxes)
        claims.append(Comparison("  peak memory", read, limit, "memory_bytes", 1.0))
    return claims
