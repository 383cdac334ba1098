"""Row order and filters, against Python's own sorting and searching."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis import made_up
from viewer.analysis.column_values import texts
from viewer.analysis.rows import matching, natural_key, ordered
from viewer.analysis.tables import detections_table
from viewer.errors import Cancelled
from viewer.model.columns import Column, Kind, Numbers, Table, Texts
from viewer.text import Text
from viewer.watch import Watch

NUMBERS = st.lists(st.one_of(st.floats(width=16), st.none()), max_size=30)
WORDS = st.lists(st.text("aAbB19 é", max_size=4), max_size=30)


def table(*columns: tuple[str, Kind, Numbers | Texts]) -> Table:
    return Table("made up", tuple(Column(name, Text("x"), Text("x"), kind, values) for name, kind, values in columns))


def everything(of: Table) -> np.ndarray:
    return np.arange(of.row_count, dtype=np.int64)


def in_order(of: Table, descending: bool = False, column: int = 0) -> list[int]:
    return [int(row) for row in ordered(of, everything(of), column, descending, Watch())]


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


def test_every_word_is_found_in_some_column() -> None:
    made = detections_table(made_up.core())
    found = {
        needle: matching(made, needle, Watch()).tolist() for needle in ("ada", "ADA face", "automotive", "  ", "nobody")
    }
    assert found == {"ada": [0, 2], "ADA face": [0], "automotive": [3, 4], "  ": [0, 1, 2, 3, 4], "nobody": []}
    assert matching(made, "visual.context", Watch()).tolist() == [4], "the hidden type name is searched too"


def test_ids_and_integers_are_found_as_a_whole() -> None:
    made = table(
        ("detection_id", Kind.TEXT, made_up.texts("1", "12", "3")),
        ("frame", Kind.INTEGER, made_up.numbers(12, 112, None)),
        ("x", Kind.NUMBER, made_up.numbers(3, 3, 3)),
    )
    assert matching(made, "12", Watch()).tolist() == [0, 1]
    assert matching(made, "1", Watch()).tolist() == [0]
    assert matching(made, "3", Watch()).tolist() == [2]
    assert matching(made, "9" * 5000, Watch()).tolist() == []
    assert matching(table(), "x", Watch()).tolist() == []
    assert matching(table(("a", Kind.TEXT, made_up.texts())), "x", Watch()).dtype == np.int64


@settings(deadline=None, max_examples=60)
@given(WORDS, st.text("ab1 ", max_size=5))
def test_matching_agrees_with_contains(values: list[str], needle: str) -> None:
    made = table(("a", Kind.TEXT, texts(values)))
    expected = [row for row, value in enumerate(values) if all(w in value.casefold() for w in needle.casefold().split())]
    assert matching(made, needle, Watch()).tolist() == expected


def test_stop_ends_the_work() -> None:
    watch = Watch()
    watch.cancel()
    made = detections_table(made_up.core())
    with pytest.raises(Cancelled):
        matching(made, "x", watch)
    with pytest.raises(Cancelled):
        ordered(made, everything(made), 0, False, watch)
