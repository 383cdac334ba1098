"""Reading bounding boxes into columns."""

from __future__ import annotations

from tests.benchmarks import inputs
from tests.benchmarks.measuring import Comparison, Contender, Fixed

BYTES_A_BOX = 100


def comparisons(is_small: bool) -> list[Comparison]:
    """Time beside the fastest decode to objects, and memory for each box."""
    boxes = 200_000 if is_small else 5_000_000
    path = inputs.faces(boxes)
    decode = Contender("msgspec, typed", "msgspec_boxes", (str(path),))
    read = Contender("our reader", "boxes", (str(path),))
    claims = [Comparison(f"{boxes:,} boxes to columns", read, decode, "time", 1.5)]
    if not is_small:  # below this size the fixed cost of reading in slices outweighs the boxes
        limit = Fixed(f"{BYTES_A_BOX} B a box", BYTES_A_BOX * boxes)
        claims.append(Comparison("  peak memory", read, limit, "memory", 1.0))
    return claims
