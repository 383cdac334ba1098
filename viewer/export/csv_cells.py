"""The cells of a table as the bytes that stand in a CSV file, some thousand rows of a column at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy import float64, int32, int64, uint8
from numpy.typing import NDArray

from viewer.export.decimal_digits import GAP, RowsOf, duration_rows, moment_rows, plain_rows
from viewer.model.columns import Kind
from viewer.model.timing import TimeFormat, duration_words, moment_words, plain_number

_FORMULA_STARTS = frozenset("=+-@\t\r\n\0＝＋－＠")


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of one column that are not empty: the rows they stand in, their lengths, and their bytes one after another."""

    rows: NDArray[int64]
    lengths: NDArray[int64]
    letters: NDArray[uint8]


def spread(starts: NDArray[int64], lengths: NDArray[int64]) -> NDArray[int64]:
    """Return start, start + 1, … for each of `starts`, as many as its length says, one after another."""
    stops = np.cumsum(lengths)
    positions = np.repeat(starts - stops + lengths, lengths)
    positions += np.arange(len(positions))
    return positions


def defused(text: str) -> str:
    """Return `text` so that no spreadsheet program takes it for a formula."""
    return "'" + text if text[:1] in _FORMULA_STARTS else text


def csv_text(text: str) -> str:
    """Return `text` as one cell of a CSV file: no formula, and in quotes where it needs them."""
    return _quoted(defused(text))


def text_cells(codes: NDArray[int32], distinct: Sequence[str], cell: Callable[[str], str] = csv_text) -> Iterator[Cells]:
    """The cells of the texts `distinct[codes]`, each text made into bytes once; `cell` gives a text as it is written.

    Half a surrogate pair, which UTF-8 can't hold, is written as its escape.
    """
    used, places = _used(codes, len(distinct))
    yield from _looked_up(np.arange(len(codes)), places, [cell(distinct[code]) for code in used.tolist()])


def number_cells(values: NDArray[float64]) -> Iterator[Cells]:
    """The cells of numbers, with the shortest digits that read back as the same float; blanks have none."""
    return _number_cells(values, plain_rows, plain_number)


def time_cells(kind: Kind, time_format: TimeFormat) -> Callable[[NDArray[float64]], Iterator[Cells]]:
    """Return what makes the cells of moments or durations, as they are shown in this format; blanks have none."""
    is_moment = kind is Kind.SECONDS
    words = moment_words(time_format) if is_moment else duration_words(time_format)
    rows_of = moment_rows(time_format) if is_moment else duration_rows(time_format)
    return lambda values: _number_cells(values, rows_of, words)


def _number_cells(
    values: NDArray[float64],
    rows_of: RowsOf,
    shown: Callable[[float], str],
) -> Iterator[Cells]:
    is_left = ~np.isnan(values)
    there = np.flatnonzero(is_left)
    for found, rows in rows_of(values[there]):
        is_letter = rows != GAP
        lengths = (is_letter @ np.ones(rows.shape[1], uint8)).astype(int64)
        places = there[found]
        is_left[places] = False
        yield Cells(places, lengths, rows[is_letter])
    left = np.flatnonzero(is_left)
    if left.size:
        distinct, places = np.unique(values[left], return_inverse=True)
        yield from _looked_up(left, places, [shown(number) for number in distinct.tolist()])


def _used(codes: NDArray[int32], count: int) -> tuple[NDArray[int64], NDArray[int64]]:
    """Return the codes that occur, in order, and for each row its place among them."""
    if count > len(codes):
        return np.unique(codes, return_inverse=True)
    is_used = np.zeros(count, np.bool_)
    is_used[codes] = True
    return np.flatnonzero(is_used), (np.cumsum(is_used) - 1)[codes]


def _looked_up(rows: NDArray[int64], places: NDArray[int64], texts: Sequence[str]) -> Iterator[Cells]:
    """The cells `texts[places]`, where `rows` says."""
    joined = "".join(texts)
    letters = joined.encode("utf-8", "backslashreplace")
    if not letters:
        return
    if len(letters) == len(joined):
        lengths = np.fromiter(map(len, texts), int64, len(texts))
    else:
        lengths = np.array([len(text.encode("utf-8", "backslashreplace")) for text in texts], int64)
    starts = np.cumsum(lengths) - lengths
    lengths = lengths[places]
    yield Cells(rows, lengths, np.frombuffer(letters, uint8)[spread(starts[places], lengths)])


def _quoted(text: str) -> str:
    if '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return f'"{text}"' if "," in text or "\n" in text or "\r" in text else text
