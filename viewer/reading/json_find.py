"""Find in a JSON file: read from start to end in pieces of whole rows, each compared all at once and hardly decoded.

Nodes are not made here: a hit is the place where the value of its row begins, and the index leads to it when it is gone to.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import numpy as np

from viewer.model.result import Source
from viewer.reading.json_escapes import Places
from viewer.reading.json_levels import CHUNK
from viewer.reading.json_long_text import search_long_text
from viewer.reading.json_matches import Matches, Piece
from viewer.reading.json_needle import SCALAR_BYTES, needle_for
from viewer.reading.json_rows import Wanted, row_end, rows_at
from viewer.reading.json_text import WHITE
from viewer.watch import Watch

LONGEST_HELD = 4 * CHUNK
_AROUND_COLON = WHITE + b":"


def hits(
    source: Source,
    start: int,
    stop: int,
    text: str,
    *,
    in_keys: bool,
    in_values: bool,
    watch: Watch,
    chunk: int = CHUNK,
    longest_held: int = LONGEST_HELD,
) -> Iterator[array[int]]:
    """Search bytes `start`…`stop` of a JSON file and yield the places of the rows that match, some at a time.

    A row matches when its name or its value has `text` in it, case ignored and texts without their escapes. Its place is
    the byte offset where its value begins. Places ascend, each is there once. Reads `chunk` bytes at a time; a text that
    does not fit into `longest_held` bytes is searched in windows.
    """
    needle = needle_for(text)
    if needle is None or not (in_keys or in_values):
        return
    search = _Search(source, start, stop, Wanted(needle, in_keys, in_values), watch, chunk, longest_held)
    last = -1
    for places in search.portions():
        new = places[int(places.searchsorted(last, "right")) :]
        if new.size:
            last = int(new[-1])
            yield array("q", new.tobytes())


class _Search:
    """Goes through a span of the file, which begins outside of texts."""

    def __init__(
        self, source: Source, start: int, stop: int, wanted: Wanted, watch: Watch, chunk: int, longest_held: int
    ) -> None:
        self._source = source
        self._start = start
        self._stop = stop
        self._wanted = wanted
        self._matches = Matches(wanted.needle)
        self._watch = watch
        self._chunk = chunk
        self._longest_held = longest_held

    def portions(self) -> Iterator[Places]:
        """Yield the places of the rows that match, piece by piece."""
        at, size = self._start, self._chunk
        while raw := self._read(at, size):
            self._watch.progress(at - self._start, self._stop - self._start, in_bytes=True)
            piece = Piece(raw)
            end = len(raw) if at + len(raw) >= self._stop else row_end(piece)
            if not end and size < self._longest_held:
                size = min(2 * size, self._longest_held)
                continue
            size = self._chunk
            end = end or _token_end(piece)
            if end:
                piece.cut(end)
                yield self._in_piece(piece) + at
                at += end
            else:
                is_found, place, at = self._in_long_text(at)
                if is_found:
                    yield np.array([place])

    def _read(self, at: int, size: int) -> bytes:
        return self._source.read(at, max(min(size, self._stop - at), 0))

    def _in_piece(self, piece: Piece) -> Places:
        sure, doubtful = self._matches.find(piece)
        if not (sure.size or doubtful.size):
            return sure
        return rows_at(piece, sure, doubtful, self._wanted, self._watch.check)

    def _in_long_text(self, at: int) -> tuple[bool, int, int]:
        """Search the text that opens at `at`; return whether it counts and matches, the place of its row, and its end."""

        def read(offset: int) -> bytes:
            self._watch.progress(offset - self._start, self._stop - self._start, in_bytes=True)
            return self._read(offset, self._chunk)

        is_found, stop = search_long_text(read, at, self._wanted.needle.folded)
        colon, sign = self._not_white(stop)
        if sign != b":":
            return is_found and self._wanted.in_values, at, stop
        return is_found and self._wanted.in_keys, self._not_white(colon + 1)[0], stop

    def _not_white(self, at: int) -> tuple[int, bytes]:
        """Return where the first byte from `at` on is that is no white space, and that byte; b"" at the end."""
        while raw := self._read(at, self._chunk):
            self._watch.check()
            rest = raw.lstrip(WHITE)
            at += len(raw) - len(rest)
            if rest:
                return at, rest[:1]
        return at, b""


def _token_end(piece: Piece) -> int:
    """Where to cut a piece in which no row ends: before a text that is not whole, or that may be a name; without one, before
    a number or word. 0 where such a text is at its very beginning.
    """
    quotes = np.flatnonzero(piece.is_quote)
    if quotes.size % 2:
        return int(quotes[-1])
    if quotes.size and not piece.raw[int(quotes[-1]) + 1 :].strip(_AROUND_COLON):
        return int(quotes[-2])
    return len(piece.raw.rstrip(SCALAR_BYTES)) or len(piece.raw)
