"""All our subtitle readers, one after another, on texts of a given size that are no subtitles."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.benchmarks.inside import tell, timed
from tests.benchmarks.subtitle_inputs import HOSTILE, hostile
from viewer.errors import ContentError
from viewer.formats import avid_txt, srt, ttml, vtt
from viewer.model.result import Reading
from viewer.reading.source import FileSource
from viewer.watch import Watch

READERS: tuple[Callable[..., Reading], ...] = (srt.read, vtt.read, ttml.read, avid_txt.read)


def read_all(path: Path) -> int:
    """Return how many readers had an answer: a reading, or the reason why there is none."""
    for read in READERS:
        with suppress(ContentError):
            read(FileSource(path), Watch())
    return len(READERS)


size = int(sys.argv[1])
figures, answers = {}, 0
for kind in HOSTILE:
    count, figures[f"{kind}.seconds"] = timed(lambda kind=kind: read_all(hostile(kind, size)))
    answers += count
tell(figures, {"answers": answers})
