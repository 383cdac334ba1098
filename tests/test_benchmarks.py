"""What measures can be trusted: its inputs are what they say, a failed contender counts, a missed goal shows."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path

import pytest

from tests.benchmarks import inputs
from tests.benchmarks.measuring import Comparison, Contender, ContenderError, Figures, Fixed, measure
from tests.benchmarks.table import judge, lines

OURS = Contender("ours", "json_load", ("/no/such/file",))
THEIRS = Contender("theirs", "json_load", ("/no/such/file", "either"))
CLAIM = Comparison("some work", OURS, THEIRS, "time", 1.5)


def test_a_core_result_has_the_size_and_the_shape_that_are_asked_for() -> None:
    text = "".join(inputs._core(1_000_000))
    assert text == "".join(inputs._core(1_000_000))
    assert len(text) == pytest.approx(1_000_000, rel=0.1)
    core = json.loads(text)
    named = chain.from_iterable(core["detection_groupings"]["by_detection_type"].values())
    assert sorted(named) == sorted(core["detections"])
    assert len(core["detection_groupings"]["by_second"]) == core["media_info"]["technical"]["duration_s"]


def test_a_faces_result_has_exactly_the_boxes_that_are_asked_for() -> None:
    faces = json.loads("".join(inputs._faces(1000)))
    assert sum(map(len, faces["faces_by_frame"])) == 1000


@pytest.mark.parametrize(("seconds", "word"), [(1.4, "met"), (1.6, "NOT MET")])
def test_a_goal_is_met_or_missed(seconds: float, word: str) -> None:
    verdict = judge(CLAIM, {OURS: Figures(seconds, None), THEIRS: Figures(1.0, None)})
    assert verdict.word == word
    heading, theirs, ours = lines([verdict])
    assert heading.split() == ["work", "contender", "median", "ratio", "goal"]
    assert theirs.split() == ["some", "work", "theirs", "1,000", "ms"]
    assert ours == f"           ours       {seconds * 1000:,.0f} ms  {seconds:.2f}   ≤ 1.50  {word}"


def test_what_the_system_does_not_tell_is_no_success() -> None:
    claim = Comparison("some work", OURS, Fixed("a limit", 100), "memory", 1.0)
    verdict = judge(claim, {OURS: Figures(1.0, None)})
    assert not verdict.is_met
    assert verdict.word == "not measured"


@pytest.mark.own_process
def test_a_contender_that_fails_is_a_failure() -> None:
    with pytest.raises(ContenderError, match=r"(?s)ours ended with 1:.*/no/such/file"):
        measure([OURS], rounds=1)


@pytest.mark.own_process
def test_a_contender_tells_its_figures(tmp_path: Path) -> None:
    path = tmp_path / "some.json"
    path.write_text("[1, 2, 3]")
    load = Contender("json.load", "json_load", (str(path),))
    assert measure([load], rounds=1)[load].seconds > 0
