"""Tables and results that were made up for the tests of models and panes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QTableView

from viewer.model.columns import Column, Kind, Numbers, Table, Texts
from viewer.model.json_document import JsonDocument
from viewer.model.result import Content, Header, Opened, Problem, Reading, Result
from viewer.reading.source import FileSource
from viewer.text import Text
from viewer.ui.models.column_table_model import ColumnTableModel


def texts(values: Sequence[str]) -> Texts:
    """A column of texts."""
    distinct = tuple(dict.fromkeys(values))
    return Texts(np.array([distinct.index(value) for value in values], np.int32), distinct)


def numbers(values: Sequence[float | None]) -> Numbers:
    """A column of numbers, None for blank."""
    return Numbers(np.array([np.nan if value is None else value for value in values], np.float64))


def table_of_words(words: Sequence[str], *, name: str = "words") -> Table:
    """A table of words: its row number, the word, a time, a number with blanks, and a hidden column."""
    count = len(words)
    plain = Text("made up")
    return Table(
        name,
        (
            Column("row", Text("Row"), plain, Kind.INTEGER, numbers(list(range(count)))),
            Column("word", Text("Word"), Text("A word <b>of</b> the table"), Kind.TEXT, texts(words)),
            Column("start_seconds", Text("Start"), plain, Kind.SECONDS, numbers([row * 1.5 for row in range(count)])),
            Column(
                "share",
                Text("Share"),
                plain,
                Kind.NUMBER,
                numbers([None if row % 3 == 0 else row / 7 for row in range(count)]),
            ),
            Column("secret", Text("Secret"), plain, Kind.TEXT, texts(["x"] * count), is_visible=False),
        ),
    )


def big_table(rows: int) -> Table:
    """A table of a great many rows."""
    plain = Text("made up")
    row = np.arange(rows)
    return Table(
        "big",
        (
            Column("row", Text("Row"), plain, Kind.INTEGER, Numbers(row.astype(np.float64))),
            Column("label", Text("Label"), plain, Kind.TEXT, Texts((row % 5).astype(np.int32), ("a", "b", "c", "d", "e"))),
            Column("share", Text("Share"), plain, Kind.NUMBER, Numbers(((row * 7919) % rows) / rows)),
        ),
    )


def column_of(model: ColumnTableModel, column: int) -> list[str]:
    """What a column shows, from top to bottom."""
    return [model.index(row, column).data(Qt.ItemDataRole.DisplayRole) for row in range(model.rowCount())]


def choose_cell(view: QTableView, row: int, column: int) -> None:
    """Make a cell the current and only selected one, whatever keys a test before this one pressed last."""
    index = view.model().index(row, column)
    view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def result_of(
    path: Path,
    content: Content,
    *,
    type_name: str = "made_up",
    problems: tuple[Problem, ...] = (),
    header: Header | None = None,
    document: JsonDocument | None = None,
) -> Result:
    """A result of a file on disk, with content that a test made."""
    reading = Reading(content, problems, header or Header(), document)
    return Result(type_name, FileSource(path), Opened(path), reading)
