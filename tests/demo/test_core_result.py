"""The demo's core metadata agrees with itself and has everything that the panes are there for."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import Any

import pytest

from tests.demo.documents import JSON_TYPES, TEXT_TYPES, detections, document, spoken, text
from viewer.demo.jobs import DEMO_JOB_ID, FEW_TYPES_JOB_ID
from viewer.demo.results import TYPE_NAMES, result
from viewer.demo.scene import SCENE

EXPECTED_TYPES = {
    "visual.context",
    "visual.object.localized",
    "visual.color",
    "visual.text_region.full_frame_analysis",
    "visual.text_region.lower_third",
    "visual.text_region.middle_third",
    "visual.text_region.upper_third",
    "visual.text_region.keyword.compliance",
    "audio.context",
    "audio.speech",
    "audio.speech_detailed",
    "audio.keyword.novelty_word",
    "audio.keyword.name.person",
    "audio.keyword.name.location",
    "audio.keyword.compliance",
    "audio.voice_emotion",
    "human.face",
    "human.face_group",
    "topic.iab",
    "topic.iab.section",
    "topic.genre",
}


def test_all_nine_types_are_there() -> None:
    assert set(TYPE_NAMES) == {*JSON_TYPES, *TEXT_TYPES}


@pytest.mark.parametrize("type_name", JSON_TYPES)
def test_json_is_ascii_on_one_line(type_name: str) -> None:
    data = result(type_name, DEMO_JOB_ID)
    assert data.isascii()
    assert b"\n" not in data
    assert b"\r" not in data


def test_it_says_that_it_is_made_up() -> None:
    media = document("core")["media_info"]["from_customer"]
    assert "made-up data" in media["title"]
    assert "Made-up data" in media["description"]
    assert document("core")["job_info"]["request"]["media"]["video"]["url"].startswith("https://demo.invalid/")


def test_awkward_characters_are_in_the_speech() -> None:
    labels = " ".join(line for _, _, line in spoken())
    assert all(sign in labels for sign in ("Ö", "🎂", ",", '"', "&", "…"))
    assert b"\\u00d6hn" in result("core", DEMO_JOB_ID)
    assert b"\\ud83c\\udf82" in result("core", DEMO_JOB_ID)


def test_another_job_has_its_own_id_in_it() -> None:
    data = result("core", FEW_TYPES_JOB_ID)
    assert FEW_TYPES_JOB_ID.encode() in data
    assert DEMO_JOB_ID.encode() not in data


def test_versions_and_video() -> None:
    core = document("core")
    assert core["version_info"]["metadata_type"] == "core"
    assert core["version_info"]["metadata_format"] == "1.8.1"
    technical = core["media_info"]["technical"]
    assert technical["fps"] == 25
    assert technical["resolution"] == {"x_pixels": 1280, "y_pixels": 720}
    assert 55 <= technical["duration_s"] <= 65


def test_every_expected_detection_type_is_there_and_grouped() -> None:
    core = document("core")
    by_type = core["detection_groupings"]["by_detection_type"]
    assert set(by_type) == EXPECTED_TYPES
    assert sorted((id_ for ids in by_type.values() for id_ in ids), key=int) == sorted(core["detections"], key=int)
    assert all(core["detections"][id_]["t"] == type_name for type_name, ids in by_type.items() for id_ in ids)


def test_speech_is_grouped_by_time_and_concepts_are_not() -> None:
    core = document("core")
    by_type = core["detection_groupings"]["by_detection_type"]

    def starts(type_name: str) -> list[float]:
        return [core["detections"][id_]["occs"][0]["ss"] for id_ in by_type[type_name]]

    assert starts("audio.speech") == sorted(starts("audio.speech"))
    assert starts("audio.speech_detailed") == sorted(starts("audio.speech_detailed"))
    assert starts("visual.context") != sorted(starts("visual.context"))


def test_ids_are_unique_and_occurrences_lie_in_the_video_in_order() -> None:
    core = document("core")
    duration = core["media_info"]["technical"]["duration_s"]
    occurrences = [o for found in core["detections"].values() for o in found.get("occs", ())]
    assert len({o["id"] for o in occurrences}) == len(occurrences)
    assert all(0 <= o["ss"] <= o["se"] <= duration for o in occurrences)
    for found in core["detections"].values():
        starts = [o["ss"] for o in found.get("occs", ())]
        assert starts == sorted(starts)


def test_whole_video_topics_have_no_occurrences() -> None:
    core = document("core")
    without = {found["t"] for found in core["detections"].values() if "occs" not in found}
    assert without == {"topic.iab", "topic.genre"}


def test_shots_are_contiguous_over_the_whole_video() -> None:
    core = document("core")
    shots = core["segmentations"]["detected_shots"]
    fps = core["media_info"]["technical"]["fps"]
    assert shots[0]["ss"] == 0
    assert shots[-1]["se"] == core["media_info"]["technical"]["duration_s"]
    for before, after in pairwise(shots):
        assert before["se"] == after["ss"]
        assert before["fe"] + 1 == after["fs"]
    for shot in shots:
        assert shot["ss"] == pytest.approx(shot["fs"] / fps, abs=1e-9)
        assert shot["sdur"] == pytest.approx(shot["se"] - shot["ss"], abs=1e-9)


def test_occurrences_name_the_shots_that_they_lie_in() -> None:
    core = document("core")
    shots = core["segmentations"]["detected_shots"]
    for found in core["detections"].values():
        for o in found.get("occs", ()):
            first, last = shots[o["shs"]], shots[o["she"]]
            assert first["ss"] <= o["ss"] <= first["se"]
            assert last["ss"] <= o["se"] <= last["se"]


def test_each_second_lists_exactly_what_overlaps_it() -> None:
    core = document("core")
    seconds = core["detection_groupings"]["by_second"]
    assert len(seconds) == math.floor(core["media_info"]["technical"]["duration_s"]) + 1
    for second, items in enumerate(seconds):
        listed = {(item["d"], id_) for item in items for id_ in item["o"]}
        there = {
            (id_, o["id"])
            for id_, found in core["detections"].items()
            for o in found.get("occs", ())
            if o["ss"] < second + 1 and o["se"] > second
        }
        assert listed == there
        assert len({item["d"] for item in items}) == len(items)


def _moments(type_name: str) -> list[tuple[str, dict[str, Any]]]:
    ids = detections(type_name)
    seconds = document("core")["detection_groupings"]["by_second"]
    return [(item["d"], item) for items in seconds for item in items if item["d"] in ids]


@pytest.mark.parametrize("type_name", ["visual.context", "audio.context"])
def test_confidence_of_concepts_agrees_with_their_seconds(type_name: str) -> None:
    peaks: dict[str, float] = {}
    for id_, item in _moments(type_name):
        assert 0.5 <= item["c"] <= 1
        peaks[id_] = max(peaks.get(id_, 0), item["c"])
    for id_, found in detections(type_name).items():
        assert peaks[id_] == max(o["c_max"] for o in found["occs"])
        assert re.fullmatch(r"[A-Za-z0-9_-]{12}", found["cid"])
        assert all(o["c_med"] <= o["c_max"] for o in found["occs"] if type_name == "visual.context")


def test_emotion_colours_and_voice_are_in_the_seconds() -> None:
    faces = [item["a"]["sen"] for _, item in _moments("human.face") if "a" in item]
    assert all(-1 <= sen["val"] <= 1 for sen in faces)
    assert {emotion["e"] for sen in faces for emotion in sen["emo"]} >= {"joy", "surprise", "serious expression"}
    assert all(re.fullmatch(r"[0-9a-f]{6}", rgb) for _, item in _moments("visual.color") for rgb in item["a"]["rgb"])
    voices = [item["a"] for _, item in _moments("audio.voice_emotion")]
    assert all(-1 <= voice["val"] <= 1 and 0 <= voice["aro"] <= 1 for voice in voices)
    valences = {id_: found["a"]["sen"]["val"] for id_, found in detections("audio.speech").items()}
    assert all(item["a"]["sen"]["val"] == valences[id_] for id_, item in _moments("audio.speech"))


def test_faces_are_named_or_unknown() -> None:
    faces = detections("human.face")
    names = {id_: found["a"]["similar_to"][0]["name"] for id_, found in faces.items() if "similar_to" in found["a"]}
    assert len(set(names.values())) == 2  # two people …
    assert len(names) == 3  # … of whom one has two faces …
    assert len(faces) == 4  # … and somebody whom nobody knows
    assert all(found["a"]["gender"]["value"] in ("male", "female") for found in faces.values())
    groups = detections("human.face_group").values()
    assert all(set(group["a"]["face_det_ids"]) <= set(faces) for group in groups)


def test_faces_of_one_person_are_merged() -> None:
    people = document("core")["detection_groupings"]["by_detection_property"]["human.face"]["similar_to_face_id"]
    for face_id, person in people.items():
        faces = [detections("human.face")[id_] for id_ in person["det_ids"]]
        assert all(found["a"]["similar_to"][0]["gallery_face"]["id"] == face_id for found in faces)
        edges = {o[edge] for found in faces for o in found["occs"] for edge in ("ss", "se")}
        assert all(moment in edges for span in person["moccs"] for moment in span.values())
        starts = [span["ss"] for span in person["moccs"]]
        ends = [span["se"] for span in person["moccs"]]
        assert all(end < start for end, start in zip(ends, starts[1:], strict=False))


def test_words_spell_the_lines_and_name_their_speaker() -> None:
    words = [(found["occs"][0], found) for found in detections("audio.speech_detailed").values()]
    for start, end, line in spoken():
        inside = [found for o, found in words if start <= o["ss"] and o["se"] <= end]
        assert "".join(found["label"] for found in inside) == line.replace(" ", "")
        assert len({found["a"]["s"]["id"] for found in inside}) == 1
        assert all(0 <= found["c"] <= 1 for found in inside)
    for o, _ in words:
        assert o["sdur"] == pytest.approx(o["se"] - o["ss"], abs=1e-9)
        assert o["fs"] / 25 <= o["ss"] < (o["fs"] + 1) / 25
        assert o["fe"] >= o["fs"]
    assert any(o["ss"] == o["se"] for o, _ in words)
    assert len({found["a"]["s"]["id"] for _, found in words}) == 2


def test_keywords_are_spoken_where_they_say() -> None:
    kinds = [t for t in EXPECTED_TYPES if t.startswith("audio.keyword.")]
    for keyword in [found for kind in kinds for found in detections(kind).values()]:
        where = [(start, end) for start, end, line in spoken() if re.search(rf"(?i)\b{keyword['label']}\b", line)]
        assert [(o["ss"], o["se"]) for o in keyword["occs"]] == where
    assert {found["label"] for found in detections("audio.keyword.compliance").values()} == {"damn", "rum", "tobacco"}


def test_there_is_something_to_review() -> None:
    tagged = [found for found in detections("visual.context").values() if "categ" in found]
    assert any("content_compliance" in found["categ"]["tags"] for found in tagged)
    (flagged,) = detections("visual.text_region.keyword.compliance").values()
    shown = list(detections("visual.text_region.middle_third").values())
    assert flagged["label"].upper() in shown[0]["a"]["text"]["as_one_string"]
    assert [(o["ss"], o["se"]) for o in flagged["occs"]] == [(o["ss"], o["se"]) for o in shown[0]["occs"]]
    assert all(o["fs"] / 25 == pytest.approx(o["ss"]) for o in flagged["occs"])


def test_sections_have_a_score_within_them() -> None:
    for found in detections("topic.iab.section").values():
        for o in found["occs"]:
            assert o["ss"] <= o["a"]["ad_score"]["s_max"] < o["se"]
            assert o["a"]["ad_score"] == found["a"]["ad_score"]
            assert found["ext_refs"]["iab"]["labels_hierarchy"][-1] == found["label"]


def test_the_scene_stays_within_its_shots() -> None:
    shots = [shot.frames for shot in SCENE.shots]
    motions = [motion for seen in (*SCENE.faces, *SCENE.logos) for motion in seen.motions]
    assert all(any(m.span.first in s and m.span.last in s for s in shots) for m in motions)
    spans = [(line.start_ms, line.end_ms) for line in SCENE.lines]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_text_results_are_utf8_with_lf() -> None:
    assert all("\r" not in text(name) and text(name).endswith("\n") for name in TEXT_TYPES)
