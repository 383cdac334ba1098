"""A JSON file as pieces of whole tokens; a text or word that is longer than a piece comes by itself, in windows.

A piece begins outside of texts in quotes and ends there. Only what is read is held: about a chunk and one token.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.reading.json_levels import escaped_positions
from viewer.reading.json_text import NUMBER
from viewer.reading.json_texts import whole_escapes
from viewer.reading.json_tokens import WORD_BYTES

LONGEST_TOKEN = 1 << 16  # bytes of a token that is kept whole
_LONGEST_SKELETON = 16  # of a number whose rows of digits are cut to two; a sound one has at most 10 bytes
_QUOTE, _BACKSLASH = 0x22, 0x5C
_LITERALS = (b"true", b"false", b"null")
_ROW_OF_DIGITS = re.compile(rb"([0-9]{2})[0-9]+")
_NO_NUMBER = re.compile(rb"[^-+.0-9eE]|[eE]{2}|^[eE]$")
_NOT_IN_WORD = np.array([byte not in WORD_BYTES for byte in range(256)])


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole tokens from byte `start` of the file on.

    `quotes` are the positions in it where texts open and close, in turn, `escaped` those of the bytes behind a
    backslash. In `values` no quote is left but these. `before` is the byte in front of it.
    """

    start: int
    raw: bytes
    values: NDArray[np.uint8]
    quotes: NDArray[np.int64]
    escaped: NDArray[np.int64]
    before: int


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a long text in quotes: `values` from byte `start` of the file on, without its opening quote.

    `opening` is where the text begins, `is_first` and `is_last` tell which part this is; `is_cut` is True where the file
    ends inside of it.
    """

    opening: int
    start: int
    values: NDArray[np.uint8]
    escaped: NDArray[np.int64]
    before: int
    is_first: bool
    is_last: bool
    is_cut: bool


@dataclass(frozen=True, slots=True)
class LongWord:
    """A long number or word at byte `start` of the file."""

    start: int
    is_sound: bool
    is_number: bool
    before: int


class Pieces:
    """Reads a file from byte `start` to its end."""

    def __init__(self, more: Callable[[int], bytes], start: int, longest: int = LONGEST_TOKEN) -> None:
        """`more(offset)` gives some bytes of the file from there on, none at its end."""
        self._more = more
        self._longest = longest
        self._at = start
        self._waiting = b""
        self._before = 0x20
        self._is_over = False

    def __iter__(self) -> Iterator[Piece | Window | LongWord]:
        while not self._is_over or self._waiting:
            self._read()
            piece = self._piece()
            if piece is not None:
                yield piece
            if self._waiting and (self._is_over or len(self._waiting) > self._longest):
                if self._waiting[0] == _QUOTE:
                    yield from self._long_text()
                else:
                    yield self._long_word()

    def _read(self) -> None:
        more = self._more(self._at + len(self._waiting))
        self._waiting += more
        self._is_over = not more

    def _take(self, length: int) -> None:
        if length:
            self._before = self._waiting[length - 1]
            self._at += length
            self._waiting = self._waiting[length:]

    def _piece(self) -> Piece | None:
        """Take the whole tokens of what waits; None where there are none."""
        raw = self._waiting
        values, escaped, _ = _without_escaped_quotes(raw)
        quotes = np.flatnonzero(values == _QUOTE)
        stop = len(raw)
        if quotes.size % 2:
            stop, quotes = int(quotes[-1]), quotes[:-1]
        elif not self._is_over:
            stop = _end_of_words(values)
        if not stop:
            return None
        piece = Piece(self._at, raw[:stop], values[:stop], quotes, escaped[: escaped.searchsorted(stop)], self._before)
        self._take(stop)
        return piece

    def _long_text(self) -> Iterator[Window]:
        opening, before = self._at, self._before
        self._take(1)
        is_first = is_open = True
        while is_open:
            raw = self._waiting
            values, escaped, is_torn = _without_escaped_quotes(raw)
            quotes = np.flatnonzero(values == _QUOTE)
            is_open = not quotes.size and not self._is_over
            stop = int(quotes[0]) + 1 if quotes.size else whole_escapes(values, escaped, is_torn)
            inside = escaped[: escaped.searchsorted(stop)]
            is_cut = not quotes.size and self._is_over
            yield Window(opening, self._at, values[:stop], inside, before, is_first, not is_open, is_cut)
            self._take(len(raw) if is_cut else stop)
            is_first = False
            if is_open:
                self._read()

    def _long_word(self) -> LongWord:
        start, before = self._at, self._before
        skeleton, is_torn = b"", False
        while self._waiting:
            values, _, is_torn = _without_escaped_quotes(self._waiting, is_torn)
            ends = _NOT_IN_WORD[values]
            stop = int(ends.argmax()) if ends.any() else len(self._waiting)
            skeleton = _ROW_OF_DIGITS.sub(rb"\1", skeleton + self._waiting[:stop])[:_LONGEST_SKELETON]
            self._take(stop)
            if self._waiting or self._is_over:
                break
            self._read()
        is_sound = NUMBER.fullmatch(skeleton) is not None or skeleton in _LITERALS
        return LongWord(start, is_sound, _NO_NUMBER.search(skeleton) is None, before)


def _without_escaped_quotes(raw: bytes, is_torn: bool = False) -> tuple[NDArray[np.uint8], NDArray[np.int64], bool]:
    """Return `raw` as an array without the quotes that a backslash escapes, where the escaped bytes are, and `is_torn`.

    `is_torn`: the first byte is escaped by the last one before; returned for what follows `raw`.
    """
    values = np.frombuffer(raw, np.uint8)
    escaped, is_torn = escaped_positions(raw, values, is_torn)
    is_quote = values[escaped] == _QUOTE
    if is_quote.any():
        values = values.copy()
        values[escaped[is_quote]] = _BACKSLASH
    return values, escaped, is_torn


def _end_of_words(values: NDArray[np.uint8]) -> int:
    """Return where the number or word begins that may go on behind these bytes."""
    ends = _NOT_IN_WORD[values[-64:]]
    if not ends.any():
        ends = _NOT_IN_WORD[values]
    return values.size - int(ends[::-1].argmax()) if ends.any() else 0
