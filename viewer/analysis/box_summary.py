"""The detections that have boxes in a result, one row each: how many, and where the first and the last one is.

Strategy: boxes are grouped by the codes of their detection IDs, slice by slice, with counts and plain assignments, which
numpy does ten times as fast as a minimum or maximum by group; an assignment to a repeated place leaves the last value.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy import float64, int32, int64
from numpy.typing import NDArray

from viewer.analysis.box_table import names_of, seconds_at
from viewer.analysis.column_values import recoded
from viewer.analysis.detection_tables import plain_type
from viewer.model.boxes import BoxesContent
from viewer.model.columns import Column, Kind, Numbers, Table, Texts
from viewer.model.detections import CoreContent
from viewer.model.job import Job
from viewer.text import Text
from viewer.watch import Watch

_BOXES_AT_ONCE = 1 << 18
_DIGITS = 3  # as many as the service gives


def boxes_summary(boxes: BoxesContent, job: Job, watch: Watch) -> Table:
    """Return one row per distinct detection ID, in the order in which they come: row n is code n of `boxes.detection_ids`.

    The name is the person or else the label that the job's core result has for it; a column only where core is here. First
    and last are times, or frames where nothing tells the frame rate. The mean confidence is a column only where a box has
    one (boxes of faces have none: FORMATS.md C1).
    """
    groups = _grouped(boxes, watch)
    return Table("box_summary", (*_who(boxes, job.core), _count(groups), *_where(boxes, job, groups), *_measure(groups)))


@dataclass(frozen=True, slots=True)
class _Groups:
    """For each code: how many boxes, the first and the last position, and the mean confidence, NaN where there is none."""

    counts: NDArray[int64]
    first: NDArray[int64]
    last: NDArray[int64]
    confidence: NDArray[float64]


def _grouped(boxes: BoxesContent, watch: Watch) -> _Groups:
    positions, codes, confidence = _in_time(boxes, watch)
    groups = len(boxes.detection_ids.distinct)
    counts, sure = np.zeros(groups, int64), np.zeros(groups, int64)
    first, last, total = np.zeros(groups, int64), np.zeros(groups, int64), np.zeros(groups)
    has_confidence = not np.isnan(confidence).all()
    for start in range(0, len(codes), _BOXES_AT_ONCE):
        watch.check()
        part = slice(start, start + _BOXES_AT_ONCE)
        code, position = codes[part], positions[part]
        here = np.bincount(code, minlength=groups)
        first_here = np.zeros(groups, int64)
        first_here[code[::-1]] = position[::-1]
        is_new = (counts == 0) & (here > 0)
        first[is_new] = first_here[is_new]
        last[code] = position
        counts += here
        if has_confidence:
            known = ~np.isnan(confidence[part])
            sure += np.bincount(code[known], minlength=groups)
            total += np.bincount(code[known], weights=confidence[part][known], minlength=groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        return _Groups(counts, first, last, total / sure)


def _in_time(boxes: BoxesContent, watch: Watch) -> tuple[NDArray[int64], NDArray[int32], NDArray[float64]]:
    """Positions, codes and confidences by ascending position, which is how files have them."""
    positions, codes, confidence = boxes.positions, boxes.detection_ids.codes, boxes.confidence.values
    if (positions[1:] >= positions[:-1]).all():
        return positions, codes, confidence
    watch.check()
    order = np.argsort(positions, kind="stable")
    return positions[order], codes[order], confidence[order]


def _who(boxes: BoxesContent, core: CoreContent | None) -> tuple[Column, ...]:
    ids = boxes.detection_ids
    rows = np.arange(len(ids.distinct), dtype=int32)
    tooltip = Text("The detection, as the job's core metadata numbers it.")
    detection_id = Column("detection_id", Text("ID"), tooltip, Kind.TEXT, Texts(rows, ids.distinct))
    if core is None:
        return (detection_id,)
    names = names_of(ids, core)
    name = [person or label for person, label in zip(names.persons, names.labels, strict=True)]
    name_tooltip = Text("What was detected, or for a face the most similar person, from the job's core metadata.")
    type_tooltip = Text("What kind of detection it is, from the job's core metadata.")
    types = [plain_type(name) for name in names.types]
    is_told = len(set(types) - {""}) > 1  # where all are alike it tells nothing
    return (
        Column("name", Text("Detection"), name_tooltip, Kind.TEXT, recoded(rows, name)),
        detection_id,
        Column("type_in_words", Text("Type"), type_tooltip, Kind.TEXT, recoded(rows, types), is_visible=is_told),
    )


def _count(groups: _Groups) -> Column:
    tooltip = Text("How many bounding boxes it has in this result.")
    return Column("boxes", Text("Boxes"), tooltip, Kind.INTEGER, Numbers(groups.counts.astype(float64)))


def _where(boxes: BoxesContent, job: Job, groups: _Groups) -> tuple[Column, ...]:
    first, last = (seconds_at(positions, boxes.unit, job) for positions in (groups.first, groups.last))
    if first is not None and last is not None:
        begins = Text("Where its first box is, in seconds from the start of the video.")
        ends = Text("Where its last box is, in seconds from the start of the video.")
        return (
            Column("first_seconds", Text("First time"), begins, Kind.SECONDS, Numbers(first)),
            Column("last_seconds", Text("Last time"), ends, Kind.SECONDS, Numbers(last)),
        )
    begins, ends = Text("The frame of its first box, counted from 0."), Text("The frame of its last box, counted from 0.")
    return (
        Column("first_frame", Text("First frame"), begins, Kind.INTEGER, Numbers(groups.first.astype(float64))),
        Column("last_frame", Text("Last frame"), ends, Kind.INTEGER, Numbers(groups.last.astype(float64))),
    )


def _measure(groups: _Groups) -> tuple[Column, ...]:
    if np.isnan(groups.confidence).all():
        return ()
    tooltip = Text("How sure the service is of its boxes, on average, 0 to 1; blank where they have no confidence.")
    return (
        Column("confidence", Text("Mean confidence"), tooltip, Kind.NUMBER, Numbers(np.round(groups.confidence, _DIGITS))),
    )
