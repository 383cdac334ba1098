"""Which rows of a table, and in what order: both as arrays of row numbers, found by numpy; the table is never touched.

Strategy: a text column has few distinct texts, so they are compared once each, and rows only look up the outcome. What has
to be done text by text goes in slices, so that other threads and Stop get their turn. Numbers of few digits, as the service
writes them, are sorted as 16-bit integers, which takes a fifth of the time.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy import float64, int32, int64
from numpy.typing import NDArray

from viewer.analysis.row_filter import Mask, matching, of_texts
from viewer.model.columns import Numbers, Table, Texts
from viewer.model.timing import TimeFormat
from viewer.watch import Watch

Rows = NDArray[int64]

_SLICE = 2_000
_NUMBERS_AT_ONCE = 1 << 16
_DIGITS = re.compile(r"([0-9]+)")
_RADIX_SORTED = 1 << 16
_SCALES = (1, 10, 100, 1_000, 10_000)
_SAMPLED = 1_000
_FEW = 8  # of so many rows one is left: then sorting those beats sorting all
_LONGEST_INTEGER = 15  # digits that a float64 keeps, whatever they are

NaturalKey = tuple[str | tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Order:
    """All rows of a table, sorted by one column."""

    table: Table
    column: int
    is_descending: bool
    rows: Rows

    def is_of(self, table: Table, column: int, is_descending: bool) -> bool:
        """True where this is how these rows are to be sorted."""
        return self.table is table and (self.column, self.is_descending) == (column, is_descending)


@dataclass(frozen=True, slots=True)
class Wish:
    """Which rows of a table are wanted, and in what order.

    `needle` is what they are filtered by. `chosen` names a text column and the codes of the texts that are wanted in it;
    None wants all. `column` is the number of the column to sort by; None leaves the rows in service order.
    `time_format` is the one in which times are shown and typed.
    """

    table: Table
    needle: str = ""
    chosen: tuple[str, Sequence[int]] | None = None
    column: int | None = None
    is_descending: bool = False
    time_format: TimeFormat = TimeFormat.CLOCK


def arranged(wish: Wish, known: Order | None, watch: Watch) -> tuple[Rows | None, Order | None]:
    """Return the wanted rows, None for all in service order, and the sorting that is worth keeping for the next wish.

    `known` is what the wish before left: while the user types, rows that are sorted already are only picked out.
    """
    mask = _wanted(wish, watch)
    if wish.column is None:
        return (None if mask is None else np.flatnonzero(mask)), None
    if known is not None and known.is_of(wish.table, wish.column, wish.is_descending):
        return (known.rows if mask is None else known.rows[mask[known.rows]]), known
    rows = None if mask is None else np.flatnonzero(mask)
    if rows is not None and len(rows) * _FEW < wish.table.row_count:
        return ordered(wish.table, rows, wish.column, wish.is_descending, watch), None
    all_rows = ordered(wish.table, None, wish.column, wish.is_descending, watch)
    order = Order(wish.table, wish.column, wish.is_descending, all_rows)
    watch.check()
    return (all_rows if mask is None else all_rows[mask[all_rows]]), order


def _wanted(wish: Wish, watch: Watch) -> Mask | None:
    """One truth value per row; None where all rows are wanted."""
    mask = None if wish.chosen is None else of_texts(wish.table, *wish.chosen)
    if not wish.needle.split():
        return mask
    found = matching(wish.table, wish.needle, watch, wish.time_format)
    return found if mask is None else found & mask


def ordered(table: Table, rows: Rows | None, column: int, descending: bool, watch: Watch) -> Rows:
    """Return `rows` (None: all) sorted by one column; equal ones keep their order, blanks come last both ways.

    Numbers go by value; texts in natural order without regard to case: "2" before "10", "shot 9" before "Shot 10".
    """
    watch.check()
    values = table.columns[column].values
    if isinstance(values, Numbers):
        keys = _number_keys(values.values if rows is None else values.values[rows], descending)
    else:
        codes = values.codes if rows is None else values.codes[rows]
        keys = _text_keys(values, descending, watch).take(codes)
    watch.check()
    order = np.argsort(keys, kind="stable")
    return order if rows is None else rows[order]


def _number_keys(values: NDArray[float64], descending: bool) -> NDArray[Any]:
    """What sorts as the numbers shall. Where few decimals make them small whole numbers: those, which sort by radix."""
    whole = _whole_keys(values, descending)
    if whole is not None:
        return whole
    return -values if descending else values


def _whole_keys(values: NDArray[float64], descending: bool) -> NDArray[np.uint16] | None:
    """Return the numbers as 16-bit keys in which nothing is lost; None where that is not possible."""
    scale = _scale(values[:: max(1, len(values) // _SAMPLED)])
    if scale is None or len(values) < _SAMPLED:
        return None
    with np.errstate(all="ignore"):
        low, high = np.fmin.reduce(values) * scale, np.fmax.reduce(values) * scale
        if not high - low < _RADIX_SORTED - 1:  # with NaN and infinity too
            return None
        base = np.rint(high if descending else low)
        keys = np.empty(len(values), dtype=np.uint16)
        for first in range(0, len(values), _NUMBERS_AT_ONCE):
            some = values[first : first + _NUMBERS_AT_ONCE]
            whole = np.rint(some * scale)
            if not ((whole / scale == some) | np.isnan(some)).all():
                return None
            whole = base - whole if descending else whole - base
            keys[first : first + len(some)] = np.where(np.isnan(whole), _RADIX_SORTED - 1, whole)
    return keys


def _scale(sample: NDArray[float64]) -> int | None:
    """The power of ten that makes these numbers whole, if a small one does."""
    there = sample[np.isfinite(sample)]
    with np.errstate(over="ignore", invalid="ignore"):
        return next((scale for scale in _SCALES if (np.rint(there * scale) / scale == there).all()), None)


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
