"""The time of a value in a JSON result: its own, or that of the nearest object or list element around it that has one.

Lists by second or frame give it by the place of their elements, without reading anything. Objects are looked into where they
are small, which those with times of their own are: an occurrence, a shot, a scene caption.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from viewer.errors import ViewerError
from viewer.model.choice import NOTHING, Choice
from viewer.model.json_document import JsonDocument, JsonKind, JsonNode
from viewer.ui.models.json_branch import chain_to
from viewer.ui.playhead import frame_start

LARGEST_OBJECT_BYTES = 16 * 1024
MOST_LEVELS = 16  # that are looked into, outwards
_SPANS = (("ss", "se"), ("s_start", "s_end"))
_FIRST_FRAME = "fs"
_SECTION = "section"
_LONGEST_NUMBER = 400  # characters


@dataclass(frozen=True, slots=True)
class JsonTime:
    """Where a value is in the video: in seconds, or else by its frame. `choice` is the span, and the detection it is in."""

    seconds: float | None
    frame: int | None = None
    choice: Choice = NOTHING

    def seconds_at(self, fps: float | None) -> float | None:
        """The seconds at which it begins; None for a frame where no frame rate is known."""
        if self.seconds is not None or self.frame is None:
            return self.seconds
        return frame_start(self.frame, fps) if fps else None


def json_time(document: JsonDocument, node: JsonNode) -> JsonTime | None:
    """Return the time of a value, None where nothing around it has one (FORMATS.md B4, B8, B9, C1 to C4).

    That is an object with `ss`, `s_start` or `fs` (and `se`, `s_end`, `fe`), or an element of an array whose name is
    `by_second` or ends in `_by_second` or `_by_frame`.
    """
    chain = chain_to(node)
    for number, one in enumerate(reversed(chain)):
        found = _by_place(one)
        if found is None and number < MOST_LEVELS:
            found = _by_members(document, one, chain)
        if found is not None:
            return found
    return None


def _by_place(node: JsonNode) -> JsonTime | None:
    """The second or frame that an element of a list by second or frame stands for."""
    above = node.parent
    if above is None or above.kind is not JsonKind.ARRAY or not isinstance(above.key, str):
        return None
    if above.key == "by_second" or above.key.endswith("_by_second"):
        return JsonTime(float(node.row))
    return JsonTime(None, node.row) if above.key.endswith("_by_frame") else None


def _by_members(document: JsonDocument, node: JsonNode, chain: tuple[JsonNode, ...]) -> JsonTime | None:
    """The time that a small object says of itself, or in its member `section`, as a scene caption does."""
    try:
        members = _members(document, node)
        if _SECTION in members and not any(start in members for start, _ in _SPANS):
            members = _members(document, members[_SECTION])
        for first, last in _SPANS:
            start = _number(document, members.get(first))
            if start is not None:
                end = _number(document, members.get(last))
                return JsonTime(start, choice=Choice(_detection(chain), start, end))
        frame = _number(document, members.get(_FIRST_FRAME))
    except ViewerError:
        return None
    return JsonTime(None, int(frame)) if frame is not None else None


def _members(document: JsonDocument, node: JsonNode) -> dict[str | int | None, JsonNode]:
    """The members of a small object; none of anything else."""
    if node.kind is not JsonKind.OBJECT or node.stop - node.start > LARGEST_OBJECT_BYTES:
        return {}
    return {child.key: child for child in document.children(node)}


def _number(document: JsonDocument, node: JsonNode | None) -> float | None:
    """A member as a number; None where it is none that a moment can be."""
    if node is None or node.kind is not JsonKind.NUMBER or node.stop - node.start > _LONGEST_NUMBER:
        return None
    try:
        value = float(document.value(node))
    except OverflowError:
        return None
    return value if math.isfinite(value) else None


def _detection(chain: tuple[JsonNode, ...]) -> str | None:
    """The ID of the detection that a value stands in: the name of a member of the file's `detections`."""
    is_inside = len(chain) > 2 and chain[1].key == "detections" and isinstance(chain[2].key, str)
    return str(chain[2].key) if is_inside else None
