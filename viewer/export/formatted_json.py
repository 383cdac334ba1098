"""JSON with line breaks and indentation, everything else as received: digits, escapes, order, names that come twice.

Chunk by chunk, numpy finds the tokens, checks their order, and puts the bytes that are no white space on their new places;
nothing is decoded, so nothing can change.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy import int64, uint8
from numpy.typing import NDArray

from viewer.errors import ContentError
from viewer.export.json_grammar import LINE, NOTHING, Grammar, OutOfOrderError
from viewer.export.json_tokens import Tokenizer, Tokens, between
from viewer.export.saved_file import saving
from viewer.model.result import Source
from viewer.text import Text
from viewer.watch import Watch

CHUNK = 1 << 18
DEEPEST_INDENT = 200  # deeper levels are not indented further: with 100,000 of them, lines would fill the disk
_PIECE = 1 << 21  # so many bytes are laid out at once, however deep their lines stand
_SPACE, _LINE_FEED = ord(" "), ord("\n")
_SHOWN = 20  # bytes of what is wrong


def write(source: Source, target: Path, watch: Watch, chunk: int = CHUNK) -> None:
    """Write the JSON of `source` to `target` in UTF-8, indented by two; an older file there stays whole until all is done.

    Raises ContentError, with the place, where the source is no valid JSON in UTF-8; StorageError; Cancelled.
    """
    with saving(target, watch) as file:
        try:
            for piece in _pieces(source, watch, chunk):
                file.write(piece.data)
        except OutOfOrderError as wrong:
            raise _out_of_order(source, wrong) from wrong
        file.write(b"\n")


def _pieces(source: Source, watch: Watch, chunk: int) -> Iterator[NDArray[uint8]]:
    """Yield the formatted text."""
    check = codecs.getincrementaldecoder("utf-8")()
    tokenizer, grammar = Tokenizer(), Grammar()
    at = len(codecs.BOM_UTF8) if source.read(0, len(codecs.BOM_UTF8)) == codecs.BOM_UTF8 else 0
    text, is_last = b"", False
    while not is_last:
        watch.progress(at, source.size, in_bytes=True)
        more = source.read(at, max(chunk, len(text)))
        is_last = not more
        _refuse_other_encodings(check, more, at, is_last)
        at += len(more)
        text += more
        tokens = tokenizer.feed(text, at - len(text), is_last)
        text = text[len(tokens.raw) :]
        yield from _laid_out(tokens, *grammar.feed(tokens))
    grammar.finish(at, tokenizer.is_in_string)


def _laid_out(tokens: Tokens, gaps: NDArray[uint8], depths: NDArray[np.int32]) -> Iterator[NDArray[uint8]]:
    """Yield the bytes of a chunk without the white space between its tokens, and with `gaps` before them instead."""
    raw = np.frombuffer(tokens.raw, uint8)
    kept = raw[tokens.is_kept]
    widened = np.flatnonzero(gaps != NOTHING)
    places = tokens.starts.take(widened)
    if len(kept) < len(raw):
        places = np.cumsum(tokens.is_kept, dtype=int64)[places] - 1
    is_line = gaps.take(widened) == LINE
    widths = 1 + 2 * np.minimum(depths.take(widened), DEEPEST_INDENT) * is_line
    stops = np.cumsum(widths, dtype=int64)
    stops += places  # of the gaps, in what is written
    starts = stops - widths
    size = len(kept) + int(widths.sum())
    first, begin, base = 0, 0, 0
    for last in (*np.unique(starts.searchsorted(np.arange(_PIECE, size, _PIECE))), len(starts)):
        is_end = last == len(starts)
        end, top = (len(kept), size) if is_end else (int(places[last]), int(starts[last]))
        here = slice(first, last)
        yield _filled(kept[begin:end], starts[here] - base, stops[here] - base, is_line[here], top - base)
        first, begin, base = last, end, top


def _filled(
    kept: NDArray[uint8], starts: NDArray[int64], stops: NDArray[int64], is_line: NDArray[np.bool_], size: int
) -> NDArray[uint8]:
    """Return `size` bytes: `kept`, with white space from each of `starts` to its one of `stops`, on a new line or not."""
    edges = np.zeros(size, np.bool_)
    edges[starts] = True
    edges[stops] = True
    text = np.full(size, _SPACE, uint8)
    text[~between(edges)] = kept
    text[starts[is_line]] = _LINE_FEED
    return text


def _refuse_other_encodings(check: codecs.IncrementalDecoder, more: bytes, at: int, is_last: bool) -> None:
    waiting = check.getstate()[0]
    if not is_last and not waiting and more.isascii():
        return
    try:
        check.decode(more, is_last)
    except UnicodeDecodeError as error:
        raise _refusal(Text("At byte {offset} it is not UTF-8.", offset=str(at - len(waiting) + error.start))) from error


def _out_of_order(source: Source, wrong: OutOfOrderError) -> ContentError:
    offset = str(wrong.offset)
    if wrong.is_cut_off:
        return _refusal(Text("It ends at byte {offset}, before it is complete.", offset=offset))
    found = source.read(wrong.offset, _SHOWN).decode("utf-8", "replace")
    return _refusal(Text("At byte {offset} something else should stand than {found}", offset=offset, found=found))


def _refusal(why: Text) -> ContentError:
    return ContentError(
        Text("This can't be formatted, since it is not valid JSON."),
        why=why,
        advice=Text("The original can be saved as it is."),
    )
