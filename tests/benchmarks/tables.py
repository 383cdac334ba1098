"""Tables of millions of rows: sorting beside numpy's own, filtering while somebody types, frames while scrolling."""

from __future__ import annotations

from tests.benchmarks import inputs
from tests.benchmarks.measuring import Comparison, Contender, Fixed

CORE_MEGABYTES = 10
FILTER_SECONDS = 0.1


def comparisons(is_small: bool) -> list[Comparison]:
    """The worst column and the worst text typed count."""
    boxes = 200_000 if is_small else 5_000_000
    arguments = (str(inputs.faces(boxes)), str(inputs.core(CORE_MEGABYTES)))
    ours, numpy, typing = (
        Contender(name, module, arguments, (("rows", boxes),))
        for name, module in (
            ("our sorting", "sort_table"),
            ("numpy.argsort", "numpy_sort"),
            ("our filter", "filter_table"),
        )
    )
    return [
        Comparison(f"{boxes:,} boxes: sort by a column", ours, numpy, "*.seconds", 1.5),
        Comparison("  filter while typing", typing, Fixed("the limit", FILTER_SECONDS), "*.seconds", 1.0),
    ]
