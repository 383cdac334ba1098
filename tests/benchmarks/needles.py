"""What is searched for in a core result, and the texts of the file that tell how many rows must be found."""

from __future__ import annotations

from pathlib import Path

NEEDLES = {
    "human": ('"t":"human.face"', '"human.face":['),
    "SOMEBODY": ('"label":"a sentence that somebody says"',),
    "café": ('"label":"café"',),
    "kettle": (),
}


def rows_with(needle: str, path: Path) -> int:
    """Return in how many rows of a generated core result the needle stands."""
    raw = path.read_bytes()
    return sum(raw.count(text.encode()) for text in NEEDLES[needle])
