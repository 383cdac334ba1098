"""Columns that were filled bit by bit hold every value in its row."""

from __future__ import annotations

import math

import numpy as np

from viewer.reading.column_building import IntegerColumn, NumberColumn, TextColumn


def test_numbers_keep_every_digit_and_nan_is_blank() -> None:
    column = NumberColumn()
    column.extend([0.1 + 0.2, 5])
    column.extend([math.nan])
    assert [column.finished().at(row) for row in range(3)] == [0.30000000000000004, 5.0, None]


def test_texts_are_stored_once() -> None:
    column = TextColumn()
    column.extend(["b", "a", "b"])
    column.extend(["", "a"])
    texts = column.finished()
    assert [texts.at(row) for row in range(5)] == ["b", "a", "b", "", "a"]
    assert texts.distinct == ("b", "a", "")


def test_empty_columns() -> None:
    assert len(NumberColumn().finished()) == len(TextColumn().finished()) == len(IntegerColumn().finished()) == 0


def test_finished_columns_are_not_changed_any_more() -> None:
    column = IntegerColumn()
    column.extend(np.array([1, 2], np.int32))  # type: ignore[arg-type]
    values = column.finished()
    assert values.tolist() == [1, 2]
    assert values.dtype == np.int64
    assert not values.flags.writeable
