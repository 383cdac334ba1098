"""One cell of a table as text: as it is shown, as its tooltip says it in full, and as it is copied."""

from __future__ import annotations

import html
import math
from collections.abc import Callable

from viewer.model.columns import Column, Kind, Numbers
from viewer.model.timing import TimeFormat, duration_words, moment_words, plain_number
from viewer.text import visible

SHOWN_CHARACTERS = 300
SHOWN_CHARACTERS_IN_LINES = 1_000
TOOLTIP_CHARACTERS = 2_000
SHOWN_DECIMALS = 6

CellText = Callable[[int], str]


def shown_cells(column: Column, time_format: TimeFormat) -> CellText:
    """Return the function that gives a row's text as the table shows it: bounded, harmless, "" where it is blank."""
    values = column.values
    if isinstance(values, Numbers):
        numbers, as_text = values.values, _number_text(column.kind, time_format, shorten=True)
        return lambda row: as_text(float(numbers[row]))
    at = values.at
    if column.kind is Kind.LONG_TEXT:
        return lambda row: visible_lines(at(row), SHOWN_CHARACTERS_IN_LINES)
    return lambda row: visible(at(row), SHOWN_CHARACTERS)


def tooltip(column: Column, row: int, time_format: TimeFormat) -> str:
    """Return the value in full, up to a bound, as rich text in which the data is plain."""
    values = column.values
    if isinstance(values, Numbers):
        return plain_tooltip(whole_number(column.kind, time_format)(float(values.values[row])))
    return plain_tooltip(visible_lines(values.at(row), TOOLTIP_CHARACTERS))


def plain_tooltip(text: str) -> str:
    """Return `text` so that a tooltip shows it as it is: Qt would take "<b>" in a plain tooltip for markup."""
    return f"<p style='white-space:pre-wrap'>{html.escape(text)}</p>" if text else ""


def visible_lines(text: str, limit: int) -> str:
    """Return `text` made visible like `viewer.text.visible`, its line ends kept."""
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return "\n".join(visible(line, limit) for line in text.split("\n"))


def whole_number(kind: Kind, time_format: TimeFormat) -> Callable[[float], str]:
    """Return the function that gives a number as it is copied: with all its digits, "" where it is blank."""
    return _number_text(kind, time_format, shorten=False)


def _number_text(kind: Kind, time_format: TimeFormat, *, shorten: bool) -> Callable[[float], str]:
    if kind.is_time:
        words = moment_words(time_format) if kind is Kind.SECONDS else duration_words(time_format)
        return lambda number: "" if math.isnan(number) else words(number)
    if shorten:
        return lambda number: "" if math.isnan(number) else _shortened(number)
    return lambda number: "" if math.isnan(number) else plain_number(number)


def _shortened(number: float) -> str:
    rounded = round(number, SHOWN_DECIMALS)
    return plain_number(rounded) if rounded or not number else f"{number:.3g}"
