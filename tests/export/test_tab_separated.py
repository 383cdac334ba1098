"""Cells as tab-separated text, against one that is put together cell by cell."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.analysis.column_values import numbers, texts
from viewer.errors import Cancelled
from viewer.export.tab_separated import cell, lines
from viewer.model.columns import Column, Kind, Table
from viewer.model.timecode import Label
from viewer.model.timing import Notation, TimeFormat, plain_number, shown_moment, shown_time
from viewer.text import Text
from viewer.watch import Watch

ROWS = st.lists(
    st.tuples(st.none() | st.floats(allow_nan=False), st.text(st.characters(exclude_categories=["Cs"]), max_size=6)),
    min_size=1,
    max_size=20,
)


FORMATS = [TimeFormat(notation, 29.97, True, Label(10)) for notation in Notation] + [TimeFormat(Notation.FRAMES)]


def table_of(rows: list[tuple[float | None, str]]) -> Table:
    """A table of numbers, the same as moments, texts, and the numbers as durations."""
    values, words = numbers([number for number, _ in rows]), texts([word for _, word in rows])
    made = (
        ("x", Kind.NUMBER, values),
        ("start_seconds", Kind.SECONDS, values),
        ("word", Kind.TEXT, words),
        ("duration_seconds", Kind.DURATION, values),
    )
    return Table("made up", tuple(Column(name, Text(name), Text(name), kind, column) for name, kind, column in made))


def text_of(table: Table, rows: list[int] | None, spans: list[range], columns: list[int], form: TimeFormat) -> str:
    order = None if rows is None else np.array(rows, np.int64)
    return b"".join(lines(table, order, spans, columns, form, Watch())).decode()


@settings(max_examples=100, deadline=None)
@given(ROWS, st.sampled_from(FORMATS), st.permutations([0, 1, 2, 3]), st.data())
def test_cells_are_those_of_one_at_a_time(
    rows: list[tuple[float | None, str]], form: TimeFormat, columns: list[int], data: st.DataObject
) -> None:
    order = data.draw(st.none() | st.permutations(range(len(rows))))
    expected = ""
    for number, word in rows if order is None else [rows[row] for row in order]:
        x, moment, lasts = "", "", ""
        if number is not None:
            x, moment, lasts = plain_number(number), shown_moment(number, form), shown_time(number, form)
        expected += "\t".join([(x, moment, cell(word), lasts)[column] for column in columns]) + "\n"
    assert text_of(table_of(rows), order, [range(len(rows))], columns, form) == expected


def test_only_the_rows_of_the_spans() -> None:
    table = table_of([(float(row), "") for row in range(20_000)])
    assert text_of(table, None, [range(2), range(19_998, 20_000)], [0], TimeFormat.CLOCK) == "0\n1\n19998\n19999\n"
    backwards = list(range(19_999, -1, -1))
    assert text_of(table, backwards, [range(1, 3)], [0], TimeFormat.CLOCK) == "19998\n19997\n"
    whole = text_of(table, backwards, [range(20_000)], [0], TimeFormat.CLOCK)
    assert whole == "".join(f"{row}\n" for row in backwards)
    assert text_of(table, None, [], [0], TimeFormat.CLOCK) == ""


@pytest.mark.parametrize(
    ("text", "written"),
    [("a b", "a b"), ("a\tb", '"a\tb"'), ('say "a"', '"say ""a"""'), ("a\nb", '"a\nb"'), ("a\0b", "a␀b"), ("=1", "=1")],
)
def test_a_cell_is_quoted_where_it_must_be(text: str, written: str) -> None:
    assert cell(text) == written


def test_half_a_pair_is_its_escape() -> None:
    assert text_of(table_of([(None, "a\ud800")]), None, [range(1)], [2], TimeFormat.CLOCK) == "a\\ud800\n"


def test_stop_ends_it() -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        list(lines(table_of([(1.0, "a")]), None, [range(1)], [0], TimeFormat.CLOCK, watch))
