"""The lanes of a job come at once, and again with the curves, between those of the core result."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.analysis.made_up import core, job
from viewer.analysis.timeline_content import TimelineContent, timeline_content
from viewer.demo.jobs import DEMO_JOB_ID
from viewer.demo.results import result
from viewer.errors import Cancelled
from viewer.metadata_types import REGISTRY
from viewer.model.job import Job
from viewer.model.result import Opened, Result
from viewer.model.timed_text import CaptionsContent, SceneCaption
from viewer.reading.source import FileSource
from viewer.watch import Watch

CAPTIONS = CaptionsContent((SceneCaption("A kettle.", 0.0, 4.0, 0),))


def keys(content: TimelineContent) -> list[str]:
    return [lane.key for lane in content.lanes]


def test_curves_follow_the_people_and_come_last(tmp_path: Path) -> None:
    path = tmp_path / "core"
    path.write_bytes(result("core", DEMO_JOB_ID))
    source = FileSource(path)
    demo = Job().with_result(Result("core", source, Opened(path), REGISTRY.read(source, "core", Watch())))
    early: list[TimelineContent] = []
    whole = timeline_content(demo, Watch(hand_over=early.append))
    assert [one.is_whole for one in (*early, whole)] == [False, True]
    assert whole.core is demo.core
    curves = [key for key in keys(whole) if key.startswith("curve/")]
    assert "curve/speech_sentiment" in curves
    assert [key for key in keys(whole) if key not in curves] == keys(early[0])
    assert keys(whole)[: 3 + len(curves)] == ["shots", "compliance", "people", *curves]


def test_without_core_there_is_nothing_to_wait_for(tmp_path: Path) -> None:
    early: list[TimelineContent] = []
    whole = timeline_content(job(tmp_path, CAPTIONS), Watch(hand_over=early.append))
    assert (early, keys(whole), whole.duration_seconds, whole.is_whole) == ([], ["captions/CaptionsContent"], 4.0, True)


def test_stop_ends_it(tmp_path: Path) -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        timeline_content(job(tmp_path, core()), watch)
