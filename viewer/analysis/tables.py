"""The tables that the window shows, Save writes and `convert` makes, one function for each."""

from __future__ import annotations

from viewer.analysis.box_summary import boxes_summary
from viewer.analysis.box_table import boxes_table
from viewer.analysis.detection_tables import detections_table, occurrences_table, plain_type
from viewer.analysis.timed_text_tables import captions_table, cues_table
from viewer.model.boxes import BoxesContent
from viewer.model.columns import Table
from viewer.model.detections import CoreContent
from viewer.model.job import Job
from viewer.model.result import Result
from viewer.model.timed_text import CaptionsContent, CuesContent

__all__ = [
    "boxes_summary",
    "boxes_table",
    "captions_table",
    "cues_table",
    "detections_table",
    "occurrences_table",
    "plain_type",
    "table_of",
]


def table_of(result: Result, job: Job) -> Table | None:
    """Return the table of a result's content, joined to the other results of its job; None where it has none."""
    content = result.content
    if isinstance(content, CoreContent):
        return detections_table(content)
    if isinstance(content, BoxesContent):
        return boxes_table(content, job)
    if isinstance(content, CuesContent):
        return cues_table(content)
    if isinstance(content, CaptionsContent):
        return captions_table(content, job)
    return None
