"""Where in a piece of JSON text something can be found: positions, compared all at once and without decoding.

Letters are compared without their case bit, the needle's two rarest bytes first, so that few positions are left to look at.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from viewer.reading.json_escapes import Escapes, Places, escaped_bytes, read_escapes
from viewer.reading.json_needle import UNKNOWN, Needle

Flags = NDArray[np.bool_]
Bytes = NDArray[np.uint8]

_QUOTE, _BACKSLASH = 0x22, 0x5C
_CASE_BIT = 0x20


class Piece:
    """Some bytes of a JSON text that begin outside of strings."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.values: Bytes = np.frombuffer(raw, np.uint8)
        self._escaped = escaped_bytes(raw, self.values)
        self.is_quote: Flags = self.values == _QUOTE
        self.is_quote[self._escaped] = False

    def cut(self, end: int) -> None:
        """Let go of what is behind `end`, which is outside of strings; `raw` still has it."""
        self.values = self.values[:end]
        self.is_quote = self.is_quote[:end]
        self._escaped = self._escaped[: int(self._escaped.searchsorted(end))]

    @cached_property
    def escapes(self) -> Escapes:
        return read_escapes(self.values, self._escaped)

    @cached_property
    def without_case(self) -> Bytes:
        """The bytes, of which only those of letters are meant: both cases are the small letter."""
        return self.values | np.uint8(_CASE_BIT)

    def cased(self, byte: int) -> Bytes:
        """The bytes to compare a byte of the needle with."""
        return self.without_case if 0x61 <= byte <= 0x7A else self.values


class Matches:
    """Finds a needle in pieces of a text."""

    def __init__(self, needle: Needle) -> None:
        self._needle = needle
        self._order: list[int] = []

    def sure(self, piece: Piece) -> Places:
        """Return, in order, positions of bytes within the matches that stand there without being decoded."""
        if not self._needle.is_in_place:
            return _none()
        if not self._needle.variants:
            return self._plain_ones(piece)
        return self._anchored_ones(piece)

    def doubtful(self, piece: Piece) -> Places:
        """Return, in order, positions of bytes in texts that may match too, which only decoding tells."""
        needle, found = self._needle, []
        if needle.rare_codes[_BACKSLASH]:  # which may also be one that escapes nothing
            return np.flatnonzero(piece.values == _BACKSLASH)
        codes = piece.escapes.codes
        if codes.size:
            found.append(piece.escapes.starts[needle.rare_codes.take(codes, mode="clip")])
        if not piece.raw.isascii():
            found += [_places_of(piece, raw) for raw in needle.rare_bytes]
            if UNKNOWN in needle.folded:
                found.append(np.flatnonzero(piece.values >= 0x80))
        return np.unique(np.concatenate(found)) if found else _none()

    def _plain_ones(self, piece: Piece) -> Places:
        """Every place where the needle, all of it ASCII, stands byte for byte and not as a part of an escape."""
        wanted = self._needle.plain
        last = piece.values.size - len(wanted) + 1
        if last <= 0:
            return _none()
        if not self._order:
            self._order = _rarest_first(piece, wanted)
        first, *others = self._order
        is_here = piece.cased(wanted[first])[first : first + last] == wanted[first]
        for place in others[:1]:
            is_here &= piece.cased(wanted[place])[place : place + last] == wanted[place]
        found = np.flatnonzero(is_here)
        for place in others[1:]:
            found = found[piece.cased(wanted[place])[found + place] == wanted[place]]
        return found[~piece.escapes.cover(found)] if piece.escapes.starts.size else found

    def _anchored_ones(self, piece: Piece) -> Places:
        """Every place of the anchor around which the rest of the needle stands."""
        anchor, *following = self._needle.variants
        starts, stops = _character_places(piece, anchor)
        plain = self._needle.plain
        begins = starts - len(plain)
        is_here = begins >= 0
        for place, byte in enumerate(plain):
            is_here &= piece.cased(byte).take(begins + place, mode="clip") == byte
        if plain:
            is_here &= ~piece.escapes.cover(begins)
        starts, stops = starts[is_here], stops[is_here]
        for variants in following:
            after = _after_character(piece, stops, variants)
            starts, stops = starts[after >= 0], after[after >= 0]
        return starts


def _none() -> Places:
    return np.empty(0, np.int64)


def _rarest_first(piece: Piece, wanted: bytes) -> list[int]:
    """The places in the needle, those first whose bytes are rare in the piece."""
    counts = np.bincount(piece.without_case, minlength=256)
    return sorted(range(len(wanted)), key=lambda place: int(counts[wanted[place] | _CASE_BIT]))


def _places_of(piece: Piece, wanted: bytes) -> Places:
    """Every place where these bytes of one character beyond ASCII stand."""
    last = piece.values.size - len(wanted) + 1
    if last <= 0:
        return _none()
    is_here = piece.values[:last] == wanted[0]
    is_here &= piece.values[len(wanted) - 1 :] == wanted[-1]
    found = np.flatnonzero(is_here)
    for place in range(1, len(wanted) - 1):
        found = found[piece.values[found + place] == wanted[place]]
    return found


def _character_places(piece: Piece, codes: tuple[int, ...]) -> tuple[Places, Places]:
    """Start and stop of every character, written as it is or as an escape, that is one of `codes`."""
    escapes = piece.escapes
    chosen = np.flatnonzero(np.isin(escapes.codes, codes))
    starts, stops = [escapes.starts[chosen]], [escapes.stops[chosen]]
    if not piece.raw.isascii():
        for raw in (chr(code).encode() for code in codes):
            starts.append(_places_of(piece, raw))
            stops.append(starts[-1] + len(raw))
    order = np.argsort(np.concatenate(starts), kind="stable")
    return np.concatenate(starts)[order], np.concatenate(stops)[order]


def _after_character(piece: Piece, at: Places, codes: tuple[int, ...]) -> Places:
    """Where the character at each position ends, if it is one of `codes`; -1 where it is another one."""
    after = np.full(at.size, -1)
    values, escapes = piece.values, piece.escapes
    for raw in (chr(code).encode() for code in codes):
        is_here = at + len(raw) <= values.size
        for place, byte in enumerate(raw):
            is_here &= values.take(at + place, mode="clip") == byte
        after[is_here] = at[is_here] + len(raw)
    if escapes.starts.size and codes[0] >= 0x80:
        number = np.minimum(escapes.starts.searchsorted(at), escapes.starts.size - 1)
        is_here = (escapes.starts[number] == at) & np.isin(escapes.codes[number], codes)
        after[is_here] = escapes.stops[number[is_here]]
    return after
