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
from viewer.reading.column_building import Filling, IntegerColumn, NumberColumn, PackedTextColumn, TextColumn
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
        filling = Filling()
        columns = _Columns(filling)
        if detections is not None:
            for ids, records in self._detections(detections, filling):
                columns.add(ids, records)
        by_second = at(self._document, "detection_groupings", "by_second")
        second_count = self._document.count(by_second) if by_second is not None else 0
        occurrences, names = columns.occurrences(), columns.ids()
        found = columns.detections(names, self._relevance(names))
        return CoreContent(found, occurrences, self._shots(), second_count)

    def _detections(self, node: JsonNode, filling: Filling) -> Iterator[tuple[list[str], list[_Detection]]]:
        """Yield IDs and records, many at a time, in the file's order (FORMATS.md B3, known)."""
        decoder = _DETECTIONS if node.kind is JsonKind.OBJECT else None
        count = self._document.count(node)
        for part, named in typed_slices(self._document, node, decoder, self._watch, _DOING):
            filling.share = (part.first + part.count) / count
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

    def _relevance(self, ids: tuple[str, ...]) -> Numbers:
        """Return the rank of each detection within its type, from 1 (FORMATS.md B8, known); blank where it has none."""
        row_of = dict(zip(ids, range(len(ids)), strict=True))
        ranks = np.full(len(ids), NAN)
        for first_rank, names in self._ranked():
            rows = np.array([row_of.get(name, -1) for name in names], np.int64)
            order = np.flatnonzero(rows >= 0)[::-1]  # the first of several ranks is set last, and stays
            order = order[np.isnan(ranks[rows[order]])]
            ranks[rows[order]] = order + first_rank
        if len(row_of) < len(ids):  # an ID comes twice
            ranks = ranks[[row_of[name] for name in ids]]
        ranks.flags.writeable = False
        return Numbers(ranks)

    def _ranked(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the IDs of detections in the order of their ranks, many at a time, and the rank of the first of them."""
        grouping = at(self._document, "detection_groupings", "by_detection_type")
        for node in members(self._document, grouping, self._watch) if grouping is not None else ():
            for part, ids in typed_slices(self._document, node, _IDS, self._watch, _DOING):
                if ids is not None:
                    yield part.first + 1, ids
                    continue
                for child in self._repairs.children(node, part):
                    yield child.row + 1, [self._repairs.as_text(child.value, child.path)]

    def _shots(self) -> Shots:
        """Read the detected shots (FORMATS.md B9, known)."""
        filling = Filling()
        columns = [NumberColumn(filling) for _ in range(4)]
        node = at(self._document, "segmentations", "detected_shots")
        for shots in self._shot_slices(node, filling) if node is not None else ():
            for column, name in zip(columns, ("ss", "se", "fs", "fe"), strict=True):
                column.extend(_column(shots, name))
        return Shots(*(column.finished() for column in columns))

    def _shot_slices(self, node: JsonNode, filling: Filling) -> Iterator[list[_Shot]]:
        decoder = _SHOTS if node.kind is JsonKind.ARRAY else None
        count = self._document.count(node)
        for part, shots in typed_slices(self._document, node, decoder, self._watch, _DOING):
            filling.share = (part.first + part.count) / count
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

    def __init__(self, filling: Filling) -> None:
        self._ids = PackedTextColumn(filling)
        self._counts = IntegerColumn(filling)
        self._texts = {name: TextColumn(filling) for name in ("type", "label", "person", "face", "gender", "tags")}
        self._person_confidence = NumberColumn(filling)
        self._best_confidence = NumberColumn(filling)
        self._occurrence_ids = PackedTextColumn(filling)
        self._numbers = {name: NumberColumn(filling) for name in ("ss", "se", "shs", "she")}
        self._confidence = NumberColumn(filling)

    def add(self, ids: list[str], detections: list[_Detection]) -> None:
        self._ids.extend(ids)
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
        counts = np.array([len(detection.occs or ()) for detection in detections], np.int64)
        self._counts.extend(counts)
        measured = self._add_occurrences([occurrence for detection in detections for occurrence in detection.occs or ()])
        self._best_confidence.extend(_best(measured, counts, np.array([detection.c for detection in detections])))

    def _add_occurrences(self, occurrences: list[_Occurrence]) -> NDArray[np.float64]:
        """Take in occurrences; return their confidences, without the score of highlights."""
        self._occurrence_ids.extend([str(occurrence.id) for occurrence in occurrences])
        for name, column in self._numbers.items():
            column.extend(_column(occurrences, name))
        strongest, whole, score = (_column(occurrences, name) for name in ("c_max", "c", "scr"))
        measured = np.where(np.isnan(strongest), whole, strongest)
        self._confidence.extend(np.where(np.isnan(measured), score, measured))
        return measured

    def ids(self) -> tuple[str, ...]:
        """Return the IDs of the detections as objects, made one right after another: they leave no gaps when they go."""
        return self._ids.finished()[:]

    def detections(self, ids: tuple[str, ...], relevance: Numbers) -> Detections:
        """Return the finished columns of the detections."""
        first_occurrence = np.zeros(len(ids) + 1, np.int64)
        np.cumsum(self._counts.finished(), out=first_occurrence[1:])
        texts = {name: column.finished() for name, column in self._texts.items()}
        return Detections(
            ids,
            texts["type"],
            texts["label"],
            texts["person"],
            self._person_confidence.finished(),
            texts["face"],
            texts["gender"],
            self._best_confidence.finished(),
            relevance,
            texts["tags"],
            first_occurrence,
        )

    def occurrences(self) -> Occurrences:
        """Return the finished columns of the occurrences."""
        start, end, shot_start, shot_end = (column.finished() for column in self._numbers.values())
        return Occurrences(self._occurrence_ids.finished(), start, end, self._confidence.finished(), shot_start, shot_end)


def _gender(detection: _Detection) -> str:
    return detection.a.gender.value if detection.a is not None and detection.a.gender is not None else ""


def _best_match(detection: _Detection) -> _Similar:
    """Return the most confident gallery match (FORMATS.md B6, known); an empty one where there is none."""
    matches = detection.a.similar_to if detection.a is not None else None
    return max(matches, key=lambda match: -1.0 if math.isnan(match.c) else match.c) if matches else _NOBODY


def _best(measured: NDArray[np.float64], counts: NDArray[np.int64], own: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the highest confidence of each detection: of its occurrences, of which it has `counts`, or its own."""
    has_any = np.flatnonzero(counts)
    if has_any.size:
        first = np.cumsum(counts) - counts
        own[has_any] = np.fmax(own[has_any], np.fmax.reduceat(measured, first[has_any]))
    return own
