"""A sample tells what a file is: from its head where that is enough, from the whole file where it is not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.json_made_up import source_of
from viewer.errors import Cancelled
from viewer.reading.sample import HEAD, Sample, take_sample
from viewer.watch import Watch

JOB = "6faefb7f-e468-43f6-988c-ddcfb315d958"
VERSION = {"metadata_type": "core", "metadata_format": "1.8.1"}
FILLER = ["x" * 1000] * 300  # more than a head


@dataclass
class CountingSource:
    """A file of which every read is counted."""

    data: bytes
    path: Path = Path("counted.json")
    taken: int = 0

    @property
    def size(self) -> int:
        return len(self.data)

    def read(self, offset: int, length: int) -> bytes:
        piece = self.data[offset : offset + length]
        self.taken += len(piece)
        return piece


def sample(what: Any) -> Sample:
    data = what if isinstance(what, bytes) else (what if isinstance(what, str) else json.dumps(what)).encode()
    return take_sample(source_of(data))


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n\t", b"\0" * 10, b"\xef\xbb\xbf", b"\xef\xbb\xbf \n\0", b"\xff\xfe", b"\xff\xfe \0\n\0", b" " * 3_000_000],
)
def test_empty(data: bytes) -> None:
    assert sample(data).nature == "empty"


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><html>",
        "<html><body>Log in</body></html>",
        "\ufeff\n <HTML lang='en'>",
        "<!-- a\n b --> <!-- c --><head>",
        '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">',
        "<body>",
        "<title>Proxy</title>",
    ],
)
def test_web_pages(text: str) -> None:
    assert sample(text).nature == "html"
    assert sample(text.encode("utf-16")).nature == "html"


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n\n00:01.000 --> 00:02.000\nHi",
        "1\n00:00:01,000 --> 00:00:02,000\nHi",
        '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml">',
        "<begin subtitles>",
        "@ This file",
        "[Music]",
        "[tense music]",
        "[00:00:01] text",
        "{not json}",
        "{\\an8}Hi",
        "NaN",
        "nothing",
        "<p",
        "<!-- never closed",
    ],
)
def test_text(text: str) -> None:
    found = sample(text)
    assert (found.nature, found.text) == ("text", text)


def test_json_of_any_kind() -> None:
    for text in ("{}", "[]", '{"', "[1,2]", "[true]", " [ -1.5 ]", "[[", '[{"a"', "null", "12", '"text"', "[", "{"):
        assert sample(text).nature == "json"
        assert sample("\ufeff\n" + text).nature == "json"


def test_what_json_says_of_itself() -> None:
    found = sample({"version_info": VERSION, "job_info": {"job_id": JOB.upper()}, "x": 1, "detections": {}})
    assert found.keys == ("version_info", "job_info", "x", "detections")
    assert (found.metadata_type, found.job_id, found.messages) == ("core", JOB, ())


def test_the_head_is_enough_where_it_says_it_all() -> None:
    for job in ({"job_id": JOB}, {}):
        source = CountingSource(json.dumps({"version_info": VERSION, "job_info": job, "detections": FILLER}).encode())
        found = take_sample(source)
        assert (found.metadata_type, found.job_id) == ("core", job.get("job_id"))
        assert source.taken < source.size


@pytest.mark.parametrize("first", ["detections", "version_info", "job_info"])
def test_members_in_any_order(first: str) -> None:
    parts: dict[str, Any] = {"version_info": VERSION, "job_info": {"job_id": JOB}, "detections": FILLER}
    for last in parts:
        names = sorted(parts, key=lambda name: (name != first, name == last))
        found = sample({name: parts[name] for name in names})
        assert (found.nature, found.metadata_type, found.job_id) == ("json", "core", JOB)
        assert set(found.keys) >= {first}


def test_nested_names_are_not_taken_for_those_at_the_top() -> None:
    inner = {"version_info": {"metadata_type": "inner"}, "job_info": {"job_id": "inner"}, "errors": [{"message": "inner"}]}
    found = sample({"detections": {"1": inner, "2": FILLER}})
    assert (found.metadata_type, found.job_id, found.messages, found.keys) == (None, None, (), ("detections",))


def test_json_cut_anywhere_is_still_json() -> None:
    text = json.dumps({"version_info": VERSION, "job_info": {"job_id": JOB}, "detections": {}})
    for length in range(1, len(text)):
        assert sample(text[:length]).nature == "json"
    assert sample(text[:60]).metadata_type == "core"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"errors": [{"message": "Invalid API key"}]}, ("Invalid API key",)),
        ({"errors": [{"message": "one"}, {"message": "two"}], "status": "error"}, ("one", "two")),
        ({"errors": "plain"}, ("plain",)),
        ({"errors": [{"deeper": [{"message": "nested"}]}]}, ("nested",)),
    ],
)
def test_error_bodies(body: Any, words: tuple[str, ...]) -> None:
    found = sample(body)
    assert (found.nature, found.messages) == ("json", words)
    assert sample("\ufeff" + json.dumps(body)).messages == words


@pytest.mark.parametrize("odd", [[], {}, None, 5, [None], [{}], [[[]]], "", [{"reason": 1}]])
def test_an_error_body_without_words_is_still_one(odd: Any) -> None:
    assert sample({"errors": odd}).messages != ()


def test_huge_and_broken_error_bodies() -> None:
    found = sample({"errors": [{"message": "word " * 500_000}]})
    assert len(found.messages) == 1
    assert len(found.messages[0]) <= 500
    assert sample('{"errors":[{"message":"cut off').messages != ()
    assert sample('{"errors":' + "[" * 100_000).messages != ()


def test_results_with_errors_in_them_are_results() -> None:
    for part in ({"detections": {}}, {"objects_by_second": []}, {"selected_sections": []}, {"version_info": VERSION}):
        assert sample(part | {"errors": [{"message": "x"}]}).messages == ()


def test_other_encodings_of_json() -> None:
    body = {"errors": [{"message": "é"}], "job_info": {"job_id": JOB}}
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        found = sample(json.dumps(body, ensure_ascii=False).encode(encoding))
        assert (found.nature, found.job_id) == ("json", JOB)
        assert sample(json.dumps({"a": FILLER}).encode(encoding)).nature == "json"


def test_characters_torn_at_the_end_of_the_head() -> None:
    for before in range(4):
        for character in "aé€😀":
            text = "WEBVTT " + "x" * before + character * HEAD
            assert sample(text).text == text[: len(sample(text).text)]


def test_a_long_blank_beginning() -> None:
    assert sample(b" " * 5_000_000 + b'{"detections":{}}').keys == ("detections",)
    assert sample(b"\n" * 100_003 + b"WEBVTT").text.strip() == "WEBVTT"


def test_stop() -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        take_sample(source_of(b" " * 10), watch)


@given(st.binary(max_size=60) | st.text(alphabet='{}[],:"\\errorsmgvn 1<!->', max_size=60).map(str.encode))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_a_sample(data: bytes) -> None:
    assert sample(data).nature in ("empty", "html", "json", "text")
    assert sample(b'{"errors":' + data).nature in ("json", "text")
