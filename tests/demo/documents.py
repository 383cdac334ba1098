"""The demo's results decoded once, with plain standard-library means, for the tests here."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from viewer.demo.jobs import DEMO_JOB_ID
from viewer.demo.results import result

JSON_TYPES = ("core", "frames_faces", "seconds_objects", "frames_objects", "visual_captions")
TEXT_TYPES = ("speech_to_text_srt", "speech_to_text_vtt", "speech_to_text_ttml", "speech_to_text_avid_txt")


@cache
def document(type_name: str) -> Any:
    """One JSON result of the demo job."""
    return json.loads(result(type_name, DEMO_JOB_ID))


def text(type_name: str) -> str:
    """One text result of the demo job."""
    return result(type_name, DEMO_JOB_ID).decode("utf-8")


def detections(type_name: str) -> dict[str, Any]:
    """The detections of one type in core, by ID."""
    return {id_: found for id_, found in document("core")["detections"].items() if found["t"] == type_name}


def spoken() -> list[tuple[float, float, str]]:
    """Start, end and text of each audio.speech occurrence, in order of time."""
    lines = [(o["ss"], o["se"], found["label"]) for found in detections("audio.speech").values() for o in found["occs"]]
    return sorted(lines)
