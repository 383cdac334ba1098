"""The plainest search that ignores case: `lower` and `count` over a file, a megabyte at a time; it knows no JSON."""

import sys
from pathlib import Path

from tests.benchmarks.inside import tell, timed
from tests.benchmarks.needles import NEEDLES

PIECE = 1_000_000
path = Path(sys.argv[1])


def count(needle: bytes) -> int:
    with path.open("rb") as file:
        return sum(piece.lower().count(needle) for piece in iter(lambda: file.read(PIECE), b""))


figures = {}
for needle in NEEDLES:
    _, figures[f"all hits of {needle}.seconds"] = timed(lambda needle=needle: count(needle.lower().encode()))
tell(figures, {"wrong": 0})
