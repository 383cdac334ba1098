"""The film's own clock: whose frame a moment is, how a seek is aimed again, and when film and results don't agree."""

from __future__ import annotations

import math

import pytest

from viewer.ui.film.film_clock import MOST_ATTEMPTS, Seek, Shown, lengths_differ, nominal_fps, rates_differ


def shown_frame(frame: int, fps: float) -> Shown:
    """A frame whose times a container has rounded to the millisecond."""
    return Shown(round(frame / fps, 3), round((frame + 1) / fps, 3))


@pytest.mark.parametrize("fps", [24000 / 1001, 24, 25, 30000 / 1001, 50, 60000 / 1001, 120])
def test_the_middle_of_a_frame_is_in_that_frame_alone(fps: float) -> None:
    for frame in (0, 1, 2, 1000, 170_000):
        middle = Seek(frame, fps).middle_seconds
        assert shown_frame(frame, fps).has(middle)
        assert not shown_frame(frame + 1, fps).has(middle)
        assert frame == 0 or not shown_frame(frame - 1, fps).has(middle)


@pytest.mark.parametrize(("came", "aim"), [(9, 0.44), (11, 0.40)])
def test_a_seek_is_aimed_away_from_the_neighbour_that_came(came: int, aim: float) -> None:
    seek = Seek(10, 25)
    assert seek.aim_seconds == seek.middle_seconds == pytest.approx(0.42)
    assert seek.aim_again(shown_frame(came, 25))
    assert seek.aim_seconds == pytest.approx(aim)
    assert seek.middle_seconds == pytest.approx(0.42)
    assert not seek.is_walk


def test_what_no_seek_leads_to_is_walked_to() -> None:
    seek = Seek(10, 25)
    assert seek.aim_again(shown_frame(11, 25))
    assert not seek.is_on_the_way(shown_frame(9, 25))
    assert seek.aim_again(shown_frame(9, 25))
    assert seek.is_walk
    assert seek.aim_seconds == pytest.approx(0.34)
    assert seek.is_on_the_way(shown_frame(9, 25))
    assert not seek.is_on_the_way(shown_frame(10, 25))


def test_it_is_aimed_so_often_only() -> None:
    seek = Seek(0, 25)
    aims = [seek.aim_again(shown_frame(5, 25)) for _ in range(MOST_ATTEMPTS)]
    assert aims == [True] * (MOST_ATTEMPTS - 1) + [False]
    assert seek.aim_seconds == 0


def test_where_nothing_came_it_is_aimed_the_same_again() -> None:
    seek = Seek(10, 25)
    assert seek.aim_again(None)
    assert seek.aim_again(None)
    assert seek.aim_seconds == seek.middle_seconds


def test_a_film_that_plays_may_have_gone_on_a_little() -> None:
    seek = Seek(10, 25)
    assert seek.is_at(shown_frame(12, 25), is_playing=True)
    assert not seek.is_at(shown_frame(12, 25), is_playing=False)
    assert not seek.is_at(shown_frame(9, 25), is_playing=True)
    assert not seek.is_at(shown_frame(60, 25), is_playing=True)


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        (23.976, 24000 / 1001),
        (23.976023976, 24000 / 1001),
        (24.0, 24.0),
        (29.97, 30000 / 1001),
        (24.9999, 25.0),
        (15, 15.0),
        (23.98, 23.98),
        (0.0, None),
        (-25.0, None),
        (math.nan, None),
        (math.inf, None),
        (None, None),
        ("25", None),
    ],
)
def test_a_rate_is_taken_as_it_is_meant(stated: object, meant: float | None) -> None:
    assert nominal_fps(stated) == meant


@pytest.mark.parametrize(
    ("film", "results", "differ"),
    [
        (24000 / 1001, 23.98, True),
        (24000 / 1001, 23.976, False),
        (30000 / 1001, 29.97, False),
        (25.0, 25, False),
        (25.0, 24, True),
        (None, 25, False),
        (25.0, None, False),
    ],
)
def test_rates_that_drift_apart_differ(film: float | None, results: float | None, differ: bool) -> None:
    assert rates_differ(film, results) is differ


@pytest.mark.parametrize(
    ("film", "results", "differ"),
    [(10.0, 10.079, False), (10.0, 10.081, True), (10.081, 10.0, True), (None, 10.0, False), (10.0, None, False)],
)
def test_lengths_may_be_two_frames_apart(film: float | None, results: float | None, differ: bool) -> None:
    assert lengths_differ(film, results, 25) is differ
