"""Our sorting of a table by each of its columns, both ways; each outcome is checked after its time was taken."""

import sys
from functools import partial
from pathlib import Path

import numpy as np
from numpy import int64
from numpy.typing import NDArray

from tests.benchmarks.box_table import read_table
from tests.benchmarks.inside import tell, timed
from viewer.analysis.rows import ordered
from viewer.model.columns import Column, Numbers
from viewer.watch import Watch


def check(column: Column, order: NDArray[int64], is_descending: bool) -> None:
    """Numbers ascend or descend, blanks last; equal texts stand together; no row is lost."""
    assert (np.bincount(order, minlength=len(column.values)) == 1).all()
    if isinstance(column.values, Numbers):
        numbers = column.values.values[order]
        known = numbers[~np.isnan(numbers)]
        assert np.isnan(numbers[len(known) :]).all()
        assert (np.diff(known) * (-1 if is_descending else 1) >= 0).all()
    else:
        assert np.count_nonzero(np.diff(column.values.codes[order])) < len(column.values.distinct)


table = read_table(Path(sys.argv[1]), Path(sys.argv[2]))
figures = {}
for number, column in enumerate(table.columns):
    for words, is_descending in (("up", False), ("down", True)):
        work = partial(ordered, table, None, number, is_descending, Watch())
        order, figures[f"{column.name} {words}.seconds"] = timed(work)
        check(column, order, is_descending)
tell(figures, {"rows": table.row_count})
