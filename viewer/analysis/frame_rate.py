"""The frame rate of a job's video: as a result states it, else worked out from the shots."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from viewer.model.detections import Shots
from viewer.model.job import Job

_LOWEST, _HIGHEST = 0.001, 100_000.0


@dataclass(frozen=True, slots=True)
class FrameRate:
    """Frames a second. `is_derived`: no result states it; it follows from the frames and seconds of the detected shots."""

    fps: float
    is_derived: bool = False


def frame_rate(job: Job) -> FrameRate | None:
    """Return the frame rate of the job's video, or None where nothing tells it.

    Frame n is shown at n / fps seconds (FORMATS.md C1; measured on the vendor's sample).
    """
    stated = job.header.fps
    if stated is not None and _LOWEST <= stated <= _HIGHEST:
        return FrameRate(float(stated))
    derived = _from_shots(job.core.shots) if job.core is not None else None
    return FrameRate(derived, is_derived=True) if derived is not None and _LOWEST <= derived <= _HIGHEST else None


def _from_shots(shots: Shots) -> float | None:
    """From the shot that ends last, where rounding of its seconds matters least; end frames are included in their shot."""
    seconds, frames = shots.end_seconds.values, shots.end_frame.values
    usable = np.flatnonzero(np.isfinite(seconds) & np.isfinite(frames) & (seconds > 0) & (frames >= 0))
    if not len(usable):
        return None
    last = usable[np.argmax(seconds[usable])]
    return round((float(frames[last]) + 1) / float(seconds[last]), 4)
