"""json.load of a whole file."""

import json
import sys
from pathlib import Path

from tests.benchmarks.inside import report


def load() -> object:
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        return json.load(file)


report(load)
