"""Where rows are after their order changed, against a look through all of them."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.analysis.kept_rows import Found, Rows, found_again

COUNT = 12
ORDERS = st.none() | st.permutations(range(COUNT)).flatmap(
    lambda rows: st.integers(0, COUNT).map(lambda end: np.array(rows[:end], np.int64))
)


def rows_of(order: Rows) -> list[int]:
    return list(range(COUNT)) if order is None else order.tolist()


@settings(max_examples=100, deadline=None)
@given(ORDERS, ORDERS, st.sets(st.integers(0, COUNT - 1)), st.integers(-1, COUNT - 1))
def test_selected_rows_are_found_again(before: Rows, after: Rows, places: set[int], current: int) -> None:
    was, now = rows_of(before), rows_of(after)
    spans = [range(place, place + 1) for place in sorted(places) if place < len(was)]
    found = found_again(COUNT, before, spans, current, after, COUNT)
    selected = {was[span.start] for span in spans}
    assert {now[place] for span in found.spans for place in span} == selected & set(now)
    assert found.current == (now.index(current) if current in now else None)
    assert all(one.stop < other.start for one, other in zip(found.spans, found.spans[1:], strict=False))


def test_too_many_pieces_shrink_to_the_current_row() -> None:
    every_other = np.array([0, 2, 4, 1, 3, 5], np.int64)
    assert found_again(6, every_other, [range(3)], 2, None, 2) == Found(2, (range(2, 3),))
    assert found_again(6, every_other, [range(3)], -1, None, 2) == Found(None, ())
    assert len(found_again(6, every_other, [range(3)], 2, None, 3).spans) == 3
