"""The time of a value in a JSON file: of its own, of what is around it, or by its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from viewer.model.choice import NOTHING, Choice
from viewer.model.json_document import JsonDocument, JsonNode
from viewer.reading.json_index import index
from viewer.reading.source import FileSource
from viewer.ui.models.json_time import LARGEST_OBJECT_BYTES, JsonTime, json_time
from viewer.watch import Watch

FILE = {
    "version_info": {"ss": "no number"},
    "detections": {
        "12": {"label": "kettle", "occs": [{"id": "5", "ss": 3, "se": 4.5, "more": {"deep": [1]}}, {"ss": True}]},
        "13": {"a": {"ss": 1e999}, "big": {"ss": 1, "filling": "x" * LARGEST_OBJECT_BYTES}},
    },
    "detection_groupings": {"by_second": [[], [{"d": "12", "o": ["5"]}]]},
    "faces_by_frame": [[], [], [{"id": "1", "x": 0.5}]],
    "objects_by_second": [[], [{"d": "137", "b": [{"x": 0.1}]}]],
    "segmentations": {"shots": [{"fs": 150, "fe": 344}, {"ss": 2.0, "se": 3.0, "fs": 50, "fe": 74}]},
    "selected_sections": [{"caption": "A boat.", "section": {"s_start": 6.0, "s_end": 13.8}}],
    "by_second": {"name": 1},
}


@pytest.fixture
def document(tmp_path: Path) -> JsonDocument:
    path = tmp_path / "file.json"
    path.write_text(json.dumps(FILE))
    return index(FileSource(path), Watch())


def node_at(document: JsonDocument, *keys: Any) -> JsonNode:
    node = document.root
    for key in keys:
        found = document.member(node, key) if isinstance(key, str) else document.children(node, key, 1)[0]
        assert found is not None
        node = found
    return node


OCCURRENCE = JsonTime(3.0, choice=Choice("12", 3.0, 4.5))
CAPTION = JsonTime(6.0, choice=Choice(None, 6.0, 13.8))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("detections", "12", "occs", 0), OCCURRENCE),
        (("detections", "12", "occs", 0, "id"), OCCURRENCE),
        (("detections", "12", "occs", 0, "more", "deep", 0), OCCURRENCE),
        (("detections", "12", "occs", 1), None),
        (("detections", "12", "occs"), None),
        (("detections", "12", "label"), None),
        (("detections", "13", "a", "ss"), None),
        (("detections", "13", "big", "filling"), None),
        (("version_info", "ss"), None),
        (("detection_groupings", "by_second", 1, 0, "o", 0), JsonTime(1.0)),
        (("detection_groupings", "by_second", 0), JsonTime(0.0)),
        (("detection_groupings", "by_second"), None),
        (("faces_by_frame", 2, 0, "x"), JsonTime(None, 2)),
        (("objects_by_second", 1, 0, "b", 0, "x"), JsonTime(1.0)),
        (("segmentations", "shots", 0, "fe"), JsonTime(None, 150)),
        (("segmentations", "shots", 1, "fe"), JsonTime(2.0, choice=Choice(None, 2.0, 3.0))),
        (("selected_sections", 0, "section", "s_end"), CAPTION),
        (("selected_sections", 0, "caption"), CAPTION),
        (("selected_sections", 0), CAPTION),
        (("selected_sections",), None),
        (("by_second", "name"), None),
        ((), None),
    ],
)
def test_times(document: JsonDocument, keys: tuple[Any, ...], expected: JsonTime | None) -> None:
    assert json_time(document, node_at(document, *keys)) == expected


def test_a_frame_has_seconds_only_where_the_frame_rate_is_known() -> None:
    assert JsonTime(None, 50).seconds_at(25.0) == 2.0
    assert JsonTime(None, 50).seconds_at(None) is None
    assert JsonTime(7.0, 50).seconds_at(25.0) == 7.0
    assert JsonTime(None, 50).choice == NOTHING


def test_what_is_nested_very_deeply_is_not_looked_through(tmp_path: Path) -> None:
    path = tmp_path / "deep.json"
    path.write_text('{"ss": 1, "x": ' + "[" * 60 + "]" * 60 + "}")
    document = index(FileSource(path), Watch())
    node = node_at(document, "x", *[0] * 50)
    assert json_time(document, node) is None
    assert json_time(document, node_at(document, "x", 0)) == JsonTime(1.0, choice=Choice(None, 1.0, None))
