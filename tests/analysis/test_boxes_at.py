"""The boxes of a moment: the same as a look at every row finds, at any frame rate, from any mix of results."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.made_up import boxes, core, numbers, texts
from viewer.analysis.boxes_at import MOST_BOXES, BoxIndex, ShownBox, box_index
from viewer.model.boxes import BoxesContent
from viewer.model.job import Job
from viewer.model.result import Content, Opened, Reading, Result
from viewer.reading.source import FileSource
from viewer.ui.playhead import frame_at, frame_start
from viewer.watch import Watch

RATES = (23.976, 24000 / 1001, 23.98, 24.0, 25.0, 29.97, 30000 / 1001, 50.0)
Unit = Literal["frame", "second"]


def index_of(**contents: Content) -> BoxIndex:
    """An index over results of these types; nothing reads their files."""
    path = Path(__file__)
    results = [Result(name, FileSource(path), Opened(path), Reading(content)) for name, content in contents.items()]
    return box_index(Job(None, tuple(results)), Watch())


def at_positions(positions: list[int], unit: Unit = "frame") -> BoxesContent:
    """A box at each of these frames or seconds; its x tells its row."""
    count = len(positions)
    return BoxesContent(
        unit=unit,
        entries=count,
        positions=np.array(positions, dtype=np.int64),
        detection_ids=texts(*(str(row % 3) for row in range(count))),
        x=numbers(*(row / 1000 for row in range(count))),
        y=numbers(*(0.25 for _ in range(count))),
        width=numbers(*(0.5 for _ in range(count))),
        height=numbers(*(0.5 for _ in range(count))),
        confidence=numbers(*(None for _ in range(count))),
    )


def rows(found: tuple[ShownBox, ...]) -> list[tuple[str, int]]:
    return [(box.type_name, box.row) for box in found]


# --- which boxes


POSITIONS = st.lists(st.integers(0, 40), max_size=60)


@given(POSITIONS, POSITIONS, st.sampled_from(RATES), st.integers(0, 45), st.booleans())
def test_it_finds_what_a_look_at_every_row_finds(
    frames: list[int], seconds: list[int], fps: float, frame: int, is_sorted: bool
) -> None:
    frames = sorted(frames) if is_sorted else frames
    index = index_of(frames_faces=at_positions(frames), seconds_objects=at_positions(seconds, "second"))
    for moment in (frame_start(frame, fps), (frame + 0.5) / fps, round(frame / fps, 3) + 0.0005):
        number = frame_at(moment, fps)
        assert number == frame
        expected = [("frames_faces", row) for row, position in enumerate(frames) if position == number]
        second = math.floor(round(moment, 5))
        expected += [("seconds_objects", row) for row, position in enumerate(seconds) if position == second]
        assert rows(index.boxes_at(number, moment)) == expected
        assert index.count_at(number, moment) == len(expected)


@pytest.mark.parametrize("fps", RATES)
def test_every_frame_of_a_second_shows_the_boxes_of_that_second(fps: float) -> None:
    index = index_of(seconds_objects=at_positions(list(range(12)), "second"))
    for frame in range(math.floor(11 * fps)):
        start = frame_start(frame, fps)
        (box,) = index.boxes_at(frame, start)
        assert box.row <= start + 1e-6 < box.row + 1
        assert box.is_of_second


def test_a_box_is_given_as_it_was_received() -> None:
    index = index_of(core=core(), frames_faces=boxes(), seconds_objects=boxes("second"))
    face, beyond = index.boxes_at(5, 0.2)
    assert face == ShownBox("frames_faces", 0, "1", 0.445, 0.194, 0.119, 0.214, 0.995, "Ada Lovelace")
    assert (beyond.x, beyond.width, beyond.label) == (-0.01, 0.5, "unknown detection 137")
    assert math.isnan(beyond.confidence)
    (odd,) = index.boxes_at(51, None)
    assert (odd.detection_id, odd.label, odd.height) == ("", "", 1e308)
    assert math.isnan(odd.x)
    assert [box.is_of_second for box in index.boxes_at(5, 5.2)] == [False, False, True, True]


def test_names_come_from_core_person_first_then_label_then_the_id() -> None:
    content = replace(at_positions([0, 0, 0]), detection_ids=texts("1", "7", "20"))
    assert [box.label for box in index_of(core=core(), frames_faces=content).boxes_at(0, 0)] == [
        "Ada Lovelace",
        "car",
        "Automotive",
    ]
    assert [box.label for box in index_of(frames_faces=content).boxes_at(0, 0)] == ["1", "7", "20"]
    known = core()
    nameless = replace(known, detections=replace(known.detections, labels=texts("", "", "", "", "")))
    assert [box.label for box in index_of(core=nameless, frames_faces=content).boxes_at(0, 0)] == ["Ada Lovelace", "7", "20"]


def test_without_a_frame_rate_only_boxes_of_seconds_are_found() -> None:
    index = index_of(frames_faces=boxes(), seconds_objects=boxes("second"))
    assert rows(index.boxes_at(None, 50.9)) == [("seconds_objects", 2)]
    assert index.has_frames
    assert not index_of(seconds_objects=boxes("second")).has_frames


def test_types_can_be_left_out() -> None:
    index = index_of(frames_faces=boxes(), frames_objects=boxes(), seconds_objects=boxes("second"))
    assert index.type_names == ("frames_faces", "frames_objects", "seconds_objects")
    assert rows(index.boxes_at(50, 50.0, {"frames_faces"})) == [("frames_objects", 2), ("seconds_objects", 2)]
    assert index.count_at(50, 50.0, index.type_names) == 0


def test_of_a_crowd_the_first_are_given_and_all_are_counted() -> None:
    index = index_of(frames_faces=at_positions([7] * 300), frames_objects=at_positions([7] * 5_000))
    found = index.boxes_at(7, None)
    assert len(found) == MOST_BOXES
    assert rows(found)[299:302] == [("frames_faces", 299), ("frames_objects", 0), ("frames_objects", 1)]
    assert index.count_at(7, None) == 5_300


@pytest.mark.parametrize("seconds", [math.nan, math.inf, -math.inf, 1e300, -5.0, None])
def test_moments_that_are_none_have_no_boxes(seconds: float | None) -> None:
    index = index_of(seconds_objects=at_positions([0, 1], "second"), frames_faces=at_positions([0]))
    assert index.boxes_at(-1, seconds) == index.boxes_at(2**80, seconds) == ()


def test_an_index_of_nothing_finds_nothing() -> None:
    assert BoxIndex().boxes_at(0, 0.0) == index_of(core=core()).boxes_at(0, 0.0) == ()
    assert index_of(frames_faces=at_positions([])).boxes_at(0, 0.0) == ()
