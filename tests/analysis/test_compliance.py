"""Compliance hits: what is flagged, why, in time order, nothing left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.analysis.made_up import core, texts
from viewer.analysis.compliance import compliance_hits, occurrences_of
from viewer.errors import Cancelled
from viewer.model.detections import CoreContent
from viewer.watch import Watch

NO_TYPES = ("visual.context",) * 5


def flagged(types: tuple[str, ...] = NO_TYPES, tags: tuple[str, ...] = ("",) * 5) -> CoreContent:
    made = core()
    return replace(made, detections=replace(made.detections, types=texts(*types), tags=texts(*tags)))


@pytest.mark.parametrize(
    ("type_name", "reason"),
    [
        ("explicit_content.nudity", "Explicit content"),
        ("audio.keyword.compliance", "Compliance keyword in speech"),
        ("visual.text_region.keyword.compliance", "Compliance keyword on screen"),
    ],
)
def test_types_that_are_hits(type_name: str, reason: str) -> None:
    hits = compliance_hits(flagged(types=("visual.context", type_name, *NO_TYPES[2:])))
    assert [str(text) for text in hits.reasons(0)] == [reason]
    assert hits.detection_rows.tolist() == [1]
    assert hits.occurrence_rows.tolist() == [3]


@pytest.mark.parametrize(
    ("tags", "reasons"),
    [
        ("content_compliance", ["Marked for compliance"]),
        ("style, under_18_years", ["Possibly under 18"]),
        ("under_18_years, content_compliance", ["Marked for compliance", "Possibly under 18"]),
    ],
)
def test_tags_that_make_a_hit(tags: str, reasons: list[str]) -> None:
    hits = compliance_hits(flagged(tags=("", "", "", "", tags)))
    assert [[str(text) for text in hits.reasons(row)] for row in range(len(hits))] == [reasons] * 3


def test_nothing_else_is_a_hit() -> None:
    assert len(compliance_hits(flagged(tags=("my_content_compliance", "compliance", "", "", "automotive")))) == 0
    assert len(compliance_hits(core())) == 0


def test_hits_come_in_time_order_those_without_a_start_last() -> None:
    content = flagged(tags=("content_compliance",) * 5)
    hits = compliance_hits(content)
    starts = content.occurrences.start_seconds.values[hits.occurrence_rows[:-1]]
    assert len(hits) == 9
    assert starts.tolist() == sorted(starts.tolist())
    assert (int(hits.occurrence_rows[-1]), int(hits.detection_rows[-1])) == (-1, 3)


def test_the_confidence_is_that_of_the_occurrence_else_of_the_detection() -> None:
    hits = compliance_hits(flagged(tags=("", "", "", "content_compliance", "content_compliance")))
    assert hits.confidence().tolist() == [0.91, 0.6, 0.7, 0.5]
    assert hits.occurrence_rows.tolist() == [6, 7, 5, -1]


def test_the_hits_of_one_reason() -> None:
    hits = compliance_hits(flagged(types=("explicit_content.x", *NO_TYPES[1:]), tags=("content_compliance", "", "", "", "")))
    assert hits.with_reason(0).tolist() == hits.with_reason(3).tolist() == [0, 1, 2]
    assert hits.with_reason(1).tolist() == []


def test_the_occurrences_of_some_detections() -> None:
    first = np.array([0, 3, 3, 5])
    assert occurrences_of(first, np.array([2, 0, 1])).tolist() == [3, 4, 0, 1, 2]
    assert occurrences_of(first, np.zeros(0, np.int64)).tolist() == []


def test_stop_ends_it() -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        compliance_hits(core(), watch)
