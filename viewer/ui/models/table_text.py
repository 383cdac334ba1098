"""Cells of a table as tab-separated text, for the clipboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from viewer.late import late
from viewer.model.columns import Table, Texts
from viewer.model.timing import TimeFormat
from viewer.ui.messages import shown
from viewer.ui.models.cells import whole_number
from viewer.watch import Watch

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

lines = late("viewer.export.tab_separated", "lines")
cell = late("viewer.export.tab_separated", "cell")


def tab_separated(
    table: Table,
    rows: NDArray[int64] | None,
    spans: Sequence[range],
    columns: Sequence[int],
    time_format: TimeFormat,
    *,
    with_headers: bool,
    watch: Watch,
) -> Iterator[bytes | memoryview]:
    """Yield, as UTF-8, the cells of `columns` in the rows shown at `spans`, one row a line, some thousand rows a piece.

    `rows` is the order of the shown rows, None for service order; `columns` are in the order in which they are shown.
    """
    if with_headers:
        titles = [cell(shown(table.columns[number].title)) for number in columns]
        yield ("\t".join(titles) + "\n").encode("utf-8", "backslashreplace")
    yield from lines(table, rows, spans, columns, time_format, watch)


def single_cell(table: Table, rows: NDArray[int64] | None, row: int, column: int, time_format: TimeFormat) -> str:
    """Return one cell as it is: quotes are only needed to tell cells apart."""
    table_row, chosen = row if rows is None else int(rows[row]), table.columns[column]
    if isinstance(chosen.values, Texts):
        return chosen.values.at(table_row).replace("\0", "␀")
    return whole_number(chosen.kind, time_format)(float(chosen.values.values[table_row]))
