"""Scene captions are read with their sections; what is odd is blank and named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.json_made_up import ODD_VALUES, file_of, places
from viewer.errors import ContentError
from viewer.formats.captions import read
from viewer.model.result import Reading
from viewer.model.timed_text import CaptionsContent, SceneCaption
from viewer.watch import Watch

ENTRY = {"caption": "A car’s side", "section": {"s_start": 6.88, "s_end": 9.96, "shot_index": 3}}


def captions(reading: Reading) -> tuple[SceneCaption, ...]:
    assert isinstance(reading.content, CaptionsContent)
    return reading.content.captions


def test_captions_in_the_files_order(tmp_path: Path) -> None:
    later = {"caption": "", "section": {"s_start": 1, "s_end": 2, "shot_index": 0, "new": []}, "more": {}}
    version = {"metadata_type": "visual_captions", "metadata_format_version": "1.2.0"}
    reading = read(file_of(tmp_path, {"version_info": version, "selected_sections": [ENTRY, later]}), Watch())
    assert captions(reading) == (SceneCaption("A car’s side", 6.88, 9.96, 3), SceneCaption("", 1.0, 2.0, 0))
    assert reading.problems == ()
    assert reading.header.format_version == "1.2.0"
    assert reading.document is not None


def test_odd_captions(tmp_path: Path) -> None:
    entries = [
        {"caption": 5, "section": {"s_start": "1", "s_end": 1e999, "shot_index": 1.5}},
        {"section": {"s_start": [], "s_end": 2}},
        {"caption": "no section", "s_start": 1, "s_end": 2},
        {"caption": "odd section", "section": 3},
        "no object",
        None,
    ]
    reading = read(file_of(tmp_path, {"selected_sections": entries}), Watch())
    assert captions(reading) == (
        SceneCaption("5", 1.0, None, None),
        SceneCaption("", None, 2.0, None),
        SceneCaption("no section", 1.0, 2.0, None),
        SceneCaption("odd section", None, None, None),
    )
    assert [str(place).removeprefix("$.selected_sections") for place in places(reading)] == [
        "[0].section.s_end",
        "[0].section.s_start",
        "[0].section.shot_index",
        "[1]",
        "[1].section.s_start",
        "[3].section",
        "[3].section",
        "[3].section",
        "[4]",
        "[5]",
    ]


def test_another_name_of_the_list(tmp_path: Path) -> None:
    assert len(captions(read(file_of(tmp_path, {"x": [], "all_sections": [ENTRY]}), Watch()))) == 1
    for data in ({}, [ENTRY], {"selected_sections": 3}, "text"):
        with pytest.raises(ContentError):
            read(file_of(tmp_path, data if isinstance(data, str) else json.dumps(data)), Watch())


odd = st.sampled_from(ODD_VALUES)


@given(
    st.lists(
        odd
        | st.fixed_dictionaries(
            {"caption": odd, "section": odd | st.fixed_dictionaries({"s_start": odd, "shot_index": odd})}
        )
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_values_give_captions_and_problems(tmp_path: Path, entries: list[Any]) -> None:
    reading = read(file_of(tmp_path, {"selected_sections": entries}), Watch())
    assert len(captions(reading)) <= len(entries)
    assert all(problem.path is not None for problem in reading.problems)
