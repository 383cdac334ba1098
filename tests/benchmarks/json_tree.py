"""Opening a big core result as a tree."""

from __future__ import annotations

from tests.benchmarks import inputs
from tests.benchmarks.measuring import Comparison, Contender, Fixed


def comparisons(is_small: bool) -> list[Comparison]:
    """Time until all rows can be reached, and the memory that it takes."""
    megabytes = 10 if is_small else 100
    path = inputs.core(megabytes)
    load = Contender("json.load", "json_load", (str(path),))
    index = Contender("our index", "json_index", (str(path),))
    claims = [
        Comparison(f"open a core of {megabytes} MB, all rows", index, load, "time", 1 / 3),
        Comparison("  memory, beside json.load", index, load, "memory", 1 / 4),
    ]
    if not is_small:  # below this size the fixed cost of reading in pieces is all there is to see
        size = Fixed("the file", path.stat().st_size)
        claims.append(Comparison("  memory, beside the file", index, size, "memory", 0.5))
    return claims
