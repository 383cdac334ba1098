"""Core metadata as columns: detections, their occurrences, shots, and how many seconds are listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from viewer.model.columns import Numbers, Texts
from viewer.model.result import Content

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Detections:
    """One entry per detection, in the file's order.

    `persons` is the name of the best gallery match (`a.similar_to`), "" where there is none, and `person_confidence` its
    confidence; `face_ids` is the ID of that gallery face, the same for all detections that are the same person, "" where
    there is none. `confidence` is the detection's best one: the highest `c_max`, `c` of its occurrences or its own `c`; NaN
    where its type has none (faces, keywords). `relevance` is its rank within its type, 1 for the most prominent, from
    `by_detection_type`; NaN where it is not listed there. `tags` are the category tags, joined by ", ".
    `first_occurrence` has one entry more than there are detections: the occurrences of detection `n` are the rows
    `first_occurrence[n]`…`first_occurrence[n + 1]` of Occurrences.
    """

    ids: tuple[str, ...]
    types: Texts
    labels: Texts
    persons: Texts
    person_confidence: Numbers
    face_ids: Texts
    genders: Texts
    confidence: Numbers
    relevance: Numbers
    tags: Texts
    first_occurrence: NDArray[int64]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """One entry per occurrence, grouped by detection. Times in seconds; `shot_start`, `shot_end` as in the file, from 0."""

    ids: Sequence[str]
    start_seconds: Numbers
    end_seconds: Numbers
    confidence: Numbers
    shot_start: Numbers
    shot_end: Numbers

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Shots:
    """The detected shots. Times in seconds, frames from 0, the end frame included."""

    start_seconds: Numbers
    end_seconds: Numbers
    start_frame: Numbers
    end_frame: Numbers

    def __len__(self) -> int:
        return len(self.start_seconds)


@dataclass(frozen=True, slots=True)
class CoreContent(Content):
    """Core metadata. `second_count` is the number of seconds that the by-second grouping lists."""

    detections: Detections
    occurrences: Occurrences
    shots: Shots
    second_count: int
