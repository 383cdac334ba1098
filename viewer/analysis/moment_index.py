"""What is looked up to say what is there at a moment: the job's spans as columns, made once and asked again and again.

Strategy: which spans a second or a moment lies in is two comparisons over whole columns; only the few that are found are
looked at one by one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy import float64, int64
from numpy.typing import NDArray

from viewer.analysis.by_second import LARGEST_SECOND, second_items
from viewer.analysis.second_items import SecondItem, as_id
from viewer.errors import ContentError, StorageError
from viewer.model.detections import CoreContent
from viewer.model.job import Job
from viewer.model.json_document import JsonKind
from viewer.model.timed_text import CaptionsContent, Cue, CuesContent, SceneCaption
from viewer.reading.json_header import at
from viewer.watch import Watch

CLOSE_SECONDS = 0.0006  # the service rounds times to the millisecond: a frame's start may stand half of one earlier
_REMEMBERED = 2_000
_AT_ONCE = 5_000
_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")


class Spans:
    """Starts and ends in seconds. Where one is missing it is taken to be the other; an end before the start, the start."""

    def __init__(self, starts: NDArray[float64], ends: NDArray[float64]) -> None:
        self.starts: NDArray[float64] = np.where(np.isnan(starts), ends, starts) if np.isnan(starts).any() else starts
        is_in_order = bool((self.starts <= ends).all())  # of the usual millions nothing is copied
        self.ends: NDArray[float64] = ends if is_in_order else np.fmax(self.starts, ends)

    def __len__(self) -> int:
        return len(self.starts)

    def in_second(self, second: int) -> NDArray[int64]:
        """Return the rows of the spans that second n, from 0, has a share of: start < n + 1 and end > n.

        FORMATS.md B8, measured on the vendor's sample. A span without length belongs to the second in which it stands.
        """
        starts, ends = self.starts, self.ends
        return np.flatnonzero((starts < second + 1) & ((ends > second) | ((ends <= starts) & (starts >= second))))

    def at(self, seconds: float, frame_seconds: float) -> NDArray[int64]:
        """Return the rows of the spans that the moment lies in; one without length is there for the frame it stands in."""
        since = seconds + CLOSE_SECONDS
        starts, ends = self.starts, self.ends
        return np.flatnonzero((starts <= since) & ((ends > since) | ((ends <= starts) & (starts > since - frame_seconds))))

    def nearest(self, first: int, stop: int, seconds: float) -> int:
        """Return, of the rows `first`…`stop`, the one that the moment lies in, else the one that is nearest to it."""
        since = seconds + CLOSE_SECONDS
        away = np.fmax(self.starts[first:stop] - since, since - self.ends[first:stop])
        inside = np.where(np.isnan(away), np.inf, np.maximum(away, 0.0))
        return first + int(np.argmin(inside))


class _RowsById:
    """Finds IDs by their hashes: a tenth of the memory of a dict, of which there would be one entry per detection."""

    def __init__(self, ids: Sequence[str], watch: Watch) -> None:
        hashes = np.empty(len(ids), int64)
        for first in range(0, len(ids), _AT_ONCE):
            watch.check()
            some = ids[first : first + _AT_ONCE]
            hashes[first : first + len(some)] = [hash(name) for name in some]
        self._ids = ids
        order = np.argsort(hashes)
        self._hashes = hashes[order]
        self._order = order.astype(np.int32)

    def of(self, name: str) -> int | None:
        sought = hash(name)
        first, stop = (int(np.searchsorted(self._hashes, sought, side)) for side in _SIDES)
        return next((row for row in self._order[first:stop].tolist() if self._ids[row] == name), None)


class MomentIndex:
    """Everything of a job that `at_moment` asks for; asked by one worker at a time."""

    def __init__(self, job: Job, watch: Watch) -> None:
        """Make it, in a worker. Raises Cancelled."""
        self.core = job.core
        self.document = next((result.document for result in job.results if result.content is self.core), None)
        self.cues = [(r.type_name, r.content.cues) for r in job.results if isinstance(r.content, CuesContent)]
        self.captions = [(r.type_name, r.content.captions) for r in job.results if isinstance(r.content, CaptionsContent)]
        self.cue_spans = [_spans_of(cues, watch) for _, cues in self.cues]
        self.caption_spans = [_spans_of(captions, watch) for _, captions in self.captions]
        self._attributes: OrderedDict[int, dict[str, Any]] = OrderedDict()
        self._items: tuple[int, tuple[SecondItem, ...]] = (-1, ())
        if self.core is not None:
            self._take_core(self.core, watch)

    def _take_core(self, core: CoreContent, watch: Watch) -> None:
        found, occurrences = core.detections, core.occurrences
        self.spans = Spans(occurrences.start_seconds.values, occurrences.end_seconds.values)
        self.shot_spans = Spans(core.shots.start_seconds.values, core.shots.end_seconds.values)
        watch.check()
        counts = np.diff(found.first_occurrence)
        self._first_occurrence = found.first_occurrence
        self._rows = _RowsById(found.ids, watch)
        is_topic = np.array([name.startswith("topic.") for name in found.types.distinct], dtype=bool)
        whole = np.flatnonzero(counts == 0)
        self.topics = whole[is_topic[found.types.codes[whole]]] if len(whole) else whole
        self._listed = at(self.document, "detections") if self.document is not None else None

    def occurrences_in(self, second: int) -> NDArray[int64]:
        """Return the rows of the occurrences that the second lists: by the rule of `Spans.in_second`."""
        return self.spans.in_second(second) if self.core is not None else np.empty(0, int64)

    def detections_of(self, occurrences: NDArray[int64]) -> NDArray[int64]:
        """Return the row of the detection of each of these occurrences."""
        rows: NDArray[int64] = np.searchsorted(self._first_occurrence, occurrences, side="right") - 1
        return rows

    def row_of(self, detection_id: str) -> int | None:
        """Return the row of a detection, None where core does not have it."""
        return self._rows.of(detection_id) if self.core is not None else None

    def items_in(self, second: int) -> tuple[SecondItem, ...]:
        """Return what the by-second grouping lists for the second; the last one that was asked for is remembered."""
        if self._items[0] != second:
            self._items = (second, second_items(self.document, second))
        return self._items[1]

    def attributes(self, row: int) -> dict[str, Any]:
        """Return the attributes `a` of the detection in this row, as the file has them; {} where there are none."""
        if row not in self._attributes:
            self._attributes[row] = self._read_attributes(row)
            if len(self._attributes) > _REMEMBERED:
                self._attributes.popitem(last=False)
        return self._attributes[row]

    def _read_attributes(self, row: int) -> dict[str, Any]:
        if self._listed is None or self.document is None or self.core is None:
            return {}
        detection_id = self.core.detections.ids[row]
        try:
            found = self.document.children(self._listed, row, 1)
            if self._listed.kind is JsonKind.OBJECT and not (found and found[0].key == detection_id):
                other = self.document.member(self._listed, detection_id)  # something before it was left out
                found = [other] if other is not None else []
            value = self.document.value(found[0]) if found and found[0].stop - found[0].start <= LARGEST_SECOND else None
        except (ContentError, StorageError):
            return {}
        if not isinstance(value, dict) or (self._listed.kind is JsonKind.ARRAY and as_id(value.get("id")) != detection_id):
            return {}
        attributes = value.get("a")
        return attributes if isinstance(attributes, dict) else {}


def _spans_of(timed: Sequence[Cue] | Sequence[SceneCaption], watch: Watch) -> Spans:
    columns: tuple[list[float], list[float]] = ([], [])
    for first in range(0, len(timed), _AT_ONCE):
        watch.check()
        some = timed[first : first + _AT_ONCE]
        columns[0].extend(np.nan if one.start_seconds is None else one.start_seconds for one in some)
        columns[1].extend(np.nan if one.end_seconds is None else one.end_seconds for one in some)
    return Spans(np.array(columns[0], dtype=float64), np.array(columns[1], dtype=float64))
