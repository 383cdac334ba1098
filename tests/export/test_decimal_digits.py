"""Digits made for whole arrays are those that are shown for one number."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from viewer.export.decimal_digits import GAP, Rows, clock_rows, duration_rows, moment_rows, plain_rows
from viewer.model.timecode import FrameRate, Label, frame_of, slowed
from viewer.model.timing import Notation, TimeFormat, clock, plain_number, shown_moment, shown_time

Maker = Callable[[NDArray[np.float64]], Iterator[tuple[NDArray[np.int64], Rows]]]
EDGES = [
    *(0.0, -0.0, 1e-4, 9.9999e-5, 1e-5, -1e-4, 5e-324, 0.5, 1e15, 1e16, 1e22, 1.7976931348623157e308, math.inf, -math.inf),
    *(
        2.0**53,
        2.0**53 - 1,
        2.0**53 + 2,
        999999999999999.9,
        0.1 + 0.2,
        1 / 3,
        123456789.123456,
        1e14 + 0.5,
        4503599627370497.5,
    ),
    *(0.0005, -0.0004, -0.0005, 0.0015, 0.9995, 59.9995, 3599.9996, 86399.9996, 359999.9995, -1.5, 3600.0 * 1000),
]


def made(numbers: list[float], maker: Maker) -> dict[int, str]:
    """Return the texts that were made, by the places of their numbers."""
    texts: dict[int, str] = {}
    for places, rows in maker(np.array(numbers, dtype=np.float64)):
        for place, row in zip(places.tolist(), rows, strict=True):
            assert place not in texts
            texts[place] = row[row != GAP].tobytes().decode()
    return texts


def bits(pattern: int) -> float:
    return float(struct.unpack("d", struct.pack("Q", pattern))[0])


some_numbers = (
    st.floats(allow_nan=False)
    | st.decimals(-(10**9), 10**9, places=3).map(float)
    | st.decimals(-10, 10, places=9).map(float)
    | st.integers(-(2**60), 2**60).map(float)
    | st.integers(0, 2**64 - 1).map(bits).filter(lambda number: number == number)
)


@settings(max_examples=100, deadline=None)
@given(st.lists(some_numbers, max_size=30))
def test_every_text_is_the_one_for_a_single_number(numbers: list[float]) -> None:
    for place, text in made(numbers, plain_rows).items():
        assert text == plain_number(numbers[place])
    for place, text in made(numbers, clock_rows).items():
        assert text == clock(numbers[place])


@pytest.mark.parametrize("number", EDGES)
def test_edges(number: float) -> None:
    for text in made([number], plain_rows).values():
        assert text == plain_number(number)
    for text in made([number], clock_rows).values():
        assert text == clock(number)


def test_usual_numbers_are_not_left_to_python() -> None:
    numbers = [place / 1000 for place in range(-2000, 2000)] + [0.123456789, 12345.678901, 5e9, 1e-4]
    assert len(made(numbers, plain_rows)) == len(made(numbers, clock_rows)) == len(numbers)
    assert made([1 / 3, 1e-5, math.inf, 1e300], plain_rows) == {}
    assert made([math.inf, 1e300], clock_rows) == {}


FORMATS = [
    TimeFormat(notation, fps, drop_frame, start)
    for notation in Notation
    for fps, drop_frame in (
        (24000 / 1001, True),
        (25, False),
        (29.97, True),
        (60000 / 1001, True),
        (120, False),
        (None, True),
    )
    for start in (Label(), Label(10), Label(0, 1), Label(23, 59, 58, 11))
]


@settings(max_examples=200, deadline=None)
@given(st.lists(some_numbers, max_size=30), st.sampled_from(FORMATS))
def test_times_are_those_that_are_shown(numbers: list[float], form: TimeFormat) -> None:
    for place, text in made(numbers, moment_rows(form)).items():
        assert text == shown_moment(numbers[place], form)
    for place, text in made(numbers, duration_rows(form)).items():
        assert text == shown_time(numbers[place], form)


@pytest.mark.parametrize("form", FORMATS, ids=str)
def test_edges_of_times(form: TimeFormat) -> None:
    for number in EDGES:
        for text in made([number], moment_rows(form)).values():
            assert text == shown_moment(number, form)
        for text in made([number], duration_rows(form)).values():
            assert text == shown_time(number, form)
    usual = [place / 1000 for place in range(-2000, 20_000, 7)]
    assert len(made(usual, moment_rows(form))) == len(made(usual, duration_rows(form))) == len(usual)


@pytest.mark.parametrize(
    ("rate", "drops"),
    [
        *((slowed(nominal), False) for nominal in (24, 30, 60)),
        *((FrameRate(nominal, nominal), False) for nominal in (24, 25, 30, 50, 60)),
        *((slowed(nominal), True) for nominal in (30, 60)),
    ],
)
def test_every_frame_of_an_hour_from_its_seconds(rate: FrameRate, drops: bool) -> None:
    form = TimeFormat(Notation.TIMECODE, rate.fps, drops, Label(10))
    count = frame_of(Label(1), rate, drops=drops)
    ((places, rows),) = moment_rows(form)(np.arange(count) / rate.fps)
    assert places.tolist() == list(range(count))
    dropped = rate.nominal // 15 if drops else 0
    labels = np.arange(3600 * rate.nominal)
    is_left_out = (labels // (60 * rate.nominal) % 10 != 0) & (labels % (60 * rate.nominal) < dropped)
    frame, second = labels[~is_left_out] % rate.nominal, labels[~is_left_out] // rate.nominal
    digits = (rows[:, 1:].astype(np.int64) - ord("0")).T
    assert (rows[:, 0] == GAP).all()
    assert (rows[:, 9] == ord(";" if drops else ":")).all()
    assert (digits[0] * 10 + digits[1] == 10).all()
    assert (digits[3] * 10 + digits[4] == second // 60).all()
    assert (digits[6] * 10 + digits[7] == second % 60).all()
    assert (digits[9] * 10 + digits[10] == frame).all()
