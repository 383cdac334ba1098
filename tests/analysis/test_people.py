"""Faces become people by gallery face, else by name, else each for itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.analysis.made_up import core, numbers, texts
from viewer.analysis.people import people
from viewer.model.detections import CoreContent


def faces(*told: tuple[str, str, str], relevance: tuple[float | None, ...] = ()) -> CoreContent:
    """A core result whose detections are faces, each with a name, a gallery face and a gender."""
    made = core()
    count = len(made.detections)
    told = (*told, *[("", "", "")] * (count - len(told)))
    columns = [texts(*column) for column in zip(*told, strict=True)]
    found = replace(
        made.detections,
        types=texts(*["human.face"] * count),
        persons=columns[0],
        face_ids=columns[1],
        genders=columns[2],
        relevance=numbers(*(relevance or range(count))),
    )
    return replace(made, detections=found)


def seen(content: CoreContent) -> list[tuple[str, tuple[int, ...]]]:
    return [(str(person.title), person.detection_rows) for person in people(content)]


def test_the_same_gallery_face_is_one_person_whatever_it_is_called() -> None:
    assert seen(faces(("Ada", "f1", ""), ("Ada L.", "f1", ""), ("Bea", "f2", "")))[:2] == [("Ada", (0, 1)), ("Bea", (2,))]


def test_two_gallery_faces_of_one_name_are_two_people_and_told_apart() -> None:
    assert seen(faces(("Ada", "f1", ""), ("Ada", "f2", "")))[:2] == [("Ada (face 1)", (0,)), ("Ada (face 3)", (1,))]


def test_without_gallery_faces_the_name_decides() -> None:
    assert seen(faces(("Ada", "", ""), ("Bea", "", ""), ("Ada", "", "")))[:2] == [("Ada", (0, 2)), ("Bea", (1,))]


def test_faces_that_are_like_nobody_stay_apart() -> None:
    assert seen(faces(("", "", "male"), ("", "", "female"), ("", "", "x")))[:3] == [
        ("Unknown male (face 1)", (0,)),
        ("Unknown female (face 3)", (1,)),
        ("Unknown person (face 12)", (2,)),
    ]


def test_the_most_prominent_come_first_and_what_is_not_ranked_last() -> None:
    found = faces(("Ada", "", ""), ("Bea", "", ""), ("Cid", "", ""), ("Ada", "", ""), relevance=(None, 2, 1, 3, None))
    assert [title for title, _ in seen(found)][:3] == ["Cid", "Bea", "Ada"]
    assert seen(found)[2] == ("Ada", (3, 0))


def test_only_faces_are_people() -> None:
    assert seen(core()) == [("Ada Lovelace", (0,)), ("Unknown male (face 3)", (1,))]


def test_people_are_made_when_they_are_asked_for() -> None:
    everybody = people(faces(("Ada", "f1", ""), ("Bea", "", ""), ("Ada", "f1", ""), ("Ada ", "f2", "")))
    assert [person.key for person in everybody] == ["gallery face f1", "name Bea", "gallery face f2", "face 7 4"]
    assert everybody.detection_rows.tolist() == [0, 2, 1, 3, 4]
    assert [person.name for person in everybody[1:3]] == ["Bea", "Ada"]
    assert everybody[-1] == everybody[3]
    few = everybody.only(np.array([False, True, True, False]))
    assert [(str(person.title), person.detection_rows) for person in few] == [("Bea", (1,)), ("Ada (face 20)", (3,))]


def test_without_faces_there_is_nobody() -> None:
    made = core()
    nobody = replace(made, detections=replace(made.detections, types=texts(*["visual.context"] * 5)))
    assert list(people(nobody)) == []
