"""Texts of a JSON file that are too long to be held: they are decoded and searched in windows."""

from __future__ import annotations

import re
from collections.abc import Callable

from viewer.reading.json_text import LONGEST_RAW_CHARACTER, unescaped

_INSIDE_TEXT = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*', re.DOTALL)
_ANY_ESCAPE = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)


def search_long_text(read: Callable[[int], bytes], at: int, folded: str) -> tuple[bool, int]:
    """Look for `folded` in the text whose quote opens at `at`; return whether it is there, and where the text ends.

    `read(offset)` gives some bytes from there on, none at the end; it may raise.
    """
    at += 1
    is_found, tail, raw = False, "", b""
    while more := read(at):
        raw += more
        at += len(more)
        inside = _INSIDE_TEXT.match(raw)
        end = inside.end() if inside is not None else 0
        is_closed = raw[end : end + 1] == b'"'
        cut = end if is_closed else _whole_characters(raw, end)
        window = tail + unescaped(raw[:cut]).casefold()
        is_found = is_found or folded in window
        if is_closed:
            return is_found, at - len(raw) + end + 1
        tail = window[max(len(window) - len(folded) + 1, 0) :]
        raw = raw[cut:]
    return is_found or folded in tail + unescaped(raw).casefold(), at


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
