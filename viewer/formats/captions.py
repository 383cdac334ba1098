"""Scene captions (visual_captions): one sentence about each section of the video; small, so every child is looked at."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from viewer.errors import ContentError
from viewer.model.json_document import JsonDocument, JsonKind, JsonNode
from viewer.model.result import Reading, Source
from viewer.model.timed_text import CaptionsContent, SceneCaption
from viewer.reading.json_header import header, version_problem
from viewer.reading.json_index import index
from viewer.reading.json_slices import members, typed_slices
from viewer.reading.json_values import Repairs
from viewer.reading.problem_list import ProblemList
from viewer.text import Text
from viewer.watch import Watch


def read(source: Source, watch: Watch) -> Reading:
    """Read scene captions: times in seconds, shots from 0 (FORMATS.md C4, known; shots inferred).

    The sections need not cover the video, and their order is kept. Raises ContentError where there is no list of sections,
    StorageError, Cancelled.
    """
    document = index(source, watch)
    node = _sections(document, watch)
    problems = ProblemList()
    captions = tuple(_captions(document, node, problems, watch))
    known = header(document)
    newer = version_problem(known)
    told = (*document.problems, *((newer,) if newer is not None else ()), *problems.all())
    return Reading(CaptionsContent(captions), told, known, document)


def _sections(document: JsonDocument, watch: Watch) -> JsonNode:
    found = document.member(document.root, "selected_sections")
    if found is not None and found.kind.is_container:
        return found
    for node in members(document, document.root, watch):
        if node.kind is JsonKind.ARRAY and str(node.key).endswith("_sections"):
            return node
    raise ContentError(Text("There are no scene captions in it: {name} is missing.", name="selected_sections"))


def _captions(document: JsonDocument, node: JsonNode, problems: ProblemList, watch: Watch) -> Iterator[SceneCaption]:
    repairs = Repairs(document, problems, watch)
    for part, _ in typed_slices(document, node, None, watch, Text("Reading scene captions")):
        for child in repairs.children(node, part):
            if repairs.is_record(child.value, child.path):
                yield _caption(repairs, child.value, child.path)


def _caption(repairs: Repairs, value: dict[str, Any], path: str) -> SceneCaption:
    caption = repairs.text(value, "caption", path, is_required=True)
    section, place = value, path
    if "section" in value:
        section, place = repairs.record(value, "section", path), path + ".section"
    start = repairs.number(section, "s_start", place, is_required=True)
    end = repairs.number(section, "s_end", place, is_required=True)
    return SceneCaption(caption, _seconds(start), _seconds(end), repairs.integer(section, "shot_index", place))


def _seconds(number: float) -> float | None:
    return None if math.isnan(number) else number
