"""The lanes of the timeline: shots, compliance hits, people, curves, cues, scene captions, and each detection type.

Strategy: a lane holds arrays and refers to texts; what a lane unfolds into is made when it is asked for, one lane at a time,
so that twenty thousand detections of one type cost nothing until they are looked at.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

import numpy as np
from numpy import float64, int32, int64
from numpy.typing import NDArray

from viewer.analysis.column_values import numbers, texts
from viewer.analysis.compliance import REASONS, Hits, compliance_hits, occurrences_of
from viewer.analysis.detection_tables import plain_type
from viewer.analysis.people import FACE, Person, people
from viewer.analysis.spans import Spans, no_spans, spans_of
from viewer.model.columns import Texts
from viewer.model.detections import CoreContent
from viewer.model.job import Job
from viewer.model.timed_text import CaptionsContent, CuesContent
from viewer.text import Text, visible

if TYPE_CHECKING:
    from viewer.analysis.by_second import Curve
    from viewer.watch import Watch

Rows = NDArray[int64]
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


class _Members(Sequence[Lane]):
    """Lanes that are made when they are asked for."""

    def __init__(self, count: int, make: Callable[[int], Lane]) -> None:
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Lane: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Lane, ...]: ...
    def __getitem__(self, place: int | slice) -> Lane | tuple[Lane, ...]:
        if isinstance(place, slice):
            return tuple(self._make(number) for number in range(*place.indices(self._count)))
        if not -self._count <= place < self._count:
            raise IndexError(place)
        return self._make(place % self._count)


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
    labels = Texts(np.arange(len(start), dtype=int32), tuple(f"Shot {number}" for number in range(len(start))))
    return Lane(SHOTS, Text("Shots"), SHOTS, spans_of(start, end, duration, labels=labels))


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
    return [Lane(COMPLIANCE, Text("Compliance hits"), COMPLIANCE, spans, _Members(len(reasons), of_reason))]


def _hits(core: CoreContent, hits: Hits, rows: Rows, duration: float) -> Spans:
    owners = hits.detection_rows[rows]
    return spans_of(
        hits.start_seconds[rows],
        hits.end_seconds[rows],
        duration,
        items=hits.occurrence_rows[rows],
        confidence=hits.confidence[rows],
        detection_rows=owners,
        labels=_names(core, owners),
    )


def _people(core: CoreContent, duration: float, watch: Watch) -> list[Lane]:
    everybody = [person for person in people(core) if any(_counts(core)[list(person.detection_rows)])]
    watch.check()
    if not everybody:
        return []
    rows = np.array([row for person in everybody for row in person.detection_rows], int64)
    code_of = np.zeros(len(core.detections), int32)
    code_of[rows] = np.repeat(np.arange(len(everybody)), [len(person.detection_rows) for person in everybody])
    titles = tuple(str(person.title) for person in everybody)

    def spans(rows: Rows) -> Spans:
        owners = np.repeat(rows, _counts(core)[rows])
        labels = Texts(code_of[owners], titles)
        return _occurrences(core, occurrences_of(core.detections.first_occurrence, rows), owners, labels, duration)

    def of_person(place: int) -> Lane:
        person: Person = everybody[place]
        found = spans(np.array(person.detection_rows, int64))
        return Lane(f"{PEOPLE}/{person.key}", person.title, PEOPLE, found, is_of_one=True)

    return [Lane(PEOPLE, Text("People"), PEOPLE, spans(rows), _Members(len(everybody), of_person))]


def _types(core: CoreContent, duration: float, watch: Watch) -> list[Lane]:
    """One lane per detection type that has occurrences; faces are the lane of people."""
    types = core.detections.types
    names = [name for name in types.distinct if name != FACE]
    made = []
    for name in sorted(names, key=_type_order):
        watch.check()
        rows = np.flatnonzero(types.codes == types.distinct.index(name))
        rows = rows[_counts(core)[rows] > 0]
        if len(rows):
            made.append(_type(core, name, rows[np.argsort(core.detections.relevance.values[rows], kind="stable")], duration))
    return made


def _type(core: CoreContent, name: str, rows: Rows, duration: float) -> Lane:
    def spans(rows: Rows) -> Spans:
        owners = np.repeat(rows, _counts(core)[rows])
        places = occurrences_of(core.detections.first_occurrence, rows)
        return _occurrences(core, places, owners, _names(core, owners), duration)

    def of_detection(place: int) -> Lane:
        row = int(rows[place])
        label, number = core.detections.labels.at(row), core.detections.ids[row]
        title = Text("{label}", label=visible(label, LONGEST_TITLE)) if label else Text("Detection {id}", id=number)
        return Lane(f"{name}/{number} {row}", title, name, spans(rows[place : place + 1]), is_of_one=True)

    return Lane(f"type/{name}", Text("{type}", type=plain_type(name)), name, spans(rows), _Members(len(rows), of_detection))


def _type_order(name: str) -> tuple[int, str]:
    place = next((number for number, beginning in enumerate(_ORDER) if name.startswith(beginning)), len(_ORDER))
    return place, name


def _occurrences(core: CoreContent, rows: Rows, owners: Rows, labels: Texts, duration: float) -> Spans:
    own = core.detections.confidence.values[owners]
    given = core.occurrences.confidence.values[rows]
    return spans_of(
        core.occurrences.start_seconds.values[rows],
        core.occurrences.end_seconds.values[rows],
        duration,
        items=rows,
        confidence=np.where(np.isnan(given) & (_counts(core)[owners] == 1), own, given),
        detection_rows=owners,
        labels=labels,
    )


def _names(core: CoreContent, owners: Rows) -> Texts:
    return Texts(core.detections.labels.codes[owners], core.detections.labels.distinct)


def _counts(core: CoreContent) -> Rows:
    return np.diff(core.detections.first_occurrence)


# --- the other results


def _cues(job: Job, duration: float) -> list[Lane]:
    """The cues; where several results have them, those of the first, which unfold into each result's own."""
    found = []
    for result in job.results:
        if isinstance(result.content, CuesContent) and result.content.cues:
            cues = result.content.cues
            start, end = numbers(cue.start_seconds for cue in cues), numbers(cue.end_seconds for cue in cues)
            spans = spans_of(start.values, end.values, duration, labels=texts(cue.text for cue in cues))
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
            spans = spans_of(start.values, end.values, duration, labels=texts(caption.caption for caption in listed))
            found.append(Lane(f"{CAPTIONS}/{result.type_name}", Text("Scene captions"), CAPTIONS, spans))
    return found


def _curve(curve: Curve) -> Lane:
    return Lane(f"{CURVE}/{curve.name}", curve.title, f"{CURVE}/{curve.name}", no_spans(), curve=curve)
