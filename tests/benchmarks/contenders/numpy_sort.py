"""numpy.argsort of each column of a table, stable, both ways: of its numbers, or of the codes of its texts."""

import sys
from functools import partial
from pathlib import Path

import numpy as np
from numpy import int64
from numpy.typing import NDArray

from tests.benchmarks.box_table import read_table
from tests.benchmarks.inside import tell, timed
from viewer.model.columns import Numbers


def argsort(keys: NDArray, sign: int) -> NDArray[int64]:
    """Turning the keys round is part of the work."""
    return np.argsort(keys if sign > 0 else -keys, kind="stable")


table = read_table(Path(sys.argv[1]), Path(sys.argv[2]))
figures = {}
for column in table.columns:
    keys = column.values.values if isinstance(column.values, Numbers) else column.values.codes
    for words, sign in (("up", 1), ("down", -1)):
        order, figures[f"{column.name} {words}.seconds"] = timed(partial(argsort, keys, sign))
tell(figures, {"rows": len(order)})
