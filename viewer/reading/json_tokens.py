"""The tokens of a piece of JSON, found by numpy: brackets, commas, colons, texts in quotes, and words, that is, all else.

Looked at is what stands outside of texts: of a text only its opening quote is left. A word is taken apart into rows of
digits, rows of letters and signs; it is sound where this sequence of parts is one of those that JSON allows (RFC 8259,
sections 3 and 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]
Bytes = NDArray[np.uint8]
WORD_BYTES = bytes(sorted(set(range(256)) - set(b' \t\r\n,:{}[]"')))


class Kind:
    """Classes of bytes outside of texts, and the kinds of tokens; plain numbers, which numpy compares byte by byte.

    All from TEXT on stand by themselves.
    """

    WHITE, DIGITS, LETTERS, POINT, PLUS, MINUS = range(6)
    TEXT, COMMA, COLON, OPEN_OBJECT, OPEN_ARRAY, CLOSE_OBJECT, CLOSE_ARRAY = range(6, 13)


WORD = Kind.DIGITS  # the kind of every token that is a number or a word, sound or not
_CLASSES = np.full(256, Kind.LETTERS, np.uint8)
for _kind, _bytes in {
    Kind.WHITE: b" \t\r\n",
    Kind.DIGITS: b"0123456789",
    Kind.POINT: b".",
    Kind.PLUS: b"+",
    Kind.MINUS: b"-",
    Kind.TEXT: b'"',
    Kind.COMMA: b",",
    Kind.COLON: b":",
    Kind.OPEN_OBJECT: b"{",
    Kind.OPEN_ARRAY: b"[",
    Kind.CLOSE_OBJECT: b"}",
    Kind.CLOSE_ARRAY: b"]",
}.items():
    _CLASSES[list(_bytes)] = _kind
_CLASS_TABLE = _CLASSES.tobytes()

# The parts of a word, four bits each, the first one lowest: digits, letters and signs by their class, and these.
_ZERO, _ZERO_FIRST, _E, _LITERAL = 6, 7, 8, 9
_MOST_PARTS = 7
_DIGITS_OF_ANY_KIND = (Kind.DIGITS, _ZERO, _ZERO_FIRST)


def _sound_words() -> set[int]:
    fractions = [(), *((Kind.POINT, digits) for digits in _DIGITS_OF_ANY_KIND)]
    signs: list[tuple[int, ...]] = [(), (Kind.PLUS,), (Kind.MINUS,)]
    exponents = [(), *((_E, *sign, digits) for sign in signs for digits in _DIGITS_OF_ANY_KIND)]
    numbers = product([(), (Kind.MINUS,)], [(Kind.DIGITS,), (_ZERO,)], fractions, exponents)
    words = [sum(number, start=()) for number in numbers]
    return {_LITERAL, *(sum(part << 4 * place for place, part in enumerate(word)) for word in words)}


_SOUND = np.array(sorted(_sound_words()), np.uint32)
_SHORT = np.zeros(1 << 16, np.bool_)
_SHORT[_SOUND[: _SOUND.searchsorted(_SHORT.size)]] = True
_TRUE, _NULL, _FALS = (int.from_bytes(word, "little") for word in (b"true", b"null", b"fals"))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a piece, `places` being their positions in what is outside of texts.

    `odd_words` are the tokens, by their number, that are no sound word; `are_numbers` tells which of these look like one.
    """

    kinds: Bytes
    places: Positions
    odd_words: Positions
    are_numbers: NDArray[np.bool_]


def outside_mask(size: int, quotes: Positions) -> NDArray[np.bool_]:
    """Tell of each of `size` bytes whether it is outside of texts; an opening quote is, a closing one is not."""
    borders = np.empty(quotes.size + 2, np.int64)
    borders[0], borders[-1] = 0, size
    borders[1:-1] = quotes + 1
    pattern = np.zeros(quotes.size + 1, np.bool_)
    pattern[::2] = True
    return np.repeat(pattern, np.diff(borders))


def tokens(outside: Bytes) -> Tokens:
    """Return the tokens of what stands outside of texts."""
    classes = np.frombuffer(outside.tobytes().translate(_CLASS_TABLE), np.uint8)
    begins = classes >= Kind.POINT
    begins[1:] |= classes[1:] != classes[:-1]
    begins[:1] = True
    places = np.flatnonzero(begins)
    kinds = classes[places]
    parts = _parts(outside, places, kinds)
    is_start = parts[: kinds.size] != 0
    is_start[1:] &= parts[: kinds.size - 1] == 0
    is_start |= kinds >= Kind.TEXT
    chosen = np.flatnonzero(is_start)
    token_kinds = kinds[chosen]
    words = np.flatnonzero(token_kinds < Kind.TEXT)
    token_kinds[words] = WORD
    odd, are_numbers = _odd_words(parts, chosen[words])
    return Tokens(token_kinds, places[chosen], words[odd], are_numbers)


def _parts(outside: Bytes, places: Positions, kinds: Bytes) -> Bytes:
    """Return what part of a word each entry is, 0 for none, and some zeros behind them."""
    parts = np.zeros(kinds.size + _MOST_PARTS + 1, np.uint8)
    np.multiply(kinds, kinds < Kind.TEXT, out=parts[: kinds.size])
    stops = np.append(places, outside.size)
    zeros = np.flatnonzero(outside[places] == 0x30)
    parts[zeros] = np.where(stops[zeros + 1] - places[zeros] == 1, _ZERO, _ZERO_FIRST)
    letters = np.flatnonzero(kinds == Kind.LETTERS)
    if letters.size:
        at = places[letters]
        lengths = stops[letters + 1] - at
        parts[letters[(lengths == 1) & ((outside[at] | 0x20) == 0x65)]] = _E
        first = np.zeros(at.size, np.uint32)
        for byte in range(4):
            first |= outside[np.minimum(at + byte, outside.size - 1)].astype(np.uint32) << np.uint32(8 * byte)
        fifth = outside[np.minimum(at + 4, outside.size - 1)]
        is_literal = (lengths == 4) & ((first == _TRUE) | (first == _NULL))
        is_literal |= (lengths == 5) & (first == _FALS) & (fifth == 0x65)
        parts[letters[is_literal]] = _LITERAL
    return parts


def _odd_words(parts: Bytes, starts: Positions) -> tuple[Positions, NDArray[np.bool_]]:
    """Return which of the words, whose first parts are at `starts`, are not sound, and which of those look like numbers."""
    codes = parts[starts].astype(np.uint32)
    going_on = np.arange(starts.size)
    for place in range(1, _MOST_PARTS):
        more = parts[starts[going_on] + place]
        going_on = going_on[more != 0]
        codes[going_on] |= more[more != 0].astype(np.uint32) << np.uint32(4 * place)
    is_sound = _SHORT[np.minimum(codes, _SHORT.size - 1)]
    long = np.flatnonzero(codes >= _SHORT.size)
    is_sound[long] = _SOUND[np.minimum(_SOUND.searchsorted(codes[long]), _SOUND.size - 1)] == codes[long]
    is_sound[going_on[parts[starts[going_on] + _MOST_PARTS] != 0]] = False
    odd = np.flatnonzero(~is_sound)
    return odd, _are_numbers(codes[odd])


def _are_numbers(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """True where none of the parts is a row of letters."""
    found: NDArray[np.bool_] = codes != _E
    for place in range(_MOST_PARTS):
        part = (codes >> np.uint32(4 * place)) & np.uint32(15)
        found &= (part != Kind.LETTERS) & (part != _LITERAL)
    return found
