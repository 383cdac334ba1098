"""Spans keep a few bytes for each of them, refer to the columns they come from, and find what is in sight."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from viewer.analysis.looked_up import STEP
from viewer.analysis.spans import Names, no_spans, spans_of

START = np.array([5.0, np.nan, 1.0, 3.0])
END = np.array([6.0, 2.0, 4.0, np.nan])


def test_some_rows_of_the_columns_and_what_has_none() -> None:
    made = spans_of(START, END, 10.0, rows=np.array([-1, 3, 0]), detection_rows=np.array([7, 8, 9]))
    assert made.items.tolist() == [3, 0, -1]
    assert made.detection_rows.tolist() == [8, 9, 7]
    assert made.start_seconds[:2].tolist() == [3, 5]
    assert np.isnan(made.start_seconds[2])
    assert (made.drawn_count, made.drawn_end.tolist()) == (2, [3, 6])


def test_times_are_those_of_the_columns_not_copies_of_them() -> None:
    start = START.copy()
    made = spans_of(start, END, 10.0)
    start[2] = 0.25
    assert made.start_seconds[0] == made.drawn_start[0] == 0.25
    assert made.items.dtype == np.int32


def test_confidence_is_asked_for_with_occurrence_and_detection() -> None:
    made = spans_of(
        START,
        END,
        10.0,
        detection_rows=np.array([10, 20, 30, 40]),
        confidence=lambda rows, owners: rows + owners / 100,
    )
    assert made.confidence.tolist() == [2.3, 3.4, 0.1, 1.2]
    assert made.confidence[1] == 3.4
    assert np.isnan(spans_of(START, END, 10.0).confidence.whole()).all()


def test_labels_by_place_in_the_columns_and_by_detection() -> None:
    numbered = spans_of(START, END, 10.0, names=Names(("a", "b", "c", "d"))).labels
    assert [numbered.at(place) for place in range(4)] == ["c", "d", "a", "b"]
    codes = np.array([1, 1, 0, 0], np.int32)
    coded = spans_of(START, END, 10.0, names=Names(("x", "y"), codes)).labels
    assert [coded.distinct[code] for code in coded.codes()] == ["x", "x", "y", "y"]
    owners = np.array([1, 0, 0, 1])
    named = spans_of(START, END, 10.0, detection_rows=owners, names=Names(("x", "y"), codes[1:3], of_detections=True))
    assert [named.labels.at(place) for place in range(4)] == ["y", "x", "x", "y"]
    assert [spans_of(START, END, 10.0).labels.at(place) for place in range(4)] == [""] * 4
    assert len(no_spans().labels) == len(no_spans()) == 0


@given(st.integers(0, 2**16), st.integers(0, 4 * STEP), st.floats(-1, 101), st.floats(0, 30))
def test_all_that_overlap_are_between_the_two_places(seed: int, count: int, begin: float, length: float) -> None:
    chance = np.random.default_rng(seed)
    start = chance.uniform(-5, 105, count).round(1)
    made = spans_of(start, start + chance.exponential(8, count), 100.0)
    first, stop = made.overlapping(begin, begin + length)
    overlap = np.flatnonzero((made.drawn_start.whole() <= begin + length) & (made.drawn_end.whole() >= begin))
    assert ((first <= overlap) & (overlap < stop)).all()
    assert 0 <= first <= stop <= made.drawn_count
    assert first == made.drawn_count or made.drawn_end[first : first + STEP].max() >= begin
