"""A table as a CSV file that spreadsheet programs open as it is meant: UTF-8 with BOM, RFC 4180, commas and CRLF.

No cell of data can become a formula: a text that starts like one gets a leading apostrophe (FAULTS.md, Hostile content 4).
Numbers stay numbers, with the digits that were received. Each time is there twice: in seconds, and as hh:mm:ss.mmm; once
more where frames or timecodes are chosen.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from pathlib import Path

from numpy import int64
from numpy.typing import NDArray

from viewer.export.csv_cells import csv_text, number_cells, time_cells
from viewer.export.rows_of_cells import Form, Layout, Maker, number_maker, text_maker, written_rows
from viewer.export.saved_file import saving
from viewer.model.columns import Column, Kind, Table, Texts
from viewer.model.timing import Notation, TimeFormat
from viewer.watch import Watch

_SECONDS = "_seconds"
_ENDINGS = {
    (Kind.SECONDS, Notation.CLOCK): "_clock",
    (Kind.SECONDS, Notation.FRAMES): "_frame",
    (Kind.SECONDS, Notation.TIMECODE): "_timecode",
    (Kind.DURATION, Notation.CLOCK): "_clock",
    (Kind.DURATION, Notation.FRAMES): "_frames",
    (Kind.DURATION, Notation.TIMECODE): "_timecode",
}
_FORM = Form(b",", b"\r\n", csv_text, quotes_empty_rows=True)


def write(
    table: Table,
    rows: NDArray[int64] | None,
    target: Path,
    watch: Watch,
    time_format: TimeFormat = TimeFormat.CLOCK,
) -> None:
    """Write these rows of a table (None: all, in service order) to `target`, all columns, under their machine names.

    A column named `start_seconds`, from the start of the video, is followed by `start_clock`, from the programme start, and
    by `start_frame` or `start_timecode` where `time_format` shows those. Blanks are empty cells; half a surrogate pair,
    which UTF-8 can't hold, is written as its escape. Raises StorageError and Cancelled; an older file then stays whole.
    """
    names, makers = _layout(table.columns, time_format)
    texts = tuple(column.values for column in table.columns if isinstance(column.values, Texts))
    count = table.row_count if rows is None else len(rows)
    with saving(target, watch) as file:
        file.write(codecs.BOM_UTF8 + ",".join(names).encode() + b"\r\n")
        for some in written_rows(Layout(tuple(makers), texts), rows, count, _FORM, watch):
            file.write(some)


def _layout(columns: Sequence[Column], time_format: TimeFormat) -> tuple[list[str], list[Maker]]:
    """The names of the columns in the file, and for each what makes its cells in given rows."""
    added = [Notation.CLOCK]
    if time_format.used_notation in (Notation.FRAMES, Notation.TIMECODE):
        added.append(time_format.used_notation)
    names: list[str] = []
    makers: list[Maker] = []
    for column in columns:
        names.append(column.name)
        if isinstance(column.values, Texts):
            makers.append(text_maker(column.values, _FORM))
        else:
            makers.append(number_maker(column.values, number_cells))
            for notation in added if column.kind.is_time else ():
                names.append(column.name.removesuffix(_SECONDS) + _ENDINGS[column.kind, notation])
                cells = time_cells(column.kind, time_format._replace(notation=notation))
                makers.append(number_maker(column.values, cells))
    return names, makers
