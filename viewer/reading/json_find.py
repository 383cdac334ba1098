"""Find in a JSON file: read from start to end, only what can match is decoded, and the index tells where it stands.

A piece of the file always begins outside of strings. In it, texts of plain ASCII are found by a byte search; texts with
escapes or other characters are decoded and compared one by one. A text longer than a piece is decoded in windows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Protocol

import numpy as np

from viewer.model.json_document import JsonHit, JsonNode
from viewer.model.result import Source
from viewer.reading.json_levels import CHUNK, quote_positions
from viewer.reading.json_text import LONGEST_RAW_CHARACTER, unescaped
from viewer.watch import Watch

_SCALAR = re.compile(rb"[-+.0-9A-Za-z_]+")
_SCALAR_BYTES = b"-+.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_AFTER_TEXT = re.compile(rb"[ \t\r\n]*(:?)")
_INSIDE_TEXT = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*', re.DOTALL)
_ANY_ESCAPE = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
_QUOTE, _BACKSLASH = 0x22, 0x5C
_LONGEST_LOOK_BACK = 4096


class Indexed(Protocol):
    """What finding needs of the index."""

    @property
    def root(self) -> JsonNode: ...

    def child_at(self, node: JsonNode, offset: int) -> JsonNode | None:
        """The child of `node` in whose name or value the byte at `offset` stands."""


def hits(
    document: Indexed, source: Source, needle: str, *, in_keys: bool, in_values: bool, watch: Watch, chunk: int = CHUNK
) -> Iterator[JsonHit]:
    """Yield every node whose name or value has `needle` in it, case ignored, in file order; texts without their escapes."""
    folded = needle.casefold()
    if not folded:
        return
    chain: list[JsonNode] = [document.root]
    last: tuple[int, bool] | None = None
    for offset, is_name in _Search(source, document.root, folded, watch, chunk).tokens():
        if is_name is not None and not (in_keys if is_name else in_values):
            continue
        if not _descend(document, chain, offset, watch):
            continue
        node = chain[-1]
        is_key = offset < node.start
        if (in_keys if is_key else in_values) and last != (node.start, is_key):
            last = (node.start, is_key)
            yield JsonHit(tuple(chain), is_key)


def _descend(document: Indexed, chain: list[JsonNode], offset: int, watch: Watch) -> bool:
    """Lead `chain` from the root to the node with the byte at `offset`; False where that is in no node."""
    while len(chain) > 1 and not chain[-1].start <= offset < chain[-1].stop:
        chain.pop()
    while chain[-1].kind.is_container and chain[-1].start <= offset:
        watch.check()
        child = document.child_at(chain[-1], offset)
        if child is None:
            return False
        chain.append(child)
    return True


class _Search:
    """Goes through the file and tells where the tokens are that contain the folded needle."""

    def __init__(self, source: Source, root: JsonNode, folded: str, watch: Watch, chunk: int) -> None:
        self._source = source
        self._start = root.start
        self._stop = root.stop
        self._folded = folded
        self._watch = watch
        self._chunk = chunk

    def tokens(self) -> Iterator[tuple[int, bool | None]]:
        """Yield the offset of each token that matches, and whether it is a member's name (None: not known)."""
        at, carried, is_last = self._start, b"", False
        while not is_last:
            self._watch.progress(at - self._start, self._stop - self._start, in_bytes=True)
            more = self._read(at + len(carried))
            piece, is_last = carried + more, not more
            quotes = quote_positions(piece, np.frombuffer(piece, np.uint8)).tolist()
            end = len(piece)
            if len(quotes) % 2 and is_last:
                quotes.append(end)  # a text that is cut off by the end of the file
            elif len(quotes) % 2:
                end = quotes.pop()
            elif not is_last:
                end = len(piece.rstrip(_SCALAR_BYTES))  # a number or word may go on behind the piece
            yield from self._in_piece(piece[:end], quotes, at)
            at, carried = at + end, piece[end:]
            if len(carried) > self._chunk and carried[0] == _QUOTE:
                is_found, stop = self._in_long_text(at)
                if is_found:
                    yield at, None
                at, carried = stop, b""

    def _read(self, at: int) -> bytes:
        return self._source.read(at, max(min(self._chunk, self._stop - at), 0))

    def _in_piece(self, piece: bytes, quotes: list[int], base: int) -> Iterator[tuple[int, bool | None]]:
        """Yield what matches in a piece of whole tokens; `quotes` are the positions where texts open and close."""
        found = dict(_texts_to_decode(piece, quotes))
        if self._folded.isascii():
            found.update(self._plain_candidates(piece, quotes))
        for start in sorted(found):
            stop = found[start]
            if piece[start] != _QUOTE:
                yield base + start, False
            elif self._folded in unescaped(piece[start + 1 : stop - 1]).casefold():
                yield base + start, _is_name(piece, stop)

    def _plain_candidates(self, piece: bytes, quotes: list[int]) -> Iterator[tuple[int, int]]:
        """Yield start and stop of each token that has the needle in it byte for byte, apart from case."""
        needle = self._folded.encode()
        lowered = piece.lower()
        at = lowered.find(needle)
        while at >= 0:
            edge = bisect_right(quotes, at)
            if edge % 2:
                start, stop = quotes[edge - 1], quotes[edge] + 1
                yield start, stop
                at = lowered.find(needle, stop - 1)
                continue
            scalar = _scalar_around(piece, at)
            if scalar is not None and at + len(needle) <= scalar[1]:
                yield scalar
                at = scalar[1] - 1
            at = lowered.find(needle, at + 1)

    def _in_long_text(self, at: int) -> tuple[bool, int]:
        """Look through the text whose quote opens at `at`; return whether it matches and where it ends."""
        at += 1
        is_found, tail, raw = False, "", b""
        while more := self._read(at):
            raw += more
            at += len(more)
            inside = _INSIDE_TEXT.match(raw)
            end = inside.end() if inside is not None else 0
            is_closed = raw[end : end + 1] == b'"'
            cut = end if is_closed else _whole_characters(raw, end)
            window = tail + unescaped(raw[:cut]).casefold()
            is_found = is_found or self._folded in window
            if is_closed:
                return is_found, at - len(raw) + end + 1
            tail = window[max(len(window) - len(self._folded) + 1, 0) :]
            raw = raw[cut:]
        return is_found or self._folded in tail + unescaped(raw).casefold(), at


def _texts_to_decode(piece: bytes, quotes: list[int]) -> Iterator[tuple[int, int]]:
    """Yield start and stop of the texts in which there are escapes or characters beyond ASCII."""
    if b"\\" not in piece and piece.isascii():
        return
    values = np.frombuffer(piece, np.uint8)
    special = np.flatnonzero((values >= 0x80) | (values == _BACKSLASH))
    edges = np.unique(np.array(quotes, np.int64).searchsorted(special, "right"))
    for edge in edges[edges % 2 == 1].tolist():
        yield quotes[edge - 1], quotes[edge] + 1


def _scalar_around(piece: bytes, at: int) -> tuple[int, int] | None:
    """Return start and stop of the number or word around the byte at `at`, or None where there is none."""
    found = _SCALAR.match(piece, at)
    before = piece[max(at - _LONGEST_LOOK_BACK, 0) : at]
    return None if found is None else (at - len(before) + len(before.rstrip(_SCALAR_BYTES)), found.end())


def _is_name(piece: bytes, stop: int) -> bool | None:
    """Tell whether a text that ends at `stop` is a member's name; None where the piece does not show it."""
    rest = _AFTER_TEXT.match(piece, stop)
    assert rest is not None
    return None if rest.end() == len(piece) and not rest[1] else bool(rest[1])


def _whole_characters(raw: bytes, end: int) -> int:
    """Return where to cut the inside of a text, at `end` or a little before, so that no escape or character is torn."""
    cut = end
    for escape in _ANY_ESCAPE.finditer(raw, 0, end):
        if escape.end() > end - LONGEST_RAW_CHARACTER:
            cut = escape.start()
            break
    for back in range(1, min(4, cut) + 1):
        byte = raw[cut - back]
        if byte < 0x80:
            break
        if byte >= 0xC0:
            return cut - back
    return cut
