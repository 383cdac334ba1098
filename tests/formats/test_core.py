"""Core metadata of every version is read into columns, exactly, and what is odd is blank and named."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.json_made_up import ODD_VALUES, file_of, places
from viewer.errors import ContentError
from viewer.formats.core import read
from viewer.model.detections import CoreContent
from viewer.model.result import Reading
from viewer.reading.source import FileSource
from viewer.watch import Watch

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "charade_core_1.3.1.json"
FACE = {
    "t": "human.face",
    "label": "face",
    "a": {
        "gender": {"value": "female", "c": 0.9},
        "s_visible": 3.5,
        "similar_to": [
            {"name": "Ann", "c": 0.7, "gallery": {"id": "g"}},
            {"name": "Bea", "c": 0.8, "gallery_face": {"id": "f-2"}},
        ],
    },
    "occs": [{"id": "1", "ss": 1, "se": 2.5, "shs": 0, "she": 1}],
}
CONTEXT = {
    "t": "visual.context",
    "label": "sea, blue",
    "cid": "XhxbArFizcnI",
    "categ": {"tags": ["flora", "boats_ships"]},
    "occs": [{"id": "2", "ss": 0.0, "se": 4.0, "c_max": 0.6, "c_med": 0.5}, {"id": "3", "ss": 8.0, "se": 8.0, "c_max": 0.9}],
}
WORD = {
    "t": "audio.speech_detailed",
    "label": ",",
    "c": 0.25,
    "occs": [{"id": "4", "ss": 3.2, "se": 3.2, "fs": 80, "fe": 80}],
}
TOPIC = {"t": "topic.iab.section", "label": "Cars", "occs": [{"id": "5", "ss": 0, "se": 9, "c": 0.214}]}
HIGHLIGHT = {"t": "highlight.x", "label": "best", "occs": [{"id": "6", "ss": 0, "se": 9, "scr": 0.75}]}
WHOLE_VIDEO = {"t": "topic.iab", "label": "Cars"}
MADE_UP: dict[str, Any] = {
    "detection_groupings": {
        "by_detection_type": {"human.face": ["7"], "visual.context": ["20", "3"], "topic.iab.section": ["5"]},
        "by_second": [[{"d": "3", "o": ["2"], "c": 0.6}], [], []],
        "by_frequency": {"unknown": True},
    },
    "detections": {"7": FACE, "3": CONTEXT, "4": WORD, "5": TOPIC, "6": HIGHLIGHT, "8": WHOLE_VIDEO},
    "segmentations": {
        "detected_shots": [{"ss": 0.083, "se": 4, "fs": 2, "fe": 95, "sdur": 3.9}, {"ss": 4, "se": 9, "fs": 96, "fe": 215}]
    },
    "version_info": {"metadata_type": "core", "metadata_format": "1.8.1", "backend": "3.1.1"},
    "something_new": [1, {"a": 2}],
}


def core(folder: Path, what: Any) -> Reading:
    return read(file_of(folder, what), Watch())


def content(reading: Reading) -> CoreContent:
    assert isinstance(reading.content, CoreContent)
    return reading.content


def table(reading: Reading) -> dict[str, list[Any]]:
    """Return all columns as lists."""
    parts = content(reading)
    columns: dict[str, list[Any]] = {"second_count": [parts.second_count]}
    for name in ("detections", "occurrences", "shots"):
        part = getattr(parts, name)
        for field in part.__slots__:
            column = getattr(part, field)
            columns[f"{name}.{field}"] = (
                [column.at(row) for row in range(len(column))] if hasattr(column, "at") else list(column)
            )
    return columns


def test_every_column(tmp_path: Path) -> None:
    reading = core(tmp_path, MADE_UP)
    assert reading.problems == ()
    assert reading.header.format_version == "1.8.1"
    assert table(reading) == {
        "second_count": [3],
        "detections.ids": ["7", "3", "4", "5", "6", "8"],
        "detections.types": [
            "human.face",
            "visual.context",
            "audio.speech_detailed",
            "topic.iab.section",
            "highlight.x",
            "topic.iab",
        ],
        "detections.labels": ["face", "sea, blue", ",", "Cars", "best", "Cars"],
        "detections.persons": ["Bea", "", "", "", "", ""],
        "detections.person_confidence": [0.8, None, None, None, None, None],
        "detections.face_ids": ["f-2", "", "", "", "", ""],
        "detections.genders": ["female", "", "", "", "", ""],
        "detections.confidence": [None, 0.9, 0.25, 0.214, None, None],
        "detections.relevance": [1, 2, None, 1, None, None],
        "detections.tags": ["", "flora, boats_ships", "", "", "", ""],
        "detections.first_occurrence": [0, 1, 3, 4, 5, 6, 6],
        "occurrences.ids": ["1", "2", "3", "4", "5", "6"],
        "occurrences.start_seconds": [1, 0, 8, 3.2, 0, 0],
        "occurrences.end_seconds": [2.5, 4, 8, 3.2, 9, 9],
        "occurrences.confidence": [None, 0.6, 0.9, None, 0.214, 0.75],
        "occurrences.shot_start": [0, None, None, None, None, None],
        "occurrences.shot_end": [1, None, None, None, None, None],
        "shots.start_seconds": [0.083, 4],
        "shots.end_seconds": [4, 9],
        "shots.start_frame": [2, 96],
        "shots.end_frame": [95, 215],
    }


@pytest.mark.skipif(not SAMPLE.exists(), reason="the vendor's sample is not part of the project")
def test_the_vendors_sample() -> None:
    reading = read(FileSource(SAMPLE), Watch())
    parts = content(reading)
    assert (len(parts.detections), len(parts.occurrences), len(parts.shots), parts.second_count) == (701, 6960, 1202, 6817)
    assert reading.problems == ()
    assert reading.header.title == "Charade with human created transcript"
    assert (reading.header.duration_seconds, reading.header.fps) == (6816.389022, 23.98)
    rows = {name: row for row, name in enumerate(parts.detections.ids)}
    assert parts.detections.persons.at(rows["1"]) == "Audrey Hepburn"
    assert parts.detections.person_confidence.at(rows["1"]) == 0.968
    assert parts.detections.relevance.at(rows["194"]) == 1.0
    assert parts.detections.relevance.at(rows["193"]) == 2.0
    assert float(np.nanmin(parts.detections.confidence.values)) >= 0.5
    assert parts.shots.end_seconds.at(1201) == 6816.43


def test_both_ways_of_reading_agree(tmp_path: Path) -> None:
    chance = random.Random(8)
    kinds = [FACE, CONTEXT, WORD, TOPIC, HIGHLIGHT, WHOLE_VIDEO]
    detections = {str(number): chance.choice(kinds) for number in range(3000)}
    expected = table(core(tmp_path, MADE_UP | {"detections": detections}))
    for name in chance.sample(sorted(detections), 40):
        detections[name] = detections[name] | {"odd": "\ud800"}
    reading = core(tmp_path, MADE_UP | {"detections": detections})
    assert table(reading) == expected
    assert reading.problems == ()
    text = json.dumps(MADE_UP | {"detections": detections}).replace('"\\ud800"', "NaN")
    reading = core(tmp_path, text)
    assert table(reading) == expected
    assert len(reading.problems) == 40
    assert all(str(place).endswith(".odd") for place in places(reading))


def test_the_first_of_several_ranks_counts(tmp_path: Path) -> None:
    """The ID comes twice in one group and in another one; detections with the same ID have the same rank."""
    groupings = {"by_detection_type": {"a": ["x", "7", "9", "7"], "b": ["7", "8"]}}
    made = dict.fromkeys(("7", "8", "9"), FACE)
    columns = table(core(tmp_path, MADE_UP | {"detections": made, "detection_groupings": groupings}))
    assert columns["detections.relevance"] == [2, 2, 3]
    text = json.dumps({"detections": made, "detection_groupings": groupings}).replace('"9": {"t"', '"7": {"t"')
    columns = table(core(tmp_path, text))
    assert columns["detections.ids"] == ["7", "8", "7"]
    assert columns["detections.relevance"] == [2, 2, 2]


def test_a_tag_without_a_name_is_none(tmp_path: Path) -> None:
    """Alike in a slice that is as expected and in one that is read child by child."""
    detections = {"1": CONTEXT | {"categ": {"tags": ["", "flora", ""]}}, "2": CONTEXT | {"categ": {"tags": [""]}}}
    for odd in ({}, {"3": 5}):
        assert table(core(tmp_path, MADE_UP | {"detections": detections | odd}))["detections.tags"] == ["flora", ""]


def test_odd_detections(tmp_path: Path) -> None:
    occurrence = {"id": 9, "ss": "1.5", "se": None, "c_max": "high"}
    odd = {
        "1": 5,
        "2": {"label": "no type"},
        "3": CONTEXT | {"occs": [occurrence, None, 3]},
        "4": CONTEXT | {"occs": {}, "categ": {"tags": [1, None, {}]}},
        "5": FACE | {"a": {"gender": "female", "similar_to": [{"name": ["x"], "gallery_face": {"id": 7}}, "Bea"]}},
        "6": FACE | {"label": "half \ud83d"},
        "7": CONTEXT,
    }
    reading = core(tmp_path, MADE_UP | {"detections": odd})
    columns = table(reading)
    assert columns["detections.ids"] == ["2", "3", "4", "5", "6", "7"]
    assert columns["detections.first_occurrence"] == [0, 0, 1, 1, 2, 3, 5]
    assert columns["occurrences.start_seconds"][0] == 1.5
    assert columns["occurrences.end_seconds"][0] is None
    assert columns["occurrences.ids"][0] == "9"
    assert columns["detections.tags"][2] == "1"
    assert columns["detections.face_ids"][3] == "7"
    assert columns["detections.labels"][4] == "half \ufffd"
    assert [str(place).removeprefix("$.detections") for place in places(reading)] == [
        "['1']",
        "['2']",
        "['3'].occs[0].ss",
        "['3'].occs[0]",
        "['3'].occs[0].c_max",
        "['3'].occs[2]",
        "['4'].categ.tags[1]",
        "['4'].categ.tags[2]",
        "['4'].occs",
        "['5'].a.gender",
        "['5'].a.similar_to[0].name",
        "['5'].a.similar_to[1]",
        "['6'].label",
    ]


def test_detections_with_the_same_id_are_all_there(tmp_path: Path) -> None:
    text = json.dumps(MADE_UP).replace('"7": {', '"3": {')
    assert table(core(tmp_path, text))["detections.ids"] == ["3", "3", "4", "5", "6", "8"]


def test_detections_in_an_array(tmp_path: Path) -> None:
    columns = table(core(tmp_path, {"detections": [FACE | {"id": "12"}, CONTEXT]}))
    assert columns["detections.ids"] == ["12", "1"]
    assert columns["occurrences.ids"] == ["1", "2", "3"]


def test_parts_that_are_missing(tmp_path: Path) -> None:
    assert table(core(tmp_path, {"detections": {}}))["second_count"] == [0]
    for odd in (None, 5, "x", [], {}):
        reading = core(tmp_path, {"detections": odd, "detection_groupings": odd, "segmentations": odd})
        assert len(content(reading).detections) == len(content(reading).shots) == content(reading).second_count == 0
        reading = core(
            tmp_path,
            {
                "detection_groupings": {"by_detection_type": odd, "by_second": odd},
                "segmentations": {"detected_shots": odd},
            },
        )
        assert places(reading) == ["$.detections"]


def test_odd_shots_and_ranks(tmp_path: Path) -> None:
    shots = [{"ss": 0, "se": 1}, {"ss": 1}, {"ss": "2", "se": 3, "fs": []}, 7]
    groupings = {"by_detection_type": {"a": [3, None, "7", []], "b": {"0": "4"}, "c": "5"}}
    reading = core(tmp_path, MADE_UP | {"segmentations": {"detected_shots": shots}, "detection_groupings": groupings})
    columns = table(reading)
    assert columns["shots.start_seconds"] == [0, 1, 2]
    assert columns["shots.end_seconds"] == [1, None, 3]
    assert columns["shots.start_frame"] == [None, None, None]
    assert columns["detections.relevance"] == [3, 1, 1, None, None, None]


def test_what_is_no_core_is_refused(tmp_path: Path) -> None:
    for data in ([], "1", {"objects_by_second": []}, "<html>", b""):
        with pytest.raises(ContentError):
            core(tmp_path, data)


def test_a_file_that_is_cut_off_anywhere(tmp_path: Path) -> None:
    text = json.dumps(MADE_UP)
    for length in range(30, len(text), 17):
        reading = core(tmp_path, text[:length])
        assert reading.problems
        assert len(content(reading).detections) <= 6
    assert table(core(tmp_path, text[: text.index('"6": {') - 2]))["detections.ids"] == ["7", "3", "4", "5"]


values = st.recursive(
    st.sampled_from(ODD_VALUES),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["t", "label", "occs", "a", "categ", "tags", "gender", "similar_to", "gallery_face", "ss", "id"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from("123"), values, max_size=3), values, values, st.integers(0, 10_000))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_values_give_content_and_problems(
    tmp_path: Path, detections: dict[str, Any], groups: Any, shots: Any, cut: int
) -> None:
    data = {
        "detections": detections,
        "detection_groupings": {"by_detection_type": groups, "by_second": groups},
        "segmentations": {"detected_shots": shots},
    }
    text = json.dumps(data)
    columns = table(core(tmp_path, text))
    assert len(columns["detections.first_occurrence"]) == len(columns["detections.ids"]) + 1
    assert all("\ud800" not in text for text in columns["detections.labels"])
    try:
        core(tmp_path, text[: cut % len(text)])
    except ContentError:
        assert cut % len(text) < 17
