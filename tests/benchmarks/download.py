"""Fetching a big result from a server on this computer."""

from __future__ import annotations

from tests.benchmarks import inputs
from tests.benchmarks.measuring import Comparison, Contender, Fixed

STALL_SECONDS = 0.01


def comparisons(is_small: bool) -> list[Comparison]:
    """Time beside a bare loop, and how the window answers meanwhile."""
    path = inputs.faces(200_000 if is_small else 5_410_000)
    size = path.stat().st_size
    arguments, result = (str(path),), (("bytes", size),)
    bare = Contender("a bare httpx loop", "httpx_download", arguments, result)
    ours = Contender("our client", "our_download", arguments, result)
    seen = Contender("our client, under the window", "seen_download", arguments, result, is_seen=True)
    return [
        Comparison(f"download {size / 1e6:.0f} MB", ours, bare, "seconds", 1.3),
        Comparison("  UI stall", seen, Fixed("the limit", STALL_SECONDS), "*.stall_seconds", 1.0),
    ]
