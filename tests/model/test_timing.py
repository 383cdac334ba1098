"""Times as words: to the millisecond, and back again."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.model.timing import Notation, TimeFormat, clock, plain_number, shown_time


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
    assert shown_time(seconds, time_format) == repr(seconds)
