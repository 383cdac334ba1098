"""Our index over the boxes of a job: the boxes of one frame, wherever in the film."""

import statistics
import sys
from functools import partial
from pathlib import Path

from tests.benchmarks.inside import tell, timed
from viewer.analysis.boxes_at import box_index
from viewer.formats.boxes import read_faces
from viewer.model.boxes import BoxesContent
from viewer.model.job import Job
from viewer.model.result import Opened, Result
from viewer.reading.source import FileSource
from viewer.watch import Watch

MOST_LOOKS = 5_000


def main() -> None:
    path = Path(sys.argv[1])
    source = FileSource(path)
    reading = read_faces(source, Watch())
    content = reading.content
    assert isinstance(content, BoxesContent)
    job = Job(None, (Result("frames_faces", source, Opened(path), reading),))
    index, built = timed(lambda: box_index(job, Watch()))
    step = max(1, content.entries // MOST_LOOKS)
    seconds = [timed(partial(index.boxes_at, frame, frame / 25))[1] for frame in range(0, content.entries, step)]
    found = sum(index.count_at(frame, None) for frame in range(content.entries))
    tell({"seconds": statistics.median(seconds), "slowest.seconds": max(seconds), "index.seconds": built}, {"boxes": found})


main()
