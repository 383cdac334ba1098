"""Row order, against Python's own sorting."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis import made_up
from viewer.analysis.column_values import texts
from viewer.analysis.rows import Wish, arranged, natural_key, ordered
from viewer.analysis.tables import detections_table
from viewer.errors import Cancelled
from viewer.model.columns import Column, Kind, Numbers, Table, Texts
from viewer.text import Text
from viewer.watch import Watch

NUMBERS = st.lists(st.one_of(st.floats(width=16), st.none()), max_size=30)
WORDS = st.lists(st.text("aAbB19 é", max_size=4), max_size=30)


def table(*columns: tuple[str, Kind, Numbers | Texts]) -> Table:
    return Table("made up", tuple(Column(name, Text("x"), Text("x"), kind, values) for name, kind, values in columns))


def in_order(of: Table, descending: bool = False, column: int = 0) -> list[int]:
    return [int(row) for row in ordered(of, None, column, descending, Watch())]


def test_numbers_go_by_value_and_blanks_come_last_both_ways() -> None:
    made = table(("a", Kind.NUMBER, made_up.numbers(10, None, 9, float("inf"), -1, None, 9)))
    assert in_order(made) == [4, 2, 6, 0, 3, 1, 5]
    assert in_order(made, descending=True) == [3, 0, 2, 6, 4, 1, 5]


def test_texts_go_in_natural_order() -> None:
    made = table(("a", Kind.TEXT, made_up.texts("shot 10", "", "Shot 9", "zebra", "Äpfel", "shot 9", "", "2")))
    assert in_order(made) == [7, 2, 5, 0, 3, 4, 1, 6]
    assert in_order(made, descending=True) == [4, 3, 0, 5, 2, 7, 1, 6]


def test_ids_go_by_number_with_a_fallback() -> None:
    assert in_order(table(("a_id", Kind.TEXT, made_up.texts("10", "9", "", "0100", "2")))) == [4, 1, 0, 3, 2]
    assert in_order(table(("a_id", Kind.TEXT, made_up.texts("10", "9x", "9", "x")))) == [2, 1, 0, 3]
    assert in_order(table(("a_id", Kind.TEXT, made_up.texts("9" * 5000, "1" + "0" * 5000, "²")))) == [0, 1, 2]


def test_only_the_given_rows_are_ordered() -> None:
    made = table(("a", Kind.NUMBER, made_up.numbers(3, 2, 1)))
    assert ordered(made, np.array([0, 2], dtype=np.int64), 0, False, Watch()).tolist() == [2, 0]
    assert ordered(made, np.array([], dtype=np.int64), 0, True, Watch()).dtype == np.int64
    assert in_order(table(("a", Kind.TEXT, made_up.texts()))) == []


def test_many_distinct_texts_are_merged_from_slices() -> None:
    names = [f"name {number * 7919 % 9001}" for number in range(9001)]
    assert in_order(table(("a", Kind.TEXT, texts(names)))) == sorted(range(9001), key=lambda row: natural_key(names[row]))
    many = [str(number * 7919 % 70001) for number in range(70001)]
    assert in_order(table(("a", Kind.TEXT, texts(many))), descending=True) == sorted(
        range(70001), key=lambda row: -int(many[row])
    )


@settings(deadline=None, max_examples=60)
@given(NUMBERS, st.booleans())
def test_numbers_agree_with_sorted(values: list[float | None], descending: bool) -> None:
    made = table(("a", Kind.NUMBER, made_up.numbers(*values)))
    blanks = [row for row, value in enumerate(values) if value is None or value != value]
    rest = [row for row in range(len(values)) if row not in blanks]
    sign = -1 if descending else 1
    assert in_order(made, descending) == sorted(rest, key=lambda row: sign * (values[row] or 0.0)) + blanks


@settings(deadline=None, max_examples=60)
@given(WORDS, st.booleans())
def test_texts_agree_with_sorted(values: list[str], descending: bool) -> None:
    made = table(("a", Kind.TEXT, texts(values)))
    rows = in_order(made, descending)
    blanks = [row for row, value in enumerate(values) if not value]
    assert rows[len(rows) - len(blanks) :] == blanks
    keys = [natural_key(values[row]) for row in rows[: len(rows) - len(blanks)]]
    assert keys == sorted(keys, reverse=descending)
    assert sorted(rows) == list(range(len(values)))


def decimals(count: int, *, digits: int) -> Numbers:
    """Made-up numbers of a few decimals, some of them blank, in no order."""
    chance = np.random.default_rng(7)
    values = np.round(chance.uniform(-1.5, 2.5, count), digits)
    values[chance.integers(0, count, count // 20)] = np.nan
    return Numbers(values)


@pytest.mark.parametrize("digits", [0, 1, 3, 4, 9])
@pytest.mark.parametrize("descending", [False, True])
def test_numbers_of_few_digits_are_sorted_like_all_others(digits: int, descending: bool) -> None:
    values = decimals(5_000, digits=digits)
    expected = np.argsort(-values.values if descending else values.values, kind="stable")
    assert in_order(table(("x", Kind.NUMBER, values)), descending) == expected.tolist()


@pytest.mark.parametrize("odd", [float("inf"), -1e300, 0.1 + 0.2, 70.0])
def test_one_number_that_is_unlike_the_others_does_no_harm(odd: float) -> None:
    values = decimals(5_000, digits=3)
    values.values[1_234] = odd
    expected = np.argsort(-values.values, kind="stable")
    assert in_order(table(("x", Kind.NUMBER, values)), descending=True) == expected.tolist()


WORDS_AND_SHARES = table(
    ("word", Kind.TEXT, texts([f"word {row % 7}" for row in range(2_000)])),
    ("share", Kind.NUMBER, decimals(2_000, digits=2)),
)


@pytest.mark.parametrize("needle", ["", "word", "3", "word 3", "nothing"])
@pytest.mark.parametrize("codes", [None, [3], [0, 2, 3, 4], []])
@pytest.mark.parametrize("column", [None, 0, 1])
def test_filter_choice_and_sorting_work_together(needle: str, codes: list[int] | None, column: int | None) -> None:
    chosen = None if codes is None else ("word", codes)
    wish = Wish(WORDS_AND_SHARES, needle, chosen, column, is_descending=True)
    expected = list(range(2_000)) if column is None else in_order(WORDS_AND_SHARES, True, column)
    if codes is not None:
        expected = [row for row in expected if row % 7 in codes]
    expected = [row for row in expected if all(word in f"word {row % 7}" for word in needle.split())]
    rows, order = arranged(wish, None, Watch())
    again, kept = arranged(wish, order, Watch())
    for found in (rows, again):
        assert (list(range(2_000)) if found is None else found.tolist()) == expected
    assert kept is order


def test_a_sorting_is_kept_for_its_own_table_column_and_direction() -> None:
    wish = Wish(WORDS_AND_SHARES, column=1)
    rows, order = arranged(wish, None, Watch())
    assert order is not None
    assert rows is order.rows
    other, kept = arranged(replace(wish, is_descending=True), order, Watch())
    assert kept is not order
    assert other is not None
    assert other.tolist() != order.rows.tolist()
    assert arranged(replace(wish, column=None), order, Watch()) == (None, None)


def test_stop_ends_the_work() -> None:
    watch = Watch()
    watch.cancel()
    made = detections_table(made_up.core())
    with pytest.raises(Cancelled):
        ordered(made, None, 0, False, watch)
