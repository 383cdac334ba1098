"""Columns that were filled bit by bit hold every value in its row."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.reading.column_building import Filling, IntegerColumn, NumberColumn, PackedTextColumn, TextColumn


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
    column.extend(np.array([1, 2], np.int32))
    values = column.finished()
    assert values.tolist() == [1, 2]
    assert values.dtype == np.int64
    assert not values.flags.writeable


def words(texts: list[str]) -> np.ndarray:
    return np.frombuffer(b"".join(text.encode().ljust(8, b"\0") for text in texts), np.uint64)


def test_texts_as_words_are_the_same_texts() -> None:
    chance = random.Random(4)
    texts = [str(chance.randrange(60_000)) for _ in range(50_000)]  # more than there are slots: some share one
    as_texts, as_words, mixed = TextColumn(), TextColumn(), TextColumn()
    for start in range(0, len(texts), 7000):
        part = texts[start : start + 7000]
        as_texts.extend(part)
        as_words.extend_words(words(part))
        mixed.extend(part) if start % 2 else mixed.extend_words(words(part))
    expected = as_texts.finished()
    for column in (as_words.finished(), mixed.finished()):
        assert column.distinct == expected.distinct
        assert np.array_equal(column.codes, expected.codes)


def test_words_of_every_length() -> None:
    column = TextColumn()
    column.extend_words(words(["a", "abcdefgh", "a b", "a", "1"]))
    column.extend_words(words([]))
    assert column.finished().distinct == ("a", "abcdefgh", "a b", "1")
    assert column.finished().codes.tolist() == [0, 1, 2, 0, 3]


@given(st.lists(st.lists(st.text(max_size=6), max_size=8), max_size=6))
@settings(max_examples=60, deadline=None)
def test_packed_texts_are_the_texts(parts: list[list[str]]) -> None:
    column = PackedTextColumn()
    for part in parts:
        column.extend(part)
    texts = [text for part in parts for text in part]
    packed = column.finished()
    assert list(packed) == texts
    assert packed[1:-1] == tuple(texts[1:-1])
    assert [packed[-row - 1] for row in range(len(texts))] == texts[::-1]


def test_very_many_packed_texts_taken_together() -> None:
    column = PackedTextColumn()
    texts = [f"é{number}" if number % 3 else "" for number in range(9_000)]
    column.extend(texts)
    packed = column.finished()
    assert packed[:] == tuple(texts)
    for part in (slice(4095, 4098), slice(5, 8500), slice(-1, 3, -7), slice(7, 7), slice(8000, 5), slice(3, None, 4000)):
        assert packed[part] == tuple(texts[part])


@pytest.mark.parametrize("shares", [(0.5,), (1.0,), (0.01, 0.3, 0.9, 1.0), (1e-9,)])
def test_whatever_is_expected_every_value_is_there(shares: tuple[float, ...]) -> None:
    filling = Filling()
    column = NumberColumn(filling)
    for start in range(0, 30_000, 1_000):
        filling.share = shares[min(start // 10_000, len(shares) - 1)]
        column.extend(np.arange(start, start + 1_000, dtype=np.float64))
    assert column.finished().values.tolist() == list(range(30_000))


def test_a_packed_text_beyond_the_last_is_not_there() -> None:
    column = PackedTextColumn()
    column.extend(["a", "b\ud800"])
    packed = column.finished()
    assert packed[1] == "b?"
    for place in (2, -3):
        with pytest.raises(IndexError):
            packed[place]
