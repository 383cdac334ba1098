"""Cells of a column are the bytes that a row of Python's csv module would hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.export.csv_cells import Cells, defused, number_cells, spread, text_cells, time_cells
from viewer.model.columns import Kind
from viewer.model.timecode import Label
from viewer.model.timing import Notation, TimeFormat


def shown(cells: Iterable[Cells], count: int) -> list[str]:
    """Return the text of every row."""
    texts = [""] * count
    for some in cells:
        letters = iter(some.letters.tobytes())
        for row, length in zip(some.rows.tolist(), some.lengths.tolist(), strict=True):
            assert texts[row] == ""
            texts[row] = bytes(next(letters) for _ in range(length)).decode()
        assert next(letters, None) is None
    return texts


def written(text: str) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow([text, ""])
    return line.getvalue().removesuffix(",\r\n")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet=st.sampled_from('a,"\r\n =é€😀\0'), max_size=4), min_size=1, max_size=6), st.data())
def test_texts_are_quoted_as_the_standard_library_does(distinct: list[str], data: st.DataObject) -> None:
    codes = data.draw(st.lists(st.integers(0, len(distinct) - 1), max_size=9))  # fewer rows than texts, or more
    cells = text_cells(np.array(codes, dtype=np.int32), distinct)
    assert shown(cells, len(codes)) == [written(defused(distinct[code])) for code in codes]


def test_numbers_of_all_kinds_in_one_column() -> None:
    values = np.array([np.nan, 1.5, -0.0, 1 / 3, 12, np.inf, 1e-7, 2.0**60, 1 / 3])
    expected = ["", "1.5", "0", "0.3333333333333333", "12", "inf", "1e-07", "1.152921504606847e+18", "0.3333333333333333"]
    assert shown(number_cells(values), len(values)) == expected


def test_clocks() -> None:
    values = np.array([np.nan, 0, 3661.0625, -1.5, 360_000, -np.inf, 1e306])
    expected = ["", "00:00:00.000", "01:01:01.062", "-00:00:01.500", "100:00:00.000", "-inf", "1e+306"]
    assert shown(time_cells(Kind.SECONDS, TimeFormat.CLOCK)(values), len(values)) == expected


def test_timecodes_of_moments_and_durations() -> None:
    values = np.array([np.nan, 0, 60, 66.1, -1, np.inf, 1e15])
    form = TimeFormat(Notation.TIMECODE, 30000 / 1001, drop_frame=True, start=Label(10))
    moments = ["", "10:00:00;00", "10:00:59;28", "10:01:06;03", "09:59:59;00", "inf", "1000000000000000"]
    durations = ["", "00:00:00;00", "00:00:59;28", "00:01:06;03", "-00:00:01;00", "inf", "1000000000000000"]
    assert shown(time_cells(Kind.SECONDS, form)(values), len(values)) == moments
    assert shown(time_cells(Kind.DURATION, form)(values), len(values)) == durations


def test_spread() -> None:
    assert spread(np.array([5, 0, 9]), np.array([2, 0, 3])).tolist() == [5, 6, 9, 10, 11]
