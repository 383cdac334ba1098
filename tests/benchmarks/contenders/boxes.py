"""Our reader of frames_faces: columns of numbers."""

import sys
from pathlib import Path

from tests.benchmarks.inside import report
from viewer.formats.boxes import read_faces
from viewer.reading.source import FileSource
from viewer.watch import Watch

report(lambda: read_faces(FileSource(Path(sys.argv[1])), Watch()))
