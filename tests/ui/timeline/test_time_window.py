"""The part of the video in sight: zooming keeps a moment in its place, and nothing leaves the video."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.ui.timeline.time_window import LEAST_SECONDS, TimeWindow

HOUR = TimeWindow.whole(3600.0)


def share(window: TimeWindow, seconds: float) -> float:
    return (seconds - window.start_seconds) / window.seconds


@pytest.mark.parametrize("duration", [None, 0.0, -5.0, math.nan, math.inf])
def test_without_a_duration_there_is_a_window_all_the_same(duration: float | None) -> None:
    window = TimeWindow.whole(duration)
    assert (window.start_seconds, window.seconds > 0, window.is_whole) == (0.0, True, True)


def test_zooming_keeps_the_moment_where_it_is() -> None:
    window = HOUR.zoomed(10, 1000.0)
    assert window.seconds == pytest.approx(360.0)
    assert share(window, 1000.0) == pytest.approx(share(HOUR, 1000.0))
    nearer = window.zoomed(3, 1100.0)
    assert share(nearer, 1100.0) == pytest.approx(share(window, 1100.0))


def test_zooming_ends_at_the_whole_video_and_at_some_frames() -> None:
    near = HOUR.zoomed(1e9, 12.0)
    assert near.seconds == pytest.approx(LEAST_SECONDS)
    assert near.is_nearest
    assert near.has(12.0)
    assert near.zoomed(1e-9, 12.0) == HOUR
    assert HOUR.zoomed(0.5, 12.0) == HOUR
    short = TimeWindow.whole(0.1)
    assert short.zoomed(4, 0.05) == short
    assert short.is_nearest


def test_moving_stops_at_both_ends() -> None:
    window = HOUR.zoomed(10, 0.0)
    assert window.moved(-50).start_seconds == 0
    assert window.moved(100).start_seconds == pytest.approx(100)
    assert window.moved(1e9).end_seconds == 3600
    assert window.moved(1e9).seconds == pytest.approx(window.seconds)


def test_pages_go_along_with_what_plays() -> None:
    window = TimeWindow(100.0, 200.0, 3600.0)
    assert window.paged_to(150.0) == window
    assert window.paged_to(200.5) == TimeWindow(190.5, 290.5, 3600.0)
    assert window.paged_to(99.0) == TimeWindow(9.0, 109.0, 3600.0)
    assert window.paged_to(1000.0) == TimeWindow(950.0, 1050.0, 3600.0)
    assert window.paged_to(3599.0).end_seconds == 3600.0


def test_a_span_comes_into_sight_with_the_least_move() -> None:
    window = TimeWindow(100.0, 200.0, 3600.0)
    assert window.showing(120.0, 130.0) == window
    assert window.showing(300.0, 310.0) == TimeWindow(219.0, 319.0, 3600.0)
    assert window.showing(50.0, 60.0) == TimeWindow(41.0, 141.0, 3600.0)
    assert window.showing(50.0, 400.0) == window  # all around
    assert window.showing(250.0, 900.0) == TimeWindow(250.0, 350.0, 3600.0)


times = st.floats(-1e6, 1e6)


@given(whole=st.floats(0.01, 1e300), factors=st.lists(st.tuples(st.floats(1e-3, 1e3), times, times), max_size=8))
def test_the_window_never_leaves_the_video(whole: float, factors: list[tuple[float, float, float]]) -> None:
    window = TimeWindow.whole(whole)
    for factor, about, by in factors:
        about = min(max(about, window.start_seconds), window.end_seconds)
        zoomed = window.zoomed(factor, about)
        for window in (zoomed, zoomed.moved(by), zoomed.paged_to(by), zoomed.showing(by, by + factor)):
            assert 0 <= window.start_seconds < window.end_seconds <= whole
