"""Core metadata of a scene, in the shape of format 1.8.1: detections, their groupings, and shots (FORMATS.md B)."""

from __future__ import annotations

from functools import cache

from viewer.demo.catalogue import Catalogue, Detection, Json
from viewer.demo.heard import add_heard, add_topics
from viewer.demo.motion import FrameSpan, joined
from viewer.demo.seen import add_seen
from viewer.demo.stage import Face, Scene

BACKEND = "3.1.1-demo"
_IN_ORDER_OF_TIME = ("audio.speech", "audio.speech_detailed")


@cache
def detections_of(scene: Scene) -> tuple[Detection, ...]:
    """All detections of a scene, with the IDs that they have in every result."""
    catalogue = Catalogue(scene)
    add_seen(catalogue)
    add_heard(catalogue)
    add_topics(catalogue)
    return tuple(catalogue.detections)


def core(scene: Scene, job_id: str) -> Json:
    """The core metadata of a job that analysed the scene."""
    detections = detections_of(scene)
    return {
        **header(scene, job_id, "core", "1.8.1"),
        "detections": {detection.id: _detection(detection) for detection in detections},
        "detection_groupings": {
            "by_detection_type": _by_type(detections),
            "by_second": [_second(detections, second) for second in range(scene.second_count)],
            "by_detection_property": {"human.face": {"similar_to_face_id": _by_person(scene, detections)}},
        },
        "segmentations": {"detected_shots": [_shot(scene, shot.frames) for shot in scene.shots]},
    }


def header(scene: Scene, job_id: str, type_name: str, version: str) -> Json:
    """The first three keys of core and of the box types: version, job and video (FORMATS.md B2, known for core)."""
    return {
        "version_info": {"metadata_type": type_name, "metadata_format": version, "backend": BACKEND},
        "job_info": {
            "job_id": job_id,
            "request": {
                "media": {
                    "video": {"url": "https://demo.invalid/the-lighthouse-kettle.mp4"},
                    "transcript": {"url": None},
                    "description": scene.description,
                    "language": "en-US",
                    "title": scene.title,
                },
                "analysis_parameters": {
                    "face_min_relative_height": 0.05,
                    "face_galleries": {"custom_gallery": {"id": scene.gallery_id}},
                },
            },
        },
        "media_info": {
            "technical": {
                "duration_s": scene.duration_seconds,
                "fps": scene.fps,
                "resolution": {"x_pixels": scene.width, "y_pixels": scene.height},
                "video_codec": {"name_long": "H.264 / AVC / MPEG-4 part 10", "name_short": "h264", "bps": 2_400_000},
                "audio_codec": {"name_long": "AAC (Advanced Audio Coding)", "name_short": "aac", "bps": 128_000},
                "n_audio_channels": 2,
            },
            "from_customer": {"title": scene.title, "description": scene.description},
        },
    }


def _detection(detection: Detection) -> Json:
    written: Json = {"t": detection.type_name, "label": detection.label, **detection.fields}
    if detection.occurrences:
        written["occs"] = [
            {"id": occurrence.id, "ss": occurrence.start_seconds, "se": occurrence.end_seconds, **occurrence.fields}
            for occurrence in detection.occurrences
        ]
    return written


def _by_type(detections: tuple[Detection, ...]) -> dict[str, list[str]]:
    """The IDs of each type, the most prominent first, except for speech, which is in order of time (B8, known)."""
    types: dict[str, list[Detection]] = {}
    for detection in detections:
        types.setdefault(detection.type_name, []).append(detection)
    for type_name, members in types.items():
        if type_name not in _IN_ORDER_OF_TIME:
            members.sort(key=lambda detection: -detection.prominence)
    return {type_name: [detection.id for detection in members] for type_name, members in types.items()}


def _second(detections: tuple[Detection, ...], second: int) -> list[Json]:
    present = ((detection, detection.in_second(second)) for detection in detections)
    return [{"d": d.id, "o": list(ids), **d.moments.get(second, {})} for d, ids in present if ids]


def _by_person(scene: Scene, detections: tuple[Detection, ...]) -> Json:
    """The faces of each gallery face, merged; this shape is unconfirmed (FORMATS.md B8)."""
    faces: dict[str, list[Detection]] = {}
    for detection in detections:
        if isinstance(detection.about, Face) and detection.about.likenesses:
            faces.setdefault(detection.about.likenesses[0].person.face_id, []).append(detection)
    return {
        face_id: {
            "moccs": [dict(zip(("ss", "se"), scene.times(frames), strict=True)) for frames in _merged(members)],
            "det_ids": [detection.id for detection in members],
        }
        for face_id, members in faces.items()
    }


def _merged(detections: list[Detection]) -> tuple[FrameSpan, ...]:
    return joined(m.span for d in detections if isinstance(d.about, Face) for m in d.about.motions)


def _shot(scene: Scene, frames: FrameSpan) -> Json:
    start, end = scene.times(frames)
    return {"ss": start, "se": end, "fs": frames.first, "fe": frames.last, "sdur": round(end - start, 3)}
