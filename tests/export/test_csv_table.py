"""CSV files are read back by Python's csv module and hold what the table holds; no cell of data is a formula."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.analysis import made_up
from viewer.analysis.rows import ordered
from viewer.analysis.tables import cues_table, detections_table
from viewer.errors import Cancelled, StorageError
from viewer.export.csv_cells import defused
from viewer.export.csv_table import write
from viewer.model.columns import Column, Kind, Numbers, Table, Texts
from viewer.model.timecode import Label
from viewer.model.timed_text import Cue, CuesContent
from viewer.model.timing import Notation, TimeFormat
from viewer.text import Text
from viewer.watch import Progress, Watch

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1", "- Hello"]


def table(*columns: tuple[str, Kind, Numbers | Texts]) -> Table:
    return Table("made up", tuple(Column(name, Text("x"), Text("x"), kind, values) for name, kind, values in columns))


def written(made: Table, folder: Path, rows: list[int] | None = None) -> bytes:
    every = list(range(made.row_count)) if rows is None else rows
    write(made, np.array(every, dtype=np.int64), folder / "a.csv", Watch())
    return (folder / "a.csv").read_bytes()


def read_back(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_bytes_of_a_small_table(tmp_path: Path) -> None:
    made = table(
        ("detection_id", Kind.TEXT, made_up.texts("1", "2")),
        ("label", Kind.TEXT, made_up.texts("père, fils", 'a "b"\nc')),
        ("start_seconds", Kind.SECONDS, made_up.numbers(3661.0625, None)),
        ("x", Kind.NUMBER, made_up.numbers(-0.25, 1e-7)),
        ("count", Kind.INTEGER, made_up.numbers(12, -3)),
    )
    assert written(made, tmp_path) == (
        b"\xef\xbb\xbfdetection_id,label,start_seconds,start_clock,x,count\r\n"
        b'1,"p\xc3\xa8re, fils",3661.0625,01:01:01.062,-0.25,12\r\n'
        b'2,"a ""b""\nc",,,1e-07,-3\r\n'
    )


@pytest.mark.parametrize(
    ("form", "names", "cells"),
    [
        (TimeFormat.SECONDS, "start_clock", "00:00:01.500,1.5,00:00:01.500"),
        (TimeFormat(Notation.CLOCK, 25, start=Label(10)), "start_clock", "10:00:01.500,1.5,00:00:01.500"),
        (TimeFormat(Notation.TIMECODE), "start_clock", "00:00:01.500,1.5,00:00:01.500"),
        (
            TimeFormat(Notation.TIMECODE, 29.97, True, Label(10)),
            "start_clock,start_timecode",
            "10:00:01.500,10:00:01;14,1.5,00:00:01.500,00:00:01;15",
        ),
        (TimeFormat(Notation.FRAMES, 25), "start_clock,start_frame", "00:00:01.500,37,1.5,00:00:01.500,38"),
    ],
)
def test_the_chosen_time_format_adds_columns(tmp_path: Path, form: TimeFormat, names: str, cells: str) -> None:
    values = made_up.numbers(1.5, None)
    made = table(("start_seconds", Kind.SECONDS, values), ("duration_seconds", Kind.DURATION, values))
    write(made, None, tmp_path / "a.csv", Watch(), form)
    lines = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
    durations = names.replace("start", "duration").replace("frame", "frames")
    assert lines[0] == f"start_seconds,{names},duration_seconds,{durations}"
    assert lines[1] == f"1.5,{cells}"
    assert lines[2].strip(",") == ""


def test_rows_come_in_the_given_order(tmp_path: Path) -> None:
    made = detections_table(made_up.core())
    place = [column.name for column in made.columns].index("total_seconds")
    rows = ordered(made, np.array([0, 3, 4], dtype=np.int64), place, False, Watch())
    lines = read_back(written(made, tmp_path, rows.tolist()))
    ids, totals = lines[0].index("detection_id"), lines[0].index("total_clock")
    assert [line[ids] for line in lines[1:]] == ["7", "1", "20"]
    assert [line[totals] for line in lines[1:]] == ["00:00:02.000", "00:00:02.700", ""]
    assert read_back(written(made, tmp_path, [])) == [lines[0]]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_defused_in_every_text_column(tmp_path: Path, text: str) -> None:
    cue = Cue(text, 1.0, 2.0, text, text)
    lines = read_back(written(cues_table(CuesContent((cue,))), tmp_path))
    cells = dict(zip(*lines, strict=True))
    assert cells["number"] == cells["text"] == cells["speaker"] == "'" + text
    assert cells["start_seconds"] == "1"


def test_harmless_texts_and_negative_numbers_stay(tmp_path: Path) -> None:
    for text in ("", "'=1", "a=1", " =1", "1-2", "…"):
        assert defused(text) == text
    made = table(("start_seconds", Kind.SECONDS, made_up.numbers(-1.5, math.inf)))
    assert read_back(written(made, tmp_path))[1:] == [["-1.5", "-00:00:01.500"], ["inf", "inf"]]


def test_half_a_surrogate_pair_is_written_as_its_escape(tmp_path: Path) -> None:
    assert read_back(written(table(("label", Kind.TEXT, made_up.texts("a\ud800b"))), tmp_path))[1] == ["a\\ud800b"]


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.text(max_size=12), st.floats(allow_nan=False)), min_size=1, max_size=8))
def test_what_is_written_is_read_back(tmp_path: Path, cells: list[tuple[str, float]]) -> None:
    labels, numbers = zip(*cells, strict=True)
    made = table(("label", Kind.TEXT, made_up.texts(*labels)), ("x", Kind.NUMBER, made_up.numbers(*numbers)))
    lines = read_back(written(made, tmp_path))
    assert lines[0] == ["label", "x"]
    for (label, number), line in zip(cells, lines[1:], strict=True):
        assert line[0] in (label, "'" + label)
        assert line[0] == defused(label)
        assert not line[0].startswith(("=", "+", "-", "@", "\t", "\r", "\0"))
        assert float(line[1]) == number


def test_long_tables_report_progress_and_can_be_stopped(tmp_path: Path) -> None:
    made = table(("x", Kind.NUMBER, Numbers(np.arange(5000.0))))
    reports: list[Progress] = []
    watch = Watch(reports.append)
    write(made, np.arange(5000), tmp_path / "a.csv", watch)
    assert reports[0] == Progress(0, 5000)
    old = (tmp_path / "a.csv").read_bytes()
    assert read_back(old)[5000] == ["4999"]
    watch.cancel()
    with pytest.raises(Cancelled):
        write(made, np.arange(10), tmp_path / "a.csv", watch)
    assert (tmp_path / "a.csv").read_bytes() == old
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="folder is not there"):
        write(detections_table(made_up.core()), np.arange(5), tmp_path / "gone" / "a.csv", Watch())


def test_a_line_with_one_empty_cell_is_not_an_empty_line(tmp_path: Path) -> None:
    blank = table(("x", Kind.NUMBER, made_up.numbers(None, 2, None)))
    assert written(blank, tmp_path) == b'\xef\xbb\xbfx\r\n""\r\n2\r\n""\r\n'


def test_long_texts_in_many_rows(tmp_path: Path) -> None:
    texts = Texts(np.arange(600, dtype=np.int32) % 3, ("a" * 100_000, "", "é" * 1_100_000))
    made = table(("label", Kind.TEXT, texts), ("x", Kind.NUMBER, Numbers(np.arange(600.0))))
    lines = (line.split(b",") for line in written(made, tmp_path, list(range(20, 30))).splitlines()[1:])
    expected = [(texts.at(row).encode(), str(row).encode()) for row in range(20, 30)]
    assert [(label, number) for label, number in lines] == expected
