"""The nine results of the demo's scene as the bytes that the service would send: JSON on one line, texts with LF."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache

from viewer.demo import box_results, core_result, text_results
from viewer.demo.catalogue import Json
from viewer.demo.scene import SCENE


def _on_one_line(document: Json) -> bytes:
    """JSON without indentation, non-ASCII characters as \\uXXXX (FORMATS.md A2 and B10, known)."""
    return json.dumps(document, ensure_ascii=True, separators=(",", ":"), allow_nan=False).encode("ascii")


_MAKERS: dict[str, Callable[[str], bytes]] = {
    "core": lambda job_id: _on_one_line(core_result.core(SCENE, job_id)),
    "frames_faces": lambda job_id: _on_one_line(box_results.frames_faces(SCENE, job_id)),
    "seconds_objects": lambda job_id: _on_one_line(box_results.seconds_objects(SCENE, job_id)),
    "frames_objects": lambda job_id: _on_one_line(box_results.frames_objects(SCENE, job_id)),
    "visual_captions": lambda _job_id: _on_one_line(text_results.visual_captions(SCENE)),
    "speech_to_text_srt": lambda _job_id: text_results.srt(SCENE).encode(),
    "speech_to_text_vtt": lambda _job_id: text_results.vtt(SCENE).encode(),
    "speech_to_text_ttml": lambda _job_id: text_results.ttml(SCENE).encode(),
    "speech_to_text_avid_txt": lambda _job_id: text_results.avid_txt(SCENE).encode(),
}
TYPE_NAMES = tuple(_MAKERS)


@cache
def result(type_name: str, job_id: str) -> bytes:
    """Return one result of a job that analysed the scene. Raises KeyError for a type that is not one of TYPE_NAMES."""
    return _MAKERS[type_name](job_id)
