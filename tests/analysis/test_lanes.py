"""Lanes hold everything that has a span, in the order in which it begins, and unfold into what they are made of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.analysis.made_up import core, job, numbers, texts
from viewer.analysis.by_second import Curve
from viewer.analysis.lanes import Lane, duration_of, lanes
from viewer.analysis.spans import spans_of
from viewer.errors import Cancelled
from viewer.model.result import Header
from viewer.model.timed_text import CaptionsContent, Cue, CuesContent, SceneCaption
from viewer.text import Text
from viewer.watch import Watch

CUES = CuesContent((Cue("1", 2.0, 3.0, "second"), Cue("2", 0.5, 1.0, "first"), Cue("3", None, None, "untimed")))
CAPTIONS = CaptionsContent((SceneCaption("A kettle.", 0.0, 4.0, 0),))
HEADER = Header(duration_seconds=10.0)


def by_key(found: tuple[Lane, ...]) -> dict[str, Lane]:
    return {lane.key: lane for lane in found}


def labels(lane: Lane) -> list[str]:
    return [lane.spans.labels.at(place) for place in range(len(lane.spans))]


def test_what_lanes_there_are(tmp_path: Path) -> None:
    found = lanes(job(tmp_path, core(), CUES, CAPTIONS, header=HEADER), Watch())
    assert [str(lane.title) for lane in found] == [
        "Shots",
        "People",
        "Cues, CuesContent",
        "Scene captions",
        "Visual context",
        "Audio keyword name person",
    ]


def test_a_job_without_anything_has_no_lanes(tmp_path: Path) -> None:
    assert lanes(job(tmp_path), Watch()) == ()
    assert duration_of(job(tmp_path)) == 0


def test_spans_stand_in_the_order_in_which_they_begin_and_know_their_occurrence(tmp_path: Path) -> None:
    people = by_key(lanes(job(tmp_path, core(), header=HEADER), Watch()))["people"]
    assert people.spans.start_seconds.tolist() == [0.1, 2.0, 2.5, 4.0]
    assert people.spans.items.tolist() == [0, 1, 2, 3]
    assert people.spans.detection_rows.tolist() == [0, 0, 0, 1]
    assert labels(people) == ["Ada Lovelace"] * 3 + ["Unknown male (face 3)"]


def test_a_lane_unfolds_into_what_it_is_made_of(tmp_path: Path) -> None:
    people = by_key(lanes(job(tmp_path, core(), header=HEADER), Watch()))["people"]
    assert [str(lane.title) for lane in people.members] == ["Ada Lovelace", "Unknown male (face 3)"]
    assert sum(len(lane.spans) for lane in people.members) == len(people.spans)
    assert all(lane.is_of_one for lane in people.members)
    assert str(people.members[-1].title) == str(people.members[1:][0].title) == "Unknown male (face 3)"
    with pytest.raises(IndexError):
        people.members[2]


def test_the_lanes_of_a_type_stand_in_order_of_relevance(tmp_path: Path) -> None:
    made = core()
    found = replace(made.detections, types=texts(*["visual.context"] * 5), relevance=numbers(3, None, 1, 2, 2.5))
    lane = by_key(lanes(job(tmp_path, replace(made, detections=found)), Watch()))["type/visual.context"]
    assert [str(member.title) for member in lane.members] == ["Ada", "car", "face", "face"]
    assert len({member.key for member in lane.members}) == 4


def test_compliance_hits_unfold_by_reason(tmp_path: Path) -> None:
    made = core()
    found = replace(made.detections, tags=texts("content_compliance", "", "", "content_compliance", "under_18_years"))
    lane = by_key(lanes(job(tmp_path, replace(made, detections=found)), Watch()))["compliance"]
    assert [str(member.title) for member in lane.members] == ["Marked for compliance", "Possibly under 18"]
    assert [len(lane.spans), *(len(member.spans) for member in lane.members)] == [7, 4, 3]
    assert lane.spans.drawn_count == 6  # the whole video's has no span


def test_what_cannot_be_drawn_is_still_there(tmp_path: Path) -> None:
    lane = by_key(lanes(job(tmp_path, CUES, header=HEADER), Watch()))["cues/CuesContent"]
    assert labels(lane) == ["first", "second", "untimed"]
    assert np.isnan(lane.spans.start_seconds[2])
    assert lane.spans.drawn_count == 2


def test_times_outside_the_video_are_drawn_at_its_ends_and_kept_as_they_are() -> None:
    start = np.array([12.0, -3.0, 9.0, 5.0, 6.0, np.inf, 7.0])
    end = np.array([13.0, 1.0, 11.0, 4.0, np.nan, 8.0, np.inf])
    spans = spans_of(start, end, 10.0)
    assert spans.start_seconds[:6].tolist() == [-3, 5, 6, 7, 9, 12]
    assert spans.drawn_start.tolist() == [0, 5, 6, 7, 9, 10]
    assert spans.drawn_end.tolist() == [1, 5, 6, 10, 10, 10]
    assert np.isnan(spans.start_seconds[6]) or np.isinf(spans.start_seconds[6])


def test_the_same_cues_in_several_formats_are_one_lane(tmp_path: Path) -> None:
    made = job(tmp_path, CUES)
    other = replace(made.results[0], type_name="speech_to_text_vtt")
    (lane,) = lanes(made.with_result(other), Watch())
    assert len(lane.spans) == 3
    assert [str(member.title) for member in lane.members] == ["Cues, CuesContent", "Cues, WebVTT"]


def test_curves_are_lanes_without_spans(tmp_path: Path) -> None:
    seconds = np.arange(3.0)
    curve = Curve("speech_sentiment", Text("Sentiment of speech"), seconds, seconds / 3, -1.0, 1.0)
    lane = by_key(lanes(job(tmp_path, core()), Watch(), (curve,)))["curve/speech_sentiment"]
    assert lane.curve is curve
    assert len(lane.spans) == 0


@pytest.mark.parametrize(("told", "expected"), [(10.0, 10.0), (None, 10.04), (-1.0, 10.04), (float("nan"), 10.04)])
def test_how_long_the_video_is(tmp_path: Path, told: float | None, expected: float) -> None:
    assert duration_of(job(tmp_path, core(), CUES, header=Header(duration_seconds=told))) == expected


def test_stop_ends_it(tmp_path: Path) -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        lanes(job(tmp_path, core()), watch)
