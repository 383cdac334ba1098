"""Our find in a core result: when the first hits are there, and when all are counted."""

import sys
import time
from pathlib import Path

from tests.benchmarks.inside import tell
from tests.benchmarks.needles import NEEDLES, rows_with
from viewer.reading.json_index import index
from viewer.reading.source import FileSource
from viewer.watch import Watch

path = Path(sys.argv[1])
document = index(FileSource(path), Watch())
figures: dict[str, float | None] = {}
wrong = 0
for needle in NEEDLES:
    count = 0
    started = time.perf_counter()
    for places in document.find(needle, in_keys=True, in_values=True, watch=Watch()):
        if places and not count:
            figures[f"first hits of {needle}.seconds"] = time.perf_counter() - started
        count += len(places)
    figures[f"all hits of {needle}.seconds"] = time.perf_counter() - started
    wrong += abs(count - rows_with(needle, path))
tell(figures, {"wrong": wrong})
