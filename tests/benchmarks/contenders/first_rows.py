"""Our index of a core result, up to the first rows that can be shown: the root's, and the first page of detections."""

import sys
from pathlib import Path

from tests.benchmarks.inside import report
from viewer.errors import Cancelled
from viewer.model.json_document import JsonDocument, JsonNode
from viewer.reading.json_index import index
from viewer.reading.source import FileSource
from viewer.watch import Watch

PAGE = 1000


def first_rows() -> list[JsonNode]:
    """Return the first page of detections, as it is while indexing goes on."""
    watch, pages = Watch(), []

    def take(document: JsonDocument) -> None:
        names = {node.key: node for node in document.children(document.root)}
        if "detections" in names:
            pages.append(document.children(names["detections"], 0, PAGE))
            watch.cancel()

    with watch.showing_early(take):
        try:
            index(FileSource(Path(sys.argv[1])), watch)
        except Cancelled:
            return pages[0]
    raise AssertionError("nothing was shown early")


report(first_rows, lambda page: {"rows": len(page)})
