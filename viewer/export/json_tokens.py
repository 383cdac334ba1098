"""Where the values, names and signs of a JSON text begin, chunk by chunk, and which bytes are white space between them.

Found by numpy over whole chunks; no order is checked here, and inside of texts everything is allowed. Those who write a
text anew need the place of every byte in it, also in the longest text or number; `reading.json_tokens` is for those who tell
what is wrong: it looks at what is left when texts are taken out, and of what is long it has no bytes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy import bool_, int64, uint8
from numpy.typing import NDArray

from viewer.reading.json_levels import escaped_positions

SCALAR, STRING, OPEN_OBJECT, OPEN_ARRAY, CLOSE_OBJECT, CLOSE_ARRAY, COMMA, COLON, _WHITE = range(9)
_KINDS = bytearray([SCALAR]) * 256
for _signs, _kind in ((b'"', STRING), (b"{", 2), (b"[", 3), (b"}", 4), (b"]", 5), (b",", COMMA), (b":", COLON)):
    _KINDS[_signs[0]] = _kind
for _sign in b" \t\r\n":
    _KINDS[_sign] = _WHITE

_WIDTHS = [np.uint64(1 << power) for power in range(6)]
_LAST_BIT = np.uint64(63)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What begins in one chunk: `starts` within the chunk, `kinds` (SCALAR … COLON).

    `raw` are the chunk's bytes, which begin at byte `base` of the file. `is_scalar` and `is_kept` tell of each of them
    whether it belongs to a number or word, and whether it is no white space between tokens.
    """

    raw: bytes
    base: int
    starts: NDArray[int64]
    kinds: NDArray[uint8]
    is_scalar: NDArray[bool_]
    is_kept: NDArray[bool_]

    def run(self, token: int) -> bytes:
        """Return the bytes of the number or word that is this token."""
        start = int(self.starts[token])
        others = np.flatnonzero(~self.is_scalar[start:])
        return self.raw[start : start + int(others[0])] if others.size else self.raw[start:]


def between(marks: NDArray[bool_]) -> NDArray[bool_]:
    """Return what is true from each first mark on, up to the second of two and without it.

    The parity of the marks up to each place, worked out for 64 of them at once.
    """
    words = np.zeros(-(-len(marks) // 64), np.uint64)
    bits = np.packbits(marks, bitorder="little")
    words.view(uint8)[: len(bits)] = bits
    for width in _WIDTHS:
        words ^= words << width
    is_odd = np.bitwise_xor.accumulate(words >> _LAST_BIT)
    words[1:] ^= -is_odd[:-1]  # all bits of it, or none
    return np.unpackbits(words.view(uint8), count=len(marks), bitorder="little").view(bool_)


class Tokenizer:
    """Cuts a text into tokens. Strings may go on in the next chunk; numbers and words are never cut."""

    def __init__(self) -> None:
        self.is_in_string = False
        self._after_backslash = False

    def feed(self, raw: bytes, base: int, is_end: bool) -> Tokens:
        """Return the tokens of `raw`, which stands at byte `base`; without the number or word that may go on after it.

        What is left out (`raw[len(tokens.raw):]`) must come again at the beginning of the next chunk.
        """
        kinds, in_string, is_opening = self._strings(raw)
        is_scalar = kinds == SCALAR
        is_scalar &= ~in_string
        begins = kinds - OPEN_OBJECT < _WHITE - OPEN_OBJECT  # unsigned: SCALAR and STRING wrap around
        begins &= ~in_string
        begins |= is_opening
        begins[:1] |= is_scalar[:1]
        begins[1:] |= is_scalar[1:] > is_scalar[:-1]
        is_kept = kinds != _WHITE
        is_kept |= in_string
        size = len(raw)
        if not is_end and size and is_scalar[-1]:
            size -= int(np.argmin(is_scalar[::-1])) or size
            self._after_backslash = False
        starts = np.flatnonzero(begins[:size])
        return Tokens(raw[:size], base, starts, kinds[starts], is_scalar[:size], is_kept[:size])

    def _strings(self, raw: bytes) -> tuple[NDArray[uint8], NDArray[bool_], NDArray[bool_]]:
        """Return the kind of each byte, whether it belongs to a string, and whether it is the quote that opens one."""
        kinds = np.frombuffer(raw.translate(_KINDS), uint8)
        escaped, self._after_backslash = escaped_positions(raw, np.frombuffer(raw, uint8), self._after_backslash)
        if escaped.size:
            kinds = kinds.copy()
            kinds[escaped] = SCALAR
        is_quote = kinds == STRING
        in_string = between(is_quote)
        if self.is_in_string:
            np.logical_not(in_string, out=in_string)
        if in_string.size:
            self.is_in_string = bool(in_string[-1])
        is_opening = in_string & is_quote
        in_string |= is_quote
        return kinds, in_string, is_opening
