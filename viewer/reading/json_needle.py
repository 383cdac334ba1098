"""What is searched for in a JSON text, and which bytes can stand for it.

Case is ignored as `str.casefold` does it, in which a character may become several ("ß" is "ss"). Most characters become
one: those are compared in place. The few others, and ASCII that is written as an escape, only point at texts to be decoded.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

SCALAR_BYTES = b"-+.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
UNKNOWN = "\ufffd"
_HIGHEST_THAT_FOLDS = 0x1E943  # above it, case is nothing that a character has
_SCALARS = SCALAR_BYTES.decode()


@dataclass(frozen=True, slots=True, eq=False)
class Needle:
    """The needle with case ignored, and what may stand for it.

    `plain`: its characters up to the first beyond ASCII, the anchor; `variants`: for the anchor and what follows it, the
    code points that become each character. `rare_codes` has one flag a code point up to U+FFFF: an escape of it makes its
    text one to be decoded; so does one of the UTF-8 texts `rare_bytes`.
    """

    folded: str
    plain: bytes
    variants: tuple[tuple[int, ...], ...]
    rare_codes: NDArray[np.bool_]
    rare_bytes: tuple[bytes, ...]

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
    characters = _rare_characters(folded)
    rare_codes = np.zeros(0x10000, np.bool_)
    rare_codes[[ord(character) for character in characters]] = True
    return Needle(
        folded,
        folded[:first].encode(),
        tuple(_variants(character) for character in folded[first:]),
        rare_codes,
        tuple(character.encode() for character in characters if not character.isascii()),
    )


def _rare_characters(folded: str) -> list[str]:
    """The characters that point at a text to be decoded: of a match that is not found in place, one of them is part."""
    for sign in '"\\':
        if sign in folded:
            return [sign]
    ascii_ones = [chr(code) for code in range(0x80) if chr(code).casefold() in folded]
    return ascii_ones + [
        character for character, becomes in folding().items() if _is_rare(becomes) and _may_share(becomes, folded)
    ]


def _is_rare(becomes: str) -> bool:
    return len(becomes) > 1 or becomes.isascii()


def _may_share(part: str, folded: str) -> bool:
    """True where a match of `folded` can have a character in it that becomes `part`."""
    if part in folded or folded in part:
        return True
    return any(folded.startswith(part[cut:]) or folded.endswith(part[:cut]) for cut in range(1, len(part)))


def _variants(character: str) -> tuple[int, ...]:
    """The code points that become this one character."""
    if character.isascii():
        return tuple(sorted({ord(character), ord(character.upper())}))
    return (ord(character), *(ord(other) for other, becomes in folding().items() if becomes == character))


@lru_cache(maxsize=1)
def folding() -> dict[str, str]:
    """Every character beyond ASCII that becomes another one, or several, where case is ignored."""
    characters = map(chr, range(0x80, _HIGHEST_THAT_FOLDS + 1))
    return {character: becomes for character in characters if (becomes := character.casefold()) != character}
