"""Tables as columns: numbers in one float64 array, texts as codes into a list of distinct texts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, Any, overload

from viewer.text import Text

if TYPE_CHECKING:
    from numpy import bool_, float64, int32, unsignedinteger
    from numpy.typing import NDArray

    Floats = NDArray[float64]
    Codes = NDArray[int32]
    Mask = NDArray[bool_]


_TEXTS_AT_ONCE = 4096


class Kind(Enum):
    """What a column's values are, which decides how they are aligned, shown, sorted and exported."""

    TEXT = "text"
    LONG_TEXT = "long text"  # wraps in the table
    NUMBER = "number"
    INTEGER = "integer"
    SECONDS = "seconds"  # a moment, in seconds from the start of the video; shown in the chosen time format
    DURATION = "duration"  # seconds that something lasts; shown in the chosen time format, without the programme start

    @property
    def is_time(self) -> bool:
        """True for moments and durations."""
        return self in (Kind.SECONDS, Kind.DURATION)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Number values; NaN is blank. A float64 keeps what was received, digit for digit, up to 17 digits."""

    values: Floats

    def __len__(self) -> int:
        return len(self.values)

    def at(self, row: int) -> float | None:
        """The number in `row`, or None where it is blank."""
        number = float(self.values[row])
        return None if math.isnan(number) else number


@dataclass(frozen=True, slots=True)
class Texts:
    """Text values: `distinct[codes[row]]`."""

    codes: Codes
    distinct: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.codes)

    def at(self, row: int) -> str:
        """The text in `row`; "" where it is blank."""
        return self.distinct[int(self.codes[row])]


@dataclass(frozen=True, slots=True)
class PackedTexts(Sequence[str]):
    """Millions of texts that are hardly ever alike, in a few bytes each: text `n` is `utf8[ends[n - 1]:ends[n]]`."""

    utf8: bytes | bytearray
    ends: NDArray[unsignedinteger[Any]]

    def __len__(self) -> int:
        return len(self.ends)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        if isinstance(place, slice):
            rows = range(len(self))[place]
            return tuple(map(self._text, rows)) if rows.step != 1 else tuple(self._texts(rows.start, rows.stop))
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        return self._text(place % len(self))

    def _texts(self, row: int, stop: int) -> Iterator[str]:
        for first in range(row, stop, _TEXTS_AT_ONCE):
            ends = self.ends[first : min(first + _TEXTS_AT_ONCE, stop)].tolist()
            for start, end in pairwise((int(self.ends[first - 1]) if first else 0, *ends)):
                yield self.utf8[start:end].decode()

    def _text(self, row: int) -> str:
        start = int(self.ends[row - 1]) if row else 0
        return self.utf8[start : int(self.ends[row])].decode()


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `name` is its name in CSV and settings, `title` its header, `tooltip` its unit and meaning."""

    name: str
    title: Text
    tooltip: Text
    kind: Kind
    values: Numbers | Texts
    is_visible: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of the same length, rows in service order. `name` tells tables apart in settings and proposed file names."""

    name: str
    columns: tuple[Column, ...]

    @property
    def row_count(self) -> int:
        return len(self.columns[0].values) if self.columns else 0

    def column(self, name: str) -> Column:
        """The column of this name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
