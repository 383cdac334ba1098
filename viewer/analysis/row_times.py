"""Which rows of a table are now, and where a row begins: by spans, by frames or seconds, or by groups of those.

Rows that are in sight are asked for by their numbers, which takes microseconds in a table of any size. All rows are asked
for where the first one that is now is looked for; that goes slice by slice, so that a worker can do it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy import bool_, float64, int32, int64
from numpy.typing import NDArray

from viewer.model.boxes import BoxesContent
from viewer.model.columns import Numbers, Table
from viewer.model.detections import CoreContent
from viewer.watch import Watch

Rows = NDArray[int64]
Mask = NDArray[bool_]

_CLOSE = 1e-6  # seconds, as the playhead has it: times of a file and of a frame differ in their last digits
_A_FRAME = 0.04  # seconds that a moment lasts where no frame rate is known
_AT_ONCE = 1 << 16


@dataclass(frozen=True, slots=True)
class Now:
    """The moment that is shown: in seconds, as the number of its frame, and how long that frame is shown."""

    seconds: float
    frame: int | None = None
    frame_seconds: float = _A_FRAME

    def position(self, unit: str) -> int | None:
        """The number of the frame or second; None where frames are asked for and the frame rate is unknown."""
        return math.floor(self.seconds + _CLOSE) if unit == "second" else self.frame


def now_at(seconds: float, frame: int | None, fps: float | None) -> Now:
    """Return the moment of a playhead that counts `fps` frames a second, None where it knows no rate."""
    return Now(seconds, frame, 1 / fps if fps else _A_FRAME)


class RowTimes(Protocol):
    """The times of a table's rows, by the table's own row numbers."""

    def are_now(self, rows: Rows, now: Now) -> Mask:
        """Which of these rows are now."""

    def all_now(self, now: Now, watch: Watch | None = None) -> Rows | range:
        """All rows that are now, ascending. In a big table it belongs into a worker."""


# --- spans


@dataclass(frozen=True, slots=True)
class Spans:
    """Rows with a start and an end in seconds. One that is shorter than a frame is now while the frame is shown."""

    start_seconds: NDArray[float64]
    end_seconds: NDArray[float64]

    def are_now(self, rows: Rows | slice, now: Now) -> Mask:
        return _are_now(self.start_seconds[rows], self.end_seconds[rows], now)

    def all_now(self, now: Now, watch: Watch | None = None) -> Rows:
        found = [np.empty(0, int64)]
        for first in range(0, len(self.start_seconds), _AT_ONCE):
            if watch is not None:
                watch.check()
            found.append(np.flatnonzero(self.are_now(slice(first, first + _AT_ONCE), now)) + first)
        return np.concatenate(found)

    def start(self, row: int) -> float | None:
        """Where a row begins, in seconds; None where it has no time."""
        return _finite(self.start_seconds[row])


@dataclass(frozen=True, slots=True)
class SpanGroups:
    """Rows with many spans: those of row n are `first[n]`…`first[n + 1]` of `spans`. A row is now where one of them is."""

    first: NDArray[int64]
    spans: Spans

    def are_now(self, rows: Rows, now: Now) -> Mask:
        counts = self.first[rows + 1] - self.first[rows]
        owners = np.repeat(np.arange(len(rows)), counts)
        before = np.cumsum(counts) - counts
        members = np.arange(len(owners)) - before[owners] + self.first[rows][owners]
        found = np.zeros(len(rows), dtype=bool)
        found[owners[self.spans.are_now(members, now)]] = True
        return found

    def all_now(self, now: Now, watch: Watch | None = None) -> Rows:
        return np.unique(np.searchsorted(self.first, self.spans.all_now(now, watch), "right") - 1)

    def start(self, row: int) -> float | None:
        """Where the earliest of a row's spans begins, in seconds; None where it has none."""
        starts = self.spans.start_seconds[self.first[row] : self.first[row + 1]]
        starts = starts[np.isfinite(starts)]
        return float(starts.min()) if len(starts) else None


# --- frames and seconds


class Positions:
    """Rows that stand for one frame or one second each; `start_seconds` is where it begins, NaN where nothing tells that."""

    def __init__(self, positions: NDArray[float64] | NDArray[int64], unit: str, start_seconds: NDArray[float64]) -> None:
        self.unit = unit
        self._positions = positions
        self._start_seconds = start_seconds
        self._order: Rows | None = None
        self._rising: NDArray[float64] | NDArray[int64] | None = None

    def are_now(self, rows: Rows, now: Now) -> Mask:
        position = now.position(self.unit)
        return np.zeros(len(rows), dtype=bool) if position is None else np.asarray(self._positions[rows] == position)

    def all_now(self, now: Now, watch: Watch | None = None) -> Rows | range:
        position = now.position(self.unit)
        if position is None:
            return range(0)
        rising = self._in_order(watch)
        found = range(int(np.searchsorted(rising, position)), int(np.searchsorted(rising, position, "right")))
        return found if self._order is None else np.sort(self._order[found.start : found.stop])

    def start(self, row: int, fps: float | None) -> float | None:
        """Where a row's frame or second begins, in seconds; None where nothing tells. `fps` is the playhead's."""
        if self.unit == "frame" and fps:
            return float(self._positions[row]) / fps
        return _finite(self._start_seconds[row])

    def first_of(self, rows: Rows) -> int:
        """The row among these, of which there is one at least, that comes first in time."""
        return int(rows[np.argmin(self._positions[rows])])

    @property
    def is_in_order(self) -> bool:
        """True where it is known that the positions rise."""
        return self._rising is not None and self._order is None

    def _in_order(self, watch: Watch | None) -> NDArray[float64] | NDArray[int64]:
        """The positions, rising. Files have them so; where one has not, they are sorted once."""
        if self._rising is None:
            values = self._positions
            for first in range(0, len(values), _AT_ONCE):
                if watch is not None:
                    watch.check()
                some = values[first : first + _AT_ONCE + 1]
                if (some[1:] < some[:-1]).any():
                    self._order = np.argsort(values, kind="stable")
                    values = values[self._order]
                    break
            self._rising = values
        return self._rising


@dataclass(frozen=True, slots=True)
class PositionGroups:
    """Rows that have many boxes: those of row n have the code n. A row is now where one of its boxes is."""

    codes: NDArray[int32]
    positions: Positions

    def are_now(self, rows: Rows, now: Now) -> Mask:
        return np.isin(rows, self._codes_now(now, None))

    def all_now(self, now: Now, watch: Watch | None = None) -> Rows:
        return np.unique(self._codes_now(now, watch)).astype(int64)

    def first_box(self, row: int) -> int | None:
        """The box of this row that comes first in time, by its own row."""
        rows = np.flatnonzero(self.codes == row)
        return self.positions.first_of(rows) if len(rows) else None

    def _codes_now(self, now: Now, watch: Watch | None) -> NDArray[int32]:
        boxes = self.positions.all_now(now, watch)
        return self.codes[boxes.start : boxes.stop] if isinstance(boxes, range) else self.codes[boxes]


# --- of a table


def times_of(table: Table) -> RowTimes | None:
    """Return the times of a table's rows, found by the names of its columns; None where its rows have no time.

    `frame` or `second` number what is shown, with `time_seconds` for where it begins; `start_seconds` and `end_seconds` are
    a span; `time_seconds` alone is a moment.
    """
    columns = {column.name: column.values.values for column in table.columns if isinstance(column.values, Numbers)}
    time = columns.get("time_seconds")
    for unit in ("frame", "second"):
        if unit in columns:
            return Positions(columns[unit], unit, np.full(table.row_count, np.nan) if time is None else time)
    start = columns.get("start_seconds", time)
    if start is None:
        return None
    return Spans(start, columns.get("end_seconds", start))


def first_box(times: RowTimes | None, row: int) -> int | None:
    """Return the box, by its own row, that comes first of those that a row stands for; None where it has none."""
    return times.first_box(row) if isinstance(times, PositionGroups) else None


def start_of(times: RowTimes | None, row: int, fps: float | None) -> float | None:
    """Return the seconds at which a row begins, or the first of its group; None where it has no time.

    Frames begin where the playhead has them, which counts `fps` of them a second; None where it knows no rate.
    """
    if isinstance(times, PositionGroups):
        first = times.first_box(row)
        return None if first is None else times.positions.start(first, fps)
    if isinstance(times, Positions):
        return times.start(row, fps)
    return times.start(row) if isinstance(times, Spans | SpanGroups) else None


def span_of(times: RowTimes | None, row: int) -> tuple[float | None, float | None]:
    """Return start and end of a row that has a span of its own, in seconds; None for what it has not."""
    if not isinstance(times, Spans):
        return None, None
    return _finite(times.start_seconds[row]), _finite(times.end_seconds[row])


def times_of_detections(core: CoreContent) -> SpanGroups:
    """Return when each detection of a core result is there: whenever one of its occurrences is."""
    spans = Spans(core.occurrences.start_seconds.values, core.occurrences.end_seconds.values)
    return SpanGroups(core.detections.first_occurrence, spans)


def times_of_box_groups(boxes: BoxesContent, table: Table, watch: Watch) -> PositionGroups:
    """Return when each detection that has boxes has one; `table` is the table of these boxes. Call it in a worker."""
    positions = times_of(table)
    assert isinstance(positions, Positions)
    positions.all_now(Now(0.0, 0), watch)  # puts them in order, where they are not
    return PositionGroups(boxes.detection_ids.codes, positions)


def is_at_hand(times: RowTimes, rows: Rows | None) -> bool:
    """True where `first_shown` takes no time, whatever the size of the table: boxes that are known to rise, as they come."""
    return rows is None and isinstance(times, Positions) and times.is_in_order


def first_shown(times: RowTimes, rows: Rows | None, row_count: int, now: Now, watch: Watch | None = None) -> int | None:
    """Return the first place in the shown order at which a row is now; None where there is none.

    `rows` are the shown rows in their order, None for all `row_count` rows as they come.
    """
    found = times.all_now(now, watch)
    if not len(found) or rows is None:
        return int(found[0]) if len(found) else None
    is_now = np.zeros(0 if isinstance(found, range) else row_count, dtype=bool)
    if not isinstance(found, range):
        is_now[found] = True
    for first in range(0, len(rows), _AT_ONCE):
        if watch is not None:
            watch.check()
        some = rows[first : first + _AT_ONCE]
        hits = (some >= found.start) & (some < found.stop) if isinstance(found, range) else is_now.take(some)
        if hits.any():
            return first + int(hits.argmax())
    return None


def _are_now(start: NDArray[float64], end: NDArray[float64], now: Now) -> Mask:
    """A span begins with its start and ends before its end; without an end it is as short as a frame. NaN is never now."""
    seconds = now.seconds
    has_begun = start <= seconds + _CLOSE
    return np.asarray(has_begun & ((end > seconds + _CLOSE) | (start + now.frame_seconds > seconds + _CLOSE)))


def _finite(number: float64) -> float | None:
    value = float(number)
    return value if math.isfinite(value) else None
