"""Bounding boxes of frames_faces, frames_objects and seconds_objects as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from viewer.model.columns import Numbers, Texts
from viewer.model.result import Content

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class BoxesContent(Content):
    """One entry per box, in the file's order.

    `unit` is what `positions` counts: frames or seconds, from 0. `entries` is the number of frames or seconds that the
    file lists, with or without boxes. `x`, `y` is the upper left corner, `width`, `height` the size, as fractions of the
    picture; values may lie outside 0…1 where a face is cut by the picture's edge. A blank confidence is NaN.
    """

    unit: Literal["frame", "second"]
    entries: int
    positions: NDArray[int64]
    detection_ids: Texts
    x: Numbers
    y: Numbers
    width: Numbers
    height: Numbers
    confidence: Numbers

    def __len__(self) -> int:
        return len(self.positions)
