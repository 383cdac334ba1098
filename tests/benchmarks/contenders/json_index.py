"""Our index of a JSON file: every row of the tree can be reached afterwards."""

import sys
from pathlib import Path

from tests.benchmarks.inside import report
from viewer.reading.json_index import index
from viewer.reading.source import FileSource
from viewer.watch import Watch

report(lambda: index(FileSource(Path(sys.argv[1])), Watch()))
