"""Escapes in a piece of JSON text, looked at from the positions that are asked about and for all of them at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.reading.json_levels import escaped_positions

Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
Bytes = NDArray[np.uint8]

_IS_SHORT = np.zeros(256, np.bool_)
_IS_SHORT[list(b'"\\/bfnrt')] = True
_HEX = np.full(256, -1, np.int32)
_HEX[list(b"0123456789abcdefABCDEF")] = [*range(16), *range(10, 16)]
_QUOTE, _BACKSLASH, _LETTER_U = 0x22, 0x5C, 0x75
_FARTHEST = 5  # bytes from a backslash to the last digit of its escape


def quote_flags(raw: bytes, values: Bytes) -> Flags:
    """Tell of each byte whether it is a quote that opens or closes a text; `raw` begins outside of texts."""
    is_quote: Flags = values == _QUOTE
    if b"\\" not in raw:
        return is_quote
    before = np.flatnonzero((values[:-1] == _BACKSLASH) & is_quote[1:])
    if _is_behind_backslash(values, before).any():
        is_quote[escaped_positions(raw, values, False)[0]] = False
    else:
        is_quote[before + 1] = False
    return is_quote


def code_points(values: Bytes, at: Places) -> NDArray[np.int32]:
    """Return what the four hexadecimal digits behind each position mean; negative where they are none."""
    number = np.zeros(at.size, np.int32)
    is_number = at + 4 < values.size
    for distance in range(1, 5):
        digit = _HEX[values.take(at + distance, mode="clip")]
        is_number &= digit >= 0
        number = number * 16 + digit
    number[~is_number] = -1
    return number


def in_escapes(values: Bytes, at: Places) -> tuple[Flags, Flags]:
    """Tell of each position whether it is in an escape that begins before it, and whether that is unclear.

    An escape that means nothing (a lone surrogate, `\\x`) is read as it is written, so nothing is part of it. Unclear are
    surrogates, of which there must be two, and backslashes behind a backslash: their number decides.
    """
    distance = np.zeros(at.size, np.int64)
    for steps in range(_FARTHEST, 0, -1):
        distance[(values.take(at - steps, mode="clip") == _BACKSLASH) & (at >= steps)] = steps
    near = np.flatnonzero(distance)
    slashes = at[near] - distance[near]
    signs = values[slashes + 1]
    codes = np.full(near.size, -1, np.int32)
    long = np.flatnonzero(signs == _LETTER_U)
    codes[long] = code_points(values, slashes[long] + 1)
    within = (codes >= 0) | (_IS_SHORT[signs] & (distance[near] == 1))
    is_in, is_unclear = np.zeros(at.size, np.bool_), np.zeros(at.size, np.bool_)
    is_in[near] = within
    is_unclear[near] = within & (((codes >= 0xD800) & (codes < 0xE000)) | _is_behind_backslash(values, slashes))
    return is_in, is_unclear


def _is_behind_backslash(values: Bytes, at: Places) -> Flags:
    """Tell of each position whether there is a backslash right before it."""
    flags: Flags = (values.take(at - 1, mode="clip") == _BACKSLASH) & (at > 0)
    return flags
