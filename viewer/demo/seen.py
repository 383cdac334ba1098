"""What is seen in a scene, as detections: faces, face groups, concepts, logos, colours and text in the picture."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations
from statistics import median

from viewer.demo.catalogue import Catalogue, Detection, Json, Span, concept_fields, rounded
from viewer.demo.motion import FrameSpan
from viewer.demo.stage import Concept, Face, Scene


def add_seen(catalogue: Catalogue) -> None:
    """Add every visual detection of the catalogue's scene."""
    scene = catalogue.scene
    faces = [_add_face(catalogue, face) for face in scene.faces]
    for one, other in combinations(faces, 2):
        _add_group(catalogue, one, other)
    for sight in scene.sights:
        add_concept(catalogue, "visual.context", sight, with_median=True)
    for logo in scene.logos:
        spans = [_span(scene, frames) for frames in logo.frames()]
        fields = concept_fields(logo.concept_id, categories=("brand_product",))
        catalogue.add("visual.object.localized", logo.label, spans, fields=fields, about=logo)
    catalogue.add("visual.color", "color", [_span(scene, _whole(scene))], moments=_colours(scene))
    _add_texts(catalogue)


def _add_face(catalogue: Catalogue, face: Face) -> Detection:
    scene = catalogue.scene
    visible = sum(face.box_at(frame) is not None for frame in range(scene.frame_count))
    attributes: Json = {
        "gender": {"value": face.gender, "c": face.gender_confidence},
        "s_visible": scene.seconds(visible),
        "quality": face.quality,
    }
    fields: Json = {"a": attributes}
    spans = [_span(scene, motion.span) for motion in face.motions]
    if face.likenesses:
        attributes["similar_to"] = [
            {
                "c": likeness.confidence,
                "name": likeness.person.name,
                "gallery": {"id": scene.gallery_id},
                "gallery_face": {"id": likeness.person.face_id, "name": likeness.person.name},
            }
            for likeness in face.likenesses
        ]
    if face.is_under_18:  # what an interval looks like is not public: this is a guess (FORMATS.md B6, unknown)
        intervals = [{"ss": span.start_seconds, "se": span.end_seconds} for span in spans]
        attributes["under_18_years"] = {"c_max": 0.934, "c_median": 0.887, "intervals": intervals}
        fields["categ"] = {"tags": ["under_18_years"]}
    return catalogue.add("human.face", "face", spans, fields=fields, moments=_feelings(scene, face), about=face)


def _feelings(scene: Scene, face: Face) -> Mapping[int, Json]:
    """For each second in which the face is seen and shows something: what it shows in the middle of what is seen of it.

    An expression's name stands under `e` (FORMATS.md B8, known of 2019).
    """
    moments: dict[int, Json] = {}
    for second in range(scene.second_count):
        frames = [frame for frame in scene.frames_of(second) if face.box_at(frame) is not None]
        feeling = face.feeling_at(frames[len(frames) // 2]) if frames else None
        if feeling is not None:
            expressions = [{"e": name, "c": confidence} for name, confidence in feeling.expressions]
            moments[second] = {"a": {"sen": {"val": feeling.valence, "emo": expressions}}}
    return moments


def _add_group(catalogue: Catalogue, one: Detection, other: Detection) -> None:
    assert isinstance(one.about, Face)
    assert isinstance(other.about, Face)
    pairs = ((a.span, b.span) for a in one.about.motions for b in other.about.motions)
    together = [common for a, b in pairs if (common := a.overlap(b)) is not None]
    if together:
        spans = [_span(catalogue.scene, frames) for frames in together]
        catalogue.add("human.face_group", "face group", spans, fields={"a": {"face_det_ids": [one.id, other.id]}})


def add_concept(catalogue: Catalogue, type_name: str, concept: Concept, *, with_median: bool) -> None:
    """Add a concept that is seen or heard, with its confidence per occurrence and per second (FORMATS.md B4, known)."""
    spans: list[Span] = []
    moments: dict[int, Json] = {}
    for presence in concept.presences:
        confidences = presence.confidences()
        fields = {"c_max": max(confidences)}
        if with_median:
            fields["c_med"] = rounded(median(confidences))
        spans.append(Span(float(presence.start), float(presence.end), fields))
        moments |= {second: {"c": presence.confidence_at(second)} for second in range(presence.start, presence.end)}
    fields_of_all = concept_fields(concept.concept_id, concept.graph_id, concept.categories)
    catalogue.add(type_name, concept.label, spans, fields=fields_of_all, moments=moments, about=concept)


def _colours(scene: Scene) -> Mapping[int, Json]:
    """The colours of the shot in the middle of each second, under a key that is a guess (FORMATS.md B8, unknown)."""
    middles = {second: second * scene.fps + scene.fps // 2 for second in range(scene.second_count)}
    return {n: {"a": {"rgb": list(scene.shots[scene.shot_at(frame)].colours)}} for n, frame in middles.items()}


def _add_texts(catalogue: Catalogue) -> None:
    scene = catalogue.scene
    for text in scene.texts:
        spans = [_span(scene, frames) for frames in text.frames]
        fields = {"a": {"text": {"as_one_string": text.text}}}
        catalogue.add(f"visual.text_region.{text.region}", text.text, spans, fields=fields, about=text)
    for word in scene.compliance_words:
        found = [frames for text in scene.texts if has_words(text.text, word) for frames in text.frames]
        spans = [_span(scene, frames, fs=frames.first, fe=frames.last) for frames in found]
        if spans:
            catalogue.add("visual.text_region.keyword.compliance", word, spans)


def has_words(text: str, words: str) -> bool:
    """True where `words` stand in `text` as whole words, in any case."""
    return re.search(rf"\b{re.escape(words)}\b", text, re.IGNORECASE) is not None


def _whole(scene: Scene) -> FrameSpan:
    return FrameSpan(0, scene.frame_count - 1)


def _span(scene: Scene, frames: FrameSpan, **fields: int) -> Span:
    return Span(*scene.times(frames), fields)
