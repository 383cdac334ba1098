"""Which rows of a table, and in what order: both as arrays of row numbers, found by numpy; the table is never touched.

Strategy: a text column has few distinct texts, so texts are compared and searched once each, and rows only look up the
outcome. What has to be done text by text goes in slices, so that other threads and Stop get their turn.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from numpy import bool_, float64, int32, int64
from numpy.typing import NDArray

from viewer.model.columns import Column, Kind, Numbers, Table, Texts
from viewer.watch import Watch

_SLICE = 2000
_DIGITS = re.compile(r"([0-9]+)")
_RADIX_SORTED = 1 << 16
_LONGEST_INTEGER = 15  # digits that a float64 keeps, whatever they are

NaturalKey = tuple[str | tuple[int, str], ...]


def ordered(table: Table, rows: NDArray[int64], column: int, descending: bool, watch: Watch) -> NDArray[int64]:
    """Return `rows` sorted by the values of one column; equal ones keep their order, blanks come last both ways.

    Numbers go by value; texts in natural order without regard to case: "2" before "10", "shot 9" before "Shot 10".
    """
    watch.check()
    values = table.columns[column].values
    is_all = len(rows) == table.row_count and bool((rows[1:] > rows[:-1]).all())
    chosen = slice(None) if is_all else rows  # millions of rows are not copied about without need
    if isinstance(values, Numbers):
        keys: NDArray[float64] | NDArray[int32] = values.values[chosen]
        keys = -keys if descending else keys
    else:
        keys = _text_keys(values, descending, watch)[values.codes[chosen]]
    watch.check()
    order = np.argsort(keys, kind="stable")
    return order if is_all else rows[order]


def matching(table: Table, needle: str, watch: Watch) -> NDArray[int64]:
    """Return the rows, in service order, in which every word of `needle` is found.

    A word is found inside any text, case ignored, or as the whole of an integer or of an ID (a column named `…_id`).
    Hidden columns are searched too.
    """
    words = list(dict.fromkeys(needle.casefold().split()))
    if not words:
        return np.arange(table.row_count, dtype=int64)
    found = [np.zeros(table.row_count, dtype=bool) for _ in words]
    for column in table.columns:
        watch.check()
        if isinstance(column.values, Texts):
            _find_in_texts(column, column.values, words, found, watch)
        elif column.kind is Kind.INTEGER:
            _find_in_integers(column.values, words, found)
    return np.flatnonzero(np.logical_and.reduce(found)).astype(int64, copy=False)


def _find_in_texts(
    column: Column, values: Texts, words: Sequence[str], found: Sequence[NDArray[bool_]], watch: Watch
) -> None:
    is_id = column.name.endswith("_id")
    hits = np.zeros((len(words), len(values.distinct)), dtype=bool)
    for first in range(0, len(values.distinct), _SLICE):
        watch.check()
        folded = [text.casefold() for text in values.distinct[first : first + _SLICE]]
        for line, word in zip(hits, words, strict=True):
            line[first : first + len(folded)] = [word == text if is_id else word in text for text in folded]
    for line, mask in zip(hits, found, strict=True):
        if line.all():
            mask[:] = True
        elif line.any():
            mask |= line[values.codes]


def _find_in_integers(values: Numbers, words: Sequence[str], found: Sequence[NDArray[bool_]]) -> None:
    for word, mask in zip(words, found, strict=True):
        digits = word.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_INTEGER:
            mask |= values.values == int(word)


def _text_keys(values: Texts, descending: bool, watch: Watch) -> NDArray[int32]:
    """A number for each distinct text that sorts as the text shall, the blank one last."""
    ranks = _ranks(values.distinct, watch)
    last = len(ranks)
    keys = last - 1 - ranks if descending else ranks
    keys[[not text for text in values.distinct]] = last
    return keys.astype(np.uint16) if last < _RADIX_SORTED else keys


def _ranks(distinct: Sequence[str], watch: Watch) -> NDArray[int32]:
    """The place of each text in natural order; equal ones share theirs."""
    if all(len(text) <= _LONGEST_INTEGER and text.isascii() and (text.isdigit() or not text) for text in distinct):
        whole = np.array([int(text or 0) for text in distinct], dtype=int64)
        return np.unique(whole, return_inverse=True)[1].astype(int32)
    ranks = np.zeros(len(distinct), dtype=int32)
    rank, before = -1, None
    for count, (key, text, place) in enumerate(_in_order(distinct, watch)):
        rank, before = (rank, before) if (key, text) == before else (rank + 1, (key, text))
        ranks[place] = rank
        if count % _SLICE == 0:
            watch.check()
    return ranks


def _in_order(distinct: Sequence[str], watch: Watch) -> Iterator[tuple[NaturalKey, str, int]]:
    """Each text with its key and place, sorted slice by slice and merged: one long sort would stop all threads."""
    runs = []
    for first in range(0, len(distinct), _SLICE):
        watch.check()
        texts = distinct[first : first + _SLICE]
        runs.append(sorted((natural_key(text), text, first + place) for place, text in enumerate(texts)))
    return heapq.merge(*runs) if len(runs) > 1 else chain(*runs)


def natural_key(text: str) -> NaturalKey:
    """Return a key by which texts sort in natural order: case ignored, runs of digits by their value."""
    parts = _DIGITS.split(text.casefold())
    return tuple(_number_key(part) if place % 2 else part for place, part in enumerate(parts))


def _number_key(digits: str) -> tuple[int, str]:
    stripped = digits.lstrip("0")
    return len(stripped), stripped
