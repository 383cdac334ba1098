"""Timecodes: nominal and real rates, and drop-frame counting."""

from __future__ import annotations

import math

import pytest

from viewer.model.timecode import FrameRate, frame_rate, has_drop_frame, seconds_of, slowed


@pytest.mark.parametrize(
    ("fps", "rate"),
    [
        (25, FrameRate(25, 25)),
        (24, FrameRate(24, 24)),
        (23.976, FrameRate(24, 24000, 1001)),
        (23.98, FrameRate(24, 24000, 1001)),
        (23.976023976, FrameRate(24, 24000, 1001)),
        (29.97, FrameRate(30, 30000, 1001)),
        (59.94, FrameRate(60, 60000, 1001)),
        (12.5, FrameRate(13, 25, 2)),
        (1000, FrameRate(1000, 1000)),
    ],
)
def test_what_a_rate_means(fps: float, rate: FrameRate) -> None:
    assert frame_rate(fps) == rate
    assert frame_rate(rate.fps) == rate


@pytest.mark.parametrize("fps", [0, -25, 0.5, 1001, math.nan, math.inf])
def test_what_can_be_no_rate(fps: float) -> None:
    assert frame_rate(fps) is None


def test_whole_rates_count_plainly() -> None:
    assert seconds_of(1, 2, 3, 5, FrameRate(25, 25)) == 3723.2


def test_slowed_rates_take_longer_than_the_timecode_says() -> None:
    assert seconds_of(1, 0, 0, 0, slowed(24)) == pytest.approx(3603.6)
    assert seconds_of(1, 0, 0, 0, slowed(30)) == pytest.approx(3603.6)


@pytest.mark.parametrize(
    ("code", "frame"),
    [
        ((0, 0, 59, 29), 1799),
        ((0, 1, 0, 2), 1800),
        ((0, 9, 59, 29), 17_981),
        ((0, 10, 0, 0), 17_982),
        ((0, 11, 0, 2), 19_782),
        ((1, 0, 0, 0), 107_892),
    ],
)
def test_drop_frame_leaves_out_two_labels_a_minute_but_every_tenth(code: tuple[int, int, int, int], frame: int) -> None:
    assert seconds_of(*code, slowed(30), drops=True) == pytest.approx(frame * 1001 / 30000)


def test_drop_frame_at_the_double_rate_leaves_out_four() -> None:
    assert seconds_of(0, 1, 0, 4, slowed(60), drops=True) == pytest.approx(3600 * 1001 / 60000)
    assert seconds_of(0, 10, 0, 0, slowed(60), drops=True) == pytest.approx(35_964 * 1001 / 60000)


def test_other_rates_have_no_drop_frame() -> None:
    assert [has_drop_frame(FrameRate(rate, rate)) for rate in (24, 25, 30, 50, 60, 120)] == [
        False,
        False,
        True,
        False,
        True,
        False,
    ]
    assert seconds_of(0, 1, 0, 0, FrameRate(25, 25), drops=True) == 60
