"""Pointing at the timeline finds what is painted there."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QImage, QPainter, QPalette

from viewer.analysis.by_second import Curve
from viewer.analysis.lane_pixels import Window, pixels_of
from viewer.analysis.lanes import Lane
from viewer.analysis.spans import no_spans, spans_of
from viewer.model.timing import TimeFormat
from viewer.text import Text
from viewer.ui.painting.timeline_tracks import REACH, TimelineTracks, TrackStyle, rows_of
from viewer.ui.theme import own_palette

pytestmark = pytest.mark.usefixtures("qapp")
WINDOW = Window(0.0, 100.0, 200)


def lane(*times: tuple[float, float], key: str = "visual.context", members: Sequence[Lane] = ()) -> Lane:
    start, end = (np.array([time[side] for time in times], np.float64) for side in (0, 1))
    return Lane(key, Text("A lane"), key, spans_of(start, end, 100.0), members)


def tracks_of(lanes: Sequence[Lane], opened: frozenset[str] = frozenset()) -> TimelineTracks:
    return TimelineTracks(rows_of(lanes, opened, 20), TrackStyle(own_palette(is_dark=False), QFont(), TimeFormat.CLOCK))


def test_all_that_share_a_pixel_are_hit() -> None:
    tracks = tracks_of([lane((10, 30), (20, 40), (20.1, 20.1), (60, 61))])
    for x, places in ((30, (0,)), (40, (0, 1, 2)), (50, (0, 1)), (70, (1,)), (100, ())):
        hit = tracks.hit(x, 5, WINDOW)
        assert hit is not None
        assert hit.places == places
        assert hit.seconds == (x + 0.5) / 2


def test_what_is_near_is_hit_too() -> None:
    tracks = tracks_of([lane((50, 50))])
    found = [x for x in range(200) if (hit := tracks.hit(x, 5, WINDOW)) is not None and hit.places]
    assert found == list(range(100 - REACH, 101 + REACH))


def test_the_row_is_that_at_the_height() -> None:
    members = (lane((50, 60), key="one"), lane((70, 80), key="two"))
    tracks = tracks_of([lane((0, 10), key="first"), lane((50, 80), key="both", members=members)], frozenset({"both"}))
    keys = [None if (hit := tracks.hit(110, y, WINDOW)) is None else hit.row.lane.key for y in (-1, 0, 20, 40, 79, 80)]
    assert keys == [None, "first", "both", "one", "two", None]
    assert tracks.height == 80


def test_a_curve_has_a_moment_but_no_spans() -> None:
    seconds = np.arange(100.0)
    curve = Lane("c", Text("c"), "c", no_spans(), curve=Curve("c", Text("c"), seconds, seconds / 100, 0.0, 1.0))
    hit = tracks_of([curve]).hit(60, 30, WINDOW)
    assert hit is not None
    assert (hit.row.lane.key, hit.places, hit.seconds) == ("c", (), 30.25)


@given(st.floats(0, 100), st.floats(0, 90), st.floats(0.1, 100), st.integers(1, 3000))
def test_places_and_moments_belong_to_each_other(seconds: float, start: float, length: float, width: int) -> None:
    tracks, window = tracks_of([]), Window(start, start + length, width)
    assert tracks.seconds_at(tracks.x_of(seconds, window), window) == pytest.approx(seconds, abs=1e-6)
    assert tracks.x_of(start, window) == 0
    assert tracks.x_of(window.end_seconds, window) == pytest.approx(width)


TIMES = st.lists(st.tuples(st.floats(-10, 110), st.floats(0, 20)), min_size=1, max_size=30)


@given(TIMES, st.floats(0, 90), st.floats(0.1, 99))
def test_whatever_is_painted_is_hit(times: list[tuple[float, float]], start: float, length: float) -> None:
    tracks = tracks_of([lane(*((begin, begin + lasts) for begin, lasts in times))])
    window = Window(start, start + length, 200)
    pixels = pixels_of(tracks.rows[0].lane.spans, window)
    for place, left, right in zip(pixels.places.tolist(), pixels.left.tolist(), pixels.right.tolist(), strict=True):
        for x in (left, right - 1):
            hit = tracks.hit(x, 10, window)
            assert hit is not None
            assert place in hit.places


@pytest.mark.parametrize("window", [Window(0.0, 0.0, 200), Window(0.0, 1.0, 0)])
def test_a_window_on_nothing_has_no_spans(window: Window) -> None:
    hit = tracks_of([lane((0, 100))]).hit(5, 5, window) if window.width else None
    assert hit is None or hit.places == ()


@pytest.mark.parametrize("is_dark", [False, True])
def test_each_density_stands_out_from_the_ground(is_dark: bool) -> None:
    style = TrackStyle(own_palette(is_dark=is_dark), QFont(), TimeFormat.CLOCK)
    ground = style.colour(QPalette.ColorRole.Base).lightness()
    steps = [abs(colour.lightness() - ground) for colour in style.levels("human.face")]
    assert steps == sorted(steps)
    assert len(set(steps)) == len(steps)


def test_texts_are_measured_once_and_not_kept_for_ever() -> None:
    style = TrackStyle(own_palette(is_dark=False), QFont(), TimeFormat.CLOCK)
    for number in range(5000):
        style.width(f"name {number}")
    assert style.width("gull") == style.metrics.horizontalAdvance("gull")
    assert len(style._widths) <= 4000


def painted(until: float, *, of_minimap: bool) -> tuple[QImage, int]:
    """What is to be seen in the end, and how many paintings it took."""
    lanes = [lane((10 * number, 10 * number + 30), (5 * number, 5 * number), key=f"lane {number}") for number in range(5)]
    tracks, rect = tracks_of(lanes), QRect(0, 0, WINDOW.width, 100)
    for count in range(1, 20):
        image = QImage(rect.size(), QImage.Format.Format_RGB32)
        painter = QPainter(image)
        if of_minimap:
            tracks.paint_minimap(painter, rect, WINDOW, WINDOW, until)
        else:
            tracks.paint(painter, rect, WINDOW, 0, until=until)
        painter.end()
        if tracks.is_whole:
            return image, count
    raise AssertionError("it comes to no end")


@pytest.mark.parametrize("of_minimap", [False, True], ids=["tracks", "minimap"])
def test_what_is_painted_in_parts_is_the_same_in_the_end(of_minimap: bool) -> None:
    at_once, once = painted(math.inf, of_minimap=of_minimap)
    in_parts, often = painted(-math.inf, of_minimap=of_minimap)
    assert (once, often) == (1, 5)
    assert in_parts == at_once
