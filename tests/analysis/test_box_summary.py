"""The detections of a box result: counted, placed and named, against a look through all boxes."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis import made_up
from viewer.analysis import box_summary
from viewer.analysis.box_summary import boxes_summary
from viewer.errors import Cancelled
from viewer.model.boxes import BoxesContent
from viewer.model.columns import Numbers, Table
from viewer.model.job import Job
from viewer.model.result import Header
from viewer.watch import Watch


def boxes_of(*boxes: tuple[int, str, float | None]) -> BoxesContent:
    """Boxes with these positions, detection IDs and confidences."""
    count = len(boxes)
    return replace(
        made_up.boxes(),
        positions=np.array([position for position, _, _ in boxes], np.int64),
        detection_ids=made_up.texts(*[detection_id for _, detection_id, _ in boxes]),
        confidence=made_up.numbers(*[confidence for _, _, confidence in boxes]),
        **{side: Numbers(np.zeros(count)) for side in ("x", "y", "width", "height")},
    )


def values(table: Table, name: str) -> list[object]:
    column = table.column(name).values
    return [column.at(row) for row in range(len(column))]


def names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def test_each_detection_has_its_count_and_its_first_and_last_frame() -> None:
    table = boxes_summary(boxes_of((3, "7", None), (3, "2", None), (4, "7", None), (90, "7", None)), Job(), Watch())
    assert names(table) == ["detection_id", "boxes", "first_frame", "last_frame"]
    assert [values(table, name) for name in names(table)] == [["7", "2"], [3, 1], [3, 3], [90, 3]]


def test_with_core_they_have_names_and_types_and_with_a_frame_rate_times(tmp_path: Path) -> None:
    job = made_up.job(tmp_path, made_up.core(), header=Header(fps=25))
    table = boxes_summary(made_up.boxes(), job, Watch())
    assert values(table, "name") == ["Ada Lovelace", "unknown detection 137", ""]
    assert values(table, "type_in_words") == ["Human face", "", ""]
    assert not table.column("type_in_words").is_visible, "there is only one type"
    assert values(table, "first_seconds") == [0.2, 0.2, 2.04]
    assert values(table, "last_seconds") == [2.0, 0.2, 2.04]


def test_types_are_shown_where_there_are_several(tmp_path: Path) -> None:
    job = made_up.job(tmp_path, made_up.core())
    table = boxes_summary(boxes_of((0, "1", None), (0, "7", None)), job, Watch())
    assert values(table, "type_in_words") == ["Human face", "Visual context"]
    assert table.column("type_in_words").is_visible


def test_a_mean_confidence_is_of_the_boxes_that_have_one() -> None:
    table = boxes_summary(boxes_of((0, "1", 0.5), (1, "1", None), (2, "1", 0.75), (3, "2", None)), Job(), Watch())
    assert values(table, "confidence") == [0.625, None]
    assert "confidence" not in names(boxes_summary(boxes_of((0, "1", None)), Job(), Watch()))


def test_seconds_are_times_without_a_frame_rate() -> None:
    table = boxes_summary(made_up.boxes("second"), Job(), Watch())
    assert values(table, "last_seconds") == [50, 5, 51]


def test_no_boxes_are_no_detections() -> None:
    assert boxes_summary(boxes_of(), Job(), Watch()).row_count == 0


BOXES = st.lists(st.tuples(st.integers(0, 50), st.sampled_from("abcd"), st.none() | st.floats(0, 1)), max_size=40)


@settings(max_examples=80, deadline=None)
@given(BOXES, st.booleans())
def test_any_boxes_agree_with_a_look_through_all(boxes: list[tuple[int, str, float | None]], in_order: bool) -> None:
    boxes = sorted(boxes, key=lambda box: box[0]) if in_order else boxes
    table = boxes_summary(boxes_of(*boxes), Job(), Watch())
    for row, detection_id in enumerate(values(table, "detection_id")):
        own = [box for box in boxes if box[1] == detection_id]
        places = [position for position, _, _ in own]
        found = [values(table, name)[row] for name in ("boxes", "first_frame", "last_frame")]
        assert found == [len(own), min(places), max(places)]
        sure = [confidence for _, _, confidence in own if confidence is not None]
        if sure:
            assert math.isclose(float(str(values(table, "confidence")[row])), sum(sure) / len(sure), abs_tol=0.0006)


def test_boxes_of_many_slices() -> None:
    count = box_summary._BOXES_AT_ONCE + 5
    made = replace(
        made_up.boxes(),
        positions=np.arange(count),
        detection_ids=replace(made_up.texts("a", "b"), codes=(np.arange(count) >= count - 2).astype(np.int32)),
        confidence=Numbers(np.full(count, np.nan)),
    )
    table = boxes_summary(made, Job(), Watch())
    assert [values(table, name) for name in ("boxes", "first_frame", "last_frame")] == [
        [count - 2, 2],
        [0, count - 2],
        [count - 3, count - 1],
    ]


def test_stop_ends_the_work() -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        boxes_summary(made_up.boxes(), Job(), watch)
