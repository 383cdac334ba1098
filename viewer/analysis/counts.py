"""How much a result holds: the counts that `check` prints, by the words of the field."""

from __future__ import annotations

from viewer.model.boxes import BoxesContent
from viewer.model.detections import CoreContent
from viewer.model.result import Content
from viewer.model.timed_text import CaptionsContent, CuesContent


def counts(content: Content) -> dict[str, int]:
    """Return those of detections, occurrences, shots, seconds, boxes, cues and captions that apply to a content.

    `seconds` is the number of seconds listed: by core's by-second grouping, or by boxes per second.
    """
    if isinstance(content, CoreContent):
        return {
            "detections": len(content.detections),
            "occurrences": len(content.occurrences),
            "shots": len(content.shots),
            "seconds": content.second_count,
        }
    if isinstance(content, BoxesContent):
        listed = {"seconds": content.entries} if content.unit == "second" else {}
        return {**listed, "boxes": len(content)}
    if isinstance(content, CuesContent):
        return {"cues": len(content.cues)}
    if isinstance(content, CaptionsContent):
        return {"captions": len(content.captions)}
    return {}
