"""Made-up JSON results and where they stand, for the tests of the JSON readers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from viewer.model.result import Reading
from viewer.reading.source import FileSource

ODD_VALUES: tuple[Any, ...] = (None, True, -1, 2.5, 1e308, "", "7", "seven", "\ud800", [], {}, [1], {"x": 1}, [[]], [{}])


def file_of(folder: Path, what: Any) -> FileSource:
    """Write bytes, text or a value as JSON into a file and return it as a source."""
    path = folder / "made-up.json"
    if isinstance(what, bytes):
        path.write_bytes(what)
    else:
        path.write_text(what if isinstance(what, str) else json.dumps(what), encoding="utf-8")
    return FileSource(path)


def places(reading: Reading) -> list[str | None]:
    """Return the JSONPaths of a reading's problems."""
    return [problem.path for problem in reading.problems]
