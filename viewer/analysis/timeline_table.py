"""The timeline as a table: every span and every value of a curve that its lanes hold, one row each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy import int32

from viewer.analysis.column_values import span_columns, texts
from viewer.analysis.lanes import COMPLIANCE, CUES, Lane
from viewer.analysis.looked_up import AnyRows, Floats
from viewer.model.columns import Column, Kind, Numbers, Table, Texts
from viewer.model.detections import CoreContent
from viewer.text import Text

if TYPE_CHECKING:
    from viewer.watch import Watch

_AT_ONCE = 1 << 14


class _Part(NamedTuple):
    """A lane that is listed: its title, and its columns."""

    title: str
    codes: AnyRows  # of the labels
    distinct: Sequence[str]
    start: Floats
    end: Floats
    confidence: Floats
    value: Floats
    detection_rows: AnyRows


def timeline_table(lanes: Sequence[Lane], core: CoreContent | None, watch: Watch) -> Table:
    """Return one row per span, and per second of a curve, lane by lane in the order in which they begin.

    Where a lane's members say more than itself (why something is a compliance hit; which result a cue is from), theirs are
    listed. `core` is the result that the lanes' detections are of. Times in seconds, as received. Call it in a worker.
    Raises Cancelled.
    """
    parts = []
    for lane, title in _listed(lanes):
        watch.check()
        parts.append(_part(lane, title))
    start, end = _joined([part.start for part in parts]), _joined([part.end for part in parts])
    confidence, value = _joined([part.confidence for part in parts]), _joined([part.value for part in parts])
    counts = [len(part.start) for part in parts]
    titles = texts(part.title for part in parts)
    watch.check()
    labels = _joined_texts([(part.codes, part.distinct) for part in parts], watch)
    ids = _ids([part.detection_rows for part in parts], core, watch)
    columns = (
        Column(
            "lane",
            Text("Lane"),
            Text("The lane of the timeline that it is in."),
            Kind.TEXT,
            Texts(np.repeat(titles.codes, counts).astype(int32), titles.distinct or ("",)),
        ),
        Column(
            "label", Text("Label"), Text("What is there: a detection, a cue, a scene caption, a shot."), Kind.TEXT, labels
        ),
        *span_columns(Numbers(start), Numbers(end)),
        Column(
            "confidence",
            Text("Confidence"),
            Text("How sure the service is of it, 0 to 1; blank where there is no confidence."),
            Kind.NUMBER,
            Numbers(confidence),
        ),
        Column("value", Text("Value"), Text("The value of a curve in this second."), Kind.NUMBER, Numbers(value)),
        Column(
            "detection_id",
            Text("Detection ID"),
            Text("The detection's ID in the core metadata; blank for what is no detection."),
            Kind.TEXT,
            ids,
            is_visible=False,
        ),
    )
    return Table("timeline", columns)


def _listed(lanes: Sequence[Lane]) -> Iterator[tuple[Lane, str]]:
    for lane in lanes:
        if lane.members and lane.key == COMPLIANCE:
            for member in lane.members:
                yield member, str(Text("{lane}: {member}", lane=lane.title, member=member.title))
        elif lane.members and lane.key == CUES:
            yield from ((member, str(member.title)) for member in lane.members)
        else:
            yield lane, str(lane.title)


def _part(lane: Lane, title: str) -> _Part:
    spans, curve, labels = lane.spans, lane.curve, lane.spans.labels
    if curve is None:
        times = (spans.start_seconds.whole(), spans.end_seconds.whole())
        sure, blank = spans.confidence.whole(), _repeated(np.nan, len(spans))
        return _Part(title, labels.codes(), labels.distinct, *times, sure, blank, spans.detection_rows)
    count = len(curve.seconds)
    times, none = (curve.seconds, curve.seconds + 1.0), np.full(count, -1, int32)
    return _Part(title, np.zeros(count, int32), ("",), *times, _repeated(np.nan, count), curve.values, none)


def _repeated(number: float, count: int) -> Floats:
    return np.broadcast_to(np.float64(number), count)


def _joined(columns: list[Floats]) -> Floats:
    """One column of several; where all are blank, as the values are of a timeline without curves, it takes no memory."""
    if all(np.isnan(column).all() for column in columns):
        return _repeated(np.nan, sum(map(len, columns)))
    return np.concatenate([np.zeros(0), *columns])


def _joined_texts(columns: list[tuple[AnyRows, Sequence[str]]], watch: Watch) -> Texts:
    """One column of several; each text is there once. Lanes share lists of texts of which they use a few."""
    place: dict[str, int] = {}
    codes = [np.zeros(0, int32)]
    for column, distinct in columns:
        used, inverse = np.unique(column, return_inverse=True)
        replaced = np.empty(len(used), int32)
        for first in range(0, len(used), _AT_ONCE):
            watch.check()
            some = used[first : first + _AT_ONCE].tolist()
            replaced[first : first + len(some)] = [place.setdefault(distinct[code], len(place)) for code in some]
        codes.append(replaced[inverse])
    return Texts(np.concatenate(codes), tuple(place) or ("",))


def _ids(columns: list[AnyRows], core: CoreContent | None, watch: Watch) -> Texts:
    rows = np.concatenate([np.zeros(0, int32), *columns])
    if core is None:
        return Texts(np.zeros(len(rows), int32), ("",))
    used, inverse = np.unique(rows, return_inverse=True)
    names: list[str] = []
    for first in range(0, len(used), _AT_ONCE):
        watch.check()
        names += [core.detections.ids[row] if row >= 0 else "" for row in used[first : first + _AT_ONCE].tolist()]
    return Texts(inverse.astype(int32), tuple(names) or ("",))
