"""The model of a table: values, headers, tooltips, swaps of rows, and indexes that are not valid."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.ui.made_up import big_table, column_of, numbers, table_of_words, texts
from viewer.model.columns import Column, Kind, Table
from viewer.model.timecode import Label
from viewer.model.timing import Notation, TimeFormat
from viewer.text import Text
from viewer.ui.models.column_table_model import ColumnTableModel

Role = Qt.ItemDataRole


@pytest.fixture
def model(qapp: object) -> Iterator[ColumnTableModel]:
    """A model that Qt's own tester watches."""
    model = ColumnTableModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    del tester


def test_cells_show_their_values(model: ColumnTableModel) -> None:
    model.show_table(table_of_words(["red", "green"]))
    shown = [[model.index(row, column).data() for column in range(4)] for row in range(2)]
    assert shown == [["0", "red", "00:00:00.000", ""], ["1", "green", "00:00:01.500", "0.142857"]]


def test_times_follow_the_chosen_format(model: ColumnTableModel) -> None:
    model.show_table(table_of_words(["red", "green"]))
    model.set_time_format(TimeFormat.SECONDS)
    assert column_of(model, 2) == ["0", "1.5"]


TEN = Label(10)


@pytest.mark.parametrize(
    ("form", "title", "moment", "lasts", "duration"),
    [
        (TimeFormat.CLOCK, "Start", "00:00:01.500", "Duration", "00:00:01.500"),
        (TimeFormat(start=TEN), "Start", "10:00:01.500", "Duration", "00:00:01.500"),
        (TimeFormat(Notation.SECONDS, start=TEN), "Start (s)", "1.5", "Duration (s)", "1.5"),
        (TimeFormat(Notation.FRAMES, 25, start=TEN), "Start (frame)", "37", "Duration (frames)", "38"),
        (TimeFormat(Notation.TIMECODE, 29.97, True, TEN), "Start", "10:00:01;14", "Duration", "00:00:01;15"),
        (TimeFormat(Notation.FRAMES, start=TEN), "Start", "10:00:01.500", "Duration", "00:00:01.500"),
    ],
)
def test_moments_and_durations_are_shown_and_titled_as_what_they_are(
    model: ColumnTableModel, form: TimeFormat, title: str, moment: str, lasts: str, duration: str
) -> None:
    values = numbers([1.5])
    columns = (
        Column("start_seconds", Text("Start"), Text("Where it begins."), Kind.SECONDS, values),
        Column("duration_seconds", Text("Duration"), Text("How long."), Kind.DURATION, values),
    )
    model.show_table(Table("made up", columns))
    model.set_time_format(form)
    assert [model.headerData(place, Qt.Orientation.Horizontal) for place in (0, 1)] == [title, lasts]
    assert [model.index(0, place).data() for place in (0, 1)] == [moment, duration]
    tooltips = [model.headerData(place, Qt.Orientation.Horizontal, Role.ToolTipRole) for place in (0, 1)]
    assert ("Shown from the programme start, 10:00:00" in tooltips[0]) == moment.startswith("10:")
    assert "programme" not in tooltips[1]


def test_numbers_stand_right_and_texts_left(model: ColumnTableModel) -> None:
    model.show_table(table_of_words(["red"]))
    aligned = [Qt.AlignmentFlag(model.index(0, column).data(Role.TextAlignmentRole)) for column in range(4)]
    right = [bool(alignment & Qt.AlignmentFlag.AlignRight) for alignment in aligned]
    assert right == [True, False, True, True]


def test_headers_have_title_and_tooltip(model: ColumnTableModel) -> None:
    model.show_table(table_of_words(["red"]))
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Word"
    tooltip = model.headerData(1, Qt.Orientation.Horizontal, Role.ToolTipRole)
    assert "A word &lt;b&gt;of&lt;/b&gt; the table" in tooltip
    assert model.headerData(9, Qt.Orientation.Horizontal) is None
    assert model.headerData(-1, Qt.Orientation.Horizontal) is None


def test_nothing_hidden_and_nothing_endless_is_shown(model: ColumnTableModel) -> None:
    evil = "abc\u202edcba\0\n<img src=file:///etc/passwd>" + "x" * 1_000_000
    model.show_table(table_of_words([evil]))
    shown = model.index(0, 1).data()
    assert shown.startswith("abc[U+202E]dcba␀⏎<img")
    assert len(shown) < 400
    tooltip = model.index(0, 1).data(Role.ToolTipRole)
    assert "<img" not in tooltip
    assert "&lt;img src=file" in tooltip
    assert len(tooltip) < 4_000


def test_long_texts_keep_their_lines(model: ColumnTableModel) -> None:
    column = Column("text", Text("Text"), Text("made up"), Kind.LONG_TEXT, texts(["one\ntwo\u202e"]))
    model.show_table(Table("cues", (column,)))
    assert model.index(0, 0).data() == "one\ntwo[U+202E]"


def test_rows_are_shown_in_the_given_order(model: ColumnTableModel) -> None:
    model.show_table(table_of_words(["red", "green", "blue"]))
    model.show_rows(np.array([2, 0], np.int64))
    assert column_of(model, 1) == ["blue", "red"]
    assert model.table_row(0) == 2
    assert [model.cell(row, 1) for row in range(3)] == ["blue", "red", ""]
    assert model.cell(0, 9) == ""
    model.show_rows(None)
    assert column_of(model, 1) == ["red", "green", "blue"]


def test_tables_come_and_go(model: ColumnTableModel) -> None:
    for table in (table_of_words(["red"] * 5), None, big_table(1000), table_of_words([]), Table("none", ())):
        model.show_table(table)
        assert model.rowCount() == (table.row_count if table is not None else 0)
        model.show_rows(None)


def test_invalid_indexes_have_no_data(model: ColumnTableModel) -> None:
    model.show_table(table_of_words(["red", "green"]))
    assert not model.index(2, 0).isValid()
    assert not model.index(0, 5).isValid()
    assert not model.index(-1, 0).isValid()
    assert not model.index(0, 0, model.index(0, 0)).isValid()
    assert model.data(QModelIndex()) is None
    last = model.index(1, 4)
    model.show_rows(np.array([0], np.int64))
    assert model.data(last) is None  # an index from before the swap
    model.show_table(None)
    assert model.data(last) is None


def test_a_million_rows_are_one_call_away(qapp: object) -> None:
    model = ColumnTableModel()  # without the tester, which looks at every row
    model.show_table(big_table(1_000_000))
    model.show_rows(np.arange(1_000_000, dtype=np.int64)[::-1].copy())
    assert model.rowCount() == 1_000_000
    assert model.index(0, 0).data() == "999999"
    assert model.index(999_999, 0).data() == "0"


@pytest.mark.parametrize(
    ("number", "shown", "whole"),
    [(0.1 + 0.2, "0.3", "0.30000000000000004"), (1e-9, "1e-09", "1e-09"), (3.0, "3", "3"), (float("inf"), "inf", "inf")],
)
def test_numbers_are_short_in_the_cell_and_whole_in_the_tooltip(
    model: ColumnTableModel, number: float, shown: str, whole: str
) -> None:
    model.show_table(Table("numbers", (Column("n", Text("N"), Text("made up"), Kind.NUMBER, numbers([number])),)))
    assert model.index(0, 0).data() == shown
    assert f">{whole}<" in model.index(0, 0).data(Role.ToolTipRole)
