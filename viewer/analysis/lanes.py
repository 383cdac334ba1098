"""The lanes of the timeline: shots, compliance hits, people, curves, cues, scene captions, and each detection type.

Strategy: a lane refers to the columns of the results and to texts; labels that are numbered are written when they are read.
What a lane unfolds into is made when it is asked for, one lane at a time, so that twenty thousand detections of one type
cost nothing until they are looked at.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, overload

import numpy as np
from numpy import float64, int32, int64
from numpy.typing import NDArray

from viewer.analysis.column_values import numbers, texts
from viewer.analysis.compliance import REASONS, Hits, compliance_hits, confidence_of_hits, occurrences_of
from viewer.analysis.detection_tables import plain_type
from viewer.analysis.looked_up import AnyRows, Floats
from viewer.analysis.people import FACE, people
from viewer.analysis.spans import Names, Spans, no_spans, spans_of
from viewer.model.columns import Texts
from viewer.model.detections import CoreContent
from viewer.model.job import Job
from viewer.model.timed_text import CaptionsContent, CuesContent
from viewer.text import Text, visible

if TYPE_CHECKING:
    from viewer.analysis.by_second import Curve
    from viewer.watch import Watch

Thing = TypeVar("Thing")
LONGEST_TITLE = 120
SHOTS, COMPLIANCE, PEOPLE, CUES, CAPTIONS, CURVE = "shots", "compliance", "people", "cues", "captions", "curve"
_CUE_FORMATS = {
    "speech_to_text_srt": Text("Cues, SRT"),
    "speech_to_text_vtt": Text("Cues, WebVTT"),
    "speech_to_text_ttml": Text("Cues, TTML"),
    "speech_to_text_avid_txt": Text("Cues, Avid text"),
}
_ORDER = ("explicit_content.", "human.", "visual.", "audio.", "transcript.", "topic.")


@dataclass(frozen=True, slots=True, eq=False)
class Lane:
    """One line of the timeline. `key` names it from one time to the next, `colour` is what its colour goes by.

    `members` are the lanes that it unfolds into; folded it shows all of them in one. A lane with a `curve` has no spans.
    Spans of a lane that `is_of_one` are all of the same thing: there is no need to say on each of them what it is.
    """

    key: str
    title: Text
    colour: str
    spans: Spans
    members: Sequence[Lane] = ()
    curve: Curve | None = None
    is_of_one: bool = False


class _Made(Sequence[Thing]):
    """Lanes or texts that are made when they are asked for."""

    def __init__(self, count: int, make: Callable[[int], Thing]) -> None:
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Thing: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Thing, ...]: ...
    def __getitem__(self, place: int | slice) -> Thing | tuple[Thing, ...]:
        places = range(self._count)[place]
        return self._make(places) if isinstance(places, int) else tuple(map(self._make, places))


def lanes(job: Job, watch: Watch, curves: Sequence[Curve] = ()) -> tuple[Lane, ...]:
    """Return the lanes of a job, those without anything left out.

    Detections that concern the whole video (FORMATS.md B5, known) are in no lane: they have no span. Raises Cancelled.
    """
    duration = duration_of(job)
    core = job.core
    found: list[Lane] = []
    if core is not None and len(core.shots):
        found.append(_shots(core, duration))
    if core is not None:
        found += _compliance(core, duration, watch)
        found += _people(core, duration, watch)
    found += [_curve(curve) for curve in curves]
    found += _cues(job, duration)
    found += _captions(job, duration)
    watch.check()
    if core is not None:
        found += _types(core, duration, watch)
    return tuple(found)


def duration_of(job: Job) -> float:
    """Return how long the video is, in seconds: what the results say, else up to the last end of anything in them."""
    told = job.header.duration_seconds
    if told is not None and math.isfinite(told) and told > 0:
        return told
    ends: list[NDArray[float64]] = [np.zeros(1)]
    if job.core is not None:
        parts = (job.core.occurrences, job.core.shots)
        ends += [column.values for part in parts for column in (part.start_seconds, part.end_seconds)]
    for result in job.results:
        if isinstance(result.content, CuesContent):
            ends.append(numbers(cue.end_seconds for cue in result.content.cues).values)
        elif isinstance(result.content, CaptionsContent):
            ends.append(numbers(caption.end_seconds for caption in result.content.captions).values)
    return max(float(column[np.isfinite(column)].max(initial=0.0)) for column in ends)


# --- core


def _shots(core: CoreContent, duration: float) -> Lane:
    start, end = core.shots.start_seconds.values, core.shots.end_seconds.values
    names = Names(_Made(len(start), "Shot {}".format))
    return Lane(SHOTS, Text("Shots"), SHOTS, spans_of(start, end, duration, names=names))


def _compliance(core: CoreContent, duration: float, watch: Watch) -> list[Lane]:
    hits = compliance_hits(core, watch)
    if not len(hits):
        return []
    reasons = [number for number in range(len(REASONS)) if len(hits.with_reason(number))]

    def of_reason(place: int) -> Lane:
        number = reasons[place]
        spans = _hits(core, hits, hits.with_reason(number), duration)
        return Lane(f"{COMPLIANCE}/{number}", REASONS[number], COMPLIANCE, spans)

    spans = _hits(core, hits, np.arange(len(hits)), duration)
    return [Lane(COMPLIANCE, Text("Compliance hits"), COMPLIANCE, spans, _Made(len(reasons), of_reason))]


def _hits(core: CoreContent, hits: Hits, rows: AnyRows, duration: float) -> Spans:
    return spans_of(
        core.occurrences.start_seconds.values,
        core.occurrences.end_seconds.values,
        duration,
        rows=hits.occurrence_rows[rows],
        detection_rows=hits.detection_rows[rows],
        confidence=lambda rows, owners: confidence_of_hits(core, rows, owners),
        names=_names(core),
    )


def _people(core: CoreContent, duration: float, watch: Watch) -> list[Lane]:
    everybody = people(core)
    watch.check()
    faces = everybody.detection_rows
    if not len(faces):
        return []
    everybody = everybody.only(np.add.reduceat(_counts(core)[faces], everybody.first[:-1]) > 0)
    if not len(everybody):
        return []
    place_of = np.zeros(len(core.detections), int32)  # of each face, that of its person
    place_of[everybody.detection_rows] = np.repeat(np.arange(len(everybody)), np.diff(everybody.first))
    names = Names(_Made(len(everybody), lambda place: str(everybody[place].title)), place_of, of_detections=True)
    watch.check()

    def of_person(place: int) -> Lane:
        person = everybody[place]
        found = _occurrences(core, np.array(person.detection_rows, int64), names, duration)
        return Lane(f"{PEOPLE}/{person.key}", person.title, PEOPLE, found, is_of_one=True)

    found = _occurrences(core, everybody.detection_rows, names, duration)
    return [Lane(PEOPLE, Text("People"), PEOPLE, found, _Made(len(everybody), of_person))]


def _types(core: CoreContent, duration: float, watch: Watch) -> list[Lane]:
    """One lane per detection type that has occurrences; faces are the lane of people."""
    types, counts = core.detections.types, _counts(core)
    names = [name for name in types.distinct if name != FACE]
    made = []
    for name in sorted(names, key=_type_order):
        watch.check()
        rows = np.flatnonzero(types.codes == types.distinct.index(name))
        rows = rows[counts[rows] > 0]
        if len(rows):
            rows = rows[np.argsort(core.detections.relevance.values[rows], kind="stable")].astype(int32)
            made.append(_type(core, name, rows, duration))
    return made


def _type(core: CoreContent, name: str, rows: AnyRows, duration: float) -> Lane:
    def of_detection(place: int) -> Lane:
        row = int(rows[place])
        label, number = core.detections.labels.at(row), core.detections.ids[row]
        title = Text("{label}", label=visible(label, LONGEST_TITLE)) if label else Text("Detection {id}", id=number)
        found = _occurrences(core, rows[place : place + 1], _names(core), duration)
        return Lane(f"{name}/{number} {row}", title, name, found, is_of_one=True)

    found = _occurrences(core, rows, _names(core), duration)
    return Lane(f"type/{name}", Text("{type}", type=plain_type(name)), name, found, _Made(len(rows), of_detection))


def _type_order(name: str) -> tuple[int, str]:
    place = next((number for number, beginning in enumerate(_ORDER) if name.startswith(beginning)), len(_ORDER))
    return place, name


def _occurrences(core: CoreContent, detection_rows: AnyRows, names: Names, duration: float) -> Spans:
    """The occurrences of these detections."""
    first = core.detections.first_occurrence

    def confidence(rows: AnyRows, owners: AnyRows) -> Floats:
        own, given = core.detections.confidence.values[owners], core.occurrences.confidence.values[rows]
        is_only = first[owners + 1] - first[owners] == 1
        result: Floats = np.where(np.isnan(given) & is_only, own, given)
        return result

    return spans_of(
        core.occurrences.start_seconds.values,
        core.occurrences.end_seconds.values,
        duration,
        rows=occurrences_of(first, detection_rows),
        detection_rows=np.repeat(detection_rows, first[detection_rows + 1] - first[detection_rows]),
        confidence=confidence,
        names=names,
    )


def _names(core: CoreContent) -> Names:
    labels = core.detections.labels
    return Names(labels.distinct, labels.codes, of_detections=True)


def _counts(core: CoreContent) -> NDArray[int64]:
    return np.diff(core.detections.first_occurrence)


# --- the other results


def _cues(job: Job, duration: float) -> list[Lane]:
    """The cues; where several results have them, those of the first, which unfold into each result's own."""
    found = []
    for result in job.results:
        if isinstance(result.content, CuesContent) and result.content.cues:
            cues = result.content.cues
            start, end = numbers(cue.start_seconds for cue in cues), numbers(cue.end_seconds for cue in cues)
            spans = spans_of(start.values, end.values, duration, names=_own(texts(cue.text for cue in cues)))
            title = _CUE_FORMATS.get(result.type_name, Text("Cues, {type}", type=result.type_name))
            found.append(Lane(f"{CUES}/{result.type_name}", title, CUES, spans))
    if len(found) < 2:
        return found
    return [Lane(CUES, found[0].title, CUES, found[0].spans, tuple(found))]


def _captions(job: Job, duration: float) -> list[Lane]:
    found = []
    for result in job.results:
        if isinstance(result.content, CaptionsContent) and result.content.captions:
            listed = result.content.captions
            start = numbers(caption.start_seconds for caption in listed)
            end = numbers(caption.end_seconds for caption in listed)
            spans = spans_of(start.values, end.values, duration, names=_own(texts(caption.caption for caption in listed)))
            found.append(Lane(f"{CAPTIONS}/{result.type_name}", Text("Scene captions"), CAPTIONS, spans))
    return found


def _own(labels: Texts) -> Names:
    return Names(labels.distinct, labels.codes)


def _curve(curve: Curve) -> Lane:
    return Lane(f"{CURVE}/{curve.name}", curve.title, f"{CURVE}/{curve.name}", no_spans(), curve=curve)
