"""Finding a text in a big JSON file."""

from __future__ import annotations

from tests.benchmarks import inputs
from tests.benchmarks.measuring import Comparison, Contender, Fixed

FIRST_SECONDS = 0.1


def comparisons(is_small: bool) -> list[Comparison]:
    """When the first hits are there, and when all are counted; the worst of several texts counts."""
    megabytes = 10 if is_small else 100
    arguments, result = (str(inputs.core(megabytes)),), (("wrong", 0),)
    ours = Contender("our find", "find_json", arguments, result)
    plain = Contender("chunk.lower().count", "lower_count", arguments, result)
    return [
        Comparison(f"find in a core of {megabytes} MB: first hits", ours, Fixed("the limit", FIRST_SECONDS), "first*", 1.0),
        Comparison("  all hits counted", ours, plain, "all*", 3.0),
    ]
