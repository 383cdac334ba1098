"""The API key: carried about without showing, and taken out of every text that leaves the program."""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import quote, quote_plus

HIDDEN = "[API key]"
_SHORTEST = 6  # what is shorter is a key of which only the beginning is typed; taking "a" out of all texts helps nobody
_PARAMETER = r"(api_key[\"']?\s*(?:=|:|%3D)\s*[\"']?)(\[API key\]|[^\s&\"'<>,;}]+)"


class ApiKey:
    """A secret of this run. It shows no character in `repr`, `str` or a pickle; only `reveal` gives it out."""

    __slots__ = ("_secret",)
    _seen: ClassVar[set[str]] = set()

    def __init__(self, secret: str) -> None:
        self._secret = secret.strip()
        if len(self._secret) >= _SHORTEST:
            self._seen.add(self._secret)

    def reveal(self) -> str:
        """Return the key itself; for the client, which puts it into the request, and for the key field."""
        return self._secret

    def __bool__(self) -> bool:
        return bool(self._secret)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ApiKey) and other._secret == self._secret

    def __hash__(self) -> int:
        return hash(self._secret)

    def __repr__(self) -> str:
        return "ApiKey(…)" if self._secret else "ApiKey(empty)"

    def __reduce__(self) -> str | tuple[object, ...]:
        raise TypeError("an API key is not written anywhere")


def redacted(text: str) -> str:
    """Return `text` without any API key: neither as a parameter nor any key that this run has seen, plain or encoded."""
    for secret in sorted(ApiKey._seen, key=len, reverse=True):
        for form in {secret, quote(secret, safe="", errors="replace"), quote_plus(secret, errors="replace")}:
            text = text.replace(form, HIDDEN)
    return re.sub(_PARAMETER, lambda found: found[1] + HIDDEN, text, flags=re.IGNORECASE)
