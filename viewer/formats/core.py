"""Core metadata: detections, their occurrences and the shots as columns; the by-second grouping is only counted.

Slices of the file are decoded into typed records. A slice that is not exactly as expected is read again child by child and
repaired into the same records, so that only what is really wrong is blank or left out, with a problem that names its place.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from viewer.errors import ContentError
from viewer.model.columns import Numbers
from viewer.model.detections import CoreContent, Detections, Occurrences, Shots
from viewer.model.json_document import JsonDocument, JsonKind, JsonNode
from viewer.model.result import Reading, Source
from viewer.reading.column_building import NumberColumn, PackedTextColumn, TextColumn
from viewer.reading.json_header import at, header, version_problem
from viewer.reading.json_index import index
from viewer.reading.json_slices import members, typed_slices
from viewer.reading.json_values import NAN, Repairs
from viewer.reading.problem_list import ProblemList
from viewer.text import Text
from viewer.watch import Watch

_DOING = Text("Reading detections")


class _Occurrence(msgspec.Struct, gc=False):
    id: str | int = ""
    ss: float = NAN
    se: float = NAN
    c_max: float = NAN
    c: float = NAN
    scr: float = NAN
    shs: float = NAN
    she: float = NAN


class _Gender(msgspec.Struct, gc=False):
    value: str = ""


class _GalleryFace(msgspec.Struct, gc=False):
    id: str = ""


class _Similar(msgspec.Struct, gc=False):
    name: str = ""
    c: float = NAN
    gallery_face: _GalleryFace | None = None


class _Attributes(msgspec.Struct, gc=False):
    gender: _Gender | None = None
    similar_to: list[_Similar] | None = None


class _Categories(msgspec.Struct, gc=False):
    tags: list[str] | None = None


class _Detection(msgspec.Struct, gc=False):
    t: str = ""
    label: str = ""
    c: float = NAN
    occs: list[_Occurrence] | None = None
    a: _Attributes | None = None
    categ: _Categories | None = None


class _Shot(msgspec.Struct, gc=False):
    ss: float = NAN
    se: float = NAN
    fs: float = NAN
    fe: float = NAN


_DETECTIONS = msgspec.json.Decoder(dict[str, _Detection])
_SHOTS = msgspec.json.Decoder(list[_Shot])
_IDS = msgspec.json.Decoder(list[str])
_NOBODY = _Similar()


def read(source: Source, watch: Watch) -> Reading:
    """Read core metadata, versions 1.3.1 to 1.8.1 and later (FORMATS.md B2 to B9, known).

    Raises ContentError where there are neither detections nor groupings nor segmentations, StorageError, Cancelled.
    """
    document = index(source, watch)
    detections = at(document, "detections")
    if detections is None and not any(at(document, name) for name in ("detection_groupings", "segmentations")):
        raise ContentError(Text("This is not core metadata: there are no detections in it."))
    known = header(document)
    newer = version_problem(known)
    problems = ProblemList()
    if detections is None or not detections.kind.is_container:
        problems.add(Text("There are no detections in it."), "$.detections")
    reader = _Reader(document, problems, watch)
    content = reader.content(detections)
    told = (*document.problems, *((newer,) if newer is not None else ()), *problems.all())
    return Reading(content, told, known, document)


class _Reader:
    """Goes through the parts of a document and fills the columns."""

    def __init__(self, document: JsonDocument, problems: ProblemList, watch: Watch) -> None:
        self._document = document
        self._problems = problems
        self._watch = watch
        self._repairs = Repairs(document, problems, watch)

    def content(self, detections: JsonNode | None) -> CoreContent:
        """Read everything; `detections` is their node, if there is one."""
        columns = _Columns()
        if detections is not None:
            for ids, records in self._detections(detections):
                columns.add(ids, records)
        by_second = at(self._document, "detection_groupings", "by_second")
        second_count = self._document.count(by_second) if by_second is not None else 0
        return CoreContent(columns.detections(self._ranks()), columns.occurrences(), self._shots(), second_count)

    def _detections(self, node: JsonNode) -> Iterator[tuple[list[str], list[_Detection]]]:
        """Yield IDs and records, many at a time, in the file's order (FORMATS.md B3, known)."""
        decoder = _DETECTIONS if node.kind is JsonKind.OBJECT else None
        for part, named in typed_slices(self._document, node, decoder, self._watch, _DOING):
            if named is not None and _are_sound(records := list(named.values())):
                yield list(named), records
                continue
            for child in self._repairs.children(node, part):
                if self._repairs.is_record(child.value, child.path):
                    own = "" if isinstance(child.key, str) else self._repairs.text(child.value, "id", child.path)
                    yield [own or str(child.key)], [self._detection(child.value, child.path)]

    def _detection(self, value: dict[str, Any], path: str) -> _Detection:
        repairs = self._repairs
        attributes = repairs.record(value, "a", path)
        gender = repairs.record(attributes, "gender", path + ".a")
        similar = [
            _Similar(
                repairs.text(match, "name", place),
                repairs.number(match, "c", place),
                _GalleryFace(repairs.text(repairs.record(match, "gallery_face", place), "id", place + ".gallery_face")),
            )
            for match, place in self._records(attributes, "similar_to", path + ".a")
        ]
        tags = repairs.items(repairs.record(value, "categ", path), "tags", path + ".categ")
        names = [repairs.as_text(tag, f"{path}.categ.tags[{number}]") for number, tag in enumerate(tags)]
        return _Detection(
            repairs.text(value, "t", path, is_required=True),
            repairs.text(value, "label", path),
            repairs.number(value, "c", path),
            [self._occurrence(record, place) for record, place in self._records(value, "occs", path)],
            _Attributes(_Gender(repairs.text(gender, "value", path + ".a.gender")), similar),
            _Categories([name for name in names if name]),
        )

    def _occurrence(self, value: dict[str, Any], path: str) -> _Occurrence:
        number = self._repairs.number
        return _Occurrence(
            self._repairs.text(value, "id", path, is_required=True),
            number(value, "ss", path, is_required=True),
            number(value, "se", path, is_required=True),
            *(number(value, name, path) for name in ("c_max", "c", "scr", "shs", "she")),
        )

    def _records(self, value: dict[str, Any], name: str, path: str) -> Iterator[tuple[dict[str, Any], str]]:
        """Yield the objects of an array and their paths; what else is in it is noted."""
        for number, record in enumerate(self._repairs.items(value, name, path)):
            place = f"{path}.{name}[{number}]"
            if record is not None and self._repairs.is_record(record, place):
                yield record, place

    def _ranks(self) -> dict[str, int]:
        """Return the rank of each detection within its type, from 1 (FORMATS.md B8, known)."""
        ranks: dict[str, int] = {}
        grouping = at(self._document, "detection_groupings", "by_detection_type")
        for node in members(self._document, grouping, self._watch) if grouping is not None else ():
            for part, ids in typed_slices(self._document, node, _IDS, self._watch, _DOING):
                if ids is not None:
                    for rank, name in enumerate(ids, part.first + 1):
                        ranks.setdefault(name, rank)
                    continue
                for child in self._repairs.children(node, part):
                    ranks.setdefault(self._repairs.as_text(child.value, child.path), child.row + 1)
        return ranks

    def _shots(self) -> Shots:
        """Read the detected shots (FORMATS.md B9, known)."""
        columns = [NumberColumn() for _ in range(4)]
        node = at(self._document, "segmentations", "detected_shots")
        for shots in self._shot_slices(node) if node is not None else ():
            for column, name in zip(columns, ("ss", "se", "fs", "fe"), strict=True):
                column.extend(_column(shots, name))
        return Shots(*(column.finished() for column in columns))

    def _shot_slices(self, node: JsonNode) -> Iterator[list[_Shot]]:
        decoder = _SHOTS if node.kind is JsonKind.ARRAY else None
        for part, shots in typed_slices(self._document, node, decoder, self._watch, _DOING):
            if shots is not None and not math.isnan(sum(shot.ss + shot.se for shot in shots)):
                yield shots
                continue
            for child in self._repairs.children(node, part):
                if self._repairs.is_record(child.value, child.path):
                    yield [self._shot(child.value, child.path)]

    def _shot(self, value: dict[str, Any], path: str) -> _Shot:
        times = (self._repairs.number(value, name, path, is_required=True) for name in ("ss", "se"))
        return _Shot(*times, *(self._repairs.number(value, name, path) for name in ("fs", "fe")))


def _column(records: Sequence[_Occurrence | _Shot], name: str) -> NDArray[np.float64]:
    """Return the numbers called `name` of many records."""
    return np.fromiter(map(attrgetter(name), records), np.float64, len(records))


def _are_sound(detections: list[_Detection]) -> bool:
    """True where no detection lacks its type and no occurrence its ID or its times."""
    occurrences = [occurrence for detection in detections for occurrence in detection.occs or ()]
    if np.isnan(_column(occurrences, "ss") + _column(occurrences, "se")).any():
        return False
    return all(detection.t for detection in detections) and all(occurrence.id != "" for occurrence in occurrences)


class _Columns:
    """The columns of detections and occurrences while they are filled."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._counts: list[int] = []
        self._texts = {name: TextColumn() for name in ("type", "label", "person", "face", "gender", "tags")}
        self._person_confidence = NumberColumn()
        self._own_confidence = NumberColumn()
        self._occurrence_ids = PackedTextColumn()
        self._numbers = {name: NumberColumn() for name in ("ss", "se", "shs", "she")}
        self._confidence = NumberColumn()
        self._measured = NumberColumn()  # without the score of highlights

    def add(self, ids: list[str], detections: list[_Detection]) -> None:
        self._ids.extend(ids)
        self._counts.extend([len(detection.occs or ()) for detection in detections])
        self._texts["type"].extend([detection.t for detection in detections])
        self._texts["label"].extend([detection.label for detection in detections])
        self._texts["gender"].extend([_gender(detection) for detection in detections])
        self._texts["tags"].extend(
            [", ".join(filter(None, detection.categ.tags or ())) if detection.categ else "" for detection in detections]
        )
        matches = [_best_match(detection) for detection in detections]
        self._texts["person"].extend([match.name for match in matches])
        self._person_confidence.extend([match.c for match in matches])
        self._texts["face"].extend([match.gallery_face.id if match.gallery_face is not None else "" for match in matches])
        self._own_confidence.extend([detection.c for detection in detections])
        self._add_occurrences([occurrence for detection in detections for occurrence in detection.occs or ()])

    def _add_occurrences(self, occurrences: list[_Occurrence]) -> None:
        self._occurrence_ids.extend([str(occurrence.id) for occurrence in occurrences])
        for name, column in self._numbers.items():
            column.extend(_column(occurrences, name))
        strongest, whole, score = (_column(occurrences, name) for name in ("c_max", "c", "scr"))
        measured = np.where(np.isnan(strongest), whole, strongest)
        self._measured.extend(measured)
        self._confidence.extend(np.where(np.isnan(measured), score, measured))

    def detections(self, ranks: dict[str, int]) -> Detections:
        """Return the finished columns; `ranks` are the relevance of each detection by its ID."""
        relevance = NumberColumn()
        relevance.extend([ranks.get(name, NAN) for name in self._ids])
        first_occurrence = np.zeros(len(self._counts) + 1, np.int64)
        np.cumsum(self._counts, out=first_occurrence[1:])
        texts = {name: column.finished() for name, column in self._texts.items()}
        return Detections(
            tuple(self._ids),
            texts["type"],
            texts["label"],
            texts["person"],
            self._person_confidence.finished(),
            texts["face"],
            texts["gender"],
            _best(self._measured.finished().values, first_occurrence, self._own_confidence.finished().values),
            relevance.finished(),
            texts["tags"],
            first_occurrence,
        )

    def occurrences(self) -> Occurrences:
        """Return the finished columns."""
        start, end, shot_start, shot_end = (column.finished() for column in self._numbers.values())
        return Occurrences(self._occurrence_ids.finished(), start, end, self._confidence.finished(), shot_start, shot_end)


def _gender(detection: _Detection) -> str:
    return detection.a.gender.value if detection.a is not None and detection.a.gender is not None else ""


def _best_match(detection: _Detection) -> _Similar:
    """Return the most confident gallery match (FORMATS.md B6, known); an empty one where there is none."""
    matches = detection.a.similar_to if detection.a is not None else None
    return max(matches, key=lambda match: -1.0 if math.isnan(match.c) else match.c) if matches else _NOBODY


def _best(measured: NDArray[np.float64], first: NDArray[np.int64], own: NDArray[np.float64]) -> Numbers:
    """Return the highest confidence of each detection: of its occurrences, or its own."""
    best = own.copy()
    has_any = np.flatnonzero(np.diff(first))
    if has_any.size:
        best[has_any] = np.fmax(best[has_any], np.fmax.reduceat(measured, first[has_any]))
    best.flags.writeable = False
    return Numbers(best)
