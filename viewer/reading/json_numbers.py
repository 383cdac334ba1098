"""Many JSON numbers at once: numpy over their digits, eight bytes of text in each 64-bit word.

Exact to the last bit: up to eight digits and the power of ten to divide them by are both held exactly by a float64, and
one division of two exact numbers is rounded correctly. Every other number is left to `float`, one by one.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from viewer.reading.json_text import NUMBER

WORD = 8
FEW = 100  # so many numbers are always read one by one where they have to be, and of more than that
_ONE_IN = 16
Words = NDArray[np.uint64]
Positions = NDArray[np.int64]

_MINUS, _DOT, _ZERO = 0x2D, 0x2E, 0x30
_DIVISORS = np.array([float(10 ** (WORD - 1 - min(bits // 8, WORD - 1))) for bits in range(65)])  # by bits before the dot


def words(raw: bytes) -> Words:
    """Return the eight bytes from each position of `raw` on as one number, the first byte being its lowest; a view."""
    return np.ndarray((max(len(raw) - WORD + 1, 0),), "<u8", raw, strides=(1,))


def word(text: bytes) -> np.uint64:
    """Return up to eight bytes as one word, with zeros behind them."""
    return np.uint64(int.from_bytes(text, "little"))


def numbers(raw: bytes, starts: Positions, ends: Positions) -> NDArray[np.float64]:
    """Return the numbers whose text stands at `starts`…`ends` of `raw`, in the shape of these arrays.

    `raw` goes on for at least eight bytes after each start. Raises ValueError where one is no JSON number or not finite,
    and where so many are long that another way to read them is faster.
    """
    found, is_odd = _short_numbers(words(raw)[starts], ends - starts)
    odd = np.nonzero(is_odd)
    if len(odd[0]) > FEW + is_odd.size // _ONE_IN:
        raise ValueError("long numbers")
    found[odd] = [_number(raw[start:end]) for start, end in zip(starts[odd].tolist(), ends[odd].tolist(), strict=True)]
    return found


def plain_texts(raw: bytes, starts: Positions, ends: Positions) -> Words:
    """Return the texts that stand at `starts`…`ends` of `raw`, each in one word with zeros behind it.

    Raises ValueError where one is empty or longer than eight bytes, or where a quote, a backslash, a control character or
    anything but ASCII is in it.
    """
    lengths = ends - starts
    found = words(raw)[starts]
    found &= _BEGINNINGS.take(lengths, mode="clip")
    filled = found | ~_BEGINNINGS.take(lengths, mode="clip") & _each(_ZERO)
    odd = filled | (filled - _each(0x20))
    for sign in b'"\\':
        odd |= (filled ^ _each(sign)) - _each(1)
    if not ((lengths >= 1) & (lengths <= WORD) & (odd & _each(0x80) == 0)).all():
        raise ValueError("odd texts")
    return found


def _number(text: bytes) -> float:
    if NUMBER.fullmatch(text) is None or not math.isfinite(number := float(text)):
        raise ValueError(f"no number: {text!r}")
    return number


def _short_numbers(text: Words, lengths: Positions) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the numbers of up to eight characters, with or without a fraction, and which ones are something else.

    Changes `text`. Most steps are in place: fresh memory for each would take longer than the step.
    """
    is_negative = _first(text) == _MINUS
    if has_negative := bool(is_negative.any()):
        text[is_negative] >>= _BYTE
        lengths = lengths - is_negative
    has_zero = _first(text) == _ZERO
    filled = np.subtract(WORD, lengths, dtype=np.int64).view(np.uint64)
    filled <<= np.uint64(3)  # bits before the text when it stands at the end of its word
    text <<= filled
    text |= np.right_shift(_each(_ZERO), np.uint64(64) - filled)
    before = _without_dot(text)
    is_odd = (before <= filled) | (before == 64 - 8)  # no digits before the dot, or none behind it
    is_odd |= (lengths < 1) | (lengths > WORD)
    is_odd |= has_zero & (before > filled + _BYTE)
    is_odd |= _value(text)
    found = text.astype(np.float64)
    found /= _DIVISORS[before]
    if has_negative:
        np.negative(found, out=found, where=is_negative)
    return found, is_odd


def _first(text: Words) -> NDArray[np.uint8]:
    """Return the first byte of each word; a view."""
    first: NDArray[np.uint8] = text.view(np.uint8)[..., ::WORD]
    return first


def _without_dot(text: Words) -> NDArray[np.uint8]:
    """Take the first dot out of each word; return how many bits stood before it: all 64 where there is none."""
    rest = text ^ _each(_DOT)
    dot = rest - _each(1)
    dot &= ~rest
    dot &= _each(0x80)
    dot &= -dot  # the highest bit of the byte that is the first dot
    has_dot = dot != 0
    dot >>= np.uint64(7)
    before = dot - np.uint64(1)
    bits: NDArray[np.uint8] = np.bitwise_count(before)
    moved = text & before
    moved <<= _BYTE
    moved |= _each(_ZERO, 1)
    dot <<= _BYTE
    dot -= np.uint64(1)  # the dot and what is before it
    np.bitwise_and(text, ~dot, out=text, where=has_dot)
    np.bitwise_or(text, moved, out=text, where=has_dot)
    return bits


def _value(text: Words) -> NDArray[np.bool_]:
    """Replace words of eight digits by the numbers that they are; return which had something else in them."""
    text ^= _each(_ZERO)
    other = text + _each(0x76)
    other |= text
    other &= _each(0x80)
    for factor, shift, mask in _JOINING:
        text *= factor
        text >>= shift
        text &= mask
    is_other: NDArray[np.bool_] = other != 0
    return is_other


def _each(value: int, count: int = WORD) -> np.uint64:
    """Return a word with `value` in each of its first `count` bytes."""
    return word(bytes([value] * count))


_BYTE = np.uint64(8)
_JOINING = [  # digits to pairs, fours and eights: factor, bits to drop, bits to keep
    (np.uint64((10**count << bits) | 1), np.uint64(bits), np.uint64(mask))
    for count, bits, mask in ((1, 8, 0x00FF_00FF_00FF_00FF), (2, 16, 0x0000_FFFF_0000_FFFF), (4, 32, 0xFFFF_FFFF))
]
_BEGINNINGS = np.array([_each(0xFF, count) for count in range(WORD + 1)])
