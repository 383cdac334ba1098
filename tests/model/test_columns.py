"""Tables as columns: blanks, texts by code, and columns by name."""

from __future__ import annotations

import numpy
import pytest

from viewer.model.columns import Column, Kind, Numbers, Table, Texts
from viewer.text import Text

LABELS = Texts(numpy.array([0, 1, 0], dtype=numpy.int32), ("dog", ""))
STARTS = Numbers(numpy.array([0.1, numpy.nan, 1e300]))


def column(name: str, kind: Kind, values: Numbers | Texts) -> Column:
    return Column(name, Text(name.title()), Text("made up"), kind, values)


def test_numbers_are_as_received_and_nan_is_blank() -> None:
    assert [STARTS.at(row) for row in range(len(STARTS))] == [0.1, None, 1e300]
    assert type(STARTS.at(0)) is float


def test_texts_are_found_by_their_code() -> None:
    assert [LABELS.at(row) for row in range(len(LABELS))] == ["dog", "", "dog"]


def test_a_table_has_rows_and_columns_by_name() -> None:
    table = Table("detections", (column("label", Kind.TEXT, LABELS), column("start", Kind.SECONDS, STARTS)))
    assert table.row_count == 3
    assert table.column("start").values is STARTS
    assert table.column("label").is_visible
    with pytest.raises(KeyError):
        table.column("unicorn")


def test_a_table_without_columns_has_no_rows() -> None:
    assert Table("nothing", ()).row_count == 0
