"""From positions in a piece of JSON text to the rows of the tree: the place of a row is where its value begins.

So a row of which name and value both match is one place. Places are worked out for all positions at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from viewer.reading.json_escapes import Bytes, Flags, Places
from viewer.reading.json_matches import Piece
from viewer.reading.json_needle import SCALAR_BYTES, Needle
from viewer.reading.json_text import unescaped

_IS_WHITE = np.zeros(256, np.bool_)
_IS_WHITE[list(b" \t\r\n")] = True
_IN_SCALAR = np.zeros(256, np.bool_)
_IN_SCALAR[list(SCALAR_BYTES)] = True
_IS_SEPARATOR = np.zeros(256, np.bool_)
_IS_SEPARATOR[list(b",{}[]")] = True
_COLON = 0x3A
_STEPS = 24  # so far positions are moved one by one; no more, or a megabyte of digits would take a million steps
_LOOK_BACK = 1024
_CHECKED_EVERY = 512


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for, and in which parts of a row."""

    needle: Needle
    in_keys: bool
    in_values: bool

    def is_in(self, inner: bytes) -> bool:
        """True where the text with these bytes between its quotes matches."""
        return self.needle.folded in unescaped(inner).casefold()


def rows_at(piece: Piece, sure: Places, doubtful: Places, wanted: Wanted, check: Callable[[], None]) -> Places:
    """Return the places, in order and each once, of the rows with a text, number or word at one of the positions.

    Positions and places are offsets in the piece. `doubtful` ones are in texts that are decoded to know; meanwhile
    `check` is called, which may raise.
    """
    quotes = np.flatnonzero(piece.is_quote)
    if quotes.size % 2:
        quotes = np.append(quotes, piece.values.size)  # a text that is cut off by the end of the file
    edges = _counts_before(piece.is_quote, sure)
    is_in_text = (edges & 1).astype(np.bool_)
    texts = _distinct(edges[is_in_text])
    if doubtful.size:
        more = _distinct(_counts_before(piece.is_quote, doubtful))
        more = np.setdiff1d(more[more % 2 == 1], texts, assume_unique=True)
        more = more[_rows_of(piece, quotes, more, wanted)[0]]
        texts = np.concatenate((texts, _decoded(piece, quotes, more, wanted, check)))
        texts.sort(kind="stable")
    chosen, places = _rows_of(piece, quotes, texts, wanted)
    places = places[chosen]
    if wanted.in_values and wanted.needle.may_be_scalar and not is_in_text.all():
        places = np.concatenate((places, _scalar_starts(piece, sure[~is_in_text])))
        places.sort(kind="stable")  # which is quick where two ordered parts are to be merged
    return _distinct(places)


def row_end(piece: Piece) -> int:
    """Return where the last whole row of the piece ends: behind its last separator outside of texts; 0 without one."""
    size = piece.values.size
    parity = np.count_nonzero(piece.is_quote) % 2
    look_back = _LOOK_BACK
    while True:
        start = max(size - look_back, 0)
        behind = np.cumsum(piece.is_quote[start:][::-1])[::-1]
        is_end = _IS_SEPARATOR[piece.values[start:]] & (behind % 2 == parity)
        found = np.flatnonzero(is_end)
        if found.size:
            return start + int(found[-1]) + 1
        if not start:
            return 0
        look_back *= 16


def _rows_of(piece: Piece, quotes: Places, texts: Places, wanted: Wanted) -> tuple[Flags, Places]:
    """Tell of each text whether it is looked in, and where the value of its row begins; a text is the number of its end."""
    values = piece.values
    follows = _not_white(values, quotes[texts] + 1)
    is_name = (values.take(follows, mode="clip") == _COLON) & (follows < values.size)
    places = quotes[texts - 1]
    if wanted.in_keys:
        places[is_name] = _not_white(values, follows[is_name] + 1)
    chosen = is_name if not wanted.in_values else ~is_name if not wanted.in_keys else np.ones(texts.size, np.bool_)
    return chosen, places


def _decoded(piece: Piece, quotes: Places, texts: Places, wanted: Wanted, check: Callable[[], None]) -> Places:
    """Return those of the texts that match when they are decoded."""
    matching = []
    spans = zip(texts.tolist(), (quotes[texts - 1] + 1).tolist(), quotes[texts].tolist(), strict=True)
    for number, (text, start, stop) in enumerate(spans):
        if number % _CHECKED_EVERY == 0:
            check()
        if wanted.is_in(piece.raw[start:stop]):
            matching.append(text)
    return np.array(matching, np.int64)


def _counts_before(flags: Flags, positions: Places) -> Places:
    """Return for each position how many flags are set before it; for many positions faster than searching for each."""
    padded = np.zeros(-(-flags.size // 64) * 64, np.bool_)
    padded[: flags.size] = flags
    words = np.packbits(padded, bitorder="little").view("<u8")
    counts = np.cumsum(np.bitwise_count(words), dtype=np.int64)
    word = positions >> 6
    counted: Places = counts[word] - np.bitwise_count(words[word] >> (positions & 63).astype(np.uint64))
    return counted


def _distinct(ordered: Places) -> Places:
    """Return what is in an ordered array, each once."""
    if ordered.size < 2:
        return ordered
    distinct: Places = ordered[np.concatenate((np.array([True]), ordered[1:] != ordered[:-1]))]
    return distinct


def _not_white(values: Bytes, at: Places) -> Places:
    """Return for each position the first one from it on without white space; the end where there is none."""
    at = at.copy()
    moving = np.arange(at.size)
    for _ in range(_STEPS):
        here = at[moving]
        moving = moving[_IS_WHITE[values.take(here, mode="clip")] & (here < values.size)]
        if not moving.size:
            return at
        at[moving] += 1
    others = np.flatnonzero(~_IS_WHITE[values])
    ends: Places = np.append(others, values.size)
    return ends[ends.searchsorted(at)]


def _scalar_starts(piece: Piece, positions: Places) -> Places:
    """Return where the numbers and words begin that the positions are in."""
    at = positions.copy()
    moving = np.arange(at.size)
    for _ in range(_STEPS):
        here = at[moving]
        moving = moving[_IN_SCALAR[piece.values.take(here - 1, mode="clip")] & (here > 0)]
        if not moving.size:
            return _distinct(at)
        at[moving] -= 1
    is_in = _IN_SCALAR[piece.values]
    begins = np.concatenate((np.array([0]), np.flatnonzero(is_in[1:] & ~is_in[:-1]) + 1))
    return _distinct(begins[begins.searchsorted(positions, "right") - 1])
