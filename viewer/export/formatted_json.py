"""JSON with line breaks and indentation, everything else as received: digits, escapes, order, names that come twice.

The bytes stream through one regular expression, an item at a time (a member's name, its value and the comma behind it);
nothing is decoded, so nothing can change.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from viewer.atomic_file import replacing
from viewer.errors import ContentError
from viewer.model.result import Source
from viewer.text import Text
from viewer.watch import Watch

CHUNK = 1 << 18
DEEPEST_INDENT = 200  # deeper levels are not indented further: with 100,000 of them, lines would fill the disk
_WHITE = rb"[ \t\r\n]*+"
_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*"'
_SCALAR = rb"(?:-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?|true|false|null)(?![-+.\w])"
_NAME = rb"(?:(" + _STRING + rb")" + _WHITE + rb":" + _WHITE + rb")?"
_ITEM = re.compile(
    _WHITE + rb"(?:" + _NAME + rb"(" + _STRING + rb"(?!" + _WHITE + rb":)|" + _SCALAR + rb"|[\[{])|([\]}]))"
    rb"(?:(?<=[\[{])|" + _WHITE + rb"(,?))",
    re.DOTALL,
)
_UNFINISHED = re.compile(  # what may become an item when more of the file is read
    _WHITE + rb"(?:" + _STRING + _WHITE + rb")?(?::" + _WHITE + rb')?(?:"[^"\\]*+(?:\\.[^"\\]*+)*\\?|[-+.\w]*+)\Z',
    re.DOTALL,
)
_BLANK = b" \t\r\n"
_OPENING = (b"{", b"[")
_BRACE = ord("{")
_OPENED_BY = {b"}": ord("{"), b"]": ord("[")}
_BEGIN, _COMMA, _VALUE = range(3)  # what came last


def write(source: Source, target: Path, watch: Watch, chunk: int = CHUNK) -> None:
    """Write the JSON of `source` to `target` in UTF-8, indented by two; an older file there stays whole until all is done.

    Raises ContentError, with the place, where the source is no valid JSON in UTF-8; StorageError; Cancelled.
    """
    check = codecs.getincrementaldecoder("utf-8")()
    layout = _Layout()
    with replacing(target) as file:
        at = len(codecs.BOM_UTF8) if source.read(0, len(codecs.BOM_UTF8)) == codecs.BOM_UTF8 else 0
        text, is_last = b"", False
        while not is_last:
            watch.progress(at, source.size, in_bytes=True)
            more = source.read(at, max(chunk, len(text)))
            is_last = not more
            _refuse_other_encodings(check, more, at, is_last)
            at += len(more)
            text += more
            output, used = layout.lay_out(text, at - len(text), is_last)
            file.write(output)
            text = text[used:]
        file.write(b"\n")


def _refuse_other_encodings(check: codecs.IncrementalDecoder, more: bytes, at: int, is_last: bool) -> None:
    waiting = check.getstate()[0]
    if not is_last and not waiting and more.isascii():
        return
    try:
        check.decode(more, is_last)
    except UnicodeDecodeError as error:
        raise _refusal(Text("At byte {offset} it is not UTF-8.", offset=str(at - len(waiting) + error.start))) from error


class _Layout:
    """Where in the structure the text is: the brackets that are open, and what came last."""

    def __init__(self) -> None:
        self._open = bytearray()
        self._last = _BEGIN

    def lay_out(self, text: bytes, base: int, is_end: bool) -> tuple[bytes, int]:
        """Return the whole items of `text` on lines of their own, and how many bytes were used.

        `text` begins at byte `base` of the file and, with `is_end`, ends with it. Raises ContentError.
        """
        output: list[bytes] = []
        used, size, waits = 0, len(text), False
        brackets, last = self._open, self._last
        new_line = self._new_line() if brackets else b""
        for item in _ITEM.finditer(text):
            start, stop = item.span()
            waits = stop == size and not is_end  # it may go on
            if waits or start != used:
                break
            name, value, closing, comma = item.groups()
            if closing is not None:
                if last == _COMMA or not brackets or brackets[-1] != _OPENED_BY[closing]:
                    break
                brackets.pop()
                new_line = self._new_line()
                output.append(closing if last == _BEGIN else new_line + closing)
                last = _VALUE
            elif last == _VALUE or (name is None) == (bool(brackets) and brackets[-1] == _BRACE):
                break
            else:
                output.append(new_line + value if name is None else new_line + name + b": " + value)
                last = _VALUE
                if value in _OPENING:
                    brackets += value
                    last = _BEGIN
                    new_line = self._new_line()
            if comma:
                if not brackets:
                    break
                output.append(comma)
                last = _COMMA
            used = stop
        self._last = last
        if not waits:
            self._check(text[used:], base + used, is_end)
        return b"".join(output), used

    def _new_line(self) -> bytes:
        return b"\n" + b"  " * min(len(self._open), DEEPEST_INDENT)

    def _check(self, rest: bytes, at: int, is_end: bool) -> None:
        """Raise ContentError where the rest, which stands at byte `at`, can't be the beginning of an item."""
        begin = rest.lstrip(_BLANK)
        at += len(rest) - len(begin)
        if begin and (is_end or not _UNFINISHED.match(begin)):
            found = begin[:20].decode("utf-8", "replace")
            raise _refusal(Text("At byte {offset} something else should stand than {found}", offset=str(at), found=found))
        if is_end and (self._open or self._last != _VALUE):
            raise _refusal(Text("It ends at byte {offset}, before it is complete.", offset=str(at)))


def _refusal(why: Text) -> ContentError:
    return ContentError(
        Text("This can't be formatted, since it is not valid JSON."),
        why=why,
        advice=Text("The original can be saved as it is."),
    )
