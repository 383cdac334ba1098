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
from viewer.model.timecode import Label
from viewer.model.timing import Notation, TimeFormat, clock, shown_moment, shown_time
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


NTSC = 30000 / 1001
TEN = Label(10)
MOMENTS = (0, 60 / NTSC, 1800 / NTSC, 1801.5 / NTSC, 17_982 / NTSC, 3600.0, None, float("inf"), float("nan"), 1e300, -1.0)
DROPS = TimeFormat(Notation.TIMECODE, NTSC, True, TEN)


@pytest.mark.parametrize(
    ("word", "form", "rows"),
    [
        ("10:01:00;02", DROPS, [2]),
        ("10:01:00:02", DROPS, [2]),
        ("10:01:00;0", DROPS, [2, 3]),
        ("10:01:00;", DROPS, [2, 3]),
        ("10:01:00", DROPS, [2, 3]),
        ("10:01:", DROPS, [2, 3]),
        ("10:10:00;00", DROPS, [4]),
        ("11:00:00;00", DROPS, [5]),
        ("01:00", DROPS, [2, 3]),
        ("01:00;03", DROPS, [3]),
        ("10:01:00;00", DROPS, []),
        ("09:59:59;0", DROPS, [10]),
        ("10:01:00;022", DROPS, []),
        ("10:01:00.", DROPS, [2, 3]),
        ("10:01:00.06", DROPS, [2]),
        ("10:01:00", DROPS._replace(drop_frame=False), [2, 3]),
        ("10:01:00:00", DROPS._replace(drop_frame=False), [2]),
        ("10:01:00;02", DROPS._replace(drop_frame=False), [2]),
        ("10:00:02:00", TimeFormat(Notation.CLOCK, NTSC, start=TEN), [1]),
        ("10:00:02.00", TimeFormat(Notation.CLOCK, NTSC, start=TEN), [1]),
        ("00:00:02", TimeFormat(Notation.CLOCK, NTSC, start=TEN), []),
        ("00:00:02:00", TimeFormat(Notation.CLOCK), []),
        ("00:00:02;00", TimeFormat(Notation.TIMECODE, 25), []),
        ("60", TimeFormat(Notation.FRAMES, NTSC, start=TEN), [1]),
        ("1801", TimeFormat(Notation.FRAMES, NTSC), [3]),
        ("60", TimeFormat(Notation.SECONDS, NTSC), []),
        ("60", TimeFormat(Notation.FRAMES), []),
        ("1" * 99, TimeFormat(Notation.FRAMES, NTSC), []),
        ("9" * 9 + ":00:00:00", DROPS, []),
    ],
)
def test_times_are_found_as_they_are_shown(word: str, form: TimeFormat, rows: list[int]) -> None:
    made = table(("start_seconds", Kind.SECONDS, made_up.numbers(*MOMENTS)))
    assert np.flatnonzero(matching(made, word, Watch(), form)).tolist() == rows


def test_durations_have_no_programme_start() -> None:
    made = table(("duration_seconds", Kind.DURATION, made_up.numbers(60 / NTSC, 60.6 / NTSC)))
    assert matching(made, "00:00:02;00", Watch(), DROPS).tolist() == [True, False]
    assert matching(made, "00:00:02;01", Watch(), DROPS).tolist() == [False, True]
    assert matching(made, "00:00:02.0", Watch(), DROPS).tolist() == [True, True]
    assert not matching(made, "10:00:02", Watch(), DROPS).any()


@settings(deadline=None, max_examples=100)
@given(
    st.floats(0, 1e6),
    st.sampled_from([23.98, 25, 29.97, NTSC, 60000 / 1001]),
    st.sampled_from([Notation.CLOCK, Notation.FRAMES, Notation.TIMECODE]),
    st.booleans(),
    st.sampled_from([Label(), TEN, Label(0, 58, 59, 3)]),
    st.integers(4, 15),
    st.sampled_from([Kind.SECONDS, Kind.DURATION]),
)
def test_every_time_is_found_by_the_beginning_of_what_is_shown_in_any_format(
    seconds: float, fps: float, notation: Notation, drop_frame: bool, start: Label, length: int, kind: Kind
) -> None:
    form = TimeFormat(notation, fps, drop_frame, start)
    shown = shown_moment(seconds, form) if kind is Kind.SECONDS else shown_time(seconds, form)
    typed = shown if notation is Notation.FRAMES else shown[:length]
    assert matching(table(("a", kind, made_up.numbers(seconds))), typed, Watch(), form).tolist() == [True]


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
