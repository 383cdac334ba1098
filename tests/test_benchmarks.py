"""What measures can be trusted: its inputs are what they say, what fails or finds something else counts, a stall is seen."""

from __future__ import annotations

import json
import time
from itertools import chain
from pathlib import Path
from typing import Any

import pysrt
import pytest
from PySide6.QtCore import QTimer

from tests.benchmarks import inputs, latest, subtitle_inputs, timeline_job
from tests.benchmarks.measuring import Comparison, Contender, Figures, Fixed, measure, together
from tests.benchmarks.stalls import INTERVAL_SECONDS, StallTimer
from tests.benchmarks.table import HEADINGS, Verdict, judge, lines, markdown, rows, shown, steps

OURS = Contender("ours", "json_load", ("/no/such/file",))
THEIRS = Contender("theirs", "json_load", ("/no/such/file", "either"))
CLAIM = Comparison("some work", OURS, THEIRS, "seconds", 1.5)
STALLS = Comparison("many steps", OURS, Fixed("the limit", 0.05), "*.stall_seconds", 1.0)
CORE = '{"detections": {"1": {}, "2": {}}, "detection_groupings": {"by_second": [[]]}}'


# --- inputs


def test_a_core_result_has_the_size_and_the_shape_that_are_asked_for() -> None:
    text = "".join(inputs._core(1_000_000))
    assert text == "".join(inputs._core(1_000_000))
    assert len(text) == pytest.approx(1_000_000, rel=0.1)
    core = json.loads(text)
    named = chain.from_iterable(core["detection_groupings"]["by_detection_type"].values())
    assert sorted(named) == sorted(core["detections"])
    assert len(core["detection_groupings"]["by_second"]) == core["media_info"]["technical"]["duration_s"]
    by_second = core["detection_groupings"]["by_second"]
    assert inputs.core_counts(1) == {"detections": len(core["detections"]), "seconds": len(by_second)}
    assert core["job_info"]["job_id"] == inputs.job_id()


def test_a_faces_result_has_exactly_the_boxes_that_are_asked_for() -> None:
    faces = json.loads("".join(inputs._faces(1000)))
    assert sum(map(len, faces["faces_by_frame"])) == 1000


@pytest.mark.parametrize(("form", "mark"), [("srt", " --> "), ("vtt", " --> "), ("ttml", "<p "), ("avid", "00:")])
def test_subtitles_have_exactly_the_cues_that_are_asked_for(form: str, mark: str) -> None:
    text = "".join(subtitle_inputs.FORMS[form](50))
    assert text == "".join(subtitle_inputs.FORMS[form](50))
    assert sum(mark in line for line in text.splitlines()) == 50


def test_the_library_beside_us_reads_every_cue() -> None:
    assert len(pysrt.from_string("".join(subtitle_inputs.FORMS["srt"](50)))) == 50


def test_a_timeline_has_exactly_the_occurrences_that_are_asked_for() -> None:
    lanes = {lane.key: lane for lane in timeline_job.lanes_of(timeline_job.core(500))}
    listed = [lane.spans for key, lane in lanes.items() if key == "people" or key.startswith("type/")]
    drawn = {(int(row), int(item)) for spans in listed for row, item in zip(spans.detection_rows, spans.items, strict=True)}
    assert len({item for _, item in drawn if item >= 0}) == 500
    assert len(lanes["shots"].spans) == timeline_job.SHOTS
    assert any(lane.curve for lane in lanes.values())


# --- claims and figures


def verdict(claim: Comparison, ours: Figures, theirs: Figures | None = None) -> Verdict:
    return judge(claim, {OURS: ours, THEIRS: theirs or {}})


@pytest.mark.parametrize(("seconds", "word"), [(1.4, "met"), (1.6, "NOT MET")])
def test_a_goal_is_met_or_missed(seconds: float, word: str) -> None:
    found = verdict(CLAIM, {"seconds": seconds}, {"seconds": 1.0})
    assert found.word == word
    heading, theirs, ours = lines(HEADINGS, rows([found]))
    assert heading.split() == ["work", "contender", "median", "ratio", "goal"]
    assert theirs.split() == ["some", "work", "theirs", "1,000", "ms"]
    assert ours == f"           ours       {seconds * 1000:,.0f} ms  {seconds:.2f}   ≤ 1.50  {word}"


def test_without_a_goal_nothing_is_claimed() -> None:
    found = verdict(Comparison("some work", OURS, THEIRS, "seconds", None), {"seconds": 9.0}, {"seconds": 1.0})
    assert found.is_met
    assert list(rows([found]))[1] == ("", "ours", "9,000 ms", "9.00", "", "")


def test_of_many_figures_the_worst_counts() -> None:
    found = verdict(STALLS, {"open.stall_seconds": 0.01, "sort.stall_seconds": 0.06, "sort.seconds": 9.0})
    assert (found.word, found.figure) == ("NOT MET", "sort.stall_seconds")
    assert list(rows([found]))[1][1] == "ours, worst: sort"


@pytest.mark.parametrize("figures", [{}, {"a.stall_seconds": 0.01, "b.stall_seconds": None}, {"seconds": 0.01}])
def test_what_is_not_told_is_no_success(figures: Figures) -> None:
    found = verdict(STALLS, figures)
    assert not found.is_met
    assert found.word == "not measured"


def test_the_median_counts_and_of_stalls_the_worst() -> None:
    runs = [{"seconds": second, "a.stall_seconds": second, "bytes": None} for second in (3.0, 1.0, 2.0)]
    assert together(runs) == {"seconds": 2.0, "a.stall_seconds": 3.0, "bytes": None}


def test_figures_have_their_units() -> None:
    figures = [("bytes", 1.25e6), ("seconds", 0.0123), ("a.seconds", 0.4), ("seconds", 12.34), ("seconds", None)]
    assert [shown(*figure) for figure in figures] == ["1.2 MB", "12.3 ms", "400 ms", "12.3 s", "-"]


def test_the_steps_of_a_way_are_a_table() -> None:
    figures = {"sort.seconds": 0.5, "sort.stall_seconds": 0.01, "kept_bytes": 1.0}
    assert steps(figures) == [("sort", "500 ms", "10.0 ms")]
    assert markdown(("a", "b"), [("x|y", "z")]) == ["| a | b |", "| --- | --- |", "| x\\|y | z |"]


def test_the_page_names_claims_machine_steps_and_failures(tmp_path: Path) -> None:
    figures = {OURS: {"seconds": 1.0, "sort.seconds": 0.5, "sort.stall_seconds": 0.01}, THEIRS: {"seconds": 1.0}}
    latest.write([judge(CLAIM, figures)], figures, ["it fell over"], 3, "none", tmp_path / "latest.md")
    page = (tmp_path / "latest.md").read_text(encoding="utf-8")
    assert "1 of 1 goals are met" in page
    assert "| some work | theirs | 1,000 ms |  |  |  |" in page
    assert "| sort | 500 ms | 10.0 ms |" in page
    for words in ("it fell over", "processors", "Python 3.", "PySide6", "Windows: none", "## Ours"):
        assert words in page


# --- contenders


@pytest.mark.own_process
def test_a_contender_that_fails_is_a_failure_and_has_no_figures() -> None:
    measured = measure([OURS], rounds=2)
    assert not measured.figures
    (failure,) = measured.failures
    assert failure.startswith("ours ended with 1:")
    assert "/no/such/file" in failure
    assert judge(CLAIM, measured.figures).word == "not measured"


@pytest.mark.own_process
def test_a_contender_that_finds_something_else_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "some.json"
    path.write_text(CORE)
    right, wrong = (
        Contender(name, "json_load", (str(path),), (("detections", count), ("seconds", 1)))
        for name, count in (("right", 2), ("wrong", 3))
    )
    measured = measure([right, wrong], rounds=1)
    assert measured.failures == ["wrong found {'detections': 2, 'seconds': 1}, not {'detections': 3, 'seconds': 1}"]
    figures = measured.figures[right]
    assert figures["seconds"]
    assert figures["seconds"] > 0
    assert set(figures) == {"seconds", "memory_bytes"}


# --- stalls


def test_a_call_that_blocks_the_window_is_a_stall(qtbot: Any) -> None:
    timer = StallTimer()
    blocked = 3 * INTERVAL_SECONDS
    QTimer.singleShot(0, lambda: spin(blocked))
    timer.wait_ticks(3)
    assert timer.take_worst() >= blocked - INTERVAL_SECONDS
    spin(blocked)  # what happens between two waits counts too
    timer.wait_ticks(1)
    assert timer.take_worst() >= blocked - INTERVAL_SECONDS
    assert timer.take_worst() == 0


def test_waiting_for_what_never_comes_ends(qtbot: Any) -> None:
    with pytest.raises(TimeoutError):
        StallTimer().wait_until(lambda: False, timeout_seconds=0.05)


def spin(seconds: float) -> None:
    """Keep the thread busy."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass
