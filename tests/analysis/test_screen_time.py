"""Screen time against a simple count, span by span."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.analysis.screen_time import union_seconds, union_seconds_by_group

SPANS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40), st.integers(0, 40)), max_size=30)


def columns(*spans: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    starts, ends = zip(*spans, strict=True)
    return np.array(starts, dtype=float), np.array(ends, dtype=float)


def test_overlaps_count_once() -> None:
    assert union_seconds(*columns((0, 2), (1, 3), (10, 11), (0.5, 1.5))) == 4.0
    assert union_seconds(*columns((0, 10), (1, 2), (3, 4), (9, 12))) == 12.0
    assert union_seconds(*columns((0.1, 0.2), (0.2, 0.3))) == 0.2


def test_spans_without_a_length_count_for_nothing() -> None:
    nan, inf = float("nan"), float("inf")
    assert union_seconds(*columns((3, 3), (5, 4), (nan, 2), (1, nan), (0, inf), (7, 8))) == 1.0
    assert union_seconds(np.array([]), np.array([])) == 0.0
    assert union_seconds(*columns((-1e308, 1e308))) == inf
    assert union_seconds(*columns((0, 1e305))) == 1e305


@settings(deadline=None, max_examples=60)
@given(SPANS)
def test_every_group_agrees_with_counting_quarters(spans: list[tuple[int, int, int]]) -> None:
    groups, starts, ends = (np.array([span[place] for span in spans], dtype=np.int64) for place in range(3))
    totals = union_seconds_by_group(groups, starts / 4, ends / 4, 4)
    for group in range(4):
        covered = {quarter for which, start, end in spans if which == group for quarter in range(start, end)}
        assert totals[group] == pytest.approx(len(covered) / 4, abs=1e-9)
