"""The table of boxes that is sorted and filtered: made by our readers from generated results, names from a core result."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.inputs import job_id
from viewer.analysis.tables import boxes_table
from viewer.metadata_types import REGISTRY
from viewer.model.boxes import BoxesContent
from viewer.model.columns import Table
from viewer.model.job import Job
from viewer.model.result import Fetched, Result
from viewer.reading.source import FileSource
from viewer.watch import Watch


def read_table(faces: Path, core: Path) -> Table:
    """Return the table that the boxes pane shows of these two results."""
    job = Job(job_id=job_id())
    for type_name, path in (("core", core), ("frames_faces", faces)):
        source = FileSource(path)
        origin = Fetched("http://127.0.0.1/", job_id(), type_name, datetime.now(UTC))
        job = job.with_result(Result(type_name, source, origin, REGISTRY.read(source, type_name, Watch())))
    boxes = job.results[-1].content
    assert isinstance(boxes, BoxesContent)
    return boxes_table(boxes, job)
