"""The strict pass over a JSON file: everything in it that is not JSON (RFC 8259), each with its byte offset and JSONPath.

The file is read once, in pieces of whole tokens, and numpy looks at all tokens of a piece together, in any depth. What is
wrong is taken for what was most likely meant, so that one slip is told of once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from viewer.model.result import Problem
from viewer.reading.json_checks import not_closed
from viewer.reading.json_encoding import EncodingCheck
from viewer.reading.json_faults import SHOWN, Faults, Sort, sentence
from viewer.reading.json_index import JsonFile
from viewer.reading.json_names import Names, hashes, plain_name
from viewer.reading.json_nodes import LONGEST_NAME, Reach
from viewer.reading.json_pieces import LONGEST_TOKEN, LongWord, Piece, Pieces, Window
from viewer.reading.json_places import located
from viewer.reading.json_syntax import KINDS, NAME, ODD_NAME, Context, Syntax
from viewer.reading.json_text import WHITE
from viewer.reading.json_texts import text_faults
from viewer.reading.json_tokens import WORD, Bytes, Kind, Positions, outside_mask, tokens
from viewer.text import Text
from viewer.watch import Watch

CHUNK = 1 << 18
_WHITE = list(WHITE)
_SIDES = np.zeros(KINDS, np.uint8)
_SIDES[[Kind.TEXT, NAME]], _SIDES[[WORD, ODD_NAME]], _TEXT_AND_WORD = 1, 2, 3
_ENDS_AFTER = {Kind.COMMA: Sort.ENDS_AFTER_COMMA, Kind.COLON: Sort.ENDS_AFTER_COLON, NAME: Sort.ENDS_AFTER_NAME}


def strict_problems(document: JsonFile, watch: Watch, chunk: int = CHUNK) -> tuple[Problem, ...]:
    """Return what is not JSON anywhere in a file, as far as `document.problems` does not tell of it, in the file's order.

    Each problem has its byte offset, and a JSONPath where the index can tell one soon. Of each sort, the first hundred are
    listed. Reads `chunk` bytes at a time and reports progress in bytes. Raises StorageError, Cancelled.
    """
    strict = _Pass(document, watch, chunk)
    strict.run()
    return strict.problems()


@dataclass(frozen=True, slots=True)
class _Batch:
    """Tokens that are looked at together: those of a piece, or a long one.

    `offsets` gives the byte offsets of some of them, by their numbers, and `touches` tells which of some have no white
    space before them. `odd` are words and texts that are wrong by themselves, and there, where and how.
    """

    kinds: Bytes
    offsets: Callable[[Positions], Positions]
    touches: Callable[[Positions], NDArray[np.bool_]]
    odd: Positions
    odd_offsets: Positions
    odd_sorts: Bytes


class _Pass:
    def __init__(self, document: JsonFile, watch: Watch, chunk: int) -> None:
        self._document = document
        self._watch = watch
        self._chunk = chunk
        self._start, self._stop = document.root.start, document.root.stop
        self._faults = Faults()
        self._told: list[tuple[int, Text]] = []
        self._syntax = Syntax()
        self._read = partial(_read, Reach(document.source), self._stop)
        self._names = Names(self._read)
        self._encoding = EncodingCheck(self._faults)
        self._last_offset = 0  # of the last token

    def run(self) -> None:
        """Go through the file."""
        for part in Pieces(self._more, self._start, min(self._chunk, LONGEST_TOKEN)):
            if isinstance(part, Window):
                self._window(part)
            elif self._syntax.is_over:
                self._rest(part)
            elif isinstance(part, Piece):
                self._piece(part)
            else:
                self._long_word(part)
        self._end()

    def _more(self, offset: int) -> bytes:
        self._watch.progress(offset - self._start, self._stop - self._start, doing=Text("Checking"), in_bytes=True)
        raw = self._read(offset, min(self._chunk, self._stop - offset))
        self._encoding.feed(offset, raw)
        return raw

    def _piece(self, piece: Piece) -> None:
        is_outside = outside_mask(piece.values.size, piece.quotes)
        outside = piece.values[is_outside]
        found = tokens(outside)
        if not found.kinds.size:
            return
        texts = np.flatnonzero(found.kinds == Kind.TEXT)
        opening, closing = piece.quotes[::2], piece.quotes[1::2]
        left_out = np.concatenate(([0], np.cumsum(closing - opening)))

        def offsets(numbers: Positions) -> Positions:
            at = found.places[numbers]
            return piece.start + at + left_out[found.places[texts].searchsorted(at)]

        def touches(numbers: Positions) -> NDArray[np.bool_]:
            at = found.places[numbers]
            return ~np.isin(np.where(at > 0, outside[at - 1], piece.before), _WHITE)

        places, sorts = text_faults(piece.values, piece.escaped, ~is_outside)
        word_sorts = np.where(found.are_numbers, np.uint8(Sort.NUMBER), np.uint8(Sort.WORD))
        context = self._follow(
            _Batch(
                found.kinds,
                offsets,
                touches,
                np.concatenate((found.odd_words, texts[piece.quotes.searchsorted(places) // 2])),
                np.concatenate((offsets(found.odd_words), piece.start + places)),
                np.concatenate((word_sorts, sorts)),
            )
        )
        texts = texts[: texts.searchsorted(context.roles.size)]
        rows = np.flatnonzero(context.roles[texts] == NAME)
        self._names.add(context, context.states[texts[rows]], _name_hashes(piece, rows), piece.start + opening[rows])

    def _window(self, window: Window) -> None:
        if window.is_first and self._syntax.is_over:
            self._note_rest(window.opening)
        elif window.is_first:
            context = self._follow(_single(Kind.TEXT, window.opening, window.before))
            if context.roles[0] == NAME:
                self._long_name(context, window.opening)
        if not self._syntax.is_muted():
            places, sorts = text_faults(window.values, window.escaped)
            self._faults.add_many(window.start + places, sorts)
        if window.is_cut:
            self._faults.add(Sort.ENDS_IN_TEXT, self._stop)

    def _long_name(self, context: Context, offset: int) -> None:
        """Take in a name that came in windows; one that the end of the file cuts off is none."""
        found = self._names.hash_at(offset)
        if found is None and self._stop - offset > LONGEST_NAME:
            self._faults.add(Sort.LONG_NAME, offset)
        elif found is not None:
            self._names.add(context, context.states, np.array([found], np.uint64), np.array([offset]))

    def _long_word(self, word: LongWord) -> None:
        sort = Sort.NUMBER if word.is_number else Sort.WORD
        self._follow(_single(WORD, word.start, word.before, () if word.is_sound else (sort,)))

    def _follow(self, batch: _Batch) -> Context:
        """Take in some tokens behind those before, and note what is wrong with them."""
        context = self._syntax.place(batch.kinds)
        count = context.roles.size
        found, sorts = context.faults()
        if found.size or batch.odd.size:
            found, sorts = self._note(batch, context, found, sorts)
        self._syntax.go_on(context, found, sorts)
        self._last_offset = int(batch.offsets(np.array([count - 1]))[0])
        if count < batch.kinds.size:
            self._note_rest(int(batch.offsets(np.array([count]))[0]))
        return context

    def _note(self, batch: _Batch, context: Context, found: Positions, sorts: Bytes) -> tuple[Positions, Bytes]:
        """Note the faults of some tokens; return those that were told of, and their sorts."""
        sorts = np.where(self._lacks_quote(batch, context, found, sorts), np.uint8(Sort.QUOTE), sorts)
        offsets = batch.offsets(found)
        trailing = np.flatnonzero(sorts == Sort.TRAILING_COMMA)
        before = found[trailing] - 1
        offsets[trailing] = np.where(before < 0, self._last_offset, batch.offsets(np.maximum(before, 0)))
        odd = batch.odd < context.roles.size
        odd[odd] = context.roles[batch.odd[odd]] != ODD_NAME
        found = np.concatenate((found, batch.odd[odd]))
        offsets = np.concatenate((offsets, batch.odd_offsets[odd]))
        sorts = np.concatenate((sorts, batch.odd_sorts[odd]))
        order = np.lexsort((sorts != Sort.QUOTE, found))
        found, offsets, sorts = found[order], offsets[order], sorts[order]
        is_told = self._syntax.settled(context, found, sorts)
        found, offsets, sorts = found[is_told], offsets[is_told], sorts[is_told]
        self._faults.add_many(offsets, np.where(sorts == Sort.TRAILING_COMMA, np.uint8(Sort.EXTRA_COMMA), sorts))
        return found, sorts

    def _lacks_quote(self, batch: _Batch, context: Context, found: Positions, sorts: Bytes) -> NDArray[np.bool_]:
        """Tell where a text and a word touch each other: the text begins or ends where none was meant to."""
        if not found.size:
            return np.zeros(0, np.bool_)
        before = np.where(found > 0, context.roles[found - 1], np.uint8(context.before))
        is_beside = _SIDES[context.roles[found]] + _SIDES[before] == _TEXT_AND_WORD
        lacking: NDArray[np.bool_] = (
            is_beside & np.isin(sorts, (Sort.MISSING_COMMA, Sort.MISSING_COLON)) & batch.touches(found)
        )
        return lacking

    def _rest(self, part: Piece | LongWord) -> None:
        """Note what stands behind the outermost value."""
        rest = part.raw.lstrip(WHITE) if isinstance(part, Piece) else b""
        if not isinstance(part, Piece):
            self._note_rest(part.start)
        elif rest:
            self._note_rest(part.start + len(part.raw) - len(rest))

    def _note_rest(self, offset: int) -> None:
        if not self._faults.places.get(Sort.REST):
            self._faults.add(Sort.REST, offset)

    def _end(self) -> None:
        self._encoding.finish(self._stop)
        self._names.finish()
        if self._syntax.depth:
            self._told.append((self._stop, not_closed(self._syntax.depth)))
            if self._syntax.last in _ENDS_AFTER and not self._faults.places.get(Sort.ENDS_IN_TEXT):
                self._faults.add(_ENDS_AFTER[self._syntax.last], self._last_offset)
        self._watch.progress(self._stop - self._start, self._stop - self._start, in_bytes=True)

    def problems(self) -> tuple[Problem, ...]:
        """Return what was noted and what the index does not tell of, in the order of the file."""
        told = [*self._told, *self._names.told]
        more = [(self._names.told[-1][1], self._names.more)] if self._names.more else []
        for sort, places in self._faults.places.items():
            told += [(offset, sentence(sort, self._read(offset, SHOWN))) for offset in places]
            if self._faults.more[sort]:
                more.append((told[-1][1], self._faults.more[sort]))
        return located(told, more, self._document, self._watch)


def _read(reach: Reach, end: int, offset: int, length: int) -> bytes:
    return reach.read(offset, min(offset + length, end))


def _single(kind: int, offset: int, before: int, odd: tuple[Sort, ...] = ()) -> _Batch:
    """Return one token at a byte offset; `before` is the byte in front of it, `odd` what is wrong with it by itself."""
    return _Batch(
        np.array([kind], np.uint8),
        lambda numbers: np.full(numbers.size, offset, np.int64),
        lambda numbers: np.full(numbers.size, before not in WHITE),
        np.zeros(len(odd), np.int64),
        np.full(len(odd), offset, np.int64),
        np.array(odd, np.uint8),
    )


def _name_hashes(piece: Piece, rows: Positions) -> NDArray[np.uint64]:
    """Return 64 bits of each of the texts with these numbers, the same for names that mean the same."""
    opening, closing = piece.quotes[::2][rows] + 1, piece.quotes[1::2][rows]
    found = hashes(piece.raw, opening, closing - opening)
    if not piece.escaped.size:
        return found
    with_escapes = np.flatnonzero(np.isin(rows, piece.quotes.searchsorted(piece.escaped) // 2))
    _, firsts, names = np.unique(found[with_escapes], return_index=True, return_inverse=True)
    spans = zip(opening[with_escapes[firsts]].tolist(), closing[with_escapes[firsts]].tolist(), strict=True)
    plain = [plain_name(piece.raw[start:stop]) for start, stop in spans]
    lengths = np.array([len(name) for name in plain], np.int64)
    found[with_escapes] = hashes(b"".join(plain), np.cumsum(lengths) - lengths, lengths)[names]
    return found
