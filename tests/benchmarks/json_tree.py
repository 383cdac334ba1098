"""Opening a big core result as a tree."""

from __future__ import annotations

from tests.benchmarks import inputs
from tests.benchmarks.measuring import Comparison, Contender, Fixed

FIRST_ROWS_SECONDS = 0.3
PAGE = 1000


def comparisons(is_small: bool) -> list[Comparison]:
    """Time until all rows can be reached, and the memory that it takes: beside json.load, and beside the fastest parser."""
    return [*_beside_json_load(10 if is_small else 100), *_beside_simdjson(20 if is_small else 500)]


def _beside_json_load(megabytes: int) -> list[Comparison]:
    load, ours = _contender("json.load", "json_load", megabytes), _index(megabytes)
    return [
        Comparison(f"open a core of {megabytes} MB, all rows", ours, load, "seconds", 1 / 3),
        Comparison("  memory", ours, load, "memory_bytes", 1 / 4),
    ]


def _beside_simdjson(megabytes: int) -> list[Comparison]:
    load, ours = _contender("pysimdjson, load", "simdjson_load", megabytes), _index(megabytes)
    size = inputs.core(megabytes).stat().st_size
    claims = [Comparison(f"open a core of {megabytes} MB, all rows", ours, load, "seconds", 1.5)]
    if megabytes < 100:  # the fixed cost of reading in pieces is all there is to see, and nothing is shown early
        return claims
    path, work = str(inputs.core(megabytes)), f"open a core of {megabytes} MB, first rows"
    first = Contender("our index, so far", "first_rows", (path,), (("rows", PAGE),))
    return [
        Comparison(work, first, Fixed("the limit", FIRST_ROWS_SECONDS), "seconds", 1.0),
        Comparison("  to compare with", first, Contender("cat", "cat", (path,), (("bytes", size),)), "seconds", None),
        *claims,
        Comparison("  memory", ours, Fixed("the file", size), "memory_bytes", 0.5),
    ]


def _index(megabytes: int) -> Contender:
    return _contender("our index", "json_index", megabytes)


def _contender(name: str, module: str, megabytes: int) -> Contender:
    counts = tuple(inputs.core_counts(megabytes).items())
    return Contender(name, module, (str(inputs.core(megabytes)),), counts)
