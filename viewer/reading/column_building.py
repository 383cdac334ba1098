"""Columns while they are filled: plain arrays that grow, texts as codes into a list of distinct ones."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from viewer.model.columns import Numbers, Texts

_SLOT_BITS = 14
_SPREAD, _TO_SLOT = np.uint64(0x9E37_79B9_7F4A_7C15), np.uint64(64 - _SLOT_BITS)


class NumberColumn:
    """A column of numbers in the making; NaN is blank."""

    def __init__(self) -> None:
        self._values = array("d")

    def extend(self, numbers: Sequence[float] | NDArray[np.float64]) -> None:
        """Add numbers at the end."""
        self._values.frombytes(np.ascontiguousarray(numbers, np.float64).view(np.uint8).data)

    def finished(self) -> Numbers:
        """Return the column, which can't be changed or filled any more."""
        values: NDArray[np.float64] = np.frombuffer(self._values, np.float64)
        values.flags.writeable = False
        return Numbers(values)


class TextColumn:
    """A column of texts in the making."""

    def __init__(self) -> None:
        self._codes = array("i")
        self._code_of: dict[str, int] = {}
        self._slot_words = np.zeros(1 << _SLOT_BITS, np.uint64)
        self._slot_codes = np.zeros(1 << _SLOT_BITS, np.int32)

    def extend(self, texts: list[str]) -> None:
        """Add texts at the end."""
        for text in dict.fromkeys(texts):
            self._code_of.setdefault(text, len(self._code_of))
        self._codes.extend(map(self._code_of.__getitem__, texts))

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
        self._codes.frombytes(codes.view(np.uint8).data)

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
        codes: NDArray[np.int32] = np.frombuffer(self._codes, np.int32)
        codes.flags.writeable = False
        return Texts(codes, tuple(self._code_of))


class IntegerColumn:
    """Whole numbers in the making: positions and row numbers."""

    def __init__(self) -> None:
        self._values = array("q")

    def extend(self, numbers: NDArray[np.int64]) -> None:
        """Add numbers at the end."""
        self._values.frombytes(np.ascontiguousarray(numbers, np.int64).view(np.uint8).data)

    def finished(self) -> NDArray[np.int64]:
        """Return the numbers, which can't be changed or filled any more."""
        values: NDArray[np.int64] = np.frombuffer(self._values, np.int64)
        values.flags.writeable = False
        return values
