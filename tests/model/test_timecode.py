"""Timecodes: nominal and real rates, and drop-frame counting."""

from __future__ import annotations

import math

import pytest

from viewer.model.timecode import (
    FrameRate,
    Label,
    frame_at,
    frame_of,
    frame_rate,
    frame_start,
    has_drop_frame,
    is_left_out,
    label_of,
    needs_drop_frame,
    seconds_of,
    slowed,
)

NTSC, DOUBLE_NTSC = slowed(30), slowed(60)
COUNTS = [
    (FrameRate(24, 24), False),
    (FrameRate(25, 25), False),
    (FrameRate(30, 30), False),
    (NTSC, True),
    (FrameRate(50, 50), False),
    (FrameRate(60, 60), False),
    (DOUBLE_NTSC, True),
]


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


def test_drop_frame_is_needed_at_two_rates() -> None:
    rates = [23.976, 24, 25, 29.9, 29.97, 30000 / 1001, 30, 50, 59.94, 60000 / 1001, 60, 119.88]
    needing = [fps for fps in rates if (rate := frame_rate(fps)) is not None and needs_drop_frame(rate)]
    assert needing == [29.97, 30000 / 1001, 59.94, 60000 / 1001]


def test_ten_minutes_and_a_day() -> None:
    assert frame_of(Label(0, 10), NTSC, drops=True) == 17_982
    assert frame_of(Label(0, 10), DOUBLE_NTSC, drops=True) == 35_964
    assert frame_of(Label(0, 10), NTSC) == 18_000
    assert frame_of(Label(24), NTSC, drops=True) == 2_589_408
    assert frame_of(Label(10), FrameRate(25, 25)) == 900_000
    assert label_of(2_589_408, NTSC, drops=True) == Label(24)


def labels_of_an_hour(rate: FrameRate, *, drops: bool) -> list[Label]:
    """The labels in their order, as the standard says it: all, but for those that are left out."""
    return [
        Label(0, minute, second, frame)
        for minute in range(60)
        for second in range(60)
        for frame in range(rate.nominal)
        if not (drops and minute % 10 and not second and frame < (2 if rate.nominal == 30 else 4))
    ]


@pytest.mark.parametrize(("rate", "drops"), COUNTS)
def test_every_frame_of_an_hour_has_its_label_and_is_found_by_it(rate: FrameRate, drops: bool) -> None:
    labels = labels_of_an_hour(rate, drops=drops)
    assert len(labels) == frame_of(Label(1), rate, drops=drops)
    assert [label_of(frame, rate, drops=drops) for frame in range(len(labels))] == labels
    assert [frame_of(label, rate, drops=drops) for label in labels] == list(range(len(labels)))


def test_labels_that_are_left_out() -> None:
    gone = [Label(0, minute, 0, frame) for minute in range(60) for frame in range(6) if minute % 10]
    for rate, count in ((NTSC, 2), (DOUBLE_NTSC, 4)):
        assert [label for label in gone if is_left_out(label, rate, drops=True)] == [x for x in gone if x.frames < count]
        assert not any(is_left_out(label, rate, drops=False) for label in gone)
        assert not is_left_out(Label(0, 10), rate, drops=True)
    assert not is_left_out(Label(0, 1), slowed(24), drops=True)


@pytest.mark.parametrize("fps", [24000 / 1001, 23.98, 24, 25, 29.97, 30000 / 1001, 30, 50, 60000 / 1001, 60])
def test_a_frame_begins_in_itself_and_lasts_until_the_next(fps: float) -> None:
    frames = range(0, 5 * 3600 * 60, 997)
    assert all(frame_at(frame_start(frame, fps), fps) == frame for frame in frames)
    assert all(frame_at(frame_start(frame + 1, fps) - 1e-4, fps) == frame for frame in frames)


def test_a_label_is_written_with_a_semicolon_where_labels_are_dropped() -> None:
    assert Label(1, 2, 3, 4).shown() == "01:02:03:04"
    assert Label(10, 0, 0, 2).shown(drops=True) == "10:00:00;02"
    assert Label(100, 0, 0, 119).shown() == "100:00:00:119"
