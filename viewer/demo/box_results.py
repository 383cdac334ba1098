"""The three box results of a scene: faces and logos frame by frame, logos second by second (FORMATS.md C1 to C3)."""

from __future__ import annotations

from viewer.demo.catalogue import Detection, Json, rounded
from viewer.demo.core_result import detections_of, header
from viewer.demo.motion import BoundingBox
from viewer.demo.stage import Face, Logo, Scene


def frames_faces(scene: Scene, job_id: str) -> Json:
    """Every face box of every frame; the keys are unconfirmed (FORMATS.md C1)."""
    faces = [(detection.id, detection.about) for detection in detections_of(scene) if isinstance(detection.about, Face)]
    return {
        **header(scene, job_id, "frames_faces", "1.0.3"),
        "faces_by_frame": [
            [{"id": id_, **_box(box)} for id_, face in faces if (box := face.box_at(frame)) is not None]
            for frame in range(scene.frame_count)
        ],
    }


def frames_objects(scene: Scene, job_id: str) -> Json:
    """Every logo box of every frame, in the shape of seconds_objects (FORMATS.md C3, inferred)."""
    return {
        **header(scene, job_id, "frames_objects", "1.0.0"),
        "objects_by_frame": [_objects(scene, frame) for frame in range(scene.frame_count)],
    }


def seconds_objects(scene: Scene, job_id: str) -> Json:
    """The logo boxes of each second (FORMATS.md C2, known): those of the first frame of it in which the logo is there."""
    return {
        **header(scene, job_id, "seconds_objects", "1.0.2"),
        "objects_by_second": [_objects_of_second(scene, second) for second in range(scene.second_count)],
    }


def _objects_of_second(scene: Scene, second: int) -> list[Json]:
    in_second = {detection.id: list(detection.in_second(second)) for detection, _ in _logos(scene)}
    first_seen: dict[str, Json] = {}
    for frame in scene.frames_of(second):
        for item in _objects(scene, frame):
            first_seen.setdefault(item["d"], {**item, "o": in_second[item["d"]]})
    return list(first_seen.values())


def _objects(scene: Scene, frame: int) -> list[Json]:
    now = scene.seconds(frame)
    return [
        {
            "d": detection.id,
            "o": [o.id for o in detection.occurrences if o.start_seconds <= now < o.end_seconds],
            "b": [{**_box(box), "c": _confidence(frame)} for box in boxes],
        }
        for detection, logo in _logos(scene)
        if (boxes := logo.boxes_at(frame))
    ]


def _logos(scene: Scene) -> list[tuple[Detection, Logo]]:
    return [(detection, detection.about) for detection in detections_of(scene) if isinstance(detection.about, Logo)]


def _box(box: BoundingBox) -> Json:
    return {"x": box.x, "y": box.y, "w": box.width, "h": box.height}


def _confidence(frame: int) -> float:
    """A confidence that wanders between 0.9 and 0.99, so that there is something to sort by."""
    return rounded(0.9 + 0.0035 * abs(frame % 50 - 25))
