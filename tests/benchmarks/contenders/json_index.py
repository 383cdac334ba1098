"""Our index of a core result: every row of the tree can be reached afterwards."""

import sys
from pathlib import Path

from tests.benchmarks.inside import report
from viewer.model.json_document import JsonDocument, JsonNode
from viewer.reading.json_index import index
from viewer.reading.source import FileSource
from viewer.watch import Watch


def found(document: JsonDocument) -> dict[str, int]:
    groupings = member(document, document.root, "detection_groupings")
    return {
        "detections": document.count(member(document, document.root, "detections")),
        "seconds": document.count(member(document, groupings, "by_second")),
    }


def member(document: JsonDocument, node: JsonNode, key: str) -> JsonNode:
    child = document.member(node, key)
    assert child is not None
    return child


report(lambda: index(FileSource(Path(sys.argv[1])), Watch()), found)
