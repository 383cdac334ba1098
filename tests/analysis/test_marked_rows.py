"""Which rows belong to a choice, and which of those in sight are marked."""

from __future__ import annotations

import numpy as np

from tests.ui.made_up import numbers, texts
from viewer.analysis.marked_rows import chosen_rows, marked
from viewer.analysis.row_times import Now, times_of
from viewer.model.choice import NOTHING, Choice
from viewer.model.columns import Column, Kind, Table
from viewer.text import Text

PLAIN = Text("made up")
START = Column("start_seconds", PLAIN, PLAIN, Kind.SECONDS, numbers([0.0, 1.0, 2.0, 1.0, None]))
END = Column("end_seconds", PLAIN, PLAIN, Kind.SECONDS, numbers([1.0, 2.0, 3.0, 2.0, None]))
OF = Column("detection_id", PLAIN, PLAIN, Kind.TEXT, texts(["7", "8", "7", "9", ""]))
CUES = Table("cues", (START, END))
BOXES = Table("boxes", (OF, START, END))


def chosen(table: Table, choice: Choice) -> list[int] | None:
    found = chosen_rows(table, times_of(table), choice)
    return None if found is None else np.flatnonzero(found.are_chosen(np.arange(table.row_count))).tolist()


def test_rows_belong_to_a_chosen_detection_or_else_to_a_chosen_span() -> None:
    assert chosen(BOXES, Choice("7")) == [0, 2]
    assert chosen(BOXES, Choice("7", 1.0, 2.0)) == [0, 2]
    assert chosen(BOXES, Choice("unknown")) is None
    assert chosen(BOXES, Choice(start_seconds=1.0, end_seconds=2.0)) == [1, 3]
    assert chosen(CUES, Choice("7", 1.0, 2.0)) == [1, 3]
    assert chosen(CUES, Choice(None, 1.0, 2.5)) == []
    assert chosen(CUES, Choice("7")) is None
    assert chosen(CUES, NOTHING) is None


def test_a_span_without_an_end_is_found_again() -> None:
    open_end = Table("cues", (START, Column("end_seconds", PLAIN, PLAIN, Kind.SECONDS, numbers([None] * 5))))
    assert chosen(open_end, Choice(None, 2.0, None)) == [2]


def test_the_first_chosen_row() -> None:
    of_8 = chosen_rows(BOXES, None, Choice("8"))
    assert of_8 is not None
    assert of_8.first(BOXES.row_count) == 1
    none = chosen_rows(CUES, times_of(CUES), Choice(None, 9.0, 9.5))
    assert none is not None
    assert none.first(CUES.row_count) is None


def test_marks_are_places_of_the_shown_order() -> None:
    times, now, of_7 = times_of(BOXES), Now(1.5), chosen_rows(BOXES, None, Choice("7"))
    assert marked(None, 0, 5, times, now, of_7) == ({1, 3}, {0, 2})
    assert marked(None, 2, 4, times, now, of_7) == ({3}, {2})
    assert marked(np.array([3, 2, 1]), 0, 3, times, now, of_7) == ({0, 2}, {1})
    assert marked(np.array([3, 2, 1]), 1, 3, times, now, None) == ({2}, set())
    assert marked(None, 0, 5, None, now, None) == (set(), set())
    assert marked(None, 0, 5, times, None, of_7) == (set(), {0, 2})
