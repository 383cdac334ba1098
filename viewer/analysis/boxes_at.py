"""The bounding boxes of one shown frame, from any mix of a job's box results, found without looking at the others.

Strategy: files list their boxes by rising frame or second, so the boxes of one are found by halving; where a file does not,
its rows are sorted once. Names are looked up once per detection ID. No object is made before a box is asked for.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy import int64
from numpy.typing import NDArray

from viewer.analysis.box_table import names_of
from viewer.model.boxes import BoxesContent
from viewer.model.detections import CoreContent
from viewer.model.job import Job
from viewer.watch import Watch

MOST_BOXES = 500  # of one moment that are given out; more cannot be told apart on a picture
_COMPARED_AT_ONCE = 1 << 20
_CLOSE = 1e-6  # seconds: what a frame's number tells of its time is never exact
_LARGEST_POSITION = 2**62


@dataclass(frozen=True, slots=True)
class ShownBox:
    """One box of a moment: `row` is its row in the columns of the result `type_name`, where it was found.

    x, y is the upper left corner, width and height the size, as received: fractions of the picture, which may lie outside
    0…1, or NaN. A confidence of NaN is none. `label` is what core says of its detection: the person, else the label; the ID
    where there is no core. `is_of_second`: it is said of the whole second, not of this frame.
    """

    type_name: str
    row: int
    detection_id: str
    x: float
    y: float
    width: float
    height: float
    confidence: float
    label: str
    is_of_second: bool = False


@dataclass(frozen=True, slots=True)
class _Layer:
    """The boxes of one result. `positions` rise; `order` gives the row of each, None where rows stand in that order."""

    type_name: str
    boxes: BoxesContent
    positions: NDArray[int64]
    order: NDArray[int64] | None
    labels: tuple[str, ...]  # one per code of the detection IDs

    def span(self, position: int) -> tuple[int, int]:
        first = np.searchsorted(self.positions, position, "left")
        return int(first), int(np.searchsorted(self.positions, position, "right"))

    def box(self, place: int) -> ShownBox:
        row = place if self.order is None else int(self.order[place])
        boxes = self.boxes
        code = int(boxes.detection_ids.codes[row])
        return ShownBox(
            self.type_name,
            row,
            boxes.detection_ids.distinct[code],
            float(boxes.x.values[row]),
            float(boxes.y.values[row]),
            float(boxes.width.values[row]),
            float(boxes.height.values[row]),
            float(boxes.confidence.values[row]),
            self.labels[code],
            boxes.unit == "second",
        )


class BoxIndex:
    """Finds the boxes of a moment in well under a millisecond, however many a job has. Made by `box_index`."""

    def __init__(self, layers: tuple[_Layer, ...] = ()) -> None:
        self._layers = layers

    @property
    def type_names(self) -> tuple[str, ...]:
        """The metadata types that boxes are here of, in the order of the job's results."""
        return tuple(layer.type_name for layer in self._layers)

    @property
    def has_frames(self) -> bool:
        """True where some boxes are listed by frame, for which the frame's number has to be known."""
        return any(layer.boxes.unit == "frame" for layer in self._layers)

    def boxes_at(self, frame: int | None, seconds: float | None, without: Collection[str] = ()) -> tuple[ShownBox, ...]:
        """Return the boxes of the frame that is shown, and those of the whole second that it lies in.

        `frame` counts from 0 (FORMATS.md C1 and C3, inferred); None where it is not known, which leaves boxes by second.
        `seconds` is the second, or any moment in it, from the start of the video (C2, known). Types named in `without` are
        left out. Boxes of a result keep its order; at most MOST_BOXES are given, which `count_at` tells.
        """
        found: list[ShownBox] = []
        for layer, first, end in self._spans(frame, seconds, without):
            found += map(layer.box, range(first, min(end, first + MOST_BOXES - len(found))))
        return tuple(found)

    def count_at(self, frame: int | None, seconds: float | None, without: Collection[str] = ()) -> int:
        """Return how many boxes there are at this moment, whether they are given out or not."""
        return sum(end - first for _, first, end in self._spans(frame, seconds, without))

    def _spans(self, frame: int | None, seconds: float | None, without: Collection[str]) -> list[tuple[_Layer, int, int]]:
        second = _second_of(seconds)
        wanted = [layer for layer in self._layers if layer.type_name not in without]
        places = [(layer, second if layer.boxes.unit == "second" else frame) for layer in wanted]
        return [
            (layer, *layer.span(position))
            for layer, position in places
            if position is not None and abs(position) < _LARGEST_POSITION
        ]


def box_index(job: Job, watch: Watch) -> BoxIndex:
    """Index the box results of a job; call it in a worker. Raises Cancelled."""
    core = job.core
    results = [(one.type_name, one.content) for one in job.results if isinstance(one.content, BoxesContent)]
    return BoxIndex(tuple(_layer(name, boxes, core, watch) for name, boxes in results))


def _layer(type_name: str, boxes: BoxesContent, core: CoreContent | None, watch: Watch) -> _Layer:
    labels = _labels(boxes, core)
    positions = boxes.positions
    if _is_rising(positions, watch):
        return _Layer(type_name, boxes, positions, None, labels)
    order = np.argsort(positions, kind="stable")
    watch.check()
    return _Layer(type_name, boxes, positions[order], order, labels)


def _is_rising(positions: NDArray[int64], watch: Watch) -> bool:
    for first in range(0, len(positions), _COMPARED_AT_ONCE):
        watch.check()
        some = positions[first : first + _COMPARED_AT_ONCE + 1]
        if not (some[1:] >= some[:-1]).all():
            return False
    return True


def _labels(boxes: BoxesContent, core: CoreContent | None) -> tuple[str, ...]:
    """A person's name, else the label; a detection that core does not have says so (FORMATS.md B10)."""
    names = names_of(boxes.detection_ids, core)
    together = zip(names.persons, names.labels, boxes.detection_ids.distinct, strict=True)
    return tuple(person or label or detection_id for person, label, detection_id in together)


def _second_of(seconds: float | None) -> int | None:
    """The number of the second that a moment lies in; its own start belongs to it."""
    return None if seconds is None or not math.isfinite(seconds) else math.floor(seconds + _CLOSE)
