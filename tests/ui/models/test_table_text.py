"""Cells as tab-separated text: headers, order, whole values, quotes, and Stop."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.made_up import big_table, table_of_words
from viewer.errors import Cancelled
from viewer.model.timing import TimeFormat
from viewer.ui.models.table_text import single_cell, tab_separated
from viewer.watch import Watch


def copied(words: list[str], *, rows: list[int] | None = None, with_headers: bool = True) -> str:
    table = table_of_words(words)
    order = None if rows is None else np.array(rows, np.int64)
    spans = [range(len(words) if rows is None else len(rows))]
    pieces = tab_separated(table, order, spans, [2, 1, 3], TimeFormat.CLOCK, with_headers=with_headers, watch=Watch())
    return b"".join(pieces).decode()


def test_columns_stand_in_the_given_order_with_their_headers() -> None:
    assert copied(["red", "green"]) == "Start\tWord\tShare\n00:00:00.000\tred\t\n00:00:01.500\tgreen\t0.14285714285714285\n"


def test_rows_stand_in_the_shown_order() -> None:
    assert copied(["red", "green"], rows=[1, 0], with_headers=False).split("\n")[0].startswith("00:00:01.500\tgreen")


def test_only_the_wanted_spans_are_copied() -> None:
    text = tab_separated(
        big_table(100), None, [range(1, 3), range(98, 100)], [0], TimeFormat.CLOCK, with_headers=False, watch=Watch()
    )
    assert b"".join(text).decode() == "1\n2\n98\n99\n"


def test_a_single_cell_is_not_quoted() -> None:
    table = table_of_words(['two\n"lines"'])
    assert single_cell(table, None, 0, 1, TimeFormat.CLOCK) == 'two\n"lines"'
    assert single_cell(table, np.array([0], np.int64), 0, 2, TimeFormat.SECONDS) == "0"


def test_stop_ends_it() -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        next(tab_separated(big_table(10), None, [range(10)], [0], TimeFormat.CLOCK, with_headers=False, watch=watch))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=5))
def test_a_spreadsheet_reads_any_text_back(words: list[str]) -> None:
    text = tab_separated(
        table_of_words(words), None, [range(len(words))], [0, 1], TimeFormat.CLOCK, with_headers=False, watch=Watch()
    )
    rows = list(csv.reader(io.StringIO(b"".join(text).decode(), newline=""), delimiter="\t"))
    assert [row[1] for row in rows] == words
