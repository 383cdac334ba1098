"""XML as events, safely: no DOCTYPE, no entities of its own, no recursion.

`parse` is strict (expat). Where a file is not well-formed, `parse_leniently` goes through it tag by tag and gives what can
be had: attributes with quotes, tags that close what is open, text with its character references.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol
from xml.parsers import expat

from viewer.errors import ContentError
from viewer.reading.character_references import decode_references
from viewer.text import Text
from viewer.watch import Watch

DEEPEST = 200
_SLICE = 1 << 16
_LONGEST_TAG = 4 << 20  # bytes, of comments and instructions too: expat holds the GIL while it looks for the end of one
_TOO_LONG = "a tag, comment or instruction is longer than 4 MB"
_TAGS_PER_CHECK = 4096
_TAG = re.compile(r"(/?)\s*([^\W\d][\w:.-]*)")
_DECLARATION = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![^\s"'])([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')""")


class Receiver(Protocol):
    """What takes the events. `line` is set before the first one and tells the line (from 1) of the current one.

    It keeps the open elements, so it is what raises `too_deep()`.
    """

    line: Callable[[], int]

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        """An element begins; names are as written, with their prefix."""

    def end(self, name: str, /) -> None:
        """The innermost open element ends."""

    def text(self, text: str, /) -> None:
        """Text inside the innermost open element."""


class Malformed(Exception):  # noqa: N818 - caught by those who then read leniently
    """The text is no well-formed XML from `line` on, for the reason that expat gives."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def parse(text: str, receiver: Receiver, watch: Watch) -> None:
    """Give the events of `text` to `receiver`. Raises Malformed, Cancelled, ContentError for a DOCTYPE."""
    body = text.lstrip("\ufeff \t\n")  # blank lines before the declaration are forgiven
    skipped = text.count("\n", 0, len(text) - len(body))
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = receiver.start
    parser.EndElementHandler = receiver.end
    parser.CharacterDataHandler = receiver.text
    receiver.line = lambda: parser.CurrentLineNumber + skipped
    data = body.encode("utf-8", "replace")
    try:
        fed, length = 0, _SLICE
        while fed < len(data):
            watch.progress(fed, len(data), in_bytes=True)
            parser.Parse(data[fed : fed + length], False)
            fed = min(fed + length, len(data))
            waiting = fed - parser.CurrentByteIndex
            if waiting > _LONGEST_TAG:
                raise Malformed(parser.CurrentLineNumber + skipped, _TOO_LONG)
            length = max(
                _SLICE, waiting
            )  # expat reads a tag from its beginning again until it has its end: twice as much of it
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Malformed(error.lineno + skipped, expat.ErrorString(error.code)) from error


def parse_leniently(text: str, receiver: Receiver, watch: Watch) -> None:
    """Give the events of `text` to `receiver` as far as they can be told. Raises Cancelled, ContentError like `parse`."""
    at, line, tags = 0, 1, 0
    receiver.line = lambda: line
    open_names: list[str] = []
    while (opening := text.find("<", at)) >= 0:
        if tags % _TAGS_PER_CHECK == 0:
            watch.progress(at, len(text))
        tags += 1
        closing, skip = _closing(text, opening)
        if closing < 0:  # cut off inside a tag, or a sign in the text
            _give_text(text[at:opening], receiver)
            at = len(text) if _TAG.match(text, opening + 1) or text[opening:] == "</" else opening
            break
        if not skip:
            opening = text.rfind("<", opening, closing)  # of several in a row, the others are text
        _give_text(text[at:opening], receiver)
        if skip and text.startswith("<![CDATA[", opening):
            receiver.text(text[opening + 9 : closing])
        line += text.count("\n", at, opening)
        if not skip and not _tag(text[opening + 1 : closing], receiver, open_names):
            _give_text(text[opening : closing + 1], receiver)
        line += text.count("\n", opening, closing)
        at = closing + max(skip, 1)
    _give_text(text[at:], receiver)
    for name in reversed(open_names):
        receiver.end(name)


def too_deep() -> ContentError:
    """Return the error to raise where elements lie in each other more than DEEPEST deep."""
    return ContentError(
        Text("The elements of this file are nested too deeply."),
        why=Text("More than {most} lie in each other.", most=DEEPEST),
        advice=Text("It is shown as text."),
    )


def _refuse(*_declared: object) -> None:
    raise ContentError(
        Text("This file declares a document type or entities, and is not read for safety's sake."),
        why=Text("Such declarations can make a small file grow without bound or reach for other files."),
        advice=Text("It is shown as text."),
    )


def _closing(text: str, opening: int) -> tuple[int, int]:
    """Where what begins at `opening` ends, and for what is no tag how many characters the end has; -1 where nowhere."""
    for begin, end in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")):
        if text.startswith(begin, opening):
            return text.find(end, opening + len(begin)), len(end)
    if _DECLARATION.match(text, opening):
        _refuse()
    return text.find(">", opening), 0


def _tag(inside: str, receiver: Receiver, open_names: list[str]) -> bool:
    """Take what stands between `<` and `>` for a tag; False where it is none."""
    match = _TAG.match(inside)
    if match is None:
        return False
    is_end, name = match.groups()
    if not is_end:
        attributes = {key: decode_references(value[1:-1]) for key, value in _ATTRIBUTE.findall(inside, match.end())}
        open_names.append(name)
        receiver.start(name, attributes)
        if inside.endswith("/"):
            receiver.end(open_names.pop())
    elif name in open_names:
        while (innermost := open_names.pop()) != name:
            receiver.end(innermost)
        receiver.end(name)
    return True


def _give_text(text: str, receiver: Receiver) -> None:
    if text:
        receiver.text(decode_references(text))
