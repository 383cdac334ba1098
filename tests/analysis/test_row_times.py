"""Which rows are now, where rows begin, and which of the shown rows is the first one that is now."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.made_up import numbers, table_of_words
from viewer.analysis.row_times import (
    Now,
    PositionGroups,
    Positions,
    SpanGroups,
    Spans,
    first_box,
    first_shown,
    is_at_hand,
    now_at,
    span_of,
    start_of,
    times_of,
)
from viewer.model.columns import Column, Kind, Table
from viewer.text import Text

NAN = float("nan")
SPANS = [(1.0, 3.0), (2.0, 2.0), (NAN, 9.0), (2.5, NAN), (5.0, 4.0), (-2.0, 0.5), (2.0, 700.0)]


def spans(pairs: list[tuple[float, float]] = SPANS) -> Spans:
    return Spans(np.array([start for start, _ in pairs], float), np.array([end for _, end in pairs], float))


def table(**columns: list[float | None]) -> Table:
    plain = Text("made up")
    return Table("made_up", tuple(Column(name, plain, plain, Kind.NUMBER, numbers(of)) for name, of in columns.items()))


def now_rows(times: Spans | SpanGroups, now: Now) -> list[int]:
    """What `all_now` says, after a look whether `are_now` says the same of each row."""
    found = list(times.all_now(now))
    count = len(times.first) - 1 if isinstance(times, SpanGroups) else len(times.start_seconds)
    assert np.flatnonzero(times.are_now(np.arange(count), now)).tolist() == found
    return [int(row) for row in found]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0.0, [5]),
        (0.5, []),
        (1.0, [0]),
        (2.0, [0, 1, 6]),
        (2.03, [0, 1, 6]),
        (2.05, [0, 6]),
        (2.5, [0, 3, 6]),
        (3.0, [6]),
        (5.0, [4, 6]),
    ],
)
def test_a_span_is_now_from_its_start_to_its_end_and_a_short_one_for_a_frame(seconds: float, expected: list[int]) -> None:
    assert now_rows(spans(), Now(seconds)) == expected


def test_a_span_is_now_though_the_last_digits_of_the_moment_differ() -> None:
    assert now_rows(spans([(2.0, 3.0), (3.0, 4.0)]), Now(3.0 - 1e-9)) == [1]


def test_without_a_frame_rate_a_short_span_is_now_for_a_moment() -> None:
    assert now_rows(spans([(2.0, 2.0)]), now_at(2.5, None, None)) == []
    assert now_rows(spans([(2.0, 2.0)]), now_at(2.9, None, 1.0)) == [0]


def test_a_group_is_now_where_one_of_its_spans_is() -> None:
    groups = SpanGroups(np.array([0, 2, 2, 7]), spans())
    assert now_rows(groups, Now(2.0)) == [0, 2]
    assert now_rows(groups, Now(1.0)) == [0]
    assert groups.are_now(np.array([2, 1, 0]), Now(1.0)).tolist() == [False, False, True]
    assert [groups.start(row) for row in range(3)] == [1.0, None, -2.0]


@pytest.mark.parametrize("positions", [[0, 0, 1, 4, 4, 4, 9], [4, 0, 9, 4, 1, 0, 4]])
def test_boxes_are_now_at_their_frame_or_second(positions: list[int]) -> None:
    for unit in ("frame", "second"):
        times = Positions(np.array(positions), unit, np.full(7, NAN))
        for position in range(11):
            now = Now(position + 0.5, position) if unit == "second" else Now(99.0, position)
            expected = [row for row, one in enumerate(positions) if one == position]
            assert list(times.all_now(now)) == expected
            assert np.flatnonzero(times.are_now(np.arange(7), now)).tolist() == expected


def test_boxes_that_rise_are_at_hand_as_soon_as_that_is_known() -> None:
    rising = Positions(np.array([0, 1, 1]), "second", np.array([0.0, 1.0, 1.0]))
    falling = Positions(np.array([1, 0]), "second", np.array([1.0, 0.0]))
    assert not is_at_hand(rising, None)
    for times in (rising, falling):
        first_shown(times, None, 3, Now(1.0))
    assert is_at_hand(rising, None)
    assert not is_at_hand(rising, np.array([2, 0]))
    assert not is_at_hand(falling, None)
    assert not is_at_hand(spans(), None)


def test_frames_are_never_now_without_a_frame_rate() -> None:
    times = Positions(np.array([0, 1]), "frame", np.array([0.0, 0.04]))
    assert list(times.all_now(Now(0.0))) == []
    assert not times.are_now(np.array([0, 1]), Now(0.0)).any()


def test_a_detection_is_now_where_it_has_a_box() -> None:
    positions = Positions(np.array([7, 3, 3, 5]), "second", np.array([7.0, 3.0, 3.0, 5.0]))
    groups = PositionGroups(np.array([0, 1, 0, 2], np.int32), positions)
    assert groups.all_now(Now(3.2)).tolist() == [0, 1]
    assert groups.are_now(np.array([2, 1, 0]), Now(3.2)).tolist() == [False, True, True]
    assert [first_box(groups, row) for row in range(4)] == [2, 1, 3, None]
    assert [start_of(groups, row, 25.0) for row in range(4)] == [3.0, 3.0, 5.0, None]


def test_a_frame_begins_where_the_playhead_has_it() -> None:
    times = Positions(np.array([50]), "frame", np.array([2.0]))
    assert start_of(times, 0, 50.0) == 1.0
    assert start_of(times, 0, None) == 2.0
    assert start_of(Positions(np.array([50]), "frame", np.array([NAN])), 0, None) is None
    assert start_of(Positions(np.array([50]), "second", np.array([50.0])), 0, 25.0) == 50.0


def test_times_are_found_by_the_names_of_columns() -> None:
    both = times_of(table(start_seconds=[1.0, None], end_seconds=[2.0, 3.0]))
    assert [span_of(both, row) for row in (0, 1)] == [(1.0, 2.0), (None, 3.0)]
    assert [start_of(both, row, None) for row in (0, 1)] == [1.0, None]
    alone = times_of(table(time_seconds=[4.0]))
    assert span_of(alone, 0) == (4.0, 4.0)
    frames = times_of(table(frame=[10.0], time_seconds=[0.4]))
    assert isinstance(frames, Positions)
    assert frames.unit == "frame"
    assert times_of(table(second=[10.0])) is not None
    assert times_of(table(share=[10.0])) is None
    assert start_of(None, 0, None) is None
    assert span_of(frames, 0) == (None, None)
    assert isinstance(times_of(table_of_words(["a"])), Spans)


@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=30),
    st.permutations(range(30)),
    st.integers(0, 30),
    st.integers(0, 6),
)
def test_the_first_shown_row_that_is_now(positions: list[int], order: list[int], left: int, wanted: int) -> None:
    rows = np.array([row for row in order if row < len(positions)][:left], np.int64)
    expected = next((place for place, row in enumerate(rows) if positions[row] == wanted), None)
    for values in (np.array(positions), np.array(positions, float)):
        times = Positions(values, "frame", np.full(len(values), NAN))
        assert first_shown(times, rows, len(values), Now(0.0, wanted)) == expected
    as_spans = spans([(float(one), float(one)) for one in positions])
    assert first_shown(as_spans, rows, len(positions), Now(float(wanted))) == expected
    service = next((row for row, one in enumerate(positions) if one == wanted), None)
    assert first_shown(as_spans, None, len(positions), Now(float(wanted))) == service
