"""The timeline of a long film with very many occurrences: painted in full and in part, and found under the pointer."""

from __future__ import annotations

from tests.benchmarks.measuring import Comparison, Contender, Fixed

FULL, ZOOMED, HIT = Fixed("the limit", 0.016), Fixed("the limit", 0.004), Fixed("the limit", 0.001)


def comparisons(is_small: bool) -> list[Comparison]:
    """A repaint fits into one frame of the screen; zoomed in, into a quarter of it."""
    count = 5_000 if is_small else 50_000
    found = (("occurrences", count), ("has_rows", 1), ("has_bars", 1))
    ours = Contender(f"the timeline, {count:,} occurrences", "timeline", (str(count),), found)
    return [
        Comparison("repaint the timeline in full", ours, FULL, "full.seconds", 1.0),
        Comparison("  zoomed in", ours, ZOOMED, "zoomed.seconds", 1.0),
        Comparison("  zoomed in, the playhead alone moved", ours, ZOOMED, "again.seconds", 1.0),
        Comparison("  what is under the pointer", ours, HIT, "hit.seconds", 1.0),
    ]
