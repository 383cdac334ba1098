"""A table as a CSV file that spreadsheet programs open as it is meant: UTF-8 with BOM, RFC 4180, commas and CRLF.

No cell of data can become a formula: a text that starts like one gets a leading apostrophe (FAULTS.md, Hostile content 4).
Numbers stay numbers, with the digits that were received. Each time is there twice: in seconds, and as hh:mm:ss.mmm.
Some thousand rows at a time, column by column, numpy makes the cells and puts them side by side.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy import float64, int32, int64, uint8
from numpy.typing import NDArray

from viewer.export.csv_cells import Cells, clock_cells, number_cells, spread, text_cells
from viewer.export.saved_file import saving
from viewer.model.columns import Column, Kind, Numbers, Table, Texts
from viewer.watch import Watch

_ROWS = 8192  # made at once
_LETTERS = 1 << 20  # of texts, made at once
_COUNTED = 50_000  # texts in one step
_SECONDS = "_seconds"
_COMMA, _CARRIAGE_RETURN, _LINE_FEED = b",\r\n"

Maker = Callable[[NDArray[int64]], Iterator[Cells]]


def write(table: Table, rows: NDArray[int64] | None, target: Path, watch: Watch) -> None:
    """Write these rows of a table (None: all, in service order) to `target`, all columns, under their machine names.

    A column of seconds named `start_seconds` is followed by `start_clock`. Blanks are empty cells; half a surrogate pair,
    which UTF-8 can't hold, is written as its escape. Raises StorageError and Cancelled; an older file then stays whole.
    """
    names, makers = _layout(table.columns)
    texts = [column.values for column in table.columns if isinstance(column.values, Texts)]
    weights = [(values.codes, _lengths(values.distinct, watch)) for values in texts]
    count = table.row_count if rows is None else len(rows)
    with saving(target, watch) as file:
        file.write(codecs.BOM_UTF8 + ",".join(names).encode() + b"\r\n")
        for first in range(0, count, _ROWS):
            watch.progress(first, count)
            end = min(first + _ROWS, count)
            for some in _parts(np.arange(first, end) if rows is None else np.asarray(rows[first:end]), weights):
                file.write(_lines([list(make(some)) for make in makers], len(some)).data)
        watch.progress(count, count)


def _layout(columns: Sequence[Column]) -> tuple[list[str], list[Maker]]:
    """The names of the columns in the file, and for each what makes its cells in given rows."""
    names: list[str] = []
    makers: list[Maker] = []
    for column in columns:
        names.append(column.name)
        if isinstance(column.values, Texts):
            makers.append(_text_maker(column.values))
        else:
            makers.append(_number_maker(column.values, number_cells))
            if column.kind is Kind.SECONDS:
                names.append(column.name.removesuffix(_SECONDS) + "_clock")
                makers.append(_number_maker(column.values, clock_cells))
    return names, makers


def _text_maker(values: Texts) -> Maker:
    return lambda rows: text_cells(values.codes[rows], values.distinct)


def _number_maker(values: Numbers, cells: Callable[[NDArray[float64]], Iterator[Cells]]) -> Maker:
    return lambda rows: cells(values.values[rows])


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


def _lines(columns: Sequence[list[Cells]], count: int) -> NDArray[uint8]:
    """Put the cells of so many rows side by side: commas between them, CRLF at the end of each row."""
    lengths = np.ones((count, len(columns)), int64)
    lengths[:, -1] += 1
    for place, column in enumerate(columns):
        for cells in column:
            lengths[cells.rows, place] += cells.lengths
    if len(columns) == 1:
        _quote_empty_lines(columns[0], lengths[:, 0])
    ends = np.cumsum(lengths).reshape(lengths.shape)
    starts = ends - lengths
    text = np.full(ends[-1, -1], _COMMA, uint8)
    text[ends[:, -1] - 2] = _CARRIAGE_RETURN
    text[ends[:, -1] - 1] = _LINE_FEED
    for place, column in enumerate(columns):
        for cells in column:
            text[spread(starts[cells.rows, place], cells.lengths)] = cells.letters
    return text


def _quote_empty_lines(column: list[Cells], lengths: NDArray[int64]) -> None:
    """A line that is one empty cell would be taken for none at all, so it is a pair of quotes."""
    empty = np.flatnonzero(lengths == len(b"\r\n"))
    column.append(Cells(empty, np.full(len(empty), 2), np.full(2 * len(empty), ord('"'), uint8)))
    lengths[empty] += 2
