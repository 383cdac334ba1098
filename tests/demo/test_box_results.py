"""The demo's boxes agree with its core metadata and with each other."""

from __future__ import annotations

from typing import Any

import pytest

from tests.demo.documents import detections, document


def _occurrences(type_name: str, detection_id: str) -> list[dict[str, Any]]:
    return list(detections(type_name)[detection_id]["occs"])


@pytest.mark.parametrize(
    ("type_name", "version"), [("frames_faces", "1.0.3"), ("seconds_objects", "1.0.2"), ("frames_objects", "1.0.0")]
)
def test_head_is_that_of_the_job(type_name: str, version: str) -> None:
    found = document(type_name)
    assert found["version_info"]["metadata_type"] == type_name
    assert found["version_info"]["metadata_format"] == version
    assert found["job_info"] == document("core")["job_info"]
    assert found["media_info"] == document("core")["media_info"]


def test_every_face_box_lies_in_an_occurrence_of_its_face() -> None:
    frames = document("frames_faces")["faces_by_frame"]
    assert len(frames) == document("core")["segmentations"]["detected_shots"][-1]["fe"] + 1
    for frame, items in enumerate(frames):
        for item in items:
            inside = [o for o in _occurrences("human.face", item["id"]) if o["ss"] <= frame / 25 < o["se"]]
            assert len(inside) == 1
    assert {item["id"] for items in frames for item in items} == set(detections("human.face"))


def test_time_on_screen_is_the_number_of_face_boxes() -> None:
    frames = document("frames_faces")["faces_by_frame"]
    for id_, found in detections("human.face").items():
        boxes = sum(item["id"] == id_ for items in frames for item in items)
        assert found["a"]["s_visible"] == pytest.approx(boxes / 25)
        assert found["a"]["s_visible"] <= sum(o["se"] - o["ss"] for o in found["occs"]) + 1e-9


def test_faces_move_and_some_reach_over_the_edge() -> None:
    boxes = [item for items in document("frames_faces")["faces_by_frame"] for item in items]
    assert len({(box["x"], box["y"]) for box in boxes}) > 100
    assert any(box["x"] < 0 for box in boxes)
    assert any(box["x"] + box["w"] > 1 for box in boxes)
    assert all(0 < box["w"] < 1 and 0 < box["h"] < 1 for box in boxes)


def test_groups_are_where_both_faces_are() -> None:
    for group in detections("human.face_group").values():
        for o in group["occs"]:
            for id_ in group["a"]["face_det_ids"]:
                assert any(f["ss"] <= o["ss"] and o["se"] <= f["se"] for f in _occurrences("human.face", id_))


def test_every_logo_box_lies_in_the_occurrences_that_it_names() -> None:
    for frame, items in enumerate(document("frames_objects")["objects_by_frame"]):
        for item in items:
            occurrences = _occurrences("visual.object.localized", item["d"])
            assert item["o"] == [o["id"] for o in occurrences if o["ss"] <= frame / 25 < o["se"]]
            assert item["o"]
            assert item["b"]
            assert all(0 <= box["x"] <= 1 and 0 <= box["y"] <= 1 and 0.5 <= box["c"] <= 1 for box in item["b"])


def test_every_frame_of_a_logo_has_a_box() -> None:
    frames = document("frames_objects")["objects_by_frame"]
    for id_, found in detections("visual.object.localized").items():
        for o in found["occs"]:
            for frame in range(round(o["ss"] * 25), round(o["se"] * 25)):
                assert id_ in {item["d"] for item in frames[frame]}


def test_a_logo_may_be_in_two_places() -> None:
    frames = document("frames_objects")["objects_by_frame"]
    assert any(len(item["b"]) == 2 for items in frames for item in items)


def test_seconds_list_the_logos_of_core_and_boxes_of_their_frames() -> None:
    seconds = document("seconds_objects")["objects_by_second"]
    frames = document("frames_objects")["objects_by_frame"]
    by_second = document("core")["detection_groupings"]["by_second"]
    logos = detections("visual.object.localized")
    assert len(seconds) == len(by_second)
    for second, items in enumerate(seconds):
        listed = [(item["d"], item["o"]) for item in items]
        assert sorted(listed) == sorted((item["d"], item["o"]) for item in by_second[second] if item["d"] in logos)
        shown = [(item["d"], item["b"]) for frame in frames[second * 25 : second * 25 + 25] for item in frame]
        assert all((item["d"], item["b"]) in shown for item in items)
