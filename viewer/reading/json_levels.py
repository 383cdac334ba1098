"""Where the values of a JSON text begin and end: the positions of its brackets and commas, level by level.

Found by numpy over large reads, without decoding anything and with the interpreter's lock held for about a millisecond at
a time. It finds structure and does not validate: inside strings everything is allowed, and kinds of brackets are compared
only on the levels that are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewer.errors import ContentError
from viewer.model.result import Source
from viewer.text import Text

CHUNK = 1 << 20
KEPT_LEVELS = 3
SMALL = 1 << 20  # a text up to this size is kept with all of its levels
DEEPEST = 1 << 30
_ROOM = 1.2  # times what is expected
# Once a block of this size was freed, the GNU C library keeps the arrays of one chunk for the next; else each of them would
# be fetched from the system anew, page by page, which takes a third of the time.
_ROOM_FOR_CHUNKS = 4 << 20

Positions = NDArray[np.unsignedinteger[Any]]

_STRUCTURAL = bytes(1 if byte in b'"{}[],' else 0 for byte in range(256))
_STEP = np.zeros(256, np.int8)
_STEP[[0x7B, 0x5B]] = 1
_STEP[[0x7D, 0x5D]] = -1
_QUOTE, _BACKSLASH, _COMMA = 0x22, 0x5C, 0x2C


def escaped_positions(raw: bytes, values: NDArray[np.uint8], after_backslash: bool) -> tuple[NDArray[np.int64], bool]:
    """Return the positions of the bytes that a backslash escapes, and whether the first byte after `raw` is escaped.

    `values` is `raw` as an array; `after_backslash` tells whether its own first byte is escaped.
    """
    if not after_backslash and b"\\" not in raw:
        return np.empty(0, np.int64), False
    slashes = np.flatnonzero(values == _BACKSLASH)
    if after_backslash:
        rest = slashes[1:] if slashes.size and slashes[0] == 0 else slashes
        slashes = np.concatenate((np.array([-1]), rest))
    if not slashes.size:
        return slashes, False
    begins_run = np.concatenate((np.array([True]), np.diff(slashes) != 1))
    run_start = np.maximum.accumulate(np.where(begins_run, np.arange(slashes.size), 0))
    escaped = slashes[((np.arange(slashes.size) - run_start) & 1) == 0] + 1
    if escaped.size and escaped[-1] == values.size:
        return escaped[:-1], True
    return escaped, False


def quote_positions(raw: bytes, values: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return the positions of the quotes that open or close a string; `raw` begins outside of strings."""
    quotes = np.flatnonzero(values == _QUOTE)
    escaped, _ = escaped_positions(raw, values, False)
    return _without(quotes, escaped[values[escaped] == _QUOTE])


def _without(positions: NDArray[np.int64], unwanted: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.delete(positions, np.searchsorted(positions, unwanted)) if unwanted.size else positions


class Scanner:
    """Finds brackets and commas outside of strings, chunk by chunk, down to `deepest` levels (None: all)."""

    def __init__(self, deepest: int | None) -> None:
        self.deepest = deepest
        self.depth = 0
        self.is_in_string = False
        self._after_backslash = False

    def feed(self, raw: bytes) -> tuple[NDArray[np.int64], NDArray[np.uint8], NDArray[np.int32]]:
        """Return positions in `raw`, symbols and levels; the outermost brackets and what they part are level 1."""
        values = np.frombuffer(raw, np.uint8)
        positions = np.flatnonzero(np.frombuffer(raw.translate(_STRUCTURAL), np.bool_))
        escaped, self._after_backslash = escaped_positions(raw, values, self._after_backslash)
        if escaped.size:
            positions = _without(positions, escaped[values[escaped] == _QUOTE])
        symbols = values[positions]
        quotes = symbols == _QUOTE
        parity = np.cumsum(quotes, dtype=np.uint8)
        parity &= 1
        outside = parity == int(self.is_in_string)
        outside &= ~quotes
        if parity.size:
            self.is_in_string ^= bool(parity[-1])
        return self._levels(positions[outside], symbols[outside])

    def _levels(
        self, positions: NDArray[np.int64], symbols: NDArray[np.uint8]
    ) -> tuple[NDArray[np.int64], NDArray[np.uint8], NDArray[np.int32]]:
        steps = _STEP[symbols]
        levels = np.cumsum(steps, dtype=np.int32)
        levels += self.depth
        if levels.size:
            self.depth = int(levels[-1])
        if self.depth > DEEPEST:
            raise ContentError(Text("Its brackets are nested too deeply to be read."))
        levels -= np.minimum(steps, 0)  # a closing bracket belongs to the level that it closes
        if self.deepest is None:
            return positions, symbols, levels
        kept = levels <= self.deepest
        return positions[kept], symbols[kept], levels[kept]


@dataclass(slots=True)
class Levels:
    """The brackets and commas of one container, `positions[0]` being those of its own level.

    The container begins at byte `start` of the file, at absolute depth `depth`, and ends at `stop` (exclusive); where
    `open_levels` is not 0, that many of its innermost containers are never closed. `mismatch` is the byte offset of the
    first closing bracket of the wrong kind on the levels kept, or None.
    """

    start: int
    stop: int
    depth: int
    positions: list[Positions]
    open_levels: int = 0
    is_in_string: bool = False
    mismatch: int | None = None

    def covers(self, start: int, stop: int, depth: int) -> bool:
        """True where the borders of the children of the container at `start`…`stop` of this depth are in here."""
        return self.start <= start and stop <= self.stop and 0 <= depth - self.depth < len(self.positions)

    def borders(self, start: int, stop: int, depth: int) -> Positions:
        """Return the positions of the opening bracket, the commas and, where it is closed, the closing bracket."""
        level = self.positions[depth - self.depth]
        first, last = level.searchsorted(np.array([start, stop], level.dtype))
        return level[first:last]

    def is_closed(self, stop: int, depth: int) -> bool:
        """True where the container that ends at `stop` has a closing bracket."""
        return stop < self.stop or depth - self.depth >= self.open_levels


class _Growing:
    """Positions in ascending order that are added to; what was given out of them before stays as it is."""

    def __init__(self, kind: type[np.uint32] | type[np.uint64]) -> None:
        self._room: Positions = np.empty(0, kind)
        self._count = 0

    def add(self, found: NDArray[np.int64], base: int, share: float) -> None:
        """Add `found`, counted from `base`; `share` of the file (0 to 1) is read with them.

        The room is made for what the whole file is likely to hold: memory that is never written to costs nothing.
        """
        before, self._count = self._count, self._count + found.size
        if self._count > self._room.size:
            room: Positions = np.empty(int(self._count * max(_ROOM / share, _ROOM)), self._room.dtype)
            room[:before] = self._room[:before]
            self._room = room
        np.add(found, base, out=self._room[before : self._count], casting="unsafe")

    def so_far(self) -> Positions:
        return self._room[: self._count]


@dataclass(slots=True)
class _Gathered:
    """Collects the positions of the kept levels while the bytes from `start` to `stop` of a file are scanned."""

    size: int
    start: int
    stop: int
    found: list[_Growing] = field(default_factory=list)
    opened_by: dict[int, int] = field(default_factory=dict)
    mismatch: int | None = None

    def add(
        self, positions: NDArray[np.int64], symbols: NDArray[np.uint8], levels: NDArray[np.int32], base: int, after: int
    ) -> int | None:
        """Take in the chunk from `base` to `after`; return the position after the bracket that closes level 1, or None."""
        end: int | None = None
        share = (after - self.start) / max(self.stop - self.start, 1)
        for level in range(1, KEPT_LEVELS + 1):
            chosen = levels == level
            here, signs = positions[chosen], symbols[chosen]
            if level == 1:
                closing = np.flatnonzero((signs | 0x20) == 0x7D)
                end = int(here[closing[0]]) if closing.size else None
            if end is not None:
                inside = int(here.searchsorted(end, "right"))
                here, signs = here[:inside], signs[:inside]
            self._compare(level, here, signs, base)
            if len(self.found) < level:
                self.found.append(_Growing(position_type(self.size)))
            self.found[level - 1].add(here, base, share)
        return None if end is None else base + end + 1

    def _compare(self, level: int, positions: NDArray[np.int64], signs: NDArray[np.uint8], base: int) -> None:
        """Brackets of one level take turns: opening, closing. Each closing one must be of its opening one's kind."""
        brackets = np.flatnonzero(signs != _COMMA)
        kinds = signs[brackets]
        if level in self.opened_by:
            kinds = np.concatenate((np.array([self.opened_by[level]], np.uint8), kinds))
            brackets = np.concatenate((np.array([-1]), brackets))
        closing = kinds[1::2]
        wrong = np.flatnonzero(closing != kinds[::2][: closing.size] + 2)
        if wrong.size:
            offset = base + int(positions[brackets[1::2][wrong[0]]])
            self.mismatch = offset if self.mismatch is None else min(self.mismatch, offset)
        if kinds.size % 2:
            self.opened_by[level] = int(kinds[-1])
        else:
            self.opened_by.pop(level, None)

    def levels(self) -> list[Positions]:
        """Return one array a level, of what was found so far."""
        return [found.so_far() for found in self.found]


def no_positions() -> Positions:
    """The borders of something without children."""
    return np.empty(0, np.uint32)


def with_end(borders: Positions, stop: int) -> Positions:
    """Return the borders of a container that is never closed: it ends at `stop`."""
    return np.append(borders, np.array([stop], borders.dtype))


def position_type(size: int) -> type[np.uint32] | type[np.uint64]:
    """Return the type that holds every position of a file of `size` bytes."""
    return np.uint32 if size < 0xFFFF_FFF0 else np.uint64


def scan(
    source: Source, start: int, stop: int, depth: int, chunk: int, between: Callable[[int, bytes], None] | None = None
) -> Levels:
    """Index the container that begins at byte `start`: its own level and the two below it.

    Ends at its closing bracket, or at `stop`. `between(offset, chunk)` is called for every chunk read; it may raise.
    """
    *_, last = scan_step_by_step(source, start, stop, depth, chunk, between)
    return last()


def scan_step_by_step(
    source: Source, start: int, stop: int, depth: int, chunk: int, between: Callable[[int, bytes], None] | None = None
) -> Iterator[Callable[[], Levels]]:
    """Scan like `scan`; after every chunk, yield what gives the levels as they are known by then, to be called or not."""
    bytes(_ROOM_FOR_CHUNKS)
    scanner = Scanner(KEPT_LEVELS)
    gathered = _Gathered(source.size, start, stop)
    at, end = start, None

    def so_far() -> Levels:
        if end is not None:
            return Levels(start, end, depth, gathered.levels(), mismatch=gathered.mismatch)
        open_levels = max(scanner.depth, 0)
        return Levels(start, at, depth, gathered.levels(), open_levels, scanner.is_in_string, gathered.mismatch)

    while end is None and at < stop and (raw := source.read(at, min(chunk, stop - at))):
        if between is not None:
            between(at, raw)
        end = gathered.add(*scanner.feed(raw), at, at + len(raw))
        at += len(raw)
        yield so_far
    if at == start:
        yield so_far


def scan_small(raw: bytes, start: int, depth: int, size: int) -> Levels:
    """Index a container of at most `SMALL` bytes with all of its levels; `raw` are its bytes, `size` is the file's."""
    scanner = Scanner(None)
    positions, symbols, levels = scanner.feed(raw)
    ends = np.flatnonzero((levels == 1) & ((symbols | 0x20) == 0x7D))
    stop, open_levels = len(raw), max(scanner.depth, 0)
    if ends.size:
        inside = int(ends[0]) + 1
        stop, open_levels = int(positions[ends[0]]) + 1, 0
        positions, levels = positions[:inside], levels[:inside]
    order = np.argsort(levels, kind="stable")
    levels = levels[order]
    deepest = int(levels[-1]) if levels.size else 0
    edges = levels.searchsorted(np.arange(1, deepest + 2))
    ordered: Positions = (positions[order] + start).astype(position_type(size))
    kept: list[Positions] = [ordered[edges[i] : edges[i + 1]] for i in range(deepest)]
    return Levels(start, start + stop, depth, kept, open_levels)
