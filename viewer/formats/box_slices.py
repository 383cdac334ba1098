"""Slices of a list of bounding boxes in which everything is as expected, read without looking at each box by itself.

Boxes that are all written alike, as a program writes them, are read by numpy over their digits; boxes that are written
differently from each other are decoded into typed records. Both ways give the same values, and neither reads anything odd.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import Generic, Literal, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from viewer.reading.json_numbers import Words
from viewer.reading.json_records import MARK, Records, first_form, records_of, rows_of_marks
from viewer.reading.json_slices import Slice, decoded
from viewer.reading.json_values import NAN

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Entry = TypeVar("Entry")
_COORDINATES = ("x", "y", "w", "h")


class Box(msgspec.Struct, gc=False):
    """A bounding box as it stands in the file; NaN: not there."""

    x: float = NAN
    y: float = NAN
    w: float = NAN
    h: float = NAN
    c: float = NAN


class _Item(Box, gc=False):
    id: str | int = ""
    d: str | int = ""
    b: list[Box] | None = None


_EMPTY = b'""'  # stands for a box that was taken out


class _Head(msgspec.Struct, gc=False):
    """An item whose boxes were taken out."""

    b: list[Literal[""]]
    id: str | int = ""
    d: str | int = ""
    c: float = NAN


@dataclass(frozen=True, slots=True)
class Batch:
    """Some boxes: where each is, whose it is (as texts, or as words of eight bytes), and its numbers."""

    positions: Integers
    ids: list[str] | Words
    numbers: tuple[Sequence[float] | Floats, ...]  # x, y, width, height, confidence

    @classmethod
    def of(cls, positions: Integers, ids: list[str], boxes: list[Box]) -> Batch:
        """Make columns of boxes."""
        numbers = (
            [box.x for box in boxes],
            [box.y for box in boxes],
            [box.w for box in boxes],
            [box.h for box in boxes],
            [box.c for box in boxes],
        )
        return cls(positions, ids, numbers)


@dataclass(frozen=True, slots=True)
class _Decoders(Generic[Entry]):
    """What decodes the entries of a slice, by frame or second in an array, or by name in an object."""

    array: msgspec.json.Decoder[list[list[Entry] | None]]
    named: msgspec.json.Decoder[dict[str, list[Entry] | None]]

    def entries(self, part: Slice) -> tuple[Integers, list[list[Entry] | None]]:
        """Return the positions of the entries in a slice, and the entries. Raises ValueError where anything is odd."""
        if part.raw.startswith(b"["):
            listed = decoded(self.array, part)
            if listed is not None:
                return np.arange(part.first, part.first + part.count, dtype=np.int64), listed
        elif (named := decoded(self.named, part)) is not None:
            return np.array([as_position(name) for name in named], np.int64), list(named.values())
        raise ValueError("not as expected")


_HEADS: _Decoders[_Head] = _Decoders(
    msgspec.json.Decoder(list[list[_Head] | None]), msgspec.json.Decoder(dict[str, list[_Head] | None])
)
_ITEMS: _Decoders[_Item] = _Decoders(
    msgspec.json.Decoder(list[list[_Item] | None]), msgspec.json.Decoder(dict[str, list[_Item] | None])
)


def as_position(name: str) -> int:
    """Return the number that a name is; ValueError where it is none that could count frames."""
    if not (name.isascii() and name.isdecimal() and len(name) < 16):
        raise ValueError(name)
    return int(name)


def boxes_in(part: Slice) -> Batch | None:
    """Return the boxes in a slice in which everything is as expected; None where anything is not."""
    for read in (alike_boxes, typed_boxes):
        with suppress(ValueError):
            return read(part)
    return None


def alike_boxes(part: Slice) -> Batch:
    """Return boxes that are all written alike. Raises ValueError where they are not, or where anything is odd."""
    form = first_form(part.raw, "x")
    records = records_of(part.raw, form) if form is not None and "b" not in form.names else None
    if records is None:
        raise ValueError("no boxes")
    id_name = next((name for name in ("d", "id") if name in records.form.names), None)
    if id_name is not None:
        return Batch(_positions(part, records), records.texts(id_name), _numbers(records, id_name))
    heads, positions, counts = _heads(part, records)
    x, y, width, height, confidence = _numbers(records, None)
    confidence = np.where(np.isnan(confidence), np.repeat([head.c for head in heads], counts), confidence)
    return Batch(np.repeat(positions, counts), _ids(heads, counts), (x, y, width, height, confidence))


def _positions(part: Slice, records: Records) -> Integers:
    """Return where the boxes are when there is nothing but boxes in the entries of an array."""
    rows, count = rows_of_marks(records.rest())
    if count != part.count:
        raise ValueError("entries")
    return rows + part.first


def _heads(part: Slice, records: Records) -> tuple[list[_Head], Integers, list[int]]:
    """Return the items that the boxes are in, the positions of the items, and how many boxes each has."""
    rest = records.rest().replace(MARK, _EMPTY)
    positions, entries = _HEADS.entries(Slice(part.first, part.count, rest))
    heads = [head for entry in entries if entry for head in entry]
    counts = [len(head.b) for head in heads]
    if not rest.count(_EMPTY) == sum(counts) == len(records):
        raise ValueError("boxes in other places, or empty texts")
    return heads, np.repeat(positions, [len(entry) if entry else 0 for entry in entries]), counts


def _numbers(records: Records, id_name: str | None) -> tuple[Floats, ...]:
    """Return the four coordinates and the confidence; what else is in the records, but for the ID, is only checked."""
    names = records.form.names
    for name in names:
        if records.form.is_text(name) and name != id_name:
            records.texts(name)
    numeric = [name for name in names if not records.form.is_text(name)]
    found = dict(zip(numeric, records.numbers(*numeric), strict=True))
    if not found.keys() >= set(_COORDINATES) or ("c" in names and "c" not in found):
        raise ValueError(names)
    blank = np.full(len(records), NAN) if "c" not in found else found["c"]
    return (*(found[name] for name in _COORDINATES), blank)


def typed_boxes(part: Slice) -> Batch:
    """Return boxes that have all that they need, decoded one by one. Raises ValueError where anything is odd."""
    positions, entries = _ITEMS.entries(part)
    items = [item for entry in entries if entry for item in entry]
    boxes, box_counts = list[Box](items), [1] * len(items)
    if any(item.b is not None for item in items):
        if not all(item.b is not None and math.isnan(item.c) and math.isnan(item.x) for item in items):
            raise ValueError("mixed")
        boxes = [box for item in items for box in item.b or ()]
        box_counts = [len(item.b or ()) for item in items]
    positions = np.repeat(positions, [len(entry) if entry else 0 for entry in entries])
    batch = Batch.of(np.repeat(positions, box_counts), _ids(items, box_counts), boxes)
    if math.isnan(sum(chain.from_iterable(batch.numbers[:4]))):
        raise ValueError("a coordinate is missing")
    return batch


def _ids(items: Sequence[_Head | _Item], counts: Sequence[int]) -> list[str]:
    """Return whose each box is, where the items have so many boxes. Raises ValueError where an item has no ID."""
    ids = [str(item.d) or str(item.id) for item in items]
    if "" in ids:
        raise ValueError("an ID is missing")
    return [name for name, count in zip(ids, counts, strict=True) for _ in range(count)]
