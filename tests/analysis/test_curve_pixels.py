"""A curve as pixels: the line goes where the values are, is broken where there are none, and hides no extreme."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy import uint8
from numpy.typing import NDArray

from viewer.analysis.by_second import Curve
from viewer.analysis.curve_pixels import curve_pixels
from viewer.analysis.lane_pixels import Window
from viewer.text import Text

HEIGHT = 21


def made(values: list[float], seconds: list[float] | None = None) -> Curve:
    at = np.arange(float(len(values))) if seconds is None else np.array(seconds, np.float64)
    return Curve("made_up", Text("Made up"), at, np.array(values, np.float64), -1.0, 1.0)


def alpha(curve: Curve, window: Window, line: float = 1.0) -> NDArray[uint8]:
    """Lines × columns: how much of the line is in each pixel, 0 to 255."""
    found: NDArray[uint8] = np.frombuffer(curve_pixels(curve, window, HEIGHT, line), uint8).reshape(HEIGHT, window.width)
    return found


def test_values_are_as_high_as_they_should_be() -> None:
    found = alpha(made([1, 1, 0, 0, -1, -1]), Window(0, 6, 60))
    assert [int(found[:, x].argmax()) for x in (10, 30, 50)] == [0, 10, 20]
    assert found[:, 30].tolist() == [0] * 10 + [255] + [0] * 10


def test_a_second_without_a_value_is_a_gap() -> None:
    found = alpha(made([0, 0, 0, 0], [0, 1, 3, 4]), Window(0, 5, 50))
    assert [bool(found[:, x].any()) for x in (10, 20, 30, 40)] == [True, False, False, True]


@pytest.mark.parametrize("seconds", [[2.0], [0.0, 2.0], [2.0, 5.0], [0.0, 2.0, 5.0]])
def test_a_second_alone_is_as_long_as_it_lasts(seconds: list[float]) -> None:
    found = alpha(made([0] * len(seconds), seconds), Window(0, 6, 60))
    drawn = np.flatnonzero(found.any(axis=0)).tolist()
    assert drawn == [x for second in seconds for x in range(int(second) * 10, int(second) * 10 + 10)]


def test_a_steep_line_has_no_holes() -> None:
    found = alpha(made([-1, 1]), Window(0, 2, 20), 2.0)
    assert (found.max(axis=1) > 100).all()


def test_a_steep_line_does_not_go_beyond_its_values() -> None:
    found = alpha(made([0.5, 0.5, -0.5, -0.5]), Window(0, 4, 12), 2.0)
    assert not found[:3].any()
    assert not found[-3:].any()
    assert found[5:16].max(axis=1).min() > 100


def test_crowded_seconds_show_their_whole_range() -> None:
    found = alpha(made([0.0] * 500 + [1.0] + [0.0] * 500 + [-1.0] + [0.0] * 500), Window(0, 1502, 100))
    assert found[0].any()
    assert found[-1].any()
    assert found[10].all()  # and it stays one line


def test_crowded_columns_touch() -> None:
    found = alpha(made([-1.0] * 500 + [1.0] * 500), Window(0, 1000, 100))
    assert (found[:, 49:51].max(axis=1) == 255).all()


def test_nothing_in_sight_is_nothing() -> None:
    assert not alpha(made([0, 0]), Window(100, 110, 50)).any()
    assert not alpha(made([]), Window(0, 10, 50)).any()


@given(
    st.lists(st.tuples(st.integers(0, 400), st.floats(-1, 1)), max_size=60, unique_by=lambda pair: pair[0]),
    st.floats(0, 350),
    st.floats(0.2, 400),
    st.integers(1, 300),
    st.floats(1, 5),
)
def test_every_second_in_sight_is_drawn(
    values: list[tuple[int, float]], start: float, length: float, width: int, line: float
) -> None:
    values.sort()
    curve = made([value for _, value in values], [float(second) for second, _ in values])
    window = Window(start, start + length, width)
    found = alpha(curve, window, line)
    for second, _ in values:
        x = (second + 0.5 - start) * width / length
        if 1 <= x < width - 1:
            assert found[:, int(x - 1) : int(x) + 2].any()
