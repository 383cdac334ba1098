"""The list that equals the timeline has each span and each value of a curve, as its lanes have them."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.analysis.made_up import core, job, texts
from viewer.analysis.by_second import Curve
from viewer.analysis.lanes import lanes
from viewer.analysis.timeline_table import timeline_table
from viewer.errors import Cancelled
from viewer.model.columns import Numbers, Table
from viewer.model.result import Header
from viewer.model.timed_text import CaptionsContent, Cue, CuesContent, SceneCaption
from viewer.text import Text
from viewer.watch import Watch

CUES = CuesContent((Cue("1", 2.0, 3.0, "second"), Cue("2", 0.5, 1.0, "first"), Cue("3", None, None, "untimed")))
CAPTIONS = CaptionsContent((SceneCaption("A kettle.", 0.0, 4.0, 0),))
HEADER = Header(duration_seconds=10.0)


def cells(table: Table, *names: str) -> list[tuple[object, ...]]:
    columns = [table.column(name).values for name in names]
    return [tuple(column.at(row) for column in columns) for row in range(table.row_count)]


def test_each_span_of_each_lane_is_a_row(tmp_path: Path) -> None:
    made = core()
    found = lanes(job(tmp_path, made, CUES, CAPTIONS, header=HEADER), Watch())
    table = timeline_table(found, made, Watch())
    expected = [
        (str(lane.title), lane.spans.labels.at(place), float(lane.spans.start_seconds[place]))
        for lane in found
        for place in range(len(lane.spans))
        if not math.isnan(lane.spans.start_seconds[place])
    ]
    rows = cells(table, "lane", "label", "start_seconds")
    assert [row for row in rows if row[2] is not None] == expected
    assert [row for row in rows if row[2] is None] == [("Cues, CuesContent", "untimed", None)]
    assert table.row_count == sum(len(lane.spans) for lane in found)


def test_end_duration_confidence_and_detection_of_a_row(tmp_path: Path) -> None:
    made = core()
    table = timeline_table(lanes(job(tmp_path, made, CUES, header=HEADER), Watch()), made, Watch())
    rows = cells(table, "lane", "end_seconds", "duration_seconds", "confidence", "detection_id")
    assert ("Visual context", 1.75, 0.25, 0.6, "7") in rows
    assert ("People", 0.3, 0.2, None, "1") in rows
    assert ("Cues, CuesContent", 1.0, 0.5, None, "") in rows


def test_a_column_in_which_nothing_stands_takes_no_memory(tmp_path: Path) -> None:
    made = core()
    table = timeline_table(lanes(job(tmp_path, made, CUES, header=HEADER), Watch()), made, Watch())
    value = table.column("value").values
    assert isinstance(value, Numbers)
    assert len(value) == table.row_count > 0
    assert [value.at(row) for row in range(table.row_count)] == [None] * table.row_count
    assert value.values.strides == (0,)


def test_the_reason_of_a_compliance_hit_is_in_its_lane(tmp_path: Path) -> None:
    made = core()
    tags = texts("content_compliance", "", "", "", "content_compliance, under_18_years")
    made = replace(made, detections=replace(made.detections, tags=tags))
    table = timeline_table(lanes(job(tmp_path, made), Watch()), made, Watch())
    hits = [row for row in cells(table, "lane", "label") if str(row[0]).startswith("Compliance")]
    assert hits.count(("Compliance hits: Marked for compliance", "car")) == 3
    assert hits.count(("Compliance hits: Possibly under 18", "car")) == 3


def test_cues_of_each_result_are_listed(tmp_path: Path) -> None:
    made = job(tmp_path, CUES)
    other = replace(made.results[0], type_name="speech_to_text_vtt")
    table = timeline_table(lanes(made.with_result(other), Watch()), None, Watch())
    titles = [row[0] for row in cells(table, "lane")]
    assert titles == ["Cues, CuesContent"] * 3 + ["Cues, WebVTT"] * 3


def test_a_curve_has_a_row_for_each_second(tmp_path: Path) -> None:
    seconds = np.array([3.0, 7.0])
    curve = Curve("voice_valence", Text("Voice: valence"), seconds, np.array([0.25, -0.5]), -1.0, 1.0)
    table = timeline_table(lanes(job(tmp_path, CAPTIONS), Watch(), (curve,)), None, Watch())
    rows = cells(table, "lane", "start_seconds", "end_seconds", "value", "confidence")
    assert rows[:2] == [("Voice: valence", 3.0, 4.0, 0.25, None), ("Voice: valence", 7.0, 8.0, -0.5, None)]
    assert rows[2] == ("Scene captions", 0.0, 4.0, None, None)


def test_without_lanes_there_are_no_rows() -> None:
    assert timeline_table((), None, Watch()).row_count == 0


def test_stop_ends_it(tmp_path: Path) -> None:
    found = lanes(job(tmp_path, core()), Watch())
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        timeline_table(found, core(), watch)
