"""Faces merged into people: by the face of the gallery that they are most like, else by its name, else each for itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from viewer.analysis.face_name import face_name
from viewer.model.detections import CoreContent
from viewer.text import Text

FACE = "human.face"


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


def people(core: CoreContent) -> tuple[Person, ...]:
    """Return the people of a core result, the most prominent first.

    Faces whose best match (`a.similar_to`, FORMATS.md B6, known) is the same gallery face are one person; where files name
    no gallery faces, those with the same name are (inferred). A face without a match is a person of its own.
    """
    found = core.detections
    faces: dict[str, list[int]] = {}
    for row in _faces_by_prominence(core):
        name, face_id = found.persons.at(row).strip(), found.face_ids.at(row)
        key = f"gallery face {face_id}" if face_id else f"name {name}" if name else f"face {found.ids[row]} {row}"
        faces.setdefault(key, []).append(row)
    names = [found.persons.at(rows[0]).strip() for rows in faces.values()]
    shared = Counter(names)
    return tuple(
        Person(key, name, _title(core, rows[0], name, is_shared=shared[name] > 1), tuple(rows))
        for (key, rows), name in zip(faces.items(), names, strict=True)
    )


def _faces_by_prominence(core: CoreContent) -> list[int]:
    found = core.detections
    if FACE not in found.types.distinct:
        return []
    rows = np.flatnonzero(found.types.codes == found.types.distinct.index(FACE))
    order = np.argsort(found.relevance.values[rows], kind="stable")  # what is not ranked comes last
    return [int(row) for row in rows[order]]


def _title(core: CoreContent, row: int, name: str, *, is_shared: bool) -> Text:
    if name and is_shared:
        return Text("{name} (face {id})", name=name, id=core.detections.ids[row])
    return face_name(core.detections, row)
