"""Times as words: to the millisecond, and back again."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.model.timecode import Label
from viewer.model.timing import Notation, TimeFormat, clock, plain_number, shown_moment, shown_time


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "00:00:00.000"),
        (0.0004, "00:00:00.000"),
        (0.0006, "00:00:00.001"),
        (59.9996, "00:01:00.000"),
        (61.5, "00:01:01.500"),
        (3599.9999, "01:00:00.000"),
        (3600, "01:00:00.000"),
        (6817.04, "01:53:37.040"),
        (360_000, "100:00:00.000"),
        (-1.25, "-00:00:01.250"),
        (-0.0001, "00:00:00.000"),
    ],
)
def test_the_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@settings(max_examples=100, deadline=None)
@given(st.integers(-400_000_000, 400_000_000))
def test_the_clock_reads_back(milliseconds: int) -> None:
    shown = clock(milliseconds / 1000)
    hours, minutes, seconds = shown.lstrip("-").split(":")
    assert int(minutes) < 60
    assert float(seconds) < 60
    read = (int(hours) * 3600 + int(minutes) * 60) * 1000 + round(float(seconds) * 1000)
    assert (-read if shown.startswith("-") else read) == milliseconds


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (-3.0, "-3"),
        (0.1, "0.1"),
        (1 / 3, "0.3333333333333333"),
        (1e22, "1e+22"),
        (2.0**53 - 1, "9007199254740991"),
    ],
)
def test_numbers_are_plain(number: float, shown: str) -> None:
    assert plain_number(number) == shown


@settings(max_examples=100, deadline=None)
@given(st.floats())
def test_numbers_read_back(number: float) -> None:
    read = float(plain_number(number))
    assert read == number or (math.isnan(read) and math.isnan(number))


def test_a_time_is_shown_in_the_chosen_format() -> None:
    assert shown_time(61.5, TimeFormat.CLOCK) == "00:01:01.500"
    assert shown_time(61.5, TimeFormat.SECONDS) == "61.5"


@pytest.mark.parametrize("seconds", [math.inf, -math.inf, math.nan, 1e306, -1.7e308])
@pytest.mark.parametrize("time_format", [TimeFormat(notation, 29.97, drop_frame=True) for notation in Notation])
def test_what_is_no_time_stays_a_word(seconds: float, time_format: TimeFormat) -> None:
    assert shown_time(seconds, time_format) == shown_moment(seconds, time_format) == repr(seconds)


NTSC = 30000 / 1001
TEN = Label(10)


@pytest.mark.parametrize(
    ("seconds", "form", "moment", "duration"),
    [
        (61.5, TimeFormat(Notation.CLOCK, start=TEN), "10:01:01.500", "00:01:01.500"),
        (61.5, TimeFormat(Notation.SECONDS, 25, start=TEN), "61.5", "61.5"),
        (61.5, TimeFormat(Notation.FRAMES, 25, start=TEN), "1537", "1538"),
        (61.5, TimeFormat(Notation.TIMECODE, 25, start=TEN), "10:01:01:12", "00:01:01:13"),
        (1800 / NTSC, TimeFormat(Notation.TIMECODE, NTSC), "00:01:00:00", "00:01:00:00"),
        (1800 / NTSC, TimeFormat(Notation.TIMECODE, NTSC, True), "00:01:00;02", "00:01:00;02"),
        (1800 / NTSC, TimeFormat(Notation.TIMECODE, NTSC, True, TEN), "10:01:00;02", "00:01:00;02"),
        (3600, TimeFormat(Notation.TIMECODE, NTSC, True), "01:00:00;00", "01:00:00;00"),
        (600, TimeFormat(Notation.TIMECODE, 60000 / 1001, True), "00:10:00;00", "00:10:00;00"),
        (3600, TimeFormat(Notation.TIMECODE, 24000 / 1001), "00:59:56:09", "00:59:56:10"),
        (3600, TimeFormat(Notation.TIMECODE, 30, True), "01:00:00:00", "01:00:00:00"),
        (-0.5, TimeFormat(Notation.TIMECODE, 24), "-00:00:00:12", "-00:00:00:12"),
        (-0.5, TimeFormat(Notation.TIMECODE, 24, start=TEN), "09:59:59:12", "-00:00:00:12"),
        (-0.5, TimeFormat(Notation.FRAMES, 24), "-12", "-12"),
        (1.5, TimeFormat(Notation.TIMECODE, 25, start=Label(0, 0, 0, 20)), "00:00:02:07", "00:00:01:13"),
        (1.5, TimeFormat(Notation.CLOCK, 25, start=Label(0, 0, 0, 20)), "00:00:02.300", "00:00:01.500"),
        (1.5, TimeFormat(Notation.CLOCK, start=Label(0, 0, 1, 20)), "00:00:02.500", "00:00:01.500"),
        (86_400, TimeFormat(Notation.TIMECODE, 25, start=TEN), "34:00:00:00", "24:00:00:00"),
        (0.5, TimeFormat(Notation.TIMECODE, 120), "00:00:00:60", "00:00:00:60"),
        (1e14, TimeFormat(Notation.FRAMES, 120), "100000000000000", "100000000000000"),
    ],
)
def test_moments_begin_at_the_programme_start_and_durations_at_nought(
    seconds: float, form: TimeFormat, moment: str, duration: str
) -> None:
    assert shown_moment(seconds, form) == moment
    assert shown_time(seconds, form) == duration


@pytest.mark.parametrize("notation", [Notation.FRAMES, Notation.TIMECODE])
@pytest.mark.parametrize("fps", [None, 0, -25, 1e9, math.nan, math.inf])
def test_without_a_frame_rate_the_clock_stands_in(notation: Notation, fps: float | None) -> None:
    form = TimeFormat(notation, fps, True, TEN)
    assert form.used_notation is Notation.CLOCK
    assert not form.drops
    assert shown_moment(61.5, form) == "10:01:01.500"
    assert shown_time(61.5, form) == "00:01:01.500"


def test_a_start_that_drop_frame_leaves_out_is_the_first_after_it() -> None:
    form = TimeFormat(Notation.TIMECODE, NTSC, True, Label(0, 1))
    assert shown_moment(0, form) == "00:01:00;02"
    assert shown_moment(0, form._replace(drop_frame=False)) == "00:01:00:00"
    assert form.shown_start() == "00:01:00;02"


@settings(max_examples=200, deadline=None)
@given(
    st.floats(),
    st.sampled_from(Notation),
    st.floats() | st.none() | st.sampled_from([24, 29.97, 60]),
    st.booleans(),
    st.data(),
)
def test_no_number_is_too_much(
    seconds: float, notation: Notation, fps: float | None, drop_frame: bool, data: st.DataObject
) -> None:
    start = Label(*data.draw(st.tuples(*(st.integers(0, 99),) * 4)))
    form = TimeFormat(notation, fps, drop_frame, start)
    assert shown_moment(seconds, form)
    assert shown_time(seconds, form)


def test_a_format_is_a_value() -> None:
    assert TimeFormat() == TimeFormat.CLOCK
    assert TimeFormat(Notation.SECONDS) == TimeFormat.SECONDS
    assert len({TimeFormat(Notation.FRAMES, 25), TimeFormat(Notation.FRAMES, 25), TimeFormat(Notation.FRAMES, 24)}) == 2
    with pytest.raises(AttributeError):
        TimeFormat.CLOCK.fps = 25  # type: ignore[misc]
