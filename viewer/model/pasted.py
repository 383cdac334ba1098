"""What was typed or pasted where a job ID is asked for: the ID in it, an API key in it, or what is wrong with it.

Pure and without a network: of a pasted address only its parameters are looked at, never its host.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from viewer.late import late
from viewer.text import Text

normalize = late("unicodedata", "normalize")
DIGITS = 32
_LONGEST = 100_000  # characters that are looked at
_LONGEST_TYPED = 80  # a single word of this length is an ID that is being typed; a longer one is something else
_DECODINGS = 3  # an address inside an address inside an address
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_UUID = r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"
_ID = re.compile(rf"(?<![0-9a-z]){_UUID}(?![0-9a-z])", re.IGNORECASE)
_NAME = r"job[ _-]?id\\?[\"']?\s*[=:]\s*[\\\"'{(\[<]*"
_NAMED_ID = re.compile(rf"{_NAME}(?:urn:uuid:)?({_UUID})(?![0-9a-z])", re.IGNORECASE)
_NAMED_WORD = re.compile(rf"{_NAME}(?:urn:uuid:)?([^\s&#\"'\\)\]}}>]*)", re.IGNORECASE)
_KEY = re.compile(r"api[_-]?key\\?[\"']?\s*([=:])\s*\\?[\"']?([\w.~+/=%-]{6,500})", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"your[\w-]*|api[_-]?key|x+", re.IGNORECASE)
_HEXADECIMAL = "0123456789abcdefABCDEF"
_DECORATION = " \t\r\n\"'`{}()[]<>,;.“”‘’«»"


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was understood. Either `job_id` (lower case, with hyphens) is there, or `why` says why it is not.

    `key` is an API key that stood in the text; it belongs into the key field and nowhere else.
    """

    job_id: str | None = None
    key: str | None = field(default=None, repr=False)
    why: Text | None = None


def understood(text: str) -> Pasted:
    """Find the job ID in what was typed or pasted.

    A UUID is understood in any case, with or without hyphens, with braces, quotes or spaces, as `urn:uuid:…`, inside an
    address, as `job_id=…` or `"job_id": "…"`, or inside a curl line, URL-encoded or not. Among several, the one that is
    named job_id counts.
    """
    text = text[:_LONGEST]
    key = _key_in(text)
    plain = _KEY.sub(" ", _plain(text))
    named = {_canonical(found) for found in _NAMED_ID.findall(plain)}
    ids = named or {_canonical(found) for found in _ID.findall(plain)}
    if not ids and (compact := _all_digits(plain)) is not None:
        ids = {compact}
    if len(ids) == 1:
        return Pasted(job_id=ids.pop(), key=key)
    return Pasted(key=key, why=_several(len(ids)) if ids else _wrong(plain, has_key=key is not None))


def _plain(text: str) -> str:
    """Return the text without URL-encoding, and with its typographic hyphens and wide digits made plain."""
    *_, decoded = _decodings(text)
    plain: str = normalize("NFKC", decoded.translate(_HYPHENS).translate(_INVISIBLE)).replace("&amp;", "&")
    return plain


def _decodings(text: str) -> Iterator[str]:
    """Yield the text as it is, then with one layer of URL-encoding after the other taken off."""
    for _ in range(_DECODINGS):
        yield text
        text = unquote(text)
    yield text


def _key_in(text: str) -> str | None:
    for decoded in _decodings(text):
        for sign, value in _KEY.findall(decoded):
            key: str = unquote(value) if sign == "=" else value
            if not _PLACEHOLDER.fullmatch(key):
                return key
    return None


def _canonical(found: str) -> str:
    digits = found.replace("-", "").lower()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _all_digits(plain: str) -> str | None:
    """Return the ID where there is nothing but 32 digits, however they are grouped."""
    digits = _bare(plain)
    return _canonical(digits) if re.fullmatch(rf"[0-9a-fA-F]{{{DIGITS}}}", digits) else None


def _bare(word: str) -> str:
    """Return the word without decoration around it and without what groups its digits."""
    word = re.sub(r"^\s*urn:(uuid:)?", "", word.strip(_DECORATION), flags=re.IGNORECASE)
    return re.sub(r"[\s-]", "", word.strip(_DECORATION))


def _several(count: int) -> Text:
    return Text("There are {count} different IDs in this text. Paste only the job ID.", count=count)


def _wrong(plain: str, *, has_key: bool) -> Text:
    """Say what is wrong with a text that holds no ID. Never repeats more than one character of it."""
    named = _NAMED_WORD.findall(plain)
    word = named[0] if named else plain
    bare = _bare(word)
    if not bare and has_key:
        return Text("The job ID is missing: this text holds only an API key.")
    if not bare:
        return Text("Type or paste a job ID.")
    wrong = next((character for character in bare if character not in _HEXADECIMAL), None)
    is_typed = len(bare) <= _LONGEST_TYPED and not any(sign in word for sign in "/=:?")
    if not named and (not is_typed or (wrong and len(word.split()) > 1)):
        return Text("There is no job ID in this text. A job ID has 32 hexadecimal digits.")
    if wrong is not None:
        return Text("“{character}” is not a hexadecimal digit (0–9, a–f).", character=wrong)
    if len(bare) < DIGITS:
        return Text("{count} of 32 digits so far.", count=len(bare))
    return Text("{count} digits are too many: a job ID has 32.", count=len(bare))
