"""Bounding boxes of frames_faces, frames_objects and seconds_objects: one tolerant reader for the three.

The list is read slice by slice into columns. A slice that is not exactly as expected is read again child by child.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from viewer.errors import ContentError
from viewer.formats.box_repairs import BoxRepairs
from viewer.formats.box_slices import Batch, boxes_in
from viewer.model.boxes import BoxesContent
from viewer.model.json_document import JsonDocument, JsonKind, JsonNode
from viewer.model.result import Reading, Source
from viewer.reading.column_building import Filling, IntegerColumn, NumberColumn, TextColumn
from viewer.reading.json_header import header, version_problem
from viewer.reading.json_index import index
from viewer.reading.json_slices import members, slices
from viewer.reading.problem_list import ProblemList
from viewer.text import Text
from viewer.watch import Watch

_DOING = Text("Reading bounding boxes")


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
    columns, repairs = _Columns(), BoxRepairs(document, problems, watch)
    count = document.count(node)
    for part in slices(document, node, watch, _DOING):
        batch = boxes_in(part)
        columns.filling.share = (part.first + part.count) / count
        columns.add(batch if batch is not None else repairs.batch(node, part))
    known = header(document)
    newer = version_problem(known)
    told = (*document.problems, *((newer,) if newer is not None else ()), *problems.all())
    return Reading(columns.finished(shape.unit, count), told, known, document)


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


class _Columns:
    """The columns of the content while they are filled."""

    def __init__(self) -> None:
        self.filling = Filling()
        self._positions = IntegerColumn(self.filling)
        self._ids = TextColumn(self.filling)
        self._numbers = tuple(NumberColumn(self.filling) for _ in range(5))

    def add(self, batch: Batch) -> None:
        self._positions.extend(batch.positions)
        if isinstance(batch.ids, list):
            self._ids.extend(batch.ids)
        else:
            self._ids.extend_words(batch.ids)
        for column, numbers in zip(self._numbers, batch.numbers, strict=True):
            column.extend(numbers)

    def finished(self, unit: Literal["frame", "second"], entries: int) -> BoxesContent:
        x, y, width, height, confidence = (column.finished() for column in self._numbers)
        return BoxesContent(unit, entries, self._positions.finished(), self._ids.finished(), x, y, width, height, confidence)
