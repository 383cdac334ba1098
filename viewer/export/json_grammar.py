"""Whether the tokens of a JSON text come in an order that JSON has, told by numpy for a whole chunk of them at once.

Whether a token is right depends on nothing behind it, so the first wrong one is found exactly. Which container a comma
belongs to, and whether a bracket closes one of its own kind, shows when brackets and commas are sorted by their levels:
the last opening bracket before them in their level is theirs. It ends at the first token that is wrong; what is meant
there, and how it goes on behind it, is the matter of `reading.json_syntax`.
"""

from __future__ import annotations

import numpy as np
from numpy import int32, int64, uint8
from numpy.typing import NDArray

from viewer.export.json_scalars import first_wrong_byte, stop_of_right_scalar
from viewer.export.json_tokens import (
    CLOSE_ARRAY,
    CLOSE_OBJECT,
    COLON,
    COMMA,
    OPEN_ARRAY,
    OPEN_OBJECT,
    SCALAR,
    STRING,
    Tokens,
)

NOTHING, LINE, SPACE, _WRONG = range(4)  # what stands before a token
_NAME, _MEMBER_COMMA, _BEGIN = 8, 9, 10  # a token's kind, as far as the next one must know
_CLOSERS = (CLOSE_OBJECT, CLOSE_ARRAY)
_VALUES = (SCALAR, STRING, OPEN_OBJECT, OPEN_ARRAY)
_AFTER_VALUE = {COMMA: NOTHING, CLOSE_OBJECT: LINE, CLOSE_ARRAY: LINE}
_FOLLOWERS = {  # a kind -> what may follow, and what stands between the two
    _BEGIN: dict.fromkeys(_VALUES, NOTHING),
    OPEN_OBJECT: {STRING: LINE, CLOSE_OBJECT: NOTHING},
    OPEN_ARRAY: {**dict.fromkeys(_VALUES, LINE), CLOSE_ARRAY: NOTHING},
    COLON: dict.fromkeys(_VALUES, SPACE),
    COMMA: dict.fromkeys(_VALUES, LINE),
    _MEMBER_COMMA: {STRING: LINE},
    _NAME: {COLON: NOTHING},
    **dict.fromkeys((SCALAR, STRING, *_CLOSERS), _AFTER_VALUE),
}
_GAPS = bytes(_FOLLOWERS.get(pair >> 3, {}).get(pair & 7, _WRONG) for pair in range(256))
_STEPS = np.array([0, 0, 1, 1, -1, -1, 0, 0], np.int8)
_RADIX_SORTED = 1 << 16
_REMEMBERED = 3  # from a wrong token back to the name that its value belongs to


class OutOfOrderError(Exception):
    """The text is no JSON from byte `offset` on; `is_cut_off` where it ends there and only that is wrong."""

    def __init__(self, offset: int, *, is_cut_off: bool = False) -> None:
        super().__init__(offset)
        self.offset = offset
        self.is_cut_off = is_cut_off


class Grammar:
    """Follows a text from chunk to chunk: the brackets that are open, and the tokens that came last."""

    def __init__(self) -> None:
        self._open = bytearray()
        self._recent: list[tuple[int, int]] = [(0, _BEGIN)]  # offset and kind of the last tokens

    def feed(self, tokens: Tokens) -> tuple[NDArray[uint8], NDArray[int32]]:
        """Return what stands before each token (NOTHING, LINE, SPACE), and how many brackets are open around it.

        Raises OutOfOrderError, with the offset of the item (a value with its name) that is wrong.
        """
        kinds = tokens.kinds
        steps = _STEPS.take(kinds)
        depths = np.cumsum(steps, dtype=int32)
        depths += len(self._open)
        levels = depths - np.minimum(steps, 0)  # a closing bracket belongs to the level that it closes
        places = np.flatnonzero(kinds - OPEN_OBJECT < COLON - OPEN_OBJECT)  # unsigned: SCALAR and STRING wrap around
        outside = np.flatnonzero(levels[places] < 1)
        inside = places[: outside[0]] if outside.size else places
        opened = self._opening_brackets(kinds[inside], levels[inside])
        gaps, states = self._gaps(kinds, inside[(kinds[inside] == COMMA) & (opened == OPEN_OBJECT)])
        is_closing = kinds[inside] - CLOSE_OBJECT < 2
        wrong = (places[outside], inside[is_closing & (opened + 2 != kinds[inside])], np.flatnonzero(gaps == _WRONG))
        self._refuse(tokens, states, min(int(some[0]) if some.size else len(kinds) for some in wrong))
        self._recent = self._before(tokens, states, len(kinds))
        depths -= np.maximum(steps, 0)
        return gaps, depths

    def finish(self, stop: int, is_in_string: bool) -> None:
        """Raise OutOfOrderError where a text that ends at byte `stop` is not complete."""
        last = self._recent[-1][1]
        if is_in_string:
            raise OutOfOrderError(_item(self._recent[:-1], *self._recent[-1]))
        if last in (_NAME, COLON):
            raise OutOfOrderError(_item(self._recent, stop, COMMA))
        if self._open or last == _BEGIN:
            raise OutOfOrderError(stop, is_cut_off=True)

    def _opening_brackets(self, kinds: NDArray[uint8], levels: NDArray[int32]) -> NDArray[uint8]:
        """Return for each bracket and comma the opening bracket of its container; remember those that stay open."""
        if not kinds.size:
            return kinds
        lowest = int(levels.min())
        around = np.frombuffer(bytes(self._open[lowest - 1 :]), uint8)
        still_open = len(self._open) + int(_STEPS.take(kinds).sum()) - (lowest - 1)
        kinds = np.concatenate((around, kinds))
        levels = np.concatenate((np.arange(len(around), dtype=int32), levels - lowest))
        order = np.argsort(levels.astype(np.uint16) if levels.max() < _RADIX_SORTED else levels, kind="stable")
        kinds = kinds[order]
        last = np.maximum.accumulate(np.where(kinds - OPEN_OBJECT < 2, np.arange(len(kinds)), 0))
        opening = kinds[last]
        opened = np.empty_like(opening)
        opened[order] = opening
        ends = np.searchsorted(levels[order], np.arange(still_open), "right") - 1
        self._open[lowest - 1 :] = opening[ends].tobytes()
        return opened[len(around) :]

    def _gaps(self, kinds: NDArray[uint8], member_commas: NDArray[int64]) -> tuple[NDArray[uint8], NDArray[uint8]]:
        """Return what stands before each token, and the kind of each as the next one must know it."""
        states = np.empty(len(kinds) + 1, uint8)
        states[0] = self._recent[-1][1]
        states[1:] = kinds
        before, states = states[:-1], states[1:]
        states[member_commas] = _MEMBER_COMMA
        states[(kinds == STRING) & ((before == OPEN_OBJECT) | (before == _MEMBER_COMMA))] = _NAME
        pairs = before << 3
        pairs |= kinds
        return np.frombuffer(pairs.tobytes().translate(_GAPS), uint8), states

    def _refuse(self, tokens: Tokens, states: NDArray[uint8], wrong: int) -> None:
        """Raise OutOfOrderError where token `wrong` is one, or a number or word before it is none."""
        starts, kinds = tokens.starts, tokens.kinds
        byte = first_wrong_byte(tokens.raw, tokens.is_scalar, starts[kinds == SCALAR])
        place = len(kinds) if byte is None else int(starts.searchsorted(byte, "right")) - 1
        first = min(place, wrong)
        if first == len(kinds):
            return
        offset = tokens.base + int(starts[first])
        if place < wrong and (right := stop_of_right_scalar(tokens.run(place))):
            raise OutOfOrderError(offset + right)  # what follows it is no part of a number or word
        raise OutOfOrderError(_item(self._before(tokens, states, first), offset, int(kinds[first])))

    def _before(self, tokens: Tokens, states: NDArray[uint8], end: int) -> list[tuple[int, int]]:
        """The last tokens before token `end` of this chunk."""
        here = slice(max(0, end - _REMEMBERED), end)
        offsets = (tokens.starts[here] + tokens.base).tolist()
        return [*self._recent, *zip(offsets, states[here].tolist(), strict=True)][-_REMEMBERED:]


def _item(before: list[tuple[int, int]], offset: int, kind: int) -> int:
    """Return where the item begins that the wrong token at `offset` is a part of: at the name that leads to it, if any."""
    previous, last = before[-1]
    if last == COLON:
        return before[-2][0]
    if last == _NAME or (kind == COMMA and last in (SCALAR, STRING, *_CLOSERS)):
        return previous
    if kind == COLON and last == STRING:
        return _item(before[:-1], previous, STRING)
    return offset
