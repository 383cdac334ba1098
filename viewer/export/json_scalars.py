"""Whether the numbers and words of a JSON text are numbers, true, false or null, told by numpy for a whole chunk at once.

Which kind of byte may follow which is looked up pair by pair. Three rules see further than a pair: a word is compared as a
whole, no digit stands behind a leading nought, and there is at most one point and, behind it, at most one exponent.
"""

from __future__ import annotations

import re

import numpy as np
from numpy import bool_, int64, uint8
from numpy.typing import NDArray

_NUMBER_OR_WORD = re.compile(rb"(?:-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?|true|false|null)(?![-+.\w])")
_WORDS = (b"true", b"false", b"null")
_NONE, _POINT, _EXPONENT, _MINUS, _PLUS, _NOUGHT, _DIGIT, _OTHER = range(8)
_SIGNS = {_POINT: b".", _EXPONENT: b"eE", _MINUS: b"-", _PLUS: b"+", _NOUGHT: b"0", _DIGIT: b"123456789"}
_DIGITS = (_NOUGHT, _DIGIT)
_FOLLOWERS = {
    _NONE: (_NONE, _MINUS, *_DIGITS),
    _POINT: _DIGITS,
    _EXPONENT: (_MINUS, _PLUS, *_DIGITS),
    _MINUS: _DIGITS,
    _PLUS: _DIGITS,
    _NOUGHT: (_NONE, _POINT, _EXPONENT, *_DIGITS),
    _DIGIT: (_NONE, _POINT, _EXPONENT, *_DIGITS),
    _OTHER: (),
}
_KIND_OF = bytes(next((kind for kind, signs in _SIGNS.items() if byte in signs), _OTHER) for byte in range(256))
_WRONG, _RIGHT, _AFTER_NOUGHT = range(3)
_PAIRS = bytearray(256)
for _kind, _following in _FOLLOWERS.items():
    for _follower in _following:
        is_after_nought = _kind == _NOUGHT and _follower in _DIGITS
        _PAIRS[_kind << 4 | _follower] = _AFTER_NOUGHT if is_after_nought else _RIGHT
_BEFORE, _BEHIND = 2, 6  # so many blank kinds stand around those of a chunk


def stop_of_right_scalar(run: bytes) -> int:
    """Return where the number or word at the beginning of `run` ends, 0 where there is none."""
    found = _NUMBER_OR_WORD.match(run)
    return 0 if found is None else found.end()


def first_wrong_byte(raw: bytes, is_scalar: NDArray[bool_], starts: NDArray[int64]) -> int | None:
    """Return the place of a byte in the first run that is no number and no word, or None where all of them are.

    `is_scalar` marks the bytes of the runs, which are whole, and `starts` are their first bytes.
    """
    kinds = np.zeros(_BEFORE + len(raw) + _BEHIND, uint8)
    np.multiply(np.frombuffer(raw.translate(_KIND_OF), uint8), is_scalar, out=kinds[_BEFORE:-_BEHIND])
    _blank_words(raw, kinds, starts)
    pairs = kinds[:-1] << 4
    pairs |= kinds[1:]
    judged = pairs.tobytes().translate(_PAIRS)
    found = [
        place
        for place in (_wrong_pair(judged, kinds), _leading_nought(judged, kinds), _second_point(kinds, starts))
        if place is not None
    ]
    return min(found) - _BEFORE if found else None


def _blank_words(raw: bytes, kinds: NDArray[uint8], starts: NDArray[int64]) -> None:
    """Take the right words out of `kinds`, so that what is left must be numbers."""
    starts = starts[kinds[_BEFORE:][starts] == _OTHER]
    if not starts.size:
        return
    values = np.frombuffer(raw + b" " * _BEHIND, uint8)
    for word in _WORDS:
        here = starts[values[starts] == word[0]]
        for place, letter in enumerate(word):
            here = here[values[here + place] == letter]
        here = here[kinds[_BEFORE + len(word) :][here] == _NONE]
        for place in range(len(word)):
            kinds[_BEFORE + place :][here] = _NONE


def _wrong_pair(judged: bytes, kinds: NDArray[uint8]) -> int | None:
    first = judged.find(_WRONG)
    if first < 0:
        return None
    return first + 1 if kinds[first] == _NONE else first


def _leading_nought(judged: bytes, kinds: NDArray[uint8]) -> int | None:
    if _AFTER_NOUGHT not in judged:
        return None
    noughts = np.flatnonzero(np.frombuffer(judged, uint8) == _AFTER_NOUGHT)
    before = kinds[noughts - 1]
    is_leading = (before == _NONE) | ((before == _MINUS) & (kinds[noughts - 2] == _NONE))
    wrong = noughts[is_leading]
    return int(wrong[0]) if wrong.size else None


def _second_point(kinds: NDArray[uint8], starts: NDArray[int64]) -> int | None:
    """Look at the beginnings of the runs, the points and the exponents alone: only a point, then an exponent, may meet."""
    chosen = kinds - _POINT < _MINUS - _POINT  # unsigned: _NONE wraps around
    chosen[_BEFORE:][starts] = True
    met = kinds[chosen]
    wrong = np.flatnonzero((met[1:] == _POINT) & (met[:-1] - _POINT < 2) | (met[1:] == _EXPONENT) & (met[:-1] == _EXPONENT))
    return int(np.flatnonzero(chosen)[wrong[0] + 1]) if wrong.size else None
