"""json.load of a whole core result."""

import json
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.inside import report


def load() -> Any:
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        return json.load(file)


def found(core: Any) -> dict[str, int]:
    return {"detections": len(core["detections"]), "seconds": len(core["detection_groupings"]["by_second"])}


report(load, found)
