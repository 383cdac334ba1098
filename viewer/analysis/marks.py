"""The moments that steps lead to: where shots, cues, scene captions and occurrences begin."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy import float64
from numpy.typing import NDArray

from viewer.model.detections import CoreContent
from viewer.model.job import Job
from viewer.model.timed_text import CaptionsContent, CuesContent

Seconds = NDArray[float64]


def marks(job: Job) -> dict[str, Seconds]:
    """Return rising starts in seconds, each once, for the kinds "shot", "cue", "caption" and "occurrence".

    A kind that the job does not have is empty. Cues are those of one result: the same cues in another format begin at
    slightly other moments. What has no start is left out; what begins before the video does so at 0.
    """
    core = job.core
    captions = [result.content.captions for result in job.results if isinstance(result.content, CaptionsContent)]
    cues = _cues(job)
    return {
        "shot": _rising(core.shots.start_seconds.values) if core is not None else _rising(()),
        "cue": _rising(cue.start_seconds for cue in cues.cues) if cues is not None else _rising(()),
        "caption": _rising(caption.start_seconds for listed in captions for caption in listed),
        "occurrence": _rising(core.occurrences.start_seconds.values) if core is not None else _rising(()),
    }


def occurrence_marks(core: CoreContent, detection_id: str) -> Seconds:
    """Return the rising starts of one detection's occurrences, each once; none where core does not have the detection."""
    found = core.detections
    if detection_id not in found.ids:
        return _rising(())
    row = found.ids.index(detection_id)
    first, stop = (int(place) for place in found.first_occurrence[row : row + 2])
    return _rising(core.occurrences.start_seconds.values[first:stop])


def _cues(job: Job) -> CuesContent | None:
    """Those whose times the file itself states, before those for which a frame rate was assumed."""
    found = [result.content for result in job.results if isinstance(result.content, CuesContent)]
    timed = [content for content in found if any(cue.start_seconds is not None for cue in content.cues)]
    return min(timed, key=lambda content: content.needs_fps, default=None)


def _rising(starts: Seconds | Iterable[float | None]) -> Seconds:
    if not isinstance(starts, np.ndarray):
        starts = np.array([np.nan if start is None else start for start in starts], dtype=float64)
    rising: Seconds = starts[np.isfinite(starts)]
    np.maximum(rising, 0.0, out=rising)
    rising.sort()
    is_first = np.ones(rising.size, np.bool_)
    is_first[1:] = rising[1:] != rising[:-1]
    rising = rising[is_first]
    rising.flags.writeable = False
    return rising
