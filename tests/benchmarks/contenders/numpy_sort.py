"""numpy.argsort of each column of a table, stable, both ways: of its numbers, or of the codes of its texts."""

import sys
from pathlib import Path

import numpy as np

from tests.benchmarks.box_table import read_table
from tests.benchmarks.inside import tell, timed
from viewer.model.columns import Numbers

table = read_table(Path(sys.argv[1]), Path(sys.argv[2]))
figures = {}
for column in table.columns:
    keys = column.values.values if isinstance(column.values, Numbers) else column.values.codes
    for words, sign in (("up", 1), ("down", -1)):
        work = lambda: np.argsort(keys if sign > 0 else -keys, kind="stable")  # noqa: E731, B023 - called at once
        order, figures[f"{column.name} {words}.seconds"] = timed(work)
tell(figures, {"rows": len(order)})
