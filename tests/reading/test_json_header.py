"""A header holds what a JSON result says of itself, and nothing where that can't be used."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.reading.json_made_up import source_of
from viewer.model.result import Header
from viewer.reading.json_header import header
from viewer.reading.json_index import index
from viewer.watch import Watch


def header_of(what: Any) -> Header:
    text = what if isinstance(what, str) else json.dumps(what)
    return header(index(source_of(text.encode()), Watch()))


def test_everything_that_is_said() -> None:
    technical = {"duration_s": 61.5, "fps": 25, "resolution": {"x_pixels": 1280, "y_pixels": 720}}
    data = {
        "media_info": {"technical": technical, "from_customer": {"title": "Film"}},
        "job_info": {"job_id": "6FAEFB7F-e468-43f6-988c-ddcfb315d958", "request": {"media": {"title": "Other"}}},
        "version_info": {"metadata_type": "core", "metadata_format": "1.8.1", "backend": "3.1.1"},
    }
    job = "6faefb7f-e468-43f6-988c-ddcfb315d958"
    assert header_of(data) == Header(job, "core", "1.8.1", "3.1.1", "Film", 61.5, 25.0, 1280, 720)
    del data["media_info"]["from_customer"]
    assert header_of(data).title == "Other"


def test_the_version_of_scene_captions_has_another_name() -> None:
    assert header_of({"version_info": {"metadata_format_version": "1.2.0"}}).format_version == "1.2.0"


@pytest.mark.parametrize("odd", [None, [], {}, True, "", "x", -1, 0, 1e999, "\ud800", [[1]]])
def test_odd_values_are_left_out(odd: Any) -> None:
    technical = {"duration_s": odd, "fps": odd, "resolution": {"x_pixels": odd, "y_pixels": odd}}
    found = header_of(json.dumps({"media_info": {"technical": technical}, "version_info": odd, "job_info": odd}))
    assert found == Header()
    assert header_of(json.dumps({"media_info": odd})) == Header()


def test_one_broken_value_does_not_hide_the_others() -> None:
    found = header_of('{"media_info":{"technical":{"fps":NaN,"duration_s":"12.5","x":[[[' + "[" * 3000 + "]" * 3003 + "}}}")
    assert (found.fps, found.duration_seconds) == (None, 12.5)


@pytest.mark.parametrize("root", ["[]", "1", '"version_info"', "[{}]"])
def test_other_roots_say_nothing(root: str) -> None:
    assert header_of(root) == Header()
