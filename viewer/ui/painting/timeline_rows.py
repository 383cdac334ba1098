"""The rows of the timeline: one for each lane, and below an open lane one for each of its members.

Strategy: a row is made when it is asked for. Twenty thousand members cost nothing until they are scrolled to.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, overload

if TYPE_CHECKING:
    from viewer.analysis.lanes import Lane

CURVE_ROWS = 2  # a curve is as high as so many rows
_MOST_KEPT = 400


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A lane where it is drawn: `top` and `height` in logical pixels, from the top of all rows. Members have depth 1."""

    lane: Lane
    depth: int
    is_open: bool
    top: int
    height: int

    @property
    def bottom(self) -> int:
        return self.top + self.height


class _Section(NamedTuple):
    """Rows of the same height that follow each other."""

    first: int
    top: int
    lanes: Sequence[Lane]
    depth: int
    is_open: bool
    height: int


class Rows(Sequence[Row]):
    """All rows from top to bottom. Going through all of them makes every member: ask for those that are needed."""

    def __init__(self, lanes: Sequence[Lane], opened: frozenset[str], row_height: int) -> None:
        self._sections: list[_Section] = []
        self._kept: dict[int, Row] = {}
        self._count = self.height = 0
        for lane in lanes:
            is_open = lane.key in opened and len(lane.members) > 0
            self._add((lane,), 0, is_open, row_height * (1 if lane.curve is None else CURVE_ROWS))
            if is_open:
                self._add(lane.members, 1, False, row_height)
        self._firsts = [section.first for section in self._sections]
        self._tops = [section.top for section in self._sections]

    def _add(self, lanes: Sequence[Lane], depth: int, is_open: bool, height: int) -> None:
        self._sections.append(_Section(self._count, self.height, lanes, depth, is_open, height))
        self._count += len(lanes)
        self.height += len(lanes) * height

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(place, slice):
            return tuple(self._row(number) for number in range(*place.indices(self._count)))
        if not -self._count <= place < self._count:
            raise IndexError(place)
        return self._row(place % self._count)

    def tops(self) -> Iterator[Row]:
        """Yield the rows of the lanes themselves, without those of members."""
        return (self._row(section.first) for section in self._sections if section.depth == 0)

    def place_at(self, y: int) -> int | None:
        """Which row is at a height; None above the first and below the last."""
        if not 0 <= y < self.height:
            return None
        section = self._sections[bisect_right(self._tops, y) - 1]
        return section.first + (y - section.top) // section.height

    def at(self, y: int) -> Row | None:
        """The row at a height; None above the first and below the last."""
        place = self.place_at(y)
        return None if place is None else self._row(place)

    def between(self, top: int, bottom: int) -> Iterator[tuple[int, Row]]:
        """Yield the rows of which something lies between two heights, each with its number."""
        first, last = self.place_at(max(0, top)), self.place_at(min(bottom, self.height) - 1)
        if first is not None and last is not None:
            for place in range(first, last + 1):
                yield place, self._row(place)

    def _row(self, place: int) -> Row:
        kept = self._kept.get(place)
        if kept is None:
            section = self._sections[bisect_right(self._firsts, place) - 1]
            number = place - section.first
            top = section.top + number * section.height
            kept = Row(section.lanes[number], section.depth, section.is_open, top, section.height)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[place] = kept
        return kept


def rows_of(lanes: Sequence[Lane], opened: frozenset[str], row_height: int) -> Rows:
    """Return the rows of these lanes, `opened` being the keys of those whose members are shown too.

    Heights are in logical pixels, `row_height` at least 1.
    """
    return Rows(lanes, opened, max(1, row_height))
