"""Detections in the making: what is found in a scene is added in turn and gets its IDs and shot numbers here.

Detection IDs and occurrence IDs are counted from 1 over the whole file, as in core metadata (FORMATS.md B4, known).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from viewer.demo.motion import DIGITS
from viewer.demo.stage import Scene

Json = dict[str, Any]
NOTHING: Mapping[int, Json] = {}


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when something is there, in seconds, and what else its occurrence says (`c_max`, `fs` …)."""

    start_seconds: float
    end_seconds: float
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A span with its ID. Times in seconds."""

    id: str
    start_seconds: float
    end_seconds: float
    fields: Json

    def is_in(self, second: int) -> bool:
        """True where it belongs to that second's list (FORMATS.md B8, measured): ss < second + 1 and se > second."""
        return self.start_seconds < second + 1 and self.end_seconds > second


@dataclass(frozen=True, slots=True)
class Detection:
    """A detection with its ID. `about` is the part of the scene that it stands for, `moments` what each second adds."""

    id: str
    type_name: str
    label: str
    occurrences: tuple[Occurrence, ...]
    fields: Json
    moments: Mapping[int, Json]
    about: object
    prominence: float

    def in_second(self, second: int) -> tuple[str, ...]:
        """The IDs of its occurrences in one second."""
        return tuple(occurrence.id for occurrence in self.occurrences if occurrence.is_in(second))


class Catalogue:
    """Detections of one scene in the order in which they were added."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.detections: list[Detection] = []
        self._occurrence_count = 0

    def add(
        self,
        type_name: str,
        label: str,
        spans: Iterable[Span] = (),
        *,
        fields: Mapping[str, Any] | None = None,
        moments: Mapping[int, Json] = NOTHING,
        about: object = None,
    ) -> Detection:
        """Add a detection with these occurrences and return it with its IDs."""
        occurrences = tuple(self._occurrence(span) for span in spans)
        detection = Detection(
            str(len(self.detections) + 1),
            type_name,
            label,
            occurrences,
            dict(fields or {}),
            moments,
            about,
            sum((o.end_seconds - o.start_seconds) * o.fields.get("c_max", 1) for o in occurrences),
        )
        self.detections.append(detection)
        return detection

    def _occurrence(self, span: Span) -> Occurrence:
        self._occurrence_count += 1
        start, end = span.start_seconds, span.end_seconds
        first = self._last_shot(lambda shot_start: shot_start <= start)
        last = max(first, self._last_shot(lambda shot_start: shot_start < end))
        return Occurrence(str(self._occurrence_count), start, end, {"shs": first, "she": last, **span.fields})

    def _last_shot(self, begins: Callable[[float], bool]) -> int:
        starts = (self.scene.seconds(shot.frames.first) for shot in self.scene.shots)
        return max((n for n, start in enumerate(starts) if begins(start)), default=0)


def concept_fields(concept_id: str, graph_id: str | None = None, categories: tuple[str, ...] = ()) -> Json:
    """What a detection with a concept says of it: `cid`, `ext_refs.gkg`, `categ` (FORMATS.md B3, known)."""
    fields: Json = {"cid": concept_id}
    if graph_id is not None:
        fields["ext_refs"] = {"gkg": {"id": graph_id}}
    if categories:
        fields["categ"] = {"tags": list(categories)}
    return fields


def rounded(number: float) -> float:
    """Return a number with as many decimals as the demo's data has."""
    return round(number, DIGITS)
