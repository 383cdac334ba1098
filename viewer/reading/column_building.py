"""Columns while they are filled: arrays that grow, texts as codes into a list of distinct ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from viewer.model.columns import Numbers, PackedTexts, Texts
from viewer.reading.json_levels import Positions, position_type

Element = TypeVar("Element", np.float64, np.int64, np.int32, np.uint32)
_FIRST_ROOM = 1024
_ROOM = 1.2  # times what is expected
_MOST_GROWTH = 8  # whatever is expected: the beginning of a file tells little of the rest
_SLOT_BITS = 14
_SPREAD, _TO_SLOT = np.uint64(0x9E37_79B9_7F4A_7C15), np.uint64(64 - _SLOT_BITS)


@dataclass(slots=True)
class Filling:
    """How much of all that is to come has come: more than 0, up to 1. Columns that share one make room accordingly."""

    share: float = 0.5


class _Growing(Generic[Element]):
    """An array that is filled from its start. Memory that was never written to is promised by the system, and not taken.

    It grows by numpy's copying, during which other threads run; an `array.array` holds them up for some 10 ms.
    """

    def __init__(self, kind: type[Element], filling: Filling | None = None) -> None:
        self._values: NDArray[Element] = np.empty(_FIRST_ROOM, kind)
        self._count = 0
        self._filling = Filling() if filling is None else filling

    def extend(self, more: Sequence[float] | NDArray[Element]) -> None:
        """Add values at the end."""
        stop = self._count + len(more)
        if stop > self._values.size:
            roomy = np.empty(int(stop * min(_ROOM / self._filling.share, _MOST_GROWTH)), self._values.dtype)
            roomy[: self._count] = self._values[: self._count]
            self._values = roomy
        self._values[self._count : stop] = more
        self._count = stop

    def finished(self) -> NDArray[Element]:
        """Return the values, which can't be changed any more."""
        values = self._values[: self._count]
        values.flags.writeable = False
        return values


class NumberColumn:
    """A column of numbers in the making; NaN is blank."""

    def __init__(self, filling: Filling | None = None) -> None:
        self._values = _Growing(np.float64, filling)

    def extend(self, numbers: Sequence[float] | NDArray[np.float64]) -> None:
        """Add numbers at the end."""
        self._values.extend(numbers)

    def finished(self) -> Numbers:
        """Return the column, which can't be changed or filled any more."""
        return Numbers(self._values.finished())


class TextColumn:
    """A column of texts in the making."""

    def __init__(self, filling: Filling | None = None) -> None:
        self._codes = _Growing(np.int32, filling)
        self._code_of: dict[str, int] = {}
        self._slot_words = np.zeros(1 << _SLOT_BITS, np.uint64)
        self._slot_codes = np.zeros(1 << _SLOT_BITS, np.int32)

    def extend(self, texts: list[str]) -> None:
        """Add texts at the end."""
        for text in dict.fromkeys(texts):
            self._code_of.setdefault(text, len(self._code_of))
        self._codes.extend(list(map(self._code_of.__getitem__, texts)))

    def extend_words(self, words: NDArray[np.uint64]) -> None:
        """Add texts of one to eight ASCII characters, each in one word, the first character in its lowest byte.

        The code of a text is looked up in a slot that its bits choose; only texts that are new, or whose slot another
        text was first to take, are looked at one by one, once in each call.
        """
        slots = ((words * _SPREAD) >> _TO_SLOT).astype(np.int64)
        codes = self._slot_codes[slots]
        missing = np.flatnonzero(self._slot_words[slots] != words)
        if missing.size:
            codes[missing] = self._codes_of_words(words[missing], slots[missing])
        self._codes.extend(codes)

    def _codes_of_words(self, words: NDArray[np.uint64], slots: NDArray[np.int64]) -> NDArray[np.int32]:
        distinct, first, inverse = np.unique(words, return_index=True, return_inverse=True)
        codes = np.empty(distinct.size, np.int32)
        for place in np.argsort(first).tolist():
            word, slot = distinct[place], slots[first[place]]
            text = int(word).to_bytes(8, "little").rstrip(b"\0").decode("ascii")
            codes[place] = self._code_of.setdefault(text, len(self._code_of))
            if not self._slot_words[slot]:
                self._slot_words[slot], self._slot_codes[slot] = word, codes[place]
        return codes[inverse]

    def finished(self) -> Texts:
        """Return the column, which can't be changed or filled any more."""
        return Texts(self._codes.finished(), tuple(self._code_of))


class PackedTextColumn:
    """Texts in the making that are hardly ever alike, such as IDs; a lone surrogate becomes a question mark."""

    def __init__(self, filling: Filling | None = None) -> None:
        self._utf8 = bytearray()
        self._lengths = _Growing(np.uint32, filling)

    def extend(self, texts: list[str]) -> None:
        """Add texts at the end."""
        joined = "".join(texts)
        pieces: Sequence[str | bytes] = texts if joined.isascii() else [text.encode("utf-8", "replace") for text in texts]
        self._lengths.extend(np.fromiter(map(len, pieces), np.uint32, len(pieces)))
        self._utf8 += joined.encode("utf-8", "replace")

    def finished(self) -> PackedTexts:
        """Return the texts, which can't be changed or filled any more."""
        ends: Positions = np.cumsum(self._lengths.finished(), dtype=position_type(len(self._utf8)))
        ends.flags.writeable = False
        return PackedTexts(self._utf8, ends)


class IntegerColumn:
    """Whole numbers in the making: positions and row numbers."""

    def __init__(self, filling: Filling | None = None) -> None:
        self._values = _Growing(np.int64, filling)

    def extend(self, numbers: NDArray[np.int64]) -> None:
        """Add numbers at the end."""
        self._values.extend(numbers)

    def finished(self) -> NDArray[np.int64]:
        """Return the numbers, which can't be changed or filled any more."""
        return self._values.finished()
