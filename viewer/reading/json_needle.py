"""What is searched for in a JSON text, and which bytes can stand for it.

Case is ignored as `str.casefold` does it, in which a character may become several ("ß" is "ss"). Most characters become
one: those are compared in place, as they are or as escapes. The few others, and ASCII that is written as an escape, only
point at texts to be decoded.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

SCALAR_BYTES = b"-+.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
UNKNOWN = "\ufffd"
_HIGHEST_THAT_FOLDS = 0x1E943  # above it, case is nothing that a character has
_SCALARS = SCALAR_BYTES.decode()
_SHORT_ESCAPES = {
    '"': b'\\"',
    "\\": b"\\\\",
    "/": b"\\/",
    "\b": b"\\b",
    "\f": b"\\f",
    "\n": b"\\n",
    "\r": b"\\r",
    "\t": b"\\t",
}


@dataclass(frozen=True, slots=True)
class Needle:
    """The needle with case ignored, and the bytes that may stand for it. Letters of ASCII are small ones in all of them.

    `plain`: its characters before the first one beyond ASCII. `forms`: for that one, the anchor, and each one behind it,
    the ways to write it. In a text that matches without all of these, there is one of `rare_forms`, or of the ASCII
    characters `rare_codes` as an escape such as `\\u0061`.
    """

    folded: str
    plain: bytes
    forms: tuple[tuple[bytes, ...], ...]
    rare_forms: tuple[bytes, ...]
    rare_codes: frozenset[int]

    @property
    def is_in_place(self) -> bool:
        """True where it can be found without decoding; a quote or a backslash is never written as it is."""
        return '"' not in self.folded and "\\" not in self.folded

    @property
    def may_be_scalar(self) -> bool:
        """True where it can be in a number, or in true, false or null."""
        return all(character in _SCALARS for character in self.folded)


def needle_for(text: str) -> Needle | None:
    """Prepare to look for `text`; None where nothing can be found: "" and halves of surrogate pairs."""
    folded = text.casefold()
    if not folded or any("\ud800" <= character <= "\udfff" for character in folded):
        return None
    first = next((place for place, character in enumerate(folded) if not character.isascii()), len(folded))
    rare = _rare_characters(folded)
    beyond = [character for character in rare if not character.isascii()]
    rare_forms = [form for character in beyond for form in _written(character)]
    rare_forms += [_SHORT_ESCAPES[character] for character in rare if character in _SHORT_ESCAPES]
    rare_codes = frozenset(ord(character) for character in rare if character.isascii())
    forms = tuple(_forms(character) for character in folded[first:])
    return Needle(folded, folded[:first].encode(), forms, tuple(rare_forms), rare_codes)


def _rare_characters(folded: str) -> list[str]:
    """The characters that point at a text to be decoded: of a match that is not found in place, one of them is part."""
    for sign in '"\\':
        if sign in folded:
            return [sign]
    ascii_ones = [chr(code) for code in range(0x80) if chr(code).casefold() in folded]
    others = ((character, becomes) for character, becomes in folding().items() if len(becomes) > 1 or becomes.isascii())
    return ascii_ones + [character for character, becomes in others if _may_share(becomes, folded)]


def _may_share(part: str, folded: str) -> bool:
    """True where a match of `folded` can have a character in it that becomes `part`."""
    if part in folded or folded in part:
        return True
    return any(folded.startswith(part[cut:]) or folded.endswith(part[:cut]) for cut in range(1, len(part)))


def _forms(character: str) -> tuple[bytes, ...]:
    """The ways to write a character of the needle that need no decoding."""
    if character.isascii():
        return (character.encode(),)
    others = (other for other, becomes in folding().items() if becomes == character)
    return tuple(form for one in (character, *others) for form in _written(one))


def _written(character: str) -> tuple[bytes, bytes]:
    """A character beyond ASCII in UTF-8 and as an escape."""
    units = character.encode("utf-16-be")
    halves = (units[at : at + 2].hex() for at in range(0, len(units), 2))
    return character.encode(), "".join(f"\\u{half}" for half in halves).encode()


@lru_cache(maxsize=1)
def folding() -> dict[str, str]:
    """Every character beyond ASCII that becomes another one, or several, where case is ignored."""
    characters = map(chr, range(0x80, _HIGHEST_THAT_FOLDS + 1))
    return {character: becomes for character in characters if (becomes := character.casefold()) != character}
