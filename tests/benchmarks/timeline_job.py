"""A long film's job for the timeline, made up in memory: shots, a curve, and as many occurrences as are asked for.

Strategy: two hours, most spans some seconds long, a few without length, a few as long as a scene, a few beyond the end;
nearly all of them in a few lanes, as the service's are.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy import float64, int32, int64

from viewer.analysis.by_second import Curve
from viewer.analysis.lanes import Lane, lanes
from viewer.model.columns import Numbers, Texts
from viewer.model.detections import CoreContent, Detections, Occurrences, Shots
from viewer.model.job import Job
from viewer.model.result import Header, Opened, Reading, Result
from viewer.reading.source import FileSource
from viewer.text import Text
from viewer.watch import Watch

SEED = 4
DURATION = 7200.0
SHOTS = 1500
DETECTIONS = 2000
TYPES = (  # and how many of a hundred detections are of each
    ("visual.context", 45),
    ("human.face", 12),
    ("visual.object.localized", 12),
    ("audio.context", 8),
    ("audio.keyword.novelty_word", 8),
    ("visual.text_region.full_frame_analysis", 6),
    ("audio.speech", 5),
    ("visual.color", 2),
    ("explicit_content.nudity", 2),
)


def core(occurrences: int) -> CoreContent:
    """A core result with exactly so many occurrences."""
    chance = np.random.default_rng(SEED)
    share = np.array([weight for _, weight in TYPES], float64)
    kinds = chance.choice(len(TYPES), DETECTIONS, p=share / share.sum()).astype(int32)
    counts = chance.multinomial(occurrences, chance.dirichlet(np.full(DETECTIONS, 0.7)))
    first = np.concatenate([[0], np.cumsum(counts)]).astype(int64)
    start = chance.uniform(0, DURATION * 1.002, occurrences).round(3)
    length = chance.exponential(3.0, occurrences) * np.where(chance.random(occurrences) < 0.01, 40, 1)
    length[chance.random(occurrences) < 0.01] = 0.0
    blank, numbered = _blank(DETECTIONS), tuple(str(number) for number in range(DETECTIONS))
    names = tuple(f"concept {number}" for number in range(DETECTIONS))
    detections = Detections(
        ids=numbered,
        types=Texts(kinds, tuple(name for name, _ in TYPES)),
        labels=Texts(np.arange(DETECTIONS, dtype=int32), names),
        persons=blank,
        person_confidence=_none(DETECTIONS),
        face_ids=blank,
        genders=blank,
        confidence=_none(DETECTIONS),
        relevance=Numbers(np.arange(DETECTIONS, dtype=float64)),
        tags=blank,
        first_occurrence=first,
    )
    listed = Occurrences(
        ids=tuple(str(number) for number in range(occurrences)),
        start_seconds=Numbers(start),
        end_seconds=Numbers((start + length).round(3)),
        confidence=Numbers(chance.random(occurrences)),
        shot_start=_none(occurrences),
        shot_end=_none(occurrences),
    )
    cuts = np.concatenate([[0.0], np.sort(chance.uniform(0, DURATION, SHOTS - 1)), [DURATION]])
    shots = Shots(Numbers(cuts[:-1]), Numbers(cuts[1:]), _none(SHOTS), _none(SHOTS))
    return CoreContent(detections, listed, shots, 0)


def lanes_of(content: CoreContent) -> tuple[Lane, ...]:
    """The lanes of a job with this core result, and with the sentiment of speech in each second."""
    path = Path(__file__)  # a result is always of a file; nothing reads it
    reading = Reading(content, header=Header(duration_seconds=DURATION))
    job = Job().with_result(Result("core", FileSource(path), Opened(path), reading))
    seconds = np.arange(DURATION)
    curve = Curve("speech_sentiment", Text("Sentiment of speech"), seconds, np.sin(seconds / 40), -1.0, 1.0)
    return lanes(job, Watch(), [curve])


def _none(count: int) -> Numbers:
    return Numbers(np.full(count, np.nan))


def _blank(count: int) -> Texts:
    return Texts(np.zeros(count, int32), ("",))
