"""A table as a CSV file that spreadsheet programs open as it is meant: UTF-8 with BOM, RFC 4180, commas and CRLF.

No cell of data can become a formula: a text that starts like one gets a leading apostrophe (FAULTS.md, Hostile content 4).
Numbers stay numbers, with the digits that were received. Each time is there twice: in seconds, and as hh:mm:ss.mmm.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from pathlib import Path

from numpy import int64
from numpy.typing import NDArray

from viewer.export.csv_cells import clock_cells, csv_text, number_cells
from viewer.export.rows_of_cells import Form, Layout, Maker, number_maker, text_maker, written_rows
from viewer.export.saved_file import saving
from viewer.model.columns import Column, Kind, Table, Texts
from viewer.watch import Watch

_SECONDS = "_seconds"
_FORM = Form(b",", b"\r\n", csv_text, quotes_empty_rows=True)


def write(table: Table, rows: NDArray[int64] | None, target: Path, watch: Watch) -> None:
    """Write these rows of a table (None: all, in service order) to `target`, all columns, under their machine names.

    A column of seconds named `start_seconds` is followed by `start_clock`. Blanks are empty cells; half a surrogate pair,
    which UTF-8 can't hold, is written as its escape. Raises StorageError and Cancelled; an older file then stays whole.
    """
    names, makers = _layout(table.columns)
    texts = tuple(column.values for column in table.columns if isinstance(column.values, Texts))
    count = table.row_count if rows is None else len(rows)
    with saving(target, watch) as file:
        file.write(codecs.BOM_UTF8 + ",".join(names).encode() + b"\r\n")
        for some in written_rows(Layout(tuple(makers), texts), rows, count, _FORM, watch):
            file.write(some)


def _layout(columns: Sequence[Column]) -> tuple[list[str], list[Maker]]:
    """The names of the columns in the file, and for each what makes its cells in given rows."""
    names: list[str] = []
    makers: list[Maker] = []
    for column in columns:
        names.append(column.name)
        if isinstance(column.values, Texts):
            makers.append(text_maker(column.values, _FORM))
        else:
            makers.append(number_maker(column.values, number_cells))
            if column.kind is Kind.SECONDS:
                names.append(column.name.removesuffix(_SECONDS) + "_clock")
                makers.append(number_maker(column.values, clock_cells))
    return names, makers
