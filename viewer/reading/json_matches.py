"""Where in a piece of JSON text something can be found: positions, compared all at once and without decoding.

Letters are compared without their case bit, and the needle's two rarest bytes first, so that few positions are left.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from viewer.reading.json_escapes import (
    Bytes,
    Flags,
    Places,
    code_points,
    in_escapes,
    quote_flags,
)
from viewer.reading.json_needle import UNKNOWN, Needle

_BACKSLASH, _LETTER_U, _ZERO = 0x5C, 0x75, 0x30
_CASE_BIT = 0x20


class Piece:
    """Some bytes of a JSON text that begin outside of strings; `is_quote` are the quotes that open and close these."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.values: Bytes = np.frombuffer(raw, np.uint8)
        self.is_quote = quote_flags(raw, self.values)

    def cut(self, end: int) -> None:
        """Let go of what is behind `end`, which is outside of strings; `raw` still has it."""
        self.values = self.values[:end]
        self.is_quote = self.is_quote[:end]

    @cached_property
    def has_backslashes(self) -> bool:
        return b"\\" in self.raw

    @cached_property
    def is_ascii(self) -> bool:
        return self.raw.isascii()

    @cached_property
    def without_case(self) -> Bytes:
        """The bytes, of which only those of letters are meant: both cases are the small letter."""
        return self.values | np.uint8(_CASE_BIT)

    def cased(self, byte: int) -> Bytes:
        """The bytes to compare a byte with in which a letter stands for both cases."""
        return self.without_case if 0x61 <= byte <= 0x7A else self.values


class Matches:
    """Finds a needle in pieces of a text."""

    def __init__(self, needle: Needle) -> None:
        self._needle = needle
        self._order: list[int] = []
        self._is_rare = np.zeros(0x80, np.bool_)
        self._is_rare[list(needle.rare_codes)] = True

    def find(self, piece: Piece) -> tuple[Places, Places]:
        """Return, each in order, positions in texts and numbers that match, and positions in texts that may do so."""
        needle = self._needle
        if needle.rare_codes == {_BACKSLASH}:  # which may also be one that escapes nothing
            return _none(), np.flatnonzero(piece.values == _BACKSLASH)
        sure, unclear = _none(), _none()
        if needle.is_in_place:
            sure, unclear = self._anchored_ones(piece) if needle.forms else self._plain_ones(piece)
        return sure, _merged([unclear, *self._rare_ones(piece)])

    def _plain_ones(self, piece: Piece) -> tuple[Places, Places]:
        """Every place where the needle, all of it ASCII, stands byte for byte and not as a part of an escape."""
        wanted = self._needle.plain
        if not self._order:
            self._order = _rarest_first(piece, wanted)
        found = _places_of(piece, wanted, self._order)
        return _parted(piece, found, found)

    def _anchored_ones(self, piece: Piece) -> tuple[Places, Places]:
        """Every place of the anchor around which the rest of the needle stands."""
        plain = self._needle.plain
        anchors, *following = self._needle.forms
        found = [_none()]
        for anchor in _possible(piece, anchors):
            starts = _places_of(piece, anchor)
            starts = starts[_stands(piece, plain, starts - len(plain))]
            after = starts + len(anchor)
            for forms in following:
                after = _after_one_of(piece, _possible(piece, forms), after)
                starts, after = starts[after >= 0], after[after >= 0]
            found.append(starts)
        places = _merged(found)
        return _parted(piece, places, places - len(plain))

    def _rare_ones(self, piece: Piece) -> list[Places]:
        """Every place, perhaps more than once, of something rare that makes a text one to be decoded."""
        needle = self._needle
        found = [_places_of(piece, form) for form in _possible(piece, needle.rare_forms)]
        if piece.has_backslashes and needle.rare_codes:
            at = _escapes_of_ascii(piece)
            found.append(at[self._is_rare.take(code_points(piece.values, at + 1), mode="clip")])
        if UNKNOWN in needle.folded:
            found.append(np.flatnonzero(piece.values >= 0x80))
        return found


def _none() -> Places:
    return np.empty(0, np.int64)


def _merged(parts: list[Places]) -> Places:
    """Return what is in some ordered arrays as one."""
    parts = [part for part in parts if part.size]
    if len(parts) < 2:
        return parts[0] if parts else _none()
    merged = np.concatenate(parts)
    merged.sort(kind="stable")  # which is quick where ordered parts are to be merged
    return merged


def _escapes_of_ascii(piece: Piece) -> Places:
    """Where there are backslashes in front of u, two zeros, and a digit up to seven."""
    values = piece.values
    found = np.flatnonzero((values[:-5] == _BACKSLASH) & ((values[4:-1] & 0xF8) == _ZERO))
    for distance, byte in enumerate(b"u00", 1):
        found = found[values[found + distance] == byte]
    return found


def _possible(piece: Piece, forms: tuple[bytes, ...]) -> list[bytes]:
    """Those of the forms that can be in a piece, as far as the kinds of bytes in it tell."""
    if piece.is_ascii:
        forms = tuple(form for form in forms if form.isascii())
    return [form for form in forms if form[0] != _BACKSLASH or piece.has_backslashes]


def _parted(piece: Piece, found: Places, begins: Places) -> tuple[Places, Places]:
    """Part what was found into what is sure and what is unclear; leave out what begins within an escape."""
    if not piece.has_backslashes or not found.size:
        return found, _none()
    is_in, is_unclear = in_escapes(piece.values, begins)
    return found[~(is_in | is_unclear)], found[is_unclear]


def _compared(piece: Piece, form: bytes, place: int) -> Bytes:
    """The bytes of the piece to compare byte `place` of a form with; the u of an escape is a small letter."""
    byte = form[place]
    return piece.values if byte == _LETTER_U and form[0] == _BACKSLASH else piece.cased(byte)


def _places_of(piece: Piece, form: bytes, order: list[int] | None = None) -> Places:
    """Every place where a form stands; its bytes are compared in this order, the first two everywhere."""
    count = piece.values.size - len(form) + 1
    if count <= 0:
        return _none()
    first, *others = order or range(len(form) - 1, -1, -1)
    is_here = _compared(piece, form, first)[first : first + count] == form[first]
    for place in others[:1]:
        is_here &= _compared(piece, form, place)[place : place + count] == form[place]
    found = np.flatnonzero(is_here)
    for place in others[1:]:
        found = found[_compared(piece, form, place)[found + place] == form[place]]
    return found


def _stands(piece: Piece, form: bytes, at: Places) -> Flags:
    """Tell of each position whether a form stands there."""
    is_here: Flags = (at >= 0) & (at + len(form) <= piece.values.size)
    for place, byte in enumerate(form):
        is_here &= _compared(piece, form, place).take(at + place, mode="clip") == byte
    return is_here


def _after_one_of(piece: Piece, forms: list[bytes], at: Places) -> Places:
    """Return where what stands at each position ends, if it is one of the forms; -1 where it is none of them."""
    after = np.full(at.size, -1)
    for form in forms:
        is_here = _stands(piece, form, at)
        after[is_here] = at[is_here] + len(form)
    return after


def _rarest_first(piece: Piece, wanted: bytes) -> list[int]:
    """The places in the needle, those first whose bytes are rare in the piece."""
    counts = np.bincount(piece.without_case, minlength=256)
    return sorted(range(len(wanted)), key=lambda place: int(counts[wanted[place] | _CASE_BIT]))
