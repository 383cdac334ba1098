"""Numbers that are looked up read like the array that they stand for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.analysis.looked_up import STEP, LookedUp, picked

COLUMN = np.array([4.0, 0.5, 2.5, 1.5])


def stands_for(values: list[float], *, rises: bool = False) -> tuple[LookedUp, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    column = np.array(sorted(values) if rises else values, np.float64)
    return LookedUp(len(column), lambda first, stop: column[first:stop], column[::STEP] if rises else None), column


def test_it_is_read_by_place_by_slice_and_as_a_whole() -> None:
    found, column = stands_for([3.0, 1.0, 2.0])
    assert (len(found), found[0], found[-1]) == (3, 3.0, 2.0)
    assert found[1:].tolist() == [1.0, 2.0]
    assert found[::-1].tolist() == [2.0, 1.0, 3.0]
    assert found[2:1].tolist() == []
    assert found.tolist() == found.whole().tolist() == np.asarray(found).tolist() == column.tolist()
    assert list(found) == column.tolist()
    with pytest.raises(IndexError):
        found[3]


@given(
    st.lists(st.integers(0, 90), max_size=3 * STEP).map(lambda many: [number / 2 for number in many] * 2),
    st.floats(-1, 50),
    st.sampled_from(["left", "right"]),
)
def test_a_place_in_rising_numbers_is_that_of_the_array(values: list[float], wanted: float, side: str) -> None:
    found, column = stands_for(values, rises=True)
    for value in (wanted, *values[:3]):
        assert found.searchsorted(value, side) == (column <= value if side == "right" else column < value).sum()


def test_no_place_is_told_where_numbers_do_not_rise() -> None:
    with pytest.raises(TypeError):
        stands_for([3.0, 1.0])[0].searchsorted(2.0)


def test_rows_of_a_column_and_none() -> None:
    assert picked(COLUMN, np.array([2, 0])).tolist() == [2.5, 4.0]
    assert picked(COLUMN, np.zeros(0, np.int32)).tolist() == []
    there, missing = picked(COLUMN, np.array([1, -1], np.int32))
    assert there == 0.5
    assert np.isnan(missing)
    assert np.isnan(picked(np.zeros(0), np.array([-1]))).all()
