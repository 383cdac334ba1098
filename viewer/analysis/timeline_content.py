"""What a timeline shows of a job: its lanes at once, and again with the curves when those have been read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from viewer.analysis.by_second import confidence_curve, curves
from viewer.analysis.lanes import COMPLIANCE, PEOPLE, SHOTS, Lane, duration_of, lanes
from viewer.model.detections import CoreContent
from viewer.model.job import Job
from viewer.watch import Watch

_CONFIDENCE = "confidence/"  # what the names of such curves begin with
_BEFORE_CURVES = (SHOTS, COMPLIANCE, PEOPLE)


@dataclass(frozen=True, slots=True, eq=False)
class TimelineContent:
    """The lanes from top to bottom. `core` is what their detections are rows of; `is_whole` once the curves are there."""

    lanes: tuple[Lane, ...]
    duration_seconds: float
    core: CoreContent | None
    is_whole: bool


def timeline_content(job: Job, watch: Watch) -> TimelineContent:
    """Return all lanes of a job; before the curves are read, which takes long in a big file, hand over the others.

    Call it in a worker. Raises StorageError, Cancelled.
    """
    found, duration, core = lanes(job, watch), duration_of(job), job.core
    result = next((one for one in job.results if one.content is core), None) if core is not None else None
    if result is None:
        return TimelineContent(found, duration, core, True)
    watch.hand_over(TimelineContent(found, duration, core, False))
    return TimelineContent(_with_curves(found, lanes(Job(), watch, curves(result, watch))), duration, core, True)


def with_confidence(content: TimelineContent, job: Job, detection_id: str | None, watch: Watch) -> TimelineContent:
    """Return the content with the confidence of one detection, second by second, as a curve before the others.

    It takes the place of another detection's; without one, or where no second states any, there is no such curve. Call it
    in a worker. Raises StorageError, Cancelled.
    """
    plain = tuple(lane for lane in content.lanes if lane.curve is None or not lane.curve.name.startswith(_CONFIDENCE))
    result = next((one for one in job.results if one.content is content.core), None) if content.core is not None else None
    curve = confidence_curve(result, detection_id, watch) if result is not None and detection_id is not None else None
    found = lanes(Job(), watch, (curve,)) if curve is not None else ()
    return replace(content, lanes=_with_curves(plain, found))


def _with_curves(found: tuple[Lane, ...], more: tuple[Lane, ...]) -> tuple[Lane, ...]:
    place = sum(lane.key in _BEFORE_CURVES for lane in found)
    return (*found[:place], *more, *found[place:])
