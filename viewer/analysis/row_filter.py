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

from viewer.analysis.time_scales import TimeScale, clock_scale, frame_scale, timecode_scale
from viewer.model.columns import Column, Kind, Numbers, Table, Texts
from viewer.model.timing import Notation, TimeFormat
from viewer.watch import Watch

Mask = NDArray[bool_]

_TEXTS_AT_ONCE = 2_000
_NUMBERS_AT_ONCE = 1 << 16
_LONGEST_INTEGER = 15  # digits that a float64 keeps, whatever they are
_LONGEST_NUMBER = 30
_DECIMAL = re.compile(r"(-?)([0-9]*)\.([0-9]*)")
_TIME = re.compile(r"((?:[0-9]{1,9}:){1,2})([0-9]{0,2})(?:(?<=[0-9]{2})([.:;])([0-9]{0,3}))?")


def matching(table: Table, needle: str, watch: Watch, time_format: TimeFormat = TimeFormat.CLOCK) -> Mask:
    """Return which rows hold every word of `needle`.

    A word is found inside any text, case ignored; as the whole of an integer or of an ID (a column named `…_id`). With a
    decimal point it finds the numbers that begin so: "0.5" those from 0.5 up to, not including, 0.6. With a colon it finds
    the times that are shown so in `time_format`, by their beginning, hours left out or not: "00:03:1", "03:12"; a timecode
    with its frames also where others are shown. Where frames are shown, a whole number finds them. Hidden columns are
    searched too.
    """
    found = np.ones(table.row_count, dtype=bool)
    for word in dict.fromkeys(needle.casefold().split()):
        found &= _rows_with(table, word, watch, time_format)
    return found


def of_texts(table: Table, name: str, codes: Sequence[int]) -> Mask:
    """Return which rows have, in the text column of this name, one of the distinct texts with these codes."""
    values = table.column(name).values
    assert isinstance(values, Texts)
    is_wanted = np.zeros(len(values.distinct), dtype=bool)
    is_wanted[list(codes)] = True
    return is_wanted.take(values.codes)


def _rows_with(table: Table, word: str, watch: Watch, time_format: TimeFormat) -> Mask:
    found = np.zeros(table.row_count, dtype=bool)
    spans = _number_spans(word)
    for column in table.columns:
        watch.check()
        if isinstance(column.values, Texts):
            _find_in_texts(column, column.values, word, found, watch)
        elif column.kind is Kind.INTEGER:
            _find_integer(column.values, word, found)
        else:
            _find_spans(column.values, spans, found, watch)
            if column.kind.is_time:
                _find_spans(column.values, _time_spans(word, time_format, column.kind), found, watch)
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
    """Values from `low` up to `high`; counted in the units of a time scale where there is one, of any hour if so said."""

    low: float
    high: float
    is_negative: bool = False
    scale: TimeScale | None = None
    is_any_hour: bool = False

    def holds(self, values: NDArray[float64]) -> Mask:
        if self.scale is not None:
            values = self.scale.units(values)
            if self.is_any_hour:
                hour = 3600 * self.scale.per_second
                values = values - np.floor(values / hour) * hour  # by far faster than a remainder
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


# --- times


def _time_spans(word: str, time_format: TimeFormat, kind: Kind) -> tuple[_Span, ...]:
    """The times of a kind whose clock or timecode begins so; where frames are shown, those of this very frame."""
    if word.isascii() and word.isdigit():
        if time_format.used_notation is not Notation.FRAMES or len(word) > _LONGEST_INTEGER:
            return ()
        return (_Span(int(word), int(word) + 1, scale=frame_scale(time_format, kind)),)
    parts = _TIME.fullmatch(word)
    if parts is None:
        return ()
    whole, last, mark, more = parts[1].split(":")[:-1], parts[2], parts[3], parts[4] or ""
    if mark == "." or (mark is None and time_format.used_notation is not Notation.TIMECODE):
        scale = clock_scale(time_format, kind)
        width, most = 1000, 3
    else:
        made = timecode_scale(time_format, kind, is_drop_frame=time_format.drops or mark == ";")
        if made is None:
            return ()
        scale, width, most = made, made.per_second, 2
    if len(more) > most:
        return ()
    low, width = (int(more.ljust(most, "0")), 10 ** (most - len(more))) if more else (0, width)
    places = _places(len(whole), has_more=mark is not None)
    return tuple(_time_span(whole, last, units, low, width, scale) for units in places)


def _places(count: int, *, has_more: bool) -> tuple[tuple[int, int, int], ...] | tuple[tuple[int, int], ...]:
    """What the numbers with colons between them can be, in seconds: h:m:s, or with one colon h:m as well as m:s."""
    if count == 2:
        return ((3600, 60, 1),)
    return ((60, 1),) if has_more else ((3600, 60), (60, 1))


def _time_span(whole: Sequence[str], last: str, places: Sequence[int], more: int, width: int, scale: TimeScale) -> _Span:
    """`more` units and how many from there on, behind the second; the last number may have digits to come."""
    seconds = sum(int(part) * place for part, place in zip((*whole, last.ljust(2, "0")), places, strict=True))
    if len(last) < 2 or places[-1] > 1:
        width = (60, 10, 1)[len(last)] * places[-1] * scale.per_second
    low = seconds * scale.per_second + more
    return _Span(low, low + width, scale=scale, is_any_hour=places[0] != 3600)
