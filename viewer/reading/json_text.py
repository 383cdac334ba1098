"""Tokens of JSON text: their kinds, strings without escapes, and JSONPath steps.

Works on small pieces of bytes. What is wrong is shown as it stands rather than refused: bytes that are no UTF-8 become
U+FFFD, and an escape that means nothing by itself (a lone surrogate, `\\x`) stays as the characters that are written.
"""

from __future__ import annotations

import re

from viewer.model.json_document import JsonKind

WHITE = b" \t\r\n"
STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*"', re.DOTALL)
NUMBER = re.compile(rb"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?")
MEMBER_NAME = re.compile(rb'("[^"\\]*+(?:\\.[^"\\]*+)*")[ \t\r\n]*+:[ \t\r\n]*+(?=[^ \t\r\n])', re.DOTALL)
LONGEST_RAW_CHARACTER = 12  # bytes: an escaped surrogate pair

_LITERALS = {b"true": JsonKind.BOOLEAN, b"false": JsonKind.BOOLEAN, b"null": JsonKind.NULL}
_CONTAINERS = {0x7B: JsonKind.OBJECT, 0x5B: JsonKind.ARRAY}
_NUMBER_STARTS = frozenset(b"-0123456789")
_ESCAPE = re.compile(
    r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\([\"\\/bfnrt])", re.DOTALL
)
_ANY_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
_SHORT = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_QUOTED_IN_PATH = re.compile(r"[\\'\x00-\x1f]")


def kind_of(value: bytes) -> JsonKind:
    """Return the kind of a whole value without white space around it; a container is judged by its two ends."""
    if not value:
        return JsonKind.INVALID
    first = value[0]
    if first in _CONTAINERS:
        return kind_by_ends(first, value[-1], len(value))
    if first == 0x22:
        return JsonKind.STRING if STRING.fullmatch(value) else JsonKind.INVALID
    if first in _NUMBER_STARTS:
        return JsonKind.NUMBER if NUMBER.fullmatch(value) else JsonKind.INVALID
    return _LITERALS.get(value, JsonKind.INVALID)


def container_kind(first: int) -> JsonKind | None:
    """Return the kind of container that begins with this byte, or None."""
    return _CONTAINERS.get(first)


def kind_by_ends(first: int, last: int, size: int) -> JsonKind:
    """Return the kind of a value too long to be held, by its first and last byte; `size` in bytes.

    A container closed by a bracket of the other kind is still one: its children can be shown.
    """
    if first in _CONTAINERS:
        return _CONTAINERS[first] if size > 1 and last in b"]}" else JsonKind.INVALID
    if first == 0x22:
        return JsonKind.STRING if size > 1 and last == 0x22 else JsonKind.INVALID
    return JsonKind.NUMBER if first in _NUMBER_STARTS and 0x30 <= last <= 0x39 else JsonKind.INVALID


def unescaped(inner: bytes) -> str:
    """Return the characters of a string, given the bytes between its quotes. Never raises, no lone surrogates."""
    text = inner.decode("utf-8", "replace")
    return _ANY_ESCAPE.sub(_character, text) if "\\" in text else text


def _character(escape: re.Match[str]) -> str:
    found = _ESCAPE.fullmatch(escape[0])
    if found is None:
        return escape[0]
    high, low, single, short = found.groups()
    if high is not None:
        return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
    if single is not None:
        code = int(single, 16)
        return escape[0] if 0xD800 <= code < 0xE000 else chr(code)
    return _SHORT[short]


def cut(text: str, limit: int) -> str:
    """Return at most `limit` characters of `text`; an ellipsis stands for what was cut off."""
    return text if len(text) <= limit else text[: max(limit - 1, 0)] + "…"


def path_step(key: str | int | None) -> str:
    """Return the part of a JSONPath (RFC 9535) for one member name or element number; "$" for the root."""
    if key is None:
        return "$"
    if isinstance(key, int):
        return f"[{key}]"
    if _PLAIN_NAME.fullmatch(key):
        return f".{key}"
    return "['" + _QUOTED_IN_PATH.sub(_in_path, key) + "']"


def _in_path(character: re.Match[str]) -> str:
    sign = character[0]
    return "\\" + sign if sign in "\\'" else f"\\u{ord(sign):04x}"
