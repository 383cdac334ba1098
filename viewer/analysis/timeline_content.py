"""What a timeline shows of a job: its lanes at once, and again with the curves when those have been read."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.analysis.by_second import curves
from viewer.analysis.lanes import COMPLIANCE, PEOPLE, SHOTS, Lane, duration_of, lanes
from viewer.model.detections import CoreContent
from viewer.model.job import Job
from viewer.watch import Watch

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


def _with_curves(found: tuple[Lane, ...], more: tuple[Lane, ...]) -> tuple[Lane, ...]:
    place = sum(lane.key in _BEFORE_CURVES for lane in found)
    return (*found[:place], *more, *found[place:])
