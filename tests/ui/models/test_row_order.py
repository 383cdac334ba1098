"""Sorting and filtering in a worker: what comes back, in which order, and that the newest wish is the one that counts."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.made_up import big_table, table_of_words
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
    assert rows_after(qtbot, order, lambda: order.set_table(table_of_words(WORDS))) is None


def test_sorted_rows_have_blanks_last_both_ways(qtbot: QtBot, order: RowOrder) -> None:
    order.set_table(table_of_words(WORDS))
    assert rows_after(qtbot, order, lambda: order.sort_by(1)) == [1, 3, 2, 0, 4]
    assert rows_after(qtbot, order, lambda: order.sort_by(1, is_descending=True)) == [0, 2, 3, 1, 4]
    assert rows_after(qtbot, order, lambda: order.sort_by(None)) is None


def test_filtered_rows_are_sorted_too(qtbot: QtBot, order: RowOrder) -> None:
    order.set_table(table_of_words(WORDS))
    assert rows_after(qtbot, order, lambda: order.filter_by("FIG")) == [2, 3]
    assert rows_after(qtbot, order, lambda: order.sort_by(1)) == [3, 2]
    assert rows_after(qtbot, order, lambda: order.filter_by("")) == [1, 3, 2, 0, 4]


def test_a_newer_wish_replaces_the_one_under_way(qtbot: QtBot, order: RowOrder) -> None:
    order.set_table(big_table(100_000))
    heard: list[Any] = []
    order.rows_ready.connect(heard.append)
    order.filter_by("a")
    order.filter_by("ab")
    with qtbot.waitSignal(order.rows_ready):
        order.filter_by("b")
    assert [len(rows) for rows in heard] == [20_000]
    assert not order.is_busy


def test_a_table_without_the_sorted_column_is_in_service_order(qtbot: QtBot, order: RowOrder) -> None:
    order.set_table(table_of_words(WORDS))
    rows_after(qtbot, order, lambda: order.sort_by(4))
    assert rows_after(qtbot, order, lambda: order.set_table(big_table(3))) is None
