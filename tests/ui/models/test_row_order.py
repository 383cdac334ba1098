"""Sorting and filtering in a worker: what comes back, in which order, and that the newest wish is the one that counts."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.made_up import big_table, table_of_words
from viewer.model.timecode import Label
from viewer.model.timing import Notation, TimeFormat
from viewer.ui.background import Background
from viewer.ui.models.row_order import RowOrder

WORDS = ["pear", "Apple", "fig 10", "fig 9", ""]


@pytest.fixture
def order(background: Background) -> RowOrder:
    return RowOrder(background)


def rows_after(qtbot: QtBot, order: RowOrder, ask: Any) -> Any:
    """The rows that come after `ask` was called."""
    with qtbot.waitSignal(order.rows_ready) as ready:
        ask()
    return None if ready.args[0] is None else ready.args[0].tolist()


def test_service_order_needs_no_rows(qtbot: QtBot, order: RowOrder) -> None:
    assert rows_after(qtbot, order, lambda: order.set_table(table_of_words(WORDS), None)) is None


def test_sorted_rows_have_blanks_last_both_ways(qtbot: QtBot, order: RowOrder) -> None:
    order.set_table(table_of_words(WORDS), None)
    assert rows_after(qtbot, order, lambda: order.sort_by(1)) == [1, 3, 2, 0, 4]
    assert rows_after(qtbot, order, lambda: order.sort_by(1, is_descending=True)) == [0, 2, 3, 1, 4]
    assert rows_after(qtbot, order, lambda: order.sort_by(None)) is None


def test_filtered_rows_are_sorted_too(qtbot: QtBot, order: RowOrder) -> None:
    order.set_table(table_of_words(WORDS), None)
    assert rows_after(qtbot, order, lambda: order.filter_by("FIG")) == [2, 3]
    assert rows_after(qtbot, order, lambda: order.sort_by(1)) == [3, 2]
    assert rows_after(qtbot, order, lambda: order.filter_by("")) == [1, 3, 2, 0, 4]


def test_a_newer_wish_replaces_the_one_under_way(qtbot: QtBot, order: RowOrder) -> None:
    order.set_table(big_table(100_000), None)
    heard: list[Any] = []
    order.rows_ready.connect(heard.append)
    order.filter_by("a")
    order.filter_by("ab")
    with qtbot.waitSignal(order.rows_ready):
        order.filter_by("b")
    assert [len(rows) for rows in heard] == [20_000]
    assert not order.is_busy


def test_another_table_is_sorted_by_the_column_it_comes_with(qtbot: QtBot, order: RowOrder) -> None:
    order.set_table(table_of_words(WORDS), None)
    rows_after(qtbot, order, lambda: order.sort_by(1, is_descending=True))
    assert rows_after(qtbot, order, lambda: order.set_table(big_table(3), 0)) == [2, 1, 0]
    assert rows_after(qtbot, order, lambda: order.set_table(big_table(3), None)) is None


def test_a_typed_time_is_found_as_times_are_shown(qtbot: QtBot, order: RowOrder) -> None:
    order.set_table(table_of_words(WORDS), None)  # they begin at 0, 1.5, 3 …
    assert rows_after(qtbot, order, lambda: order.filter_by("10:00:01:1")) == []
    form = TimeFormat(Notation.TIMECODE, 25, start=Label(10))
    assert rows_after(qtbot, order, lambda: order.set_time_format(form)) == [1]
    order.set_time_format(form)
    assert not order.is_busy


def test_rows_of_chosen_texts_are_filtered_and_sorted_too(qtbot: QtBot, order: RowOrder) -> None:
    order.set_table(big_table(20), None)
    assert rows_after(qtbot, order, lambda: order.choose(("label", [1, 3]))) == [1, 3, 6, 8, 11, 13, 16, 18]
    assert rows_after(qtbot, order, lambda: order.filter_by("b")) == [1, 6, 11, 16]
    assert rows_after(qtbot, order, lambda: order.sort_by(0, is_descending=True)) == [16, 11, 6, 1]
    assert rows_after(qtbot, order, lambda: order.filter_by("")) == [18, 16, 13, 11, 8, 6, 3, 1]
    assert rows_after(qtbot, order, lambda: order.choose(("label", []))) == []
    assert len(rows_after(qtbot, order, lambda: order.choose(None))) == 20
