"""Big results in the real window, each under a 16 ms timer: a tree, copying and exporting, frames while scrolling."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks import inputs
from tests.benchmarks.measuring import Comparison, Contender, Fixed
from tests.benchmarks.subtitle_inputs import subtitles

STALL = Fixed("the limit", 0.05)
FIRST_ROWS = Fixed("the limit", 0.3)
FRAME = Fixed("the limit", 0.016)
KEPT = Fixed("the limit", 60e6)  # of allocators and caches, whatever the size of what was closed


def comparisons(is_small: bool) -> list[Comparison]:
    """No step stalls the window, no frame is late, and a closed job gives its memory back."""
    return [*_tree(20 if is_small else 500), *_rows(200_000 if is_small else 1_000_000), *_frames(is_small)]


def _tree(megabytes: int) -> list[Comparison]:
    path = inputs.core(megabytes)
    size = path.stat().st_size
    goal = 0.5 if size > 100e6 else None  # below, the window itself takes as much as the file
    result = (("detections", inputs.core_counts(megabytes)["detections"]), ("saved_bytes", size))
    way = Contender(f"a core of {megabytes} MB", "big_core", (str(path),), result, is_seen=True)
    return [
        Comparison(f"a core of {megabytes} MB in the window: first rows", way, FIRST_ROWS, "*first rows*.seconds", 1.0),
        Comparison("  UI stall", way, STALL, "*.stall_seconds", 1.0),
        Comparison("  memory at most, over idle", way, Fixed("the file", size), "peak_bytes", goal),
        Comparison("  memory kept when it is closed", way, KEPT, "kept_bytes", 1.0),
    ]


def _rows(count: int) -> list[Comparison]:
    arguments, result = (str(inputs.faces(count)), str(count)), (("copied_cells", count), ("exported_rows", count))
    way = Contender(f"{count:,} boxes, copied and exported", "million_rows", arguments, result, is_seen=True)
    work = f"copy {count:,} cells, export as many rows: UI stall"
    return [Comparison(work, way, STALL, "*.stall_seconds", 1.0)]


def _frames(is_small: bool) -> list[Comparison]:
    boxes, megabytes, cues = (200_000, 10, 2_000) if is_small else (5_000_000, 100, 20_000)
    scrolled = [
        (f"{boxes:,} boxes", inputs.faces(boxes), "boxes", "view"),
        (f"detections of {megabytes} MB", inputs.core(megabytes), "detections", "view"),
        (f"{cues:,} cues", subtitles("srt", cues), "subtitles", "view"),
        (f"the tree of {megabytes} MB", inputs.core(megabytes), "json", "tree"),
    ]
    return [
        Comparison(f"scroll {words}, one frame", _scrolling(words, path, pane, view), FRAME, "seconds", 1.0)
        for words, path, pane, view in scrolled
    ]


def _scrolling(words: str, path: Path, pane: str, view: str) -> Contender:
    return Contender(f"the pane with {words}", "scrolling", (str(path), pane, view), (("is_scrolled", 1),), is_seen=True)
