"""Faces merged into people: by the face of the gallery that they are most like, else by its name, else each for itself.

Strategy: who is whom is worked out on whole columns, as numbers; a person is made when it is asked for. Of tens of thousands
that are like nobody hardly one ever is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy import bool_, int32, int64
from numpy.typing import NDArray

from viewer.analysis.face_name import face_name
from viewer.model.detections import CoreContent
from viewer.text import Text

FACE = "human.face"
Rows = NDArray[int64]


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a core result. `name` is "" for a face that is like nobody in the gallery.

    `title` tells people apart. `detection_rows` are the faces that are this person: rows of `core.detections`, the most
    prominent first.
    """

    key: str
    name: str
    title: Text
    detection_rows: tuple[int, ...]


class People(Sequence[Person]):
    """People who are made when they are asked for, the most prominent first.

    Person `n` is the faces `detection_rows[first[n]]`…`detection_rows[first[n + 1]]`.
    """

    def __init__(
        self, core: CoreContent, detection_rows: NDArray[int32], first: NDArray[int32], shares_name: NDArray[bool_]
    ) -> None:
        self._core = core
        self.detection_rows = detection_rows
        self.first = first
        self._shares_name = shares_name

    def __len__(self) -> int:
        return len(self.first) - 1

    @overload
    def __getitem__(self, place: int) -> Person: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Person, ...]: ...
    def __getitem__(self, place: int | slice) -> Person | tuple[Person, ...]:
        places = range(len(self))[place]
        return self._person(places) if isinstance(places, int) else tuple(map(self._person, places))

    def only(self, is_wanted: NDArray[bool_]) -> People:
        """Some of these people."""
        counts = np.diff(self.first)
        rows, first = self.detection_rows[np.repeat(is_wanted, counts)], _firsts(counts[is_wanted])
        return People(self._core, rows, first, self._shares_name[is_wanted])

    def _person(self, place: int) -> Person:
        rows = tuple(self.detection_rows[self.first[place] : self.first[place + 1]].tolist())
        found, row = self._core.detections, rows[0]
        name, face_id = found.persons.at(row).strip(), found.face_ids.at(row)
        key = f"gallery face {face_id}" if face_id else f"name {name}" if name else f"face {found.ids[row]} {row}"
        if name and self._shares_name[place]:
            return Person(key, name, Text("{name} (face {id})", name=name, id=found.ids[row]), rows)
        return Person(key, name, face_name(found, row), rows)


def people(core: CoreContent) -> People:
    """Return the people of a core result, the most prominent first.

    Faces whose best match (`a.similar_to`, FORMATS.md B6, known) is the same gallery face are one person; where files name
    no gallery faces, those with the same name are (inferred). A face without a match is a person of its own.
    """
    rows = _faces_by_prominence(core)
    found = core.detections
    face_ids, names = found.face_ids.codes[rows].astype(int64), _name_codes(core)[found.persons.codes[rows]]
    has_face = np.array([bool(name) for name in found.face_ids.distinct], bool_)[face_ids]
    after_faces = len(found.face_ids.distinct)
    after_names = after_faces + len(found.persons.distinct)
    who = np.where(has_face, face_ids, np.where(names >= 0, after_faces + names, after_names + rows))
    _, first, person = np.unique(who, return_index=True, return_inverse=True)
    place = np.empty(len(first), int64)  # of a person among the others: by their first face
    place[np.argsort(first)] = np.arange(len(first))
    sorted_rows = rows[np.argsort(place[person], kind="stable")].astype(int32)
    firsts = _firsts(np.bincount(place[person], minlength=len(first)))
    return People(core, sorted_rows, firsts, _share_names(core, sorted_rows[firsts[:-1]]))


def _firsts(counts: Rows) -> NDArray[int32]:
    return np.concatenate([[0], np.cumsum(counts)]).astype(int32)


def _name_codes(core: CoreContent) -> Rows:
    """A number for each of the distinct names, the same for those that differ in spaces around them; -1 for none."""
    numbers: dict[str, int] = {}
    names = (name.strip() for name in core.detections.persons.distinct)
    return np.array([numbers.setdefault(name, len(numbers)) if name else -1 for name in names], int64)


def _share_names(core: CoreContent, faces: NDArray[int32]) -> NDArray[bool_]:
    """Which of these faces have a name that another one has too."""
    names = _name_codes(core)[core.detections.persons.codes[faces]]
    counts = np.bincount(names[names >= 0], minlength=1)
    return (names >= 0) & (counts[names] > 1)


def _faces_by_prominence(core: CoreContent) -> Rows:
    found = core.detections
    if FACE not in found.types.distinct:
        return np.zeros(0, int64)
    rows = np.flatnonzero(found.types.codes == found.types.distinct.index(FACE))
    return rows[np.argsort(found.relevance.values[rows], kind="stable")]  # what is not ranked comes last
