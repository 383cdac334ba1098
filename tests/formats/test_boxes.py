"""Boxes are read from every shape that is met, exactly, and what is odd is blank and named."""

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
from viewer.errors import Cancelled, ContentError
from viewer.formats.boxes import read_faces, read_frame_objects, read_second_objects
from viewer.model.boxes import BoxesContent
from viewer.model.result import Reading
from viewer.watch import Watch

FACE = {"id": "1", "x": 0.445, "y": 0.194, "w": 0.119, "h": 0.214}
OBJECT = {"d": "137", "o": ["314"], "b": [{"x": 0.267, "y": 0.747, "w": 0.081, "h": 0.066, "c": 0.995}]}
Row = tuple[int, str, float | None, float | None, float | None, float | None, float | None]


def rows(reading: Reading) -> list[Row]:
    boxes = reading.content
    assert isinstance(boxes, BoxesContent)
    columns = (boxes.x, boxes.y, boxes.width, boxes.height, boxes.confidence)
    return [
        (int(boxes.positions[row]), boxes.detection_ids.at(row), *(column.at(row) for column in columns))  # type: ignore[misc]
        for row in range(len(boxes))
    ]


def faces(folder: Path, what: Any) -> Reading:
    return read_faces(file_of(folder, what), Watch())


def test_faces_by_frame(tmp_path: Path) -> None:
    data = {
        "version_info": {"metadata_type": "frames_faces", "metadata_format": "1.0.3"},
        "faces_by_frame": [[], [FACE], [FACE, FACE]],
    }
    reading = faces(tmp_path, data)
    assert rows(reading) == [(frame, "1", 0.445, 0.194, 0.119, 0.214, None) for frame in (1, 2, 2)]
    assert reading.problems == ()
    assert reading.header.format_version == "1.0.3"
    assert isinstance(reading.content, BoxesContent)
    assert (reading.content.unit, reading.content.entries) == ("frame", 3)
    assert reading.document is not None


def test_objects_by_second_and_by_frame(tmp_path: Path) -> None:
    reading = read_second_objects(file_of(tmp_path, {"objects_by_second": [[], [], [OBJECT]]}), Watch())
    assert rows(reading) == [(2, "137", 0.267, 0.747, 0.081, 0.066, 0.995)]
    assert isinstance(reading.content, BoxesContent)
    assert (reading.content.unit, reading.content.entries) == ("second", 3)
    assert reading.problems == ()
    reading = read_frame_objects(file_of(tmp_path, {"objects_by_frame": [[OBJECT, OBJECT | {"d": "8"}]]}), Watch())
    assert [(row[0], row[1]) for row in rows(reading)] == [(0, "137"), (0, "8")]


def test_other_names_of_the_list(tmp_path: Path) -> None:
    data = {"a_by_frame": 1, "b_by_second": [[]], "c_by_frame": [[FACE]], "d_by_frame": []}
    assert len(rows(faces(tmp_path, data))) == 1
    assert len(rows(faces(tmp_path, {"faces_by_frame": None, "logos_by_frame": [[FACE]]}))) == 1
    assert rows(read_second_objects(file_of(tmp_path, data), Watch())) == []


def test_no_list_at_all_is_refused(tmp_path: Path) -> None:
    for data in ({}, [], {"objects_by_second": [[]]}, {"faces_by_frame": 5}, "text"):
        with pytest.raises(ContentError):
            faces(tmp_path, data if isinstance(data, str) else json.dumps(data))


def test_shapes_are_mixed_freely(tmp_path: Path) -> None:
    box = {"x": 0, "y": 1, "w": 2, "h": -3}
    both = [{"d": "1", **box}, {"id": "2", "b": [box, box | {"c": 0.5}]}, {"id": 3, "c": 0.9, "b": [box, box | {"c": 0.1}]}]
    reading = faces(tmp_path, {"faces_by_frame": [both]})
    assert [(row[1], row[-1]) for row in rows(reading)] == [("1", None), ("2", None), ("2", 0.5), ("3", 0.9), ("3", 0.1)]
    assert {row[2:6] for row in rows(reading)} == {(0.0, 1.0, 2.0, -3.0)}
    assert reading.problems == ()


def test_frames_by_number_in_an_object(tmp_path: Path) -> None:
    reading = faces(tmp_path, {"faces_by_frame": {"17": [FACE], "3": [FACE, FACE], "20": None}})
    assert [row[0] for row in rows(reading)] == [17, 3, 3]
    assert places(reading) == ["$.faces_by_frame"]
    reading = faces(tmp_path, {"faces_by_frame": {"17": [FACE], "x": [FACE], "": [], "9" * 30: [FACE], "-1": [FACE]}})
    assert [row[0] for row in rows(reading)] == [17]
    assert len(reading.problems) == 5


def test_frames_that_come_twice_are_all_read(tmp_path: Path) -> None:
    face = json.dumps(FACE)
    reading = faces(tmp_path, f'{{"faces_by_frame":{{"1":[{face}],"1":[{face},{face}]}}}}')
    assert [row[0] for row in rows(reading)] == [1, 1, 1]


def test_odd_coordinates_are_blank_and_named(tmp_path: Path) -> None:
    odd = [FACE | {"x": "left"}, FACE | {"y": "0.5"}, FACE | {"w": None}, FACE | {"h": True}, {"id": "1"}, FACE | {"c": []}]
    reading = faces(tmp_path, {"faces_by_frame": [[FACE], None, odd, [FACE]]})
    found = rows(reading)
    assert [row[0] for row in found] == [0, 2, 2, 2, 2, 2, 2, 3]
    assert found[1][2:6] == (None, 0.194, 0.119, 0.214)
    assert found[2][2:6] == (0.445, 0.5, 0.119, 0.214)
    assert found[5][2:6] == (None, None, None, None)
    assert found[0][1:] == found[-1][1:]
    place = "$.faces_by_frame[2]"
    assert places(reading) == [
        f"{place}[0].x",
        f"{place}[1].y",
        f"{place}[2]",
        f"{place}[3].h",
        *[f"{place}[4]"] * 4,
        f"{place}[5].c",
    ]


def test_numbers_that_no_float_holds_are_blank(tmp_path: Path) -> None:
    text = f'{{"faces_by_frame":[[{{"id":"1","x":1e400,"y":NaN,"w":{"9" * 400},"h":{"9" * 5000}}}]]}}'
    reading = faces(tmp_path, text)
    assert rows(reading) == [(0, "1", None, None, None, None, None)]
    assert sorted(str(place)[-2:] for place in places(reading)) == [".h", ".w", ".x", ".y"]


def test_odd_items_are_left_out_and_named(tmp_path: Path) -> None:
    odd_boxes = [[FACE | {"b": FACE}], [FACE | {"b": [3, FACE]}], [FACE | {"b": 3}]]
    entries = [[1, None, FACE], "no", FACE, [[FACE]], *odd_boxes, [FACE | {"id": []}]]
    reading = faces(tmp_path, {"faces_by_frame": entries})
    assert [row[0] for row in rows(reading)] == [0, 2, 4, 5, 7]
    assert [str(place).removeprefix("$.faces_by_frame") for place in places(reading)] == [
        "[0][0]",
        "[1]",
        "[2]",
        "[3][0]",
        "[4][0].b",
        "[5][0].b[0]",
        "[6][0].b",
        "[7][0].id",
        "[7][0]",
    ]


def test_only_the_bad_part_is_lost(tmp_path: Path) -> None:
    good = json.dumps(FACE)
    deep = "[" * 100_000 + "]" * 100_000  # how deep is too deep differs between versions of Python
    bad = [
        f'{{"id":"1","x":1,"y":2,"w":3,"h":4,"note":{deep}}}',
        '{"id":"\\ud800","x":1,"y":2,"w":3,"h":4}',
        '{"id":"1","x":01,"y":2,"w":3,"h":4}',
        '{"id":"1","x":1,"y":2,"w":3,"h":4',
    ]
    for part in bad:
        text = f'{{"faces_by_frame":[[{good}],[{part}],[{good}]]}}'
        reading = faces(tmp_path, text)
        assert reading.problems
        assert [row[0] for row in rows(reading)][:2] == [0, 1]
        assert rows(reading)[1][3] == 2.0
    reading = faces(tmp_path, b'{"faces_by_frame":[[{"id":"\xff","x":1,"y":2,"w":3,"h":4}],[' + good.encode() + b"]]}")
    assert [row[1] for row in rows(reading)] == ["\ufffd", "1"]
    assert "$.faces_by_frame[0][0].id" in places(reading)


def test_a_file_that_is_cut_off_keeps_what_came(tmp_path: Path) -> None:
    data = json.dumps({"faces_by_frame": [[FACE], [FACE, FACE]]}).encode()
    reading = faces(tmp_path, data[:-20])
    assert [row[0] for row in rows(reading)] == [0, 1, 1]
    assert rows(reading)[2][2:6] == (0.445, 0.194, None, None)  # of the third only "0" came
    assert len(data) - 20 in [problem.offset for problem in reading.problems]
    for length in range(20, len(data)):
        assert faces(tmp_path, data[:length]).problems


def test_both_ways_of_reading_agree(tmp_path: Path) -> None:
    chance = random.Random(5)

    def box() -> dict[str, float]:
        return {name: chance.choice([round(chance.uniform(-0.2, 1.2), 3), 0, 1, 1e-7]) for name in "xywh"}

    frames = [[{"id": str(chance.randrange(5)), **box()} for _ in range(chance.randrange(4))] for _ in range(500)]
    for items in frames:
        if items and chance.random() < 0.3:
            items[0] = {"d": "7", "b": [box() | {"c": 0.5}, box()]}
    plain = rows(faces(tmp_path, {"faces_by_frame": frames}))
    assert plain == rows(faces(tmp_path, {"faces_by_frame": [*frames, [{"id": "1", "b": [], "odd": 10**400}]]}))
    odd = json.dumps({"faces_by_frame": [*frames, [{"id": "1", "b": [], "odd": 1}]]}).replace(
        '"odd": 1', '"odd": 1e999, "c": null'
    )
    assert plain == rows(faces(tmp_path, odd))


def test_columns_over_many_slices(tmp_path: Path) -> None:
    frames = [[FACE | {"id": str(frame % 3), "x": frame}] for frame in range(20_000)]
    frames[15_000][0]["y"] = "?"  # type: ignore[assignment]
    reading = faces(tmp_path, {"faces_by_frame": frames})
    boxes = reading.content
    assert isinstance(boxes, BoxesContent)
    assert np.array_equal(boxes.positions, np.arange(20_000))
    assert np.array_equal(boxes.x.values, np.arange(20_000.0))
    assert [boxes.detection_ids.at(row) for row in range(6)] == ["0", "1", "2"] * 2
    assert np.flatnonzero(np.isnan(boxes.y.values)).tolist() == [15_000]
    assert not boxes.x.values.flags.writeable
    assert places(reading) == ["$.faces_by_frame[15000][0].y"]


def test_problems_of_one_sort_are_counted(tmp_path: Path) -> None:
    reading = faces(tmp_path, {"faces_by_frame": [[FACE | {"x": "a"}, FACE | {"y": []}] for _ in range(300)]})
    assert len(reading.problems) == 101
    assert "500 more" in str(reading.problems[-1].message)
    assert [row[2:4] for row in rows(reading)] == [(None, 0.194), (0.445, None)] * 300


def test_a_newer_format_is_named(tmp_path: Path) -> None:
    for version, is_newer in (
        ("2.0.0", True),
        ("10.1", True),
        ("1.99.0", False),
        ("", False),
        ("x", False),
        (2, True),
        (None, False),
    ):
        reading = faces(tmp_path, {"version_info": {"metadata_format": version}, "faces_by_frame": [[FACE]]})
        assert places(reading) == (["$.version_info"] if is_newer else [])
        assert len(rows(reading)) == 1


def test_stop_while_reading(tmp_path: Path) -> None:
    watch = Watch()
    source = file_of(tmp_path, {"faces_by_frame": [[FACE]] * 10})
    watch.cancel()
    with pytest.raises(Cancelled):
        read_faces(source, watch)


odd_values = st.sampled_from(ODD_VALUES)
odd_boxes = st.dictionaries(
    st.sampled_from(["id", "d", "x", "y", "w", "h", "c", "b"]), odd_values | st.floats() | st.just([FACE])
)


@given(st.lists(odd_values | st.lists(odd_values | odd_boxes, max_size=4), max_size=4), st.booleans(), st.integers(0, 400))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_values_give_boxes_and_problems(tmp_path: Path, frames: list[Any], is_named: bool, cut: int) -> None:
    listed = {str(number): frame for number, frame in enumerate(frames)} if is_named else frames
    text = json.dumps({"faces_by_frame": listed})
    reading = faces(tmp_path, text)
    assert all(row[1] is not None for row in rows(reading))
    assert all(problem.path is not None and str(problem.message) for problem in reading.problems)
    try:
        faces(tmp_path, text[:cut])
    except ContentError:
        assert cut < 20
