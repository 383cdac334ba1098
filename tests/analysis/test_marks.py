"""The moments that steps lead to: in rising order, each once, and nothing that is no moment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.analysis.made_up import core, job, numbers
from viewer.analysis.marks import marks, occurrence_marks
from viewer.model.timed_text import CaptionsContent, Cue, CuesContent, SceneCaption

CUES = CuesContent((Cue("1", 2.0, 3.0, "second"), Cue("2", 0.5, 1.0, "first"), Cue("3", None, None, "untimed")))
CAPTIONS = CaptionsContent((SceneCaption("A kettle.", 4.0, 6.0, 0), SceneCaption("A cat.", 4.0, 5.0, 0)))


def test_starts_in_rising_order_each_once(tmp_path: Path) -> None:
    found = marks(job(tmp_path, core(), CUES, CAPTIONS))
    assert {kind: starts.tolist() for kind, starts in found.items()} == {
        "shot": [0, 4.16, 8],
        "cue": [0.5, 2],
        "caption": [4],
        "occurrence": [0.1, 1, 1.5, 2, 2.5, 4, 6.25, 9],
    }


def test_a_job_without_anything_has_no_marks_of_any_kind(tmp_path: Path) -> None:
    assert {kind: len(starts) for kind, starts in marks(job(tmp_path)).items()} == {
        "shot": 0,
        "cue": 0,
        "caption": 0,
        "occurrence": 0,
    }


def test_what_begins_before_the_video_does_so_at_its_start(tmp_path: Path) -> None:
    made = core()
    starts = numbers(-3, -0.5, 2, None, float("inf"), float("-inf"), 2, 1)
    there = replace(made, occurrences=replace(made.occurrences, start_seconds=starts))
    assert marks(job(tmp_path, there))["occurrence"].tolist() == [0, 1, 2]
    assert np.isnan(there.occurrences.start_seconds.values[3]), "the columns of the result stay as they are"
    assert there.occurrences.start_seconds.values[0] == -3


def test_cues_are_those_whose_times_the_file_states(tmp_path: Path) -> None:
    assumed = CuesContent((Cue("1", 2.04, 3.0, "as counted in frames"),), fps=25, needs_fps=True)
    both = job(tmp_path, assumed)
    (result,) = both.results
    both = replace(both, results=(result, *job(tmp_path, CUES).results))
    assert marks(both)["cue"].tolist() == [0.5, 2]
    assert marks(job(tmp_path, assumed))["cue"].tolist() == [2.04]


def test_the_occurrences_of_one_detection() -> None:
    assert occurrence_marks(core(), "1").tolist() == [0.1, 2, 2.5]
    assert occurrence_marks(core(), "20").tolist() == []
    assert occurrence_marks(core(), "no such detection").tolist() == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(starts=st.lists(st.none() | st.floats(), max_size=30))
def test_any_starts_give_rising_moments(tmp_path: Path, starts: list[float | None]) -> None:
    cues = CuesContent(tuple(Cue("", start, None, "") for start in starts))
    found = marks(job(tmp_path, cues))["cue"]
    expected = {max(start, 0.0) for start in starts if start is not None and np.isfinite(start)}
    assert set(found.tolist()) == expected
    assert bool((np.diff(found) > 0).all())
    assert not found.flags.writeable
