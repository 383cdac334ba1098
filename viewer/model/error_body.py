"""What the service says when it refuses: the messages of an error body, in whatever odd shape it comes.

Messages are made harmless here: plain, one line, bounded, and without any API key that the body may echo.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

from viewer.model.api_key import redacted
from viewer.text import visible

LONGEST_BODY = 1 << 20  # more than this of an error body is not worth reading
LONGEST_MESSAGE = 500
_MOST_MESSAGES = 20
_RESULT_KEYS = frozenset({"detections", "version_info", "media_info", "job_info", "segmentations", "detection_groupings"})
_TELLING = ("message", "msg", "detail", "details", "description", "error_description", "reason", "title", "error", "code")
_BEGINS_WITH_ERRORS = re.compile(r'\s*\{\s*(?:"status"\s*:\s*"[^"]*"\s*,\s*)?"errors"\s*:')
_MESSAGE = re.compile(r'"message"\s*:\s*"((?:[^"\\]|\\.)*)("?)', re.DOTALL)
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{1,500})", re.IGNORECASE)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def error_messages(body: bytes) -> tuple[str, ...]:
    """Return the messages of an error body `{"errors":[{"message":"text"}]}`; () where `body` is none.

    FORMATS.md A3, known. Tolerated: no message, other keys, nesting, strings, one object, any Unicode encoding, a body
    that is cut (or only its first part). An error body never gives (): without words, its own text is the message.
    """
    text = _decoded(body)
    if '"errors"' not in text:
        return ()
    try:
        value = _parsed(text)
    except (ValueError, RecursionError):
        return _scanned(text) if _BEGINS_WITH_ERRORS.match(text) else ()
    if not isinstance(value, dict) or "errors" not in value or _RESULT_KEYS & value.keys():
        return ()
    return _words(value["errors"]) or (_raw(text),)


def refusal_words(body: bytes) -> tuple[str, ...]:
    """Return what the body of a refusal says, whatever it is: an error body, other JSON, a web page's title, plain text."""
    messages = error_messages(body)
    if messages:
        return messages
    text = _decoded(body.strip(b"\0 \t\r\n")).strip("\ufeff\0 \t\r\n")
    try:
        return _words(_parsed(text))
    except (ValueError, RecursionError):
        pass
    if text.startswith("<"):
        title = _TITLE.search(text[:16_384])
        text = html.unescape(title[1]) if title else ""
    words = _plain(text)
    return (words,) if words else ()


def _decoded(body: bytes) -> str:
    return body.decode(json.detect_encoding(body), "replace")


def _parsed(text: str) -> Any:
    return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)


def _plain(text: str) -> str:
    return visible(" ".join(redacted(text).split()), LONGEST_MESSAGE)


def _words(value: Any) -> tuple[str, ...]:
    found: dict[str, None] = {}
    waiting = [value]
    while waiting and len(found) < _MOST_MESSAGES:
        part = waiting.pop()
        if isinstance(part, str):
            if words := _plain(part):
                found[words] = None
        elif isinstance(part, dict):
            waiting.append(next((part[name] for name in _TELLING if part.get(name)), list(part.values())))
        elif isinstance(part, list):
            waiting.extend(reversed(part))
    return tuple(found)


def _scanned(text: str) -> tuple[str, ...]:
    """Messages of an error body that does not parse; a short one that is cut off is left out: it may end inside a key."""
    found: dict[str, None] = {}
    for match in _MESSAGE.finditer(text):
        if match[2] or len(match[1]) > 2 * LONGEST_MESSAGE:
            found[_plain(_unescaped(match[1]))] = None
        if len(found) == _MOST_MESSAGES:
            break
    return tuple(found) or (_raw(text[: text.rfind('"') + 1]),)


def _raw(text: str) -> str:
    """JSON text as it is, but for escaped characters: the key must not hide behind them."""
    return _plain(_ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text))


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text
