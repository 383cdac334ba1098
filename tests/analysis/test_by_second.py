"""What the by-second grouping says: the items of one second, and the curves, from the demo and from odd files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from viewer.analysis.by_second import second_items
from viewer.demo.jobs import DEMO_JOB_ID
from viewer.demo.results import result as demo_result
from viewer.formats import core as core_format
from viewer.model.result import Opened, Result
from viewer.reading.source import FileSource
from viewer.watch import Watch


def read(folder: Path, data: bytes) -> Result:
    path = folder / "core.json"
    path.write_bytes(data)
    source = FileSource(path)
    return Result("core", source, Opened(path), core_format.read(source, Watch()))


def made(folder: Path, by_second: Any, detections: Any = None) -> Result:
    """A core result with these detections and this grouping."""
    known = {
        "1": {"t": "human.face", "label": "face", "occs": [{"id": "11", "ss": 0.5, "se": 2.5}]},
        "2": {"t": "visual.context", "label": "car", "occs": [{"id": "12", "ss": 1, "se": 2, "c_max": 0.9}]},
    }
    groupings = {} if by_second is None else {"by_second": by_second}
    document = {"detections": known if detections is None else detections, "detection_groupings": groupings}
    return read(folder, json.dumps(document).encode())


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return read(tmp_path_factory.mktemp("demo"), demo_result("core", DEMO_JOB_ID))


def test_the_items_of_each_second_are_those_of_the_file(demo: Result) -> None:
    seconds = json.loads(demo_result("core", DEMO_JOB_ID))["detection_groupings"]["by_second"]
    for second, expected in enumerate(seconds):
        items = second_items(demo.document, second)
        assert [(item.detection_id, list(item.occurrence_ids)) for item in items] == [
            (one["d"], one["o"]) for one in expected
        ]
        assert [item.attributes for item in items] == [one.get("a", {}) for one in expected]
    assert second_items(demo.document, len(seconds)) == second_items(demo.document, -1) == second_items(None, 0) == ()
