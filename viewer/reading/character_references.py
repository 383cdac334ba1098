"""Character references of HTML and XML, such as `&amp;`, decoded wherever they stand in a text."""

from __future__ import annotations

import html
import re
from functools import lru_cache

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def decode_references(text: str) -> str:
    """Return `text` with its references decoded; one that names no character stays as it is."""
    return _REFERENCE.sub(_character_of, text) if "&" in text else text


def _character_of(match: re.Match[str]) -> str:
    return _character(match[0])


@lru_cache(maxsize=256)  # a file has few, and many of each
def _character(reference: str) -> str:
    return html.unescape(reference) or reference
