"""Results to measure with: made up, the same on every run, in the shapes of the service; kept in build/benchmarks."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.measuring import ROOT

FOLDER = ROOT / "build" / "benchmarks"
JOB = {"job_id": "167d6a67-fb99-438c-a44c-c22c98229b93", "request": {"media": {"title": "Made up", "language": "en-US"}}}
TECHNICAL: dict[str, Any] = {"fps": 25, "resolution": {"x_pixels": 1920, "y_pixels": 1080}}
TYPES = ["visual.context", "human.face", "audio.speech", "audio.context", "visual.object.localized"]


def core(megabytes: int) -> Path:
    """Return a core result of about this size: detections with occurrences, shots, and what is there second by second."""
    return kept(f"core-{megabytes}.json", lambda: _core(megabytes * 1_000_000))


def faces(boxes: int) -> Path:
    """Return a frames_faces result with this many bounding boxes, nought to four a frame."""
    return kept(f"faces-{boxes}.json", lambda: _faces(boxes))


def crowd(frames: int, boxes: int) -> Path:
    """Return a frames_faces result with `boxes` bounding boxes in each of `frames` frames."""
    return kept(f"crowd-{frames}-{boxes}.json", lambda: _crowd(frames, boxes))


def job_id() -> str:
    """Return the ID of the job that all these results are of."""
    return str(JOB["job_id"])


def core_counts(megabytes: int) -> dict[str, int]:
    """Return how many detections, and how many seconds in by_second, a core result of this size has."""
    detections, seconds = _counts(megabytes * 1_000_000)
    return {"detections": detections - 1, "seconds": seconds}


def kept(name: str, pieces: Callable[[], Iterator[str]]) -> Path:
    """Return the file of this name, written from its pieces where it is not there yet."""
    path = FOLDER / name
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        with unfinished.open("w", encoding="utf-8") as file:
            file.writelines(pieces())
        os.replace(unfinished, path)
    return path


def _head(metadata_type: str, version: str, seconds: float) -> str:
    head = {
        "version_info": {"metadata_type": metadata_type, "metadata_format": version, "backend": "3.1.1"},
        "job_info": JOB,
        "media_info": {"technical": {"duration_s": seconds, **TECHNICAL}, "from_customer": {"title": "Made up"}},
    }
    return json.dumps(head, separators=(",", ":"))[:-1]


def _core(size: int) -> Iterator[str]:
    """About 30 % detections, 10 % shots, 60 % seconds, as in long films."""
    chance = random.Random(1)
    detections, seconds = _counts(size)
    yield _head("core", "1.8.1", seconds)
    yield ',"detections":{'
    yield from _joined(f'"{number}":{_detection(number, seconds, chance)}' for number in range(1, detections))
    yield '},"segmentations":{"detected_shots":['
    yield from _joined(_shot(number) for number in range(size // 880))
    yield ']},"detection_groupings":{"by_detection_type":{'
    yield from _joined(f'"{name}":[{_numbered(place, detections)}]' for place, name in enumerate(TYPES))
    yield '},"by_second":['
    yield from _joined(_second(detections, chance) for _ in range(seconds))
    yield "]}}"


def _counts(size: int) -> tuple[int, int]:
    """The number after that of the last detection, and the seconds, of a core result of about `size` bytes."""
    return size // 1500, size // 315


def _joined(pieces: Iterator[str]) -> Iterator[str]:
    comma = ""
    for piece in pieces:
        yield comma + piece
        comma = ","


def _numbered(place: int, end: int) -> str:
    return ",".join(f'"{number}"' for number in range(1, end) if number % len(TYPES) == place)


def _detection(number: int, seconds: int, chance: random.Random) -> str:
    occurrences = []
    for place in range(chance.randint(1, 10)):
        start = chance.uniform(0, seconds - 10)
        times = f'"ss":{start:.3f},"se":{start + chance.uniform(0.5, 9):.3f}'
        occurrences.append(f'{{"id":"{number * 10 + place}",{times},"c_max":{chance.uniform(0.5, 1):.3f}}}')
    label = chance.choice(["face", "café", "person", "a sentence that somebody says", 'a \\"quoted\\" word'])
    concept = f"{chance.getrandbits(48):012x}"
    return f'{{"t":"{TYPES[number % len(TYPES)]}","label":"{label}","cid":"{concept}","occs":[{",".join(occurrences)}]}}'


def _shot(number: int) -> str:
    first, last = number * 75, number * 75 + 74
    return f'{{"ss":{first / 25:.3f},"se":{last / 25:.3f},"fs":{first},"fe":{last},"sdur":2.960}}'


def _second(detections: int, chance: random.Random) -> str:
    entries = [
        f'{{"d":"{chance.randrange(1, detections)}","o":["{chance.randrange(1, 99999)}"],"c":{chance.uniform(0.5, 1):.3f}}}'
        for _ in range(chance.randint(0, 11))
    ]
    return f"[{','.join(entries)}]"


def _faces(boxes: int) -> Iterator[str]:
    chance = random.Random(2)
    yield _head("frames_faces", "1.0.3", boxes / 50)
    yield ',"faces_by_frame":['
    left, comma = boxes, ""
    while left:
        here = min(left, chance.randint(0, 4))
        yield comma + "[" + ",".join(_face(chance) for _ in range(here)) + "]"
        left -= here
        comma = ","
    yield "]}"


def _crowd(frames: int, boxes: int) -> Iterator[str]:
    chance = random.Random(3)
    yield _head("frames_faces", "1.0.3", frames / TECHNICAL["fps"])
    yield ',"faces_by_frame":['
    yield from _joined("[" + ",".join(_face(chance) for _ in range(boxes)) + "]" for _ in range(frames))
    yield "]}"


def _face(chance: random.Random) -> str:
    x, y, width, height = (chance.random() for _ in range(4))
    return f'{{"id":"{chance.randint(1, 40)}","x":{x:.3f},"y":{y:.3f},"w":{width / 2:.3f},"h":{height / 2:.3f}}}'
