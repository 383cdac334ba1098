"""Cells of a table as tab-separated text, for the clipboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from viewer.model.columns import Table, Texts
from viewer.model.timing import TimeFormat
from viewer.ui.messages import shown
from viewer.ui.models.cells import copied_cells, tsv_text
from viewer.watch import Watch

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

ROWS_AT_ONCE = 500


def tab_separated(
    table: Table,
    rows: NDArray[int64] | None,
    spans: Sequence[range],
    columns: Sequence[int],
    time_format: TimeFormat,
    *,
    with_headers: bool,
    watch: Watch,
) -> Iterator[str]:
    """Yield the cells of `columns` in the rows shown at `spans`, one row a line, values whole, some hundred rows a piece.

    `rows` is the order of the shown rows, None for service order; `columns` are in the order in which they are shown.
    """
    cells = [copied_cells(table.columns[number], time_format) for number in columns]
    if with_headers:
        yield "\t".join(tsv_text(shown(table.columns[number].title)) for number in columns) + "\n"
    done, total = 0, sum(map(len, spans))
    for span in spans:
        for first in range(span.start, span.stop, ROWS_AT_ONCE):
            watch.progress(done, total)
            part = range(first, min(first + ROWS_AT_ONCE, span.stop))
            numbers = part if rows is None else rows[part.start : part.stop].tolist()
            yield "".join(["\t".join([cell(row) for cell in cells]) + "\n" for row in numbers])
            done += len(part)
    watch.progress(done, total)


def single_cell(table: Table, rows: NDArray[int64] | None, row: int, column: int, time_format: TimeFormat) -> str:
    """Return one cell as it is: quotes are only needed to tell cells apart."""
    values = table.columns[column].values
    table_row = row if rows is None else int(rows[row])
    if isinstance(values, Texts):
        return values.at(table_row).replace("\0", "␀")
    return copied_cells(table.columns[column], time_format)(table_row)
