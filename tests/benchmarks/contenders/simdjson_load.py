"""pysimdjson's load of a whole core result: nothing becomes a Python object before it is asked for."""

import sys
from typing import Any

import simdjson

from tests.benchmarks.inside import report

parser = simdjson.Parser()


def found(core: Any) -> dict[str, int]:
    return {"detections": len(core["detections"]), "seconds": len(core["detection_groupings"]["by_second"])}


report(lambda: parser.load(sys.argv[1]), found)
