"""Which rows of a table hold what was typed, as one truth value per row.

Strategy: a text column has few distinct texts, so each of those is searched once and rows only look up the outcome. No
number is turned into text: a typed number or time is a span of values, compared slice by slice while it is in the cache.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy import bool_, float64
from numpy.typing import NDArray

from viewer.model.columns import Column, Kind, Numbers, Table, Texts
from viewer.watch import Watch

Mask = NDArray[bool_]

_TEXTS_AT_ONCE = 2_000
_NUMBERS_AT_ONCE = 1 << 16
_LONGEST_INTEGER = 15  # digits that a float64 keeps, whatever they are
_LONGEST_NUMBER = 30
_DECIMAL = re.compile(r"(-?)([0-9]*)\.([0-9]*)")
_CLOCK = re.compile(r"((?:[0-9]{1,9}:){1,2})([0-9]{0,2})((?<=[0-9]{2})\.[0-9]{0,3})?")
_HOUR_MS = 3_600_000
_UNITS_MS = (_HOUR_MS, 60_000, 1_000)


def matching(table: Table, needle: str, watch: Watch) -> Mask:
    """Return which rows hold every word of `needle`.

    A word is found inside any text, case ignored; as the whole of an integer or of an ID (a column named `…_id`). With a
    decimal point it finds the numbers that begin so: "0.5" those from 0.5 up to, not including, 0.6. With a colon it finds
    the times that begin so, hours left out or not: "00:03:1", "03:12". Hidden columns are searched too.
    """
    found = np.ones(table.row_count, dtype=bool)
    for word in dict.fromkeys(needle.casefold().split()):
        found &= _rows_with(table, word, watch)
    return found


def of_texts(table: Table, name: str, codes: Sequence[int]) -> Mask:
    """Return which rows have, in the text column of this name, one of the distinct texts with these codes."""
    values = table.column(name).values
    assert isinstance(values, Texts)
    is_wanted = np.zeros(len(values.distinct), dtype=bool)
    is_wanted[list(codes)] = True
    return is_wanted.take(values.codes)


def _rows_with(table: Table, word: str, watch: Watch) -> Mask:
    found = np.zeros(table.row_count, dtype=bool)
    spans = _number_spans(word)
    clock = _clock_spans(word)
    for column in table.columns:
        watch.check()
        if isinstance(column.values, Texts):
            _find_in_texts(column, column.values, word, found, watch)
        elif column.kind is Kind.INTEGER:
            _find_integer(column.values, word, found)
        else:
            _find_spans(column.values, spans, found, watch)
            if column.kind.is_time:
                _find_spans(column.values, clock, found, watch)
    return found


# --- texts


def _find_in_texts(column: Column, values: Texts, word: str, found: Mask, watch: Watch) -> None:
    is_id = column.name.endswith("_id")
    hits = np.zeros(len(values.distinct), dtype=bool)
    for first in range(0, len(values.distinct), _TEXTS_AT_ONCE):
        watch.check()
        folded = [text.casefold() for text in values.distinct[first : first + _TEXTS_AT_ONCE]]
        hits[first : first + len(folded)] = [word == text if is_id else word in text for text in folded]
    if hits.all():
        found[:] = True
    elif hits.any():
        found |= hits.take(values.codes)


# --- numbers


@dataclass(frozen=True, slots=True)
class _Span:
    """Values from `low` up to `high`; as milliseconds of a clock where it `is_clock`, of any hour where `is_any_hour`."""

    low: float
    high: float
    is_negative: bool = False
    is_clock: bool = False
    is_any_hour: bool = False

    def holds(self, values: NDArray[float64]) -> Mask:
        if self.is_clock:
            values = np.rint(values * 1000)
        if self.is_any_hour:
            values = values - np.floor(values / _HOUR_MS) * _HOUR_MS  # by far faster than a remainder
        if self.is_negative:
            return (values > -self.high) & (values <= -self.low) & (values < 0)
        return (values >= self.low) & (values < self.high)


def _find_integer(values: Numbers, word: str, found: Mask) -> None:
    digits = word.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_INTEGER:
        found |= values.values == int(word)


def _find_spans(values: Numbers, spans: Sequence[_Span], found: Mask, watch: Watch) -> None:
    if not spans:
        return
    with np.errstate(over="ignore", invalid="ignore"):
        for first in range(0, len(values), _NUMBERS_AT_ONCE):
            watch.check()
            some = values.values[first : first + _NUMBERS_AT_ONCE]
            for span in spans:
                found[first : first + _NUMBERS_AT_ONCE] |= span.holds(some)


def _number_spans(word: str) -> tuple[_Span, ...]:
    """The values of the numbers that begin with these digits and decimal point."""
    parts = _DECIMAL.fullmatch(word)
    if parts is None or not 1 < len(word) <= _LONGEST_NUMBER:
        return ()
    sign, whole, decimals = parts.groups()
    if not whole and not decimals:
        return ()
    units, scale = int(whole + decimals), 10 ** len(decimals)
    low, high = units / scale, (units + 1) / scale
    high = high if high > low else float(np.nextafter(low, np.inf))  # more digits than a float keeps
    return (_Span(low, high, is_negative=bool(sign)),)


def _clock_spans(word: str) -> tuple[_Span, ...]:
    """The times that begin with these digits and colons: h:m:s, or with one colon h:m as well as m:s."""
    parts = _CLOCK.fullmatch(word)
    if parts is None:
        return ()
    whole, last, point = parts[1].split(":")[:-1], parts[2], parts[3]
    places = (_UNITS_MS,) if len(whole) == 2 else (_UNITS_MS[:2], _UNITS_MS[1:])
    return tuple(_clock_span(whole, last, point, units) for units in places if point is None or units[-1] == 1_000)


def _clock_span(whole: Sequence[str], last: str, point: str | None, units: Sequence[int]) -> _Span:
    low = sum(int(part) * unit for part, unit in zip(whole, units, strict=False))
    low += int(last.ljust(2, "0")) * units[-1]
    width = (60, 10, 1)[len(last)] * units[-1]
    if point is not None:
        low += int(point[1:].ljust(3, "0"))
        width = 10 ** (4 - len(point))
    return _Span(low, low + width, is_clock=True, is_any_hour=units[0] != _HOUR_MS)
