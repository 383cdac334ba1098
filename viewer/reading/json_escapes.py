"""The escapes in a piece of JSON text, all at once: where they are and which characters they stand for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.reading.json_levels import escaped_positions

Places = NDArray[np.int64]
Codes = NDArray[np.int32]

_SHORT = np.full(256, -1, np.int32)
_SHORT[list(b'"\\/bfnrt')] = list(b'"\\/\b\f\n\r\t')
_HEX = np.full(256, -1, np.int32)
_HEX[list(b"0123456789abcdefABCDEF")] = [*range(16), *range(10, 16)]
_LETTER_U = 0x75
_SHORT_LENGTH, _LONG_LENGTH = 2, 6


@dataclass(frozen=True, slots=True, eq=False)
class Escapes:
    """The escapes that mean something, in order: bytes `starts`…`stops` (exclusive) stand for the code point in `codes`.

    One that means nothing by itself (a lone surrogate, `\\x`) is not among them: it is read as it is written.
    """

    starts: Places
    stops: Places
    codes: Codes

    def cover(self, positions: Places) -> NDArray[np.bool_]:
        """Tell of each of the positions whether its byte is part of an escape."""
        if not self.starts.size:
            return np.zeros(positions.size, np.bool_)
        before = self.starts.searchsorted(positions, "right") - 1
        return (before >= 0) & (positions < self.stops[before])


def no_escapes() -> Escapes:
    """A piece without escapes."""
    return Escapes(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int32))


def escaped_bytes(raw: bytes, values: NDArray[np.uint8]) -> Places:
    """Return the positions of the bytes right behind a backslash that begins an escape; `raw` begins outside of texts."""
    return escaped_positions(raw, values, False)[0]


def read_escapes(values: NDArray[np.uint8], escaped: Places) -> Escapes:
    """Read the escapes of a piece; `escaped` are the positions of the bytes behind their backslashes."""
    if not escaped.size:
        return no_escapes()
    signs = values[escaped]
    codes = _SHORT[signs]
    lengths = np.full(escaped.size, _SHORT_LENGTH)
    by_number = np.flatnonzero(signs == _LETTER_U)
    if by_number.size:
        codes[by_number] = _numbers(values, escaped[by_number])
        lengths[by_number] = _LONG_LENGTH
        _pair_surrogates(escaped, codes, lengths)
    sound = np.flatnonzero(codes >= 0)
    starts = escaped[sound] - 1
    return Escapes(starts, starts + lengths[sound], codes[sound])


def _numbers(values: NDArray[np.uint8], at: Places) -> Codes:
    """Return the numbers that four hexadecimal digits behind each position mean; negative where they are none."""
    number = np.zeros(at.size, np.int32)
    is_number = at + 4 < values.size
    for distance in range(1, 5):
        digit = _HEX[values.take(at + distance, mode="clip")]
        is_number &= digit >= 0
        number = number * 16 + digit
    number[~is_number] = -1
    return number


def _pair_surrogates(escaped: Places, codes: Codes, lengths: NDArray[np.int64]) -> None:
    """Turn each two halves that follow each other into one escape; a half that is alone means nothing."""
    halves = np.flatnonzero((codes >= 0xD800) & (codes < 0xE000))
    if not halves.size:
        return
    high = halves[codes[halves] < 0xDC00]
    low = high + 1
    is_pair = np.zeros(high.size, np.bool_)
    inside = low < codes.size
    low_codes = codes.take(low, mode="clip")
    is_pair[inside] = (
        (low_codes >= 0xDC00) & (low_codes < 0xE000) & (escaped.take(low, mode="clip") == escaped[high] + _LONG_LENGTH)
    )[inside]
    pairs = 0x10000 + ((codes[high] - 0xD800) << 10) + low_codes - 0xDC00
    codes[halves] = -1
    codes[high[is_pair]] = pairs[is_pair]
    lengths[high[is_pair]] = 2 * _LONG_LENGTH
