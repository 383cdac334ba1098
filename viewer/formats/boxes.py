"""Bounding boxes of frames_faces, frames_objects and seconds_objects: one tolerant reader for the three.

Slices of the file are decoded into typed records and poured into columns. A slice that is not exactly as expected is read
again child by child, so that only what is really wrong is blank or left out, with a problem that names its place.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from viewer.errors import ContentError
from viewer.model.boxes import BoxesContent
from viewer.model.json_document import JsonDocument, JsonKind, JsonNode
from viewer.model.result import Reading, Source
from viewer.reading.column_building import IntegerColumn, NumberColumn, TextColumn
from viewer.reading.json_header import header, version_problem
from viewer.reading.json_index import index
from viewer.reading.json_slices import Slice, members, typed_slices
from viewer.reading.json_values import NAN, Repairs
from viewer.reading.problem_list import ProblemList
from viewer.text import Text
from viewer.watch import Watch


class _Box(msgspec.Struct, gc=False):
    x: float = NAN
    y: float = NAN
    w: float = NAN
    h: float = NAN
    c: float = NAN


class _Item(_Box, gc=False):
    id: str | int = ""
    d: str | int = ""
    b: list[_Box] | None = None


_DOING = Text("Reading bounding boxes")
_ARRAY = msgspec.json.Decoder(list[list[_Item] | None])
_OBJECT = msgspec.json.Decoder(dict[str, list[_Item] | None])


@dataclass(frozen=True, slots=True)
class _Shape:
    """What differs between the three types: what is counted, and the name of the list."""

    unit: Literal["frame", "second"]
    name: str

    @property
    def ending(self) -> str:
        return f"_by_{self.unit}"


def read_faces(source: Source, watch: Watch) -> Reading:
    """Read frames_faces: face boxes by frame from 0, as fractions of the picture (FORMATS.md C1, shape not documented).

    Raises ContentError where there is no list of frames, StorageError, Cancelled.
    """
    return _read(source, watch, _Shape("frame", "faces_by_frame"))


def read_frame_objects(source: Source, watch: Watch) -> Reading:
    """Read frames_objects: object boxes by frame from 0 (FORMATS.md C3, inferred). Raises like `read_faces`."""
    return _read(source, watch, _Shape("frame", "objects_by_frame"))


def read_second_objects(source: Source, watch: Watch) -> Reading:
    """Read seconds_objects: object boxes by second from 0 (FORMATS.md C2, known). Raises like `read_faces`."""
    return _read(source, watch, _Shape("second", "objects_by_second"))


def _read(source: Source, watch: Watch, shape: _Shape) -> Reading:
    document = index(source, watch)
    node = _list_of_boxes(document, shape, watch)
    problems = ProblemList()
    if node.kind is JsonKind.OBJECT:
        sentence = Text(
            "This should be an array, and it is an object; its names were read as the numbers of {unit}s.", unit=shape.unit
        )
        problems.add(sentence, document.path(node))
    columns, repairs = _Columns(), _BoxRepairs(document, problems, watch)
    for part, batch in _batches(document, node, watch):
        columns.add(batch if batch is not None else repairs.batch(node, part))
    known = header(document)
    newer = version_problem(known)
    told = (*document.problems, *((newer,) if newer is not None else ()), *problems.all())
    return Reading(columns.finished(shape.unit, document.count(node)), told, known, document)


def _list_of_boxes(document: JsonDocument, shape: _Shape, watch: Watch) -> JsonNode:
    """FORMATS.md C1: the name as expected, else the first array whose name ends in `_by_frame` or `_by_second`."""
    expected = document.member(document.root, shape.name)
    if expected is not None and expected.kind.is_container:
        return expected
    others = [node for node in members(document, document.root, watch) if str(node.key).endswith(shape.ending)]
    for kind in (JsonKind.ARRAY, JsonKind.OBJECT):
        for node in others:
            if node.kind is kind:
                return node
    raise ContentError(Text("There is no list of bounding boxes in it: {name} is missing.", name=shape.name))


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some boxes: where each is, whose it is, and its numbers."""

    positions: NDArray[np.int64]
    ids: list[str]
    numbers: tuple[list[float], ...]  # x, y, width, height, confidence

    @classmethod
    def of(cls, positions: NDArray[np.int64], ids: list[str], boxes: list[_Box]) -> _Batch:
        numbers = (
            [box.x for box in boxes],
            [box.y for box in boxes],
            [box.w for box in boxes],
            [box.h for box in boxes],
            [box.c for box in boxes],
        )
        return cls(positions, ids, numbers)

    @property
    def is_complete(self) -> bool:
        """True where every box has its four coordinates and an ID."""
        return not math.isnan(sum(sum(numbers) for numbers in self.numbers[:4])) and "" not in self.ids


class _Columns:
    """The columns of the content while they are filled."""

    def __init__(self) -> None:
        self._positions = IntegerColumn()
        self._ids = TextColumn()
        self._numbers = tuple(NumberColumn() for _ in range(5))

    def add(self, batch: _Batch) -> None:
        self._positions.extend(batch.positions)
        self._ids.extend(batch.ids)
        for column, numbers in zip(self._numbers, batch.numbers, strict=True):
            column.extend(numbers)

    def finished(self, unit: Literal["frame", "second"], entries: int) -> BoxesContent:
        x, y, width, height, confidence = (column.finished() for column in self._numbers)
        return BoxesContent(unit, entries, self._positions.finished(), self._ids.finished(), x, y, width, height, confidence)


def _batches(document: JsonDocument, node: JsonNode, watch: Watch) -> Iterator[tuple[Slice, _Batch | None]]:
    """Yield each slice of the list and the boxes in it; None instead of them where anything is odd."""
    if node.kind is JsonKind.ARRAY:
        for part, entries in typed_slices(document, node, _ARRAY, watch, _DOING):
            positions = np.arange(part.first, part.first + part.count, dtype=np.int64)
            yield part, _sound_batch(positions, entries) if entries is not None else None
        return
    for part, named in typed_slices(document, node, _OBJECT, watch, _DOING):
        batch = None
        if named is not None:
            with suppress(ValueError):
                batch = _sound_batch(np.array([_position(name) for name in named], np.int64), list(named.values()))
        yield part, batch


def _sound_batch(positions: NDArray[np.int64], entries: list[list[_Item] | None]) -> _Batch | None:
    """Return the boxes of a slice in which everything is as expected; None where anything is not."""
    items = [item for entry in entries if entry for item in entry]
    if any(item.b is not None for item in items):
        if not all(item.b is not None and math.isnan(item.c) and math.isnan(item.x) for item in items):
            return None
        boxes = [box for item in items for box in item.b or ()]
        ids = [str(item.d or item.id) for item in items for _ in item.b or ()]
        counts = [sum(len(item.b or ()) for item in entry) if entry else 0 for entry in entries]
    else:
        boxes = list[_Box](items)
        ids = [str(item.d or item.id) for item in items]
        counts = [len(entry) if entry else 0 for entry in entries]
    batch = _Batch.of(np.repeat(positions, counts), ids, boxes)
    return batch if batch.is_complete else None


def _position(name: str) -> int:
    """Return the number that a name is; ValueError where it is none that could count frames."""
    if not (name.isascii() and name.isdecimal() and len(name) < 16):
        raise ValueError(name)
    return int(name)


class _BoxRepairs:
    """Reads the children of a slice in which something is odd."""

    def __init__(self, document: JsonDocument, problems: ProblemList, watch: Watch) -> None:
        self._problems = problems
        self._repairs = Repairs(document, problems, watch)
        self._positions: list[int] = []
        self._ids: list[str] = []
        self._boxes: list[_Box] = []

    def batch(self, node: JsonNode, part: Slice) -> _Batch:
        """Return what boxes the children in a slice hold; what is odd becomes a problem."""
        self._positions, self._ids, self._boxes = [], [], []
        for child in self._repairs.children(node, part):
            if isinstance(child.key, int):
                self._entry(child.key, child.value, child.path)
                continue
            try:
                self._entry(_position(child.key), child.value, child.path)
            except ValueError:
                sentence = Text("This name is no number of a frame or second; what is in it was left out.")
                self._problems.add(sentence, child.path)
        return _Batch.of(np.array(self._positions, np.int64), self._ids, self._boxes)

    def _entry(self, position: int, value: Any, path: str) -> None:
        if isinstance(value, dict):
            self._problems.add(Text("There should be an array here; the object was read as its only element."), path)
            self._item(position, value, path)
            return
        for number, item in enumerate(self._repairs.array(value, path)):
            if item is not None and self._repairs.is_record(item, f"{path}[{number}]"):
                self._item(position, item, f"{path}[{number}]")

    def _item(self, position: int, item: dict[str, Any], path: str) -> None:
        repairs = self._repairs
        name = repairs.text(item, "d", path) or repairs.text(item, "id", path)
        if not name:
            self._problems.add(Text("The ID of the detection is missing."), path)
        if item.get("b") is None:
            self._box(position, name, item, path, NAN)
            return
        confidence = repairs.number(item, "c", path)
        path = f"{path}.b"
        if isinstance(item["b"], dict):
            self._problems.add(Text("There should be an array here; the object was read as its only element."), path)
            self._box(position, name, item["b"], path, confidence)
            return
        for number, box in enumerate(repairs.array(item["b"], path)):
            if box is not None and repairs.is_record(box, f"{path}[{number}]"):
                self._box(position, name, box, f"{path}[{number}]", confidence)

    def _box(self, position: int, name: str, box: dict[str, Any], path: str, confidence: float) -> None:
        """Take in one box; without a confidence of its own it has that of its item."""
        x, y, width, height = (self._repairs.number(box, name, path, is_required=True) for name in ("x", "y", "w", "h"))
        own = self._repairs.number(box, "c", path)
        self._positions.append(position)
        self._ids.append(name)
        self._boxes.append(_Box(x, y, width, height, confidence if math.isnan(own) else own))
