"""Cells of a table as tab-separated text, as spreadsheets take it from the clipboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy import int64
from numpy.typing import NDArray

from viewer.export.csv_cells import number_cells, time_cells
from viewer.export.rows_of_cells import Form, Layout, Maker, number_maker, text_maker, written_rows
from viewer.model.columns import Column, Table, Texts
from viewer.model.timing import TimeFormat
from viewer.watch import Watch

_MUST_BE_QUOTED = frozenset('\t\n\r"')


def lines(
    table: Table,
    rows: NDArray[int64] | None,
    spans: Sequence[range],
    columns: Sequence[int],
    time_format: TimeFormat,
    watch: Watch,
) -> Iterator[memoryview]:
    """Yield, as UTF-8, the cells of `columns` in the rows shown at `spans`, one row a line, some thousand rows a piece.

    Values are whole, times in the chosen format. `rows` is the order of the shown rows, None for service order; `columns`
    are in the order in which they are shown. Raises Cancelled.
    """
    chosen = [table.columns[number] for number in columns]
    texts = tuple(column.values for column in chosen if isinstance(column.values, Texts))
    layout = Layout(tuple(_maker(column, time_format) for column in chosen), texts)
    shown = [np.arange(span.start, span.stop) if rows is None else rows[span.start : span.stop] for span in spans]
    wanted = np.concatenate(shown) if shown else np.empty(0, int64)
    return written_rows(layout, wanted, len(wanted), _FORM, watch)


def cell(text: str) -> str:
    """Return `text` as one cell; spreadsheets read the quotes. A NUL would end the clipboard."""
    text = text.replace("\0", "␀")
    return '"' + text.replace('"', '""') + '"' if _MUST_BE_QUOTED.intersection(text) else text


_FORM = Form(b"\t", b"\n", cell)


def _maker(column: Column, time_format: TimeFormat) -> Maker:
    if isinstance(column.values, Texts):
        return text_maker(column.values, _FORM)
    cells = time_cells(column.kind, time_format) if column.kind.is_time else number_cells
    return number_maker(column.values, cells)
