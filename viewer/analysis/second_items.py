"""One second of the by-second grouping as values: what each of its items says, whatever is odd being passed over.

Where the keys are known they are read there; where they are not, the item's attributes are searched for what fits.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

NAN = math.nan
_DEEPEST = 8
_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")
_MOST_COLOURS = 32
_NAMES_OF_EMOTION = ("e", "value", "name", "label")
_VALENCE, _AROUSAL = ("val", "valence"), ("aro", "arousal", "ar")


@dataclass(frozen=True, slots=True)
class Emotion:
    """A named expression and how sure the service is of it, 0 to 1; NaN where it does not say."""

    name: str
    confidence: float = NAN


@dataclass(frozen=True, slots=True)
class SecondItem:
    """What one second says of one detection. `confidence` is NaN where it has none there, `attributes` its `a`."""

    detection_id: str
    occurrence_ids: tuple[str, ...] = ()
    confidence: float = NAN
    attributes: dict[str, Any] = field(default_factory=dict)


def items_in(value: Any) -> tuple[SecondItem, ...]:
    """Return the items of one second as it was decoded: `[{"d", "o", "c"?, "a"?}, …]` (FORMATS.md B8, known)."""
    records = value if isinstance(value, list) else []
    return tuple(_item(record) for record in records if isinstance(record, dict) and as_id(record.get("d")))


def _item(record: dict[str, Any]) -> SecondItem:
    ids = record.get("o")
    attributes = record.get("a")
    return SecondItem(
        as_id(record.get("d")),
        tuple(name for one in (ids if isinstance(ids, list) else [ids]) if (name := as_id(one))),
        as_number(record.get("c")),
        attributes if isinstance(attributes, dict) else {},
    )


def valence_in(attributes: dict[str, Any]) -> float:
    """Return the sentiment of a face or of speech, -1 to 1: `sen.val` (FORMATS.md B6 and B8, known); NaN without one."""
    sentiment = attributes.get("sen")
    return as_number(sentiment.get("val")) if isinstance(sentiment, dict) else NAN


def emotions_in(attributes: dict[str, Any]) -> tuple[Emotion, ...]:
    """Return the named expressions of `sen.emo` (FORMATS.md B8: the name under `e` is known of 2019, others are not)."""
    sentiment = attributes.get("sen")
    listed = sentiment.get("emo") if isinstance(sentiment, dict) else None
    return tuple(emotion for one in (listed if isinstance(listed, list) else [listed]) if (emotion := _emotion(one)))


def _emotion(value: Any) -> Emotion | None:
    if isinstance(value, str) and value:
        return Emotion(value)
    if not isinstance(value, dict):
        return None
    name = next((value[key] for key in _NAMES_OF_EMOTION if isinstance(value.get(key), str) and value[key]), None)
    return Emotion(name, as_number(value.get("c"))) if name is not None else None


def colours_in(attributes: dict[str, Any]) -> tuple[str, ...]:
    """Return every colour among the attributes as `#rrggbb`, each once (FORMATS.md B8: where they stand is unknown)."""
    found: dict[str, None] = {}
    for _, value in _leaves(attributes):
        match = _COLOUR.fullmatch(value) if isinstance(value, str) else None
        if match is not None and len(found) < _MOST_COLOURS:
            found.setdefault(f"#{match[1].lower()}")
    return tuple(found)


def voice_in(attributes: dict[str, Any]) -> tuple[float, float]:
    """Return valence (-1 to 1) and arousal (0 to 1) of a voice, NaN for what is not there (FORMATS.md B8: keys unknown)."""
    valence = arousal = NAN
    for key, value in _leaves(attributes):
        if key in _VALENCE and math.isnan(valence):
            valence = as_number(value)
        elif key in _AROUSAL and math.isnan(arousal):
            arousal = as_number(value)
    return valence, arousal


def _leaves(value: Any, key: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Yield all that is neither object nor array, with the nearest name above it."""
    if isinstance(value, dict | list):
        if depth < _DEEPEST:
            for name, inner in value.items() if isinstance(value, dict) else ((key, one) for one in value):
                yield from _leaves(inner, name, depth + 1)
    else:
        yield key, value


def as_id(value: Any) -> str:
    """Return an ID, which may be written as a number; "" for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def as_number(value: Any) -> float:
    """Return a finite number, which may be written as text; NaN for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return NAN
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return NAN
    return number if math.isfinite(number) else NAN
