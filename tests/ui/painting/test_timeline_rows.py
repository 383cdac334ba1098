"""The rows of the timeline: members below their lane, curves higher, made when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from viewer.analysis.by_second import Curve
from viewer.analysis.lanes import Lane
from viewer.analysis.spans import no_spans
from viewer.text import Text
from viewer.ui.painting.timeline_rows import Row, rows_of


def lane(key: str, members: Sequence[Lane] = (), curve: Curve | None = None) -> Lane:
    return Lane(key, Text("{key}", key=key), key, no_spans(), members, curve)


class Counted(Sequence[Lane]):
    """Very many members, which remember which of them were asked for."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.made: list[int] = []

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, place: int) -> Lane:  # type: ignore[override]
        self.made.append(place)
        return lane(f"member {place}")


CURVE = Curve("c", Text("c"), no_spans().start_seconds, no_spans().start_seconds, 0.0, 1.0)
LANES = (lane("a"), lane("b", (lane("b1"), lane("b2"))), lane("c", curve=CURVE), lane("d"))


def told(row: Row) -> tuple[str, int, bool, int, int]:
    return row.lane.key, row.depth, row.is_open, row.top, row.height


def test_members_of_an_open_lane_come_below_it() -> None:
    rows = rows_of(LANES, frozenset({"b"}), 20)
    assert [told(row) for row in rows] == [
        ("a", 0, False, 0, 20),
        ("b", 0, True, 20, 20),
        ("b1", 1, False, 40, 20),
        ("b2", 1, False, 60, 20),
        ("c", 0, False, 80, 40),
        ("d", 0, False, 120, 20),
    ]
    assert (len(rows), rows.height) == (6, 140)
    assert [row.lane.key for row in rows.tops()] == ["a", "b", "c", "d"]


def test_a_lane_without_members_is_never_open() -> None:
    assert [row.is_open for row in rows_of(LANES, frozenset({"a", "gone"}), 20)] == [False] * 4


def test_rows_are_found_by_their_height_and_number() -> None:
    rows = rows_of(LANES, frozenset({"b"}), 20)
    for number, row in enumerate(rows):
        assert rows.place_at(row.top) == rows.place_at(row.bottom - 1) == number
        assert rows.at(row.top) is rows[number] is rows[number - 6]
    assert rows.at(-1) is rows.at(140) is None
    assert [row.lane.key for row in rows[1:3]] == ["b", "b1"]
    with pytest.raises(IndexError):
        rows[6]


def test_only_what_lies_between_two_heights_is_asked_for() -> None:
    members = Counted(1_000_000)
    rows = rows_of((lane("a"), lane("b", members)), frozenset({"b"}), 10)
    assert rows.height == 10_000_020
    assert [number for number, _ in rows.between(5_000_015, 5_000_040)] == [500_001, 500_002, 500_003]
    assert members.made == [499_999, 500_000, 500_001]
    assert [number for number, _ in rows.between(-50, 15)] == [0, 1]
    assert list(rows.between(30, 30)) == list(rows.between(10_000_020, 10_000_040)) == []


def test_rows_that_were_shown_are_not_kept_for_ever() -> None:
    rows = rows_of((lane("b", Counted(5000)),), frozenset({"b"}), 10)
    assert sum(1 for _ in rows) == 5001
    assert len(rows._kept) <= 400


def test_there_may_be_no_lanes_at_all() -> None:
    rows = rows_of((), frozenset(), 0)
    assert (len(rows), rows.height, rows.at(0), list(rows.between(0, 100))) == (0, 0, None, [])
