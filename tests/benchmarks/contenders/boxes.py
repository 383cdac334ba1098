"""Our reader of frames_faces: columns of numbers."""

import sys
from pathlib import Path

from tests.benchmarks.inside import report
from viewer.formats.boxes import read_faces
from viewer.model.boxes import BoxesContent
from viewer.model.result import Reading
from viewer.reading.source import FileSource
from viewer.watch import Watch


def found(reading: Reading) -> dict[str, int]:
    assert isinstance(reading.content, BoxesContent)
    assert not reading.problems
    return {"boxes": len(reading.content)}


report(lambda: read_faces(FileSource(Path(sys.argv[1])), Watch()), found)
