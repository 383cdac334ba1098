"""What is not allowed inside of texts in quotes: control characters and escapes that mean nothing (RFC 8259, section 7)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.reading.json_faults import Sort

Positions = NDArray[np.int64]

_LONGEST_ESCAPE = 12  # bytes: two halves of a character
_SURROGATE = 6  # bytes of one half
_AFTER_BACKSLASH = np.array([byte in b'"\\/bfnrtu' for byte in range(256)])
_U = 0x75
_HEX = np.full(256, -1, np.int32)
for _digit in b"0123456789abcdefABCDEF":
    _HEX[_digit] = int(chr(_digit), 16)


def text_faults(
    values: NDArray[np.uint8], escaped: Positions, inside: NDArray[np.bool_] | None = None
) -> tuple[Positions, NDArray[np.uint8]]:
    """Return the positions of what is wrong in texts, and the sort of each.

    `escaped` are the positions of the bytes behind a backslash, `inside` tells of each byte whether it is in a text (None:
    all are). Texts end in their quote, or behind a whole escape.
    """
    control = values < 0x20
    if inside is not None:
        control &= inside
        escaped = escaped[inside[escaped]] if escaped.size else escaped
    found = [(np.flatnonzero(control), Sort.CONTROL)] if control.any() else []
    if escaped.size:
        found.append((escaped[~_AFTER_BACKSLASH[values[escaped]]] - 1, Sort.ESCAPE))
        places, codes = _code_units(values, escaped)
        found.append((places[codes < 0] - 1, Sort.ESCAPE))
        found.append((places[_lone(places, codes)] - 1, Sort.SURROGATE))
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.uint8)
    sorts = np.repeat(np.array([sort for _, sort in found], np.uint8), [places.size for places, _ in found])
    return np.concatenate([places for places, _ in found]), sorts


def whole_escapes(values: NDArray[np.uint8], escaped: Positions, is_torn: bool) -> int:
    """Return how much of the inside of a text can be looked at by itself: no escape, no pair of them is torn there.

    `is_torn` tells that the last byte is a backslash whose escape has not come.
    """
    size = values.size
    places, codes = _code_units(values, escaped)
    seconds = places[_paired(places, codes)]
    starts = np.setdiff1d(escaped, seconds, assume_unique=True) - 1
    late = starts[starts > size - _LONGEST_ESCAPE]
    return int(late[0]) if late.size else size - is_torn


def _code_units(values: NDArray[np.uint8], escaped: Positions) -> tuple[Positions, NDArray[np.int32]]:
    """Return where the u of each `\\uXXXX` stands, and its value; a negative one where there are no four digits."""
    places = escaped[values[escaped] == _U] if escaped.size else escaped
    codes = np.zeros(places.size, np.int32)
    for digit in range(1, 5) if places.size else ():
        at = places + digit
        codes = (codes << 4) | np.where(at < values.size, _HEX[values[np.minimum(at, values.size - 1)]], -1)
    return places, codes


def _paired(places: Positions, codes: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Tell of each code unit whether it is the second half of a character whose first half stands right before it."""
    paired: NDArray[np.bool_] = (codes >> 10) == 0xDC00 >> 10
    if paired.any():
        paired[1:] &= ((codes[:-1] >> 10) == 0xD800 >> 10) & (np.diff(places) == _SURROGATE)
        paired[0] = False
    return paired


def _lone(places: Positions, codes: NDArray[np.int32]) -> NDArray[np.bool_]:
    lone: NDArray[np.bool_] = (codes >> 11) == 0xD800 >> 11
    if lone.any():
        paired = _paired(places, codes)
        lone &= ~paired
        lone[:-1] &= ~paired[1:]
    return lone
