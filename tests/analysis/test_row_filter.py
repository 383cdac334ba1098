"""What is found by what is typed: words, whole numbers, decimals, and times by their beginning."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis import made_up
from viewer.analysis.column_values import texts
from viewer.analysis.row_filter import matching, of_texts
from viewer.analysis.tables import detections_table
from viewer.errors import Cancelled
from viewer.model.columns import Column, Kind, Numbers, Table, Texts
from viewer.model.timing import clock
from viewer.text import Text
from viewer.watch import Watch

WORDS = st.lists(st.text("aAbB19 é", max_size=4), max_size=30)


def table(*columns: tuple[str, Kind, Numbers | Texts]) -> Table:
    return Table("made up", tuple(Column(name, Text("x"), Text("x"), kind, values) for name, kind, values in columns))


def found(of: Table, needle: str) -> list[int]:
    return [int(row) for row in np.flatnonzero(matching(of, needle, Watch()))]


def test_every_word_is_found_in_some_column() -> None:
    made = detections_table(made_up.core())
    needles = ("ada", "ADA face", "automotive", "  ", "nobody")
    assert {needle: found(made, needle) for needle in needles} == {
        "ada": [0, 2],
        "ADA face": [0],
        "automotive": [3, 4],
        "  ": [0, 1, 2, 3, 4],
        "nobody": [],
    }
    assert found(made, "visual.context") == [4], "the hidden type name is searched too"


def test_ids_and_integers_are_found_as_a_whole() -> None:
    made = table(
        ("detection_id", Kind.TEXT, made_up.texts("1", "12", "3")),
        ("frame", Kind.INTEGER, made_up.numbers(12, 112, None)),
        ("x", Kind.NUMBER, made_up.numbers(3, 3, 3)),
    )
    assert found(made, "12") == [0, 1]
    assert found(made, "1") == [0]
    assert found(made, "3") == [2]
    assert found(made, "9" * 5000) == []
    assert found(table(), "x") == []
    assert matching(table(("a", Kind.TEXT, made_up.texts())), "x", Watch()).dtype == bool


@pytest.mark.parametrize(
    ("word", "rows"),
    [
        ("0.5", [0, 1, 2]),
        (".5", [0, 1, 2]),
        ("0.50", [0]),
        ("0.5999999999999999", [2]),
        ("0.6", [3]),
        ("0.", [0, 1, 2, 3, 6]),
        ("-0.", [4]),
        ("-0.5", [4]),
        ("12.", [5]),
        ("-12.", []),
        ("0.5.", []),
        (".", []),
        ("5", []),
        ("0." + "5" * 50, []),
    ],
)
def test_decimals_are_found_by_their_beginning(word: str, rows: list[int]) -> None:
    made = table(("x", Kind.NUMBER, made_up.numbers(0.5, 0.523, 0.5999999999999999, 0.6, -0.55, 12.25, 0, None)))
    assert found(made, word) == rows


TIMES = (0, 72.5, 192.0, 192.25, 3_792.25, 43_200, 11_520, None, float("inf"), -192.0)


@pytest.mark.parametrize(
    ("word", "rows"),
    [
        ("00:03:12", [2, 3]),
        ("00:03:12.2", [3]),
        ("00:03:12.", [2, 3]),
        ("00:03:1", [2, 3]),
        ("00:03:", [2, 3]),
        ("00:0", [0, 1, 2, 3, 5]),
        ("03:12", [2, 3, 4, 6]),
        ("03:12.25", [3, 4]),
        ("12:", [5, 6]),
        ("01:03:12.250", [4]),
        ("192.", [2, 3]),
        ("192.25", [3]),
        (":", []),
        ("00:03:1.2", []),
        ("00:03:123", []),
        ("00:03:12.2500", []),
        ("1:2:3:4", []),
        ("a:12", []),
        ("²:12", []),
    ],
)
def test_times_are_found_by_their_beginning(word: str, rows: list[int]) -> None:
    assert found(table(("start_seconds", Kind.SECONDS, made_up.numbers(*TIMES))), word) == rows


@settings(deadline=None, max_examples=60)
@given(st.floats(0, 1e6), st.integers(4, 15))
def test_every_time_is_found_by_the_beginning_of_what_is_shown(seconds: float, length: int) -> None:
    made = table(("start_seconds", Kind.SECONDS, made_up.numbers(seconds)))
    assert found(made, clock(seconds)[:length]) == [0]


@settings(deadline=None, max_examples=60)
@given(st.decimals(-1000, 1000, places=3), st.integers(0, 3))
def test_every_decimal_is_found_by_its_beginning(number: object, left_out: int) -> None:
    made = table(("x", Kind.NUMBER, made_up.numbers(float(str(number)))))
    typed = str(number)[: len(str(number)) - left_out]
    assert found(made, typed) == ([] if float(str(number)) == 0 and typed.startswith("-") else [0])


@settings(deadline=None, max_examples=60)
@given(WORDS, st.text("ab1 ", max_size=5))
def test_matching_agrees_with_contains(values: list[str], needle: str) -> None:
    made = table(("a", Kind.TEXT, texts(values)))
    expected = [row for row, value in enumerate(values) if all(w in value.casefold() for w in needle.casefold().split())]
    assert found(made, needle) == expected


def test_rows_of_some_texts() -> None:
    made = table(("word", Kind.TEXT, made_up.texts("a", "b", "a", "")))
    assert of_texts(made, "word", [0, 2]).tolist() == [True, False, True, True]
    assert of_texts(made, "word", []).tolist() == [False] * 4


def test_stop_ends_the_work() -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        matching(detections_table(made_up.core()), "x", watch)
