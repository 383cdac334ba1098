"""Our filter of a table, as it follows while somebody types: after each letter, the rows that are left."""

import sys
from pathlib import Path

from tests.benchmarks.box_table import read_table
from tests.benchmarks.inside import tell, timed
from viewer.analysis.rows import Wish, arranged
from viewer.watch import Watch

TYPED = ("person", "café 12", "17")

table = read_table(Path(sys.argv[1]), Path(sys.argv[2]))
figures = {}
for text in TYPED:
    for end in range(1, len(text) + 1):
        needle = text[:end]
        rows, figures[f"“{needle}”.seconds"] = timed(lambda needle=needle: arranged(Wish(table, needle), None, Watch())[0])
        assert len(rows) < table.row_count, needle
tell(figures, {"rows": table.row_count})
