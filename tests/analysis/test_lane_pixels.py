"""Spans as pixels: nothing is dropped, sharing is counted, and pointing finds what is painted."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.analysis.by_second import Curve
from viewer.analysis.lane_pixels import (
    Window,
    chosen_spans,
    curve_columns,
    marked_runs,
    pixels_of,
    row_of_pixels,
    runs,
    spans_at,
)
from viewer.analysis.spans import Spans, no_spans, spans_of
from viewer.text import Text


def spans(*times: tuple[float, float], duration: float = 100.0, rows: list[int] | None = None) -> Spans:
    start, end = (np.array([time[side] for time in times], np.float64) for side in (0, 1))
    return spans_of(start, end, duration, detection_rows=None if rows is None else np.array(rows, np.int64))


def drawn(made: Spans, window: Window) -> list[tuple[int, int]]:
    pixels = pixels_of(made, window)
    return list(zip(pixels.left.tolist(), pixels.right.tolist(), strict=True))


def test_a_bar_takes_the_pixels_that_it_touches() -> None:
    assert drawn(spans((10, 20), (30.5, 31)), Window(0, 100, 100)) == [(10, 20), (30, 31)]


def test_what_is_shorter_than_a_pixel_takes_one() -> None:
    assert drawn(spans((10, 10), (50.01, 50.02), (100, 100)), Window(0, 100, 50)) == [(5, 6), (25, 26), (49, 50)]


def test_what_begins_before_or_ends_after_is_cut_off() -> None:
    assert drawn(spans((0, 100), (10, 45), (55, 90)), Window(40, 60, 20)) == [(0, 20), (0, 5), (15, 20)]


def test_a_long_span_far_before_is_found() -> None:
    made = spans((0, 99), *((place, place + 0.5) for place in range(1, 90)))
    assert drawn(made, Window(95, 97, 10)) == [(0, 10)]


@given(
    st.lists(st.tuples(st.floats(-10, 110), st.floats(-10, 110)), max_size=30),
    st.floats(0, 99),
    st.floats(0.01, 100),
    st.integers(1, 300),
)
def test_every_span_in_sight_is_drawn_and_found(
    times: list[tuple[float, float]], start: float, length: float, width: int
) -> None:
    made, window = spans(*times), Window(start, start + length, width)
    pixels = pixels_of(made, window)
    in_sight = (made.drawn_start.whole() < window.end_seconds) & (made.drawn_end.whole() > window.start_seconds)
    assert set(np.flatnonzero(in_sight)) <= set(pixels.places.tolist())
    assert pixels.density().sum() == (pixels.right - pixels.left).sum()
    for place, left, right in zip(pixels.places, pixels.left, pixels.right, strict=True):
        assert 0 <= left < right <= width
        assert place in spans_at(made, window, int(left))


def test_how_many_share_a_pixel_is_counted() -> None:
    made = spans((0, 10), (5, 10), (5.2, 5.3), (20, 21))
    assert pixels_of(made, Window(0, 30, 30)).density().tolist() == [1] * 5 + [3] + [2] * 4 + [0] * 10 + [1] + [0] * 9


def test_more_spans_get_another_colour() -> None:
    made = spans(*[(place, place) for count in range(6) for place in [count] * 2**count])
    row = np.frombuffer(row_of_pixels(pixels_of(made, Window(0, 8, 8)), [11, 12, 13, 14], 99), np.uint32)
    assert row.tolist() == [11, 12, 13, 14, 14, 14, 0, 0]


def test_bars_that_touch_are_told_apart_where_there_is_room() -> None:
    row = np.frombuffer(row_of_pixels(pixels_of(spans((0, 5), (5, 10), (10, 11)), Window(0, 20, 20)), [1], 9), np.uint32)
    assert row.tolist() == [1] * 5 + [9] + [1] * 5 + [0] * 9


def test_edges_that_would_hide_the_bars_are_left_out() -> None:
    crowd = [(place, place + 30) for place in range(0, 60, 2)]
    row = np.frombuffer(row_of_pixels(pixels_of(spans(*crowd, (70, 80), (75, 80)), Window(0, 100, 100)), [1], 9), np.uint32)
    assert np.flatnonzero(row == 9).tolist() == [70, 75]
    assert np.flatnonzero(row == 0).tolist() == list(range(88, 100))
    row = row_of_pixels(pixels_of(spans((0, 50), *[(10, 50)] * 5), Window(0, 100, 100)), [1], 9)
    assert np.flatnonzero(np.frombuffer(row, np.uint32) == 9).tolist() == [10]


def test_names_stand_where_nothing_begins_or_ends() -> None:
    found = pixels_of(spans((0, 100), (20, 40), (41, 42)), Window(0, 100, 100)).names(15)
    assert [tuple(name) for name in found] == [(0, 20, 0, 1), (20, 40, 1, 2), (42, 100, 0, 1)]
    assert pixels_of(no_spans(), Window(0, 100, 100)).names(15) == []


def test_the_nearest_is_found_within_reach() -> None:
    made, window = spans((10, 11), (20, 21)), Window(0, 100, 100)
    assert spans_at(made, window, 12, 0).tolist() == []
    assert spans_at(made, window, 12, 3).tolist() == [0]
    assert spans_at(made, window, 14, 20).tolist() == [0]
    assert spans_at(made, window, 16, 20).tolist() == [1]
    assert spans_at(no_spans(), window, 16, 20).tolist() == []


def test_where_one_detection_is() -> None:
    made = spans((0, 10), (5, 15), (30, 40), (50, 60), rows=[1, 1, 1, 2])
    assert marked_runs(made, Window(0, 100, 100), made.detection_rows == 1) == [(0, 15), (30, 40)]
    assert marked_runs(made, Window(0, 100, 100), made.detection_rows == 3) == []


def test_what_is_chosen_is_found_by_its_detection_and_by_its_span() -> None:
    made = spans((0, 10), (0, 10), (0, 10), (30, 40), (50, math.nan), rows=[1, 2, -1, 1, -1])
    of_it, itself = chosen_spans(made, 1, 0.0, 10.0)
    assert (of_it.tolist(), itself.tolist()) == ([True, False, True, True, False], [True, False, True, False, False])
    assert chosen_spans(made, None, 0.0, 10.0)[0].tolist() == [True, True, True, False, False]
    assert chosen_spans(made, None, 50.0, None)[1].tolist() == [False, False, False, False, True]
    assert not chosen_spans(made, None, None, None)[0].any()
    assert not chosen_spans(no_spans(), None, 0.0, 10.0)[0].any()


def test_what_is_chosen_is_found_outside_of_the_video_too() -> None:
    times = [(-20.0, -10.0), (-5.0, 3.0), (0.0, 100.0), (99.0, 400.0), (300.0, 350.0), (300.0, 400.0)]
    made = spans(*times)
    for place, (start, end) in enumerate(times):
        assert np.flatnonzero(chosen_spans(made, None, start, end)[1]).tolist() == [place]
    assert not chosen_spans(made, None, 350.0, 400.0)[0].any()


def test_bars_can_have_a_least_width() -> None:
    pixels = pixels_of(spans((10, 10), (100, 100), (20, 30)), Window(0, 100, 100), 2)
    assert list(zip(pixels.left.tolist(), pixels.right.tolist(), strict=True)) == [(10, 12), (20, 30), (98, 100)]
    assert pixels_of(spans((0.5, 0.5)), Window(0, 1, 1), 3).right.tolist() == [1]


def test_stretches_of_pixels() -> None:
    assert runs(np.array([True, False, True, True])) == [(0, 1), (2, 4)]
    assert runs(np.zeros(0, np.bool_)) == []


def curve(count: int) -> Curve:
    seconds = np.arange(float(count))
    return Curve("made_up", Text("Made up"), seconds, np.where(seconds % 2, 1.0, -1.0), -1.0, 1.0)


def test_each_second_of_a_curve_stands_at_its_middle() -> None:
    x, low, high = curve(4).seconds, *curve_columns(curve(4), Window(0, 4, 40))[1:]
    assert curve_columns(curve(4), Window(0, 4, 40))[0].tolist() == [5, 15, 25, 35]
    assert len(x) == 4
    assert low.tolist() == high.tolist() == [0, 1, 0, 1]


def test_where_seconds_share_a_pixel_both_ends_of_their_values_are_kept() -> None:
    x, low, high = curve_columns(curve(1000), Window(0, 1000, 10))
    assert x.tolist() == list(range(10))
    assert (set(low), set(high)) == ({0.0}, {1.0})


@pytest.mark.parametrize("window", [Window(0.0, 1e-3, 100), Window(99.9999, 100.0, 100)])
def test_deep_zoom(window: Window) -> None:
    assert drawn(spans((0, 100)), window) == [(0, 100)]
