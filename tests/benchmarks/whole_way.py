"""The whole way of big results through the real window, from the server to a closed job, under a 16 ms timer."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks import inputs
from tests.benchmarks.measuring import Comparison, Contender, Fixed

STALL = Fixed("the limit", 0.05)
KEPT = Fixed("the limit", 60e6)  # of allocators and caches, whatever the size of what was closed


def comparisons(is_small: bool) -> list[Comparison]:
    """No step stalls the window, and a closed job gives its memory back."""
    boxes, megabytes = (200_000, 10) if is_small else (5_410_000, 100)
    faces, core = inputs.faces(boxes), inputs.core(megabytes)
    result = {
        "detections": inputs.core_counts(megabytes)["detections"],
        "boxes": boxes,
        "found": 1,
        "saved_bytes": faces.stat().st_size,
        "lost_rows": 0,
        "has_rows": 1,
    }
    way = Contender("the whole way", "whole_way", (str(faces), str(core)), tuple(result.items()), is_seen=True)
    return [
        Comparison("UI stall in the real window", way, STALL, "*.stall_seconds", 1.0),
        Comparison("  memory kept when the job is closed", way, KEPT, "kept_bytes", 1.0),
        Comparison("  memory at most, over idle", way, Fixed("the files", _size(faces, core)), "peak_bytes", None),
    ]


def _size(*paths: Path) -> int:
    return sum(path.stat().st_size for path in paths)
