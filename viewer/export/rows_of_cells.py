"""Rows of a table as bytes: some thousand at a time, column by column, numpy makes the cells and puts them side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy import float64, int32, int64, uint8
from numpy.typing import NDArray

from viewer.export.csv_cells import Cells, spread, text_cells
from viewer.model.columns import Numbers, Texts
from viewer.watch import Watch

_ROWS = 8192  # made at once
_LETTERS = 1 << 20  # of texts, made at once
_COUNTED = 50_000  # texts in one step

Maker = Callable[[NDArray[int64]], Iterator[Cells]]


@dataclass(frozen=True, slots=True)
class Form:
    """How rows are written: what stands between two cells (one byte) and behind a row, and a text as a cell.

    `quotes_empty_rows`: a row that is one empty cell is a pair of quotes, because it would be taken for none at all.
    """

    separator: bytes
    row_end: bytes
    cell: Callable[[str], str]
    quotes_empty_rows: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """What makes the cells of each column in given rows; `texts` are the text columns among them."""

    makers: tuple[Maker, ...]
    texts: tuple[Texts, ...]


def text_maker(values: Texts, form: Form) -> Maker:
    """Return what makes the cells of a text column."""
    return lambda rows: text_cells(values.codes[rows], values.distinct, form.cell)


def number_maker(values: Numbers, cells: Callable[[NDArray[float64]], Iterator[Cells]]) -> Maker:
    """Return what makes the cells of a number column, written by `cells`."""
    return lambda rows: cells(values.values[rows])


def written_rows(layout: Layout, rows: NDArray[int64] | None, count: int, form: Form, watch: Watch) -> Iterator[memoryview]:
    """Yield the bytes of these `count` rows (None: the first ones, in service order), some thousand rows a piece.

    Half a surrogate pair, which UTF-8 can't hold, is written as its escape. Raises Cancelled.
    """
    weights = [(values.codes, _lengths(values.distinct, watch)) for values in layout.texts]
    for first in range(0, count, _ROWS):
        watch.progress(first, count)
        end = min(first + _ROWS, count)
        for some in _parts(np.arange(first, end) if rows is None else np.asarray(rows[first:end]), weights):
            watch.check()
            yield _side_by_side([list(make(some)) for make in layout.makers], len(some), form).data
    watch.progress(count, count)


def _lengths(distinct: Sequence[str], watch: Watch) -> NDArray[int64]:
    lengths = np.empty(len(distinct), int64)
    for first in range(0, len(distinct), _COUNTED):
        watch.check()
        some = distinct[first : first + _COUNTED]
        lengths[first : first + _COUNTED] = np.fromiter(map(len, some), int64, len(some))
    return lengths


def _parts(rows: NDArray[int64], weights: Sequence[tuple[NDArray[int32], NDArray[int64]]]) -> list[NDArray[int64]]:
    """Part the rows where their texts, given as codes and lengths, are too long to be made at once."""
    letters = np.zeros(len(rows), int64)
    for codes, lengths in weights:
        letters += lengths[codes[rows]]
    letters = np.cumsum(letters)
    cuts = np.unique(letters.searchsorted(np.arange(_LETTERS, letters[-1], _LETTERS)))
    return [part for part in np.split(rows, cuts) if part.size]


def _side_by_side(columns: Sequence[list[Cells]], count: int, form: Form) -> NDArray[uint8]:
    """Put the cells of so many rows side by side."""
    lengths = np.ones((count, len(columns)), int64)
    lengths[:, -1] += len(form.row_end) - 1
    for place, column in enumerate(columns):
        for cells in column:
            lengths[cells.rows, place] += cells.lengths
    if form.quotes_empty_rows and len(columns) == 1:
        _quote_empty_rows(columns[0], lengths[:, 0], len(form.row_end))
    ends = np.cumsum(lengths).reshape(lengths.shape)
    starts = ends - lengths
    text = np.full(ends[-1, -1], ord(form.separator), uint8)
    for place, letter in enumerate(reversed(form.row_end), 1):
        text[ends[:, -1] - place] = letter
    for place, column in enumerate(columns):
        for cells in column:
            text[spread(starts[cells.rows, place], cells.lengths)] = cells.letters
    return text


def _quote_empty_rows(column: list[Cells], lengths: NDArray[int64], empty_length: int) -> None:
    empty = np.flatnonzero(lengths == empty_length)
    column.append(Cells(empty, np.full(len(empty), 2), np.full(2 * len(empty), ord('"'), uint8)))
    lengths[empty] += 2
