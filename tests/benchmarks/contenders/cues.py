"""Our reader of one subtitle format, named first; it reads the file, and its text is what pysrt gets ready-made."""

import sys
from importlib import import_module
from pathlib import Path

from tests.benchmarks.inside import report
from viewer.model.result import Reading
from viewer.model.timed_text import CuesContent
from viewer.reading.source import FileSource
from viewer.watch import Watch

read = import_module(f"viewer.formats.{sys.argv[1]}").read


def found(reading: Reading) -> dict[str, int]:
    assert isinstance(reading.content, CuesContent)
    return {"cues": len(reading.content.cues)}


report(lambda: read(FileSource(Path(sys.argv[2])), Watch()), found)
