"""A table as a CSV file that spreadsheet programs open as it is meant: UTF-8 with BOM, RFC 4180, commas and CRLF.

No cell of data can become a formula: a text that starts like one gets a leading apostrophe (FAULTS.md, Hostile content 4).
Numbers stay numbers, with the digits that were received. Each time is there twice: in seconds, and as hh:mm:ss.mmm.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from numpy import arange, int64
from numpy.typing import NDArray

from viewer.atomic_file import replacing
from viewer.model.columns import Column, Kind, Numbers, Table, Texts
from viewer.model.timing import TimeFormat, plain_number, shown_time
from viewer.watch import Watch

_ROWS = 500
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_SECONDS = "_seconds"

Cells = Callable[[NDArray[int64]], Iterable[str]]


def write(table: Table, rows: NDArray[int64] | None, target: Path, watch: Watch) -> None:
    """Write these rows of a table (None: all, in service order) to `target`, all columns, under their machine names.

    A column of seconds named `start_seconds` is followed by `start_clock`. Blanks are empty cells; half a surrogate pair,
    which UTF-8 can't hold, is written as its escape. Raises StorageError and Cancelled; an older file then stays whole.
    """
    names, cells = _layout(table.columns)
    rows = arange(table.row_count) if rows is None else rows
    with replacing(target) as file:
        file.write(codecs.BOM_UTF8 + _lines([names]))
        for first in range(0, len(rows), _ROWS):
            watch.progress(first, len(rows))
            some = rows[first : first + _ROWS]
            file.write(_lines(zip(*(column(some) for column in cells), strict=True)))
        watch.progress(len(rows), len(rows))


def defused(text: str) -> str:
    """Return `text` so that no spreadsheet program takes it for a formula."""
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def _layout(columns: Sequence[Column]) -> tuple[list[str], list[Cells]]:
    """The names of the columns in the file, and for each what gives its cells."""
    names: list[str] = []
    cells: list[Cells] = []
    for column in columns:
        names.append(column.name)
        if isinstance(column.values, Texts):
            cells.append(_text_cells(column.values))
        else:
            cells.append(_number_cells(column.values, plain_number))
            if column.kind is Kind.SECONDS:
                names.append(column.name.removesuffix(_SECONDS) + "_clock")
                cells.append(_number_cells(column.values, lambda seconds: shown_time(seconds, TimeFormat.CLOCK)))
    return names, cells


def _text_cells(values: Texts) -> Cells:
    return lambda rows: [defused(values.distinct[code]) for code in values.codes[rows].tolist()]


def _number_cells(values: Numbers, shown: Callable[[float], str]) -> Cells:
    return lambda rows: ["" if number != number else shown(number) for number in values.values[rows].tolist()]


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    lines = io.StringIO(newline="")
    csv.writer(lines, lineterminator="\r\n").writerows(rows)
    return lines.getvalue().encode("utf-8", "backslashreplace")
