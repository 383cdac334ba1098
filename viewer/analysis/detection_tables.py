"""The detections of a core result, and the occurrences of one of them, as tables."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy import float64, int32, int64
from numpy.typing import NDArray

from viewer.analysis.column_values import recoded, span_columns
from viewer.analysis.screen_time import union_seconds_by_group
from viewer.model.columns import Column, Kind, Numbers, Table, Texts
from viewer.model.detections import CoreContent, Detections, Occurrences
from viewer.text import Text

_SPANS_AT_ONCE = 1 << 16  # what is worked out in between takes ten times their memory
_SHORT_FORMS = {"iab": "IAB", "ocr": "OCR"}
_SHOT = Text("Number of the shot, counted from 0, as in the file; blank in older files, which name no shots.")


def detections_table(core: CoreContent) -> Table:
    """Return one row per detection, in the file's order: row n is detection n of `core.detections`.

    Total time counts overlapping occurrences once (FORMATS.md F1, known). Detections without occurrences (they concern
    the whole video: B5, known) have no times; types without confidences (faces, keywords: B4, known) leave theirs blank.
    """
    found = core.detections
    return Table("detections", (*_names(found), *_times(found, core.occurrences), *_measures(found)))


def occurrences_table(core: CoreContent, detection_row: int) -> Table:
    """Return one row per occurrence of the detection in row `detection_row` of `core.detections`, in the file's order."""
    first, stop = (int(place) for place in core.detections.first_occurrence[detection_row : detection_row + 2])
    spans = core.occurrences
    ids = tuple(spans.ids[first:stop])
    start, end = spans.start_seconds.values[first:stop], spans.end_seconds.values[first:stop]
    columns = (
        Column(
            "occurrence_id",
            Text("Occurrence ID"),
            Text("The occurrence's ID; unique in the whole file."),
            Kind.TEXT,
            _one_by_one(ids),
        ),
        *span_columns(Numbers(start), Numbers(end)),
        Column("first_shot", Text("First shot"), _SHOT, Kind.INTEGER, _cut(spans.shot_start, first, stop)),
        Column("last_shot", Text("Last shot"), _SHOT, Kind.INTEGER, _cut(spans.shot_end, first, stop)),
        Column(
            "confidence",
            Text("Confidence"),
            Text("How sure the service is of this occurrence, 0 to 1; blank where the type has no confidence here."),
            Kind.NUMBER,
            _cut(spans.confidence, first, stop),
        ),
    )
    return Table("occurrences", columns)


def plain_type(name: str) -> str:
    """Return a detection type as words: "visual.text_region.lower_third" → "Visual text region lower third"."""
    words = [_SHORT_FORMS.get(word, word) for word in name.replace(".", " ").replace("_", " ").split()]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def _names(found: Detections) -> tuple[Column, ...]:
    types = recoded(found.types.codes, [plain_type(name) for name in found.types.distinct])
    return (
        Column(
            "detection_id",
            Text("Detection ID"),
            Text("The detection's ID in the core metadata; the box files of the same job name it too."),
            Kind.TEXT,
            _one_by_one(found.ids),
        ),
        Column(
            "type_in_words",
            Text("Type"),
            Text("What kind of detection it is. The service's own name is in the column “Type name”."),
            Kind.TEXT,
            types,
        ),
        Column(
            "type",
            Text("Type name"),
            Text("The detection type as the service names it, such as visual.context."),
            Kind.TEXT,
            found.types,
            is_visible=False,
        ),
        Column("label", Text("Label"), Text("What was detected, in the service's words."), Kind.TEXT, found.labels),
        Column(
            "person",
            Text("Person"),
            Text("For a face: the most similar person in the gallery; blank where there is none."),
            Kind.TEXT,
            found.persons,
        ),
        Column(
            "person_confidence",
            Text("Person confidence"),
            Text("How sure the service is that the face is this person, 0 to 1."),
            Kind.NUMBER,
            found.person_confidence,
            is_visible=False,
        ),
        Column(
            "gender",
            Text("Gender"),
            Text("For a face: what the service takes the gender to be."),
            Kind.TEXT,
            found.genders,
            is_visible=False,
        ),
    )


def _times(found: Detections, spans: Occurrences) -> tuple[Column, ...]:
    counts = np.diff(found.first_occurrence)
    first, last, total = _extents(found.first_occurrence, spans)
    return (
        Column(
            "first_seconds",
            Text("First time"),
            Text("Where the first occurrence begins, in seconds from the start of the video."),
            Kind.SECONDS,
            Numbers(first),
        ),
        Column(
            "last_seconds",
            Text("Last time"),
            Text("Where the last occurrence ends, in seconds from the start of the video."),
            Kind.SECONDS,
            Numbers(last),
        ),
        Column(
            "occurrences",
            Text("Occurrences"),
            Text("In how many spans of the video it is there; 0 where it concerns the whole video."),
            Kind.INTEGER,
            Numbers(counts.astype(float64)),
        ),
        Column(
            "total_seconds",
            Text("Total time"),
            Text("Seconds in which it is there; where occurrences overlap, they count once. Worked out here."),
            Kind.DURATION,
            Numbers(np.where(counts > 0, total, np.nan)),
        ),
    )


def _measures(found: Detections) -> tuple[Column, ...]:
    return (
        Column(
            "confidence",
            Text("Best confidence"),
            Text("The highest confidence of its occurrences, or its own, 0 to 1; blank where the type has none."),
            Kind.NUMBER,
            found.confidence,
        ),
        Column(
            "relevance",
            Text("Relevance"),
            Text("Rank among the detections of its type, 1 for the most prominent; speech is ranked by time."),
            Kind.INTEGER,
            found.relevance,
        ),
        Column(
            "tags",
            Text("Tags"),
            Text("The category tags of the detection, as the service names them."),
            Kind.TEXT,
            found.tags,
            is_visible=False,
        ),
    )


def _extents(first_occurrence: NDArray[int64], spans: Occurrences) -> tuple[NDArray[float64], ...]:
    """Return for each detection where it first begins, where it last ends, and how long it is there; some at a time."""
    extents: tuple[NDArray[float64], ...] = tuple(np.empty(len(first_occurrence) - 1) for _ in range(3))
    aims = np.arange(0, int(first_occurrence[-1]), _SPANS_AT_ONCE)
    borders = np.unique(np.append(first_occurrence.searchsorted(aims), (0, len(first_occurrence) - 1))).tolist()
    for row, stop in pairwise(borders):
        counts = np.diff(first_occurrence[row : stop + 1])
        groups = np.repeat(np.arange(len(counts), dtype=int64), counts)
        part = slice(int(first_occurrence[row]), int(first_occurrence[stop]))
        start, end = spans.start_seconds.values[part], spans.end_seconds.values[part]
        first, last, total = extents
        first[row:stop] = _earliest(groups, start, len(counts))
        last[row:stop] = -_earliest(groups, -end, len(counts))
        total[row:stop] = union_seconds_by_group(groups, start, end, len(counts))
    return extents


def _earliest(groups: NDArray[int64], seconds: NDArray[float64], count: int) -> NDArray[float64]:
    """The least of each group's numbers that are there; blank where there is none."""
    least = np.full(count, np.inf)
    usable = np.isfinite(seconds)
    np.minimum.at(least, groups[usable], seconds[usable])
    return np.where(np.isfinite(least), least, np.nan)


def _one_by_one(values: tuple[str, ...]) -> Texts:
    """A column of texts that are all their own."""
    return Texts(np.arange(len(values), dtype=int32), values)


def _cut(column: Numbers, first: int, stop: int) -> Numbers:
    return Numbers(column.values[first:stop])
