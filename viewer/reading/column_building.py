"""Columns while they are filled: plain arrays that grow, texts as codes into a list of distinct ones."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from viewer.model.columns import Numbers, Texts


class NumberColumn:
    """A column of numbers in the making; NaN is blank."""

    def __init__(self) -> None:
        self._values = array("d")

    def extend(self, numbers: Iterable[float]) -> None:
        """Add numbers at the end."""
        self._values.extend(numbers)

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

    def extend(self, texts: list[str]) -> None:
        """Add texts at the end."""
        for text in dict.fromkeys(texts):
            self._code_of.setdefault(text, len(self._code_of))
        self._codes.extend(map(self._code_of.__getitem__, texts))

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
        self._values.frombytes(numbers.astype(np.int64, copy=False).tobytes())

    def finished(self) -> NDArray[np.int64]:
        """Return the numbers, which can't be changed or filled any more."""
        values: NDArray[np.int64] = np.frombuffer(self._values, np.int64)
        values.flags.writeable = False
        return values
