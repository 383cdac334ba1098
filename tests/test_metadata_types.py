"""The registry: nine types, recognised by content, read by their readers; anything else is shown as JSON or text."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from viewer.demo.jobs import DEMO_JOB_ID
from viewer.demo.results import TYPE_NAMES, result
from viewer.errors import Cancelled
from viewer.metadata_types import REGISTRY, TYPES, MetadataType, Recognition, Registry
from viewer.model.boxes import BoxesContent
from viewer.model.detections import CoreContent
from viewer.model.result import JsonContent, PlainContent, Reading, Source
from viewer.model.timed_text import CaptionsContent, CuesContent
from viewer.reading.source import FileSource
from viewer.text import Text
from viewer.watch import Watch

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT.parent / "shared" / "samples" / "charade_core_1.3.1.json"
CONTENTS = {
    "core": CoreContent,
    "frames_faces": BoxesContent,
    "seconds_objects": BoxesContent,
    "frames_objects": BoxesContent,
    "visual_captions": CaptionsContent,
    "speech_to_text_srt": CuesContent,
    "speech_to_text_vtt": CuesContent,
    "speech_to_text_ttml": CuesContent,
    "speech_to_text_avid_txt": CuesContent,
}


def file_of(folder: Path, data: Any) -> FileSource:
    path = folder / "without a telling name"
    path.write_bytes(data if isinstance(data, bytes) else (data if isinstance(data, str) else json.dumps(data)).encode())
    return FileSource(path)


def recognised(folder: Path, data: Any) -> str | None:
    found = REGISTRY.recognise(file_of(folder, data)).type
    return found.name if found is not None else None


def test_the_nine_types() -> None:
    assert [kind.name for kind in TYPES] == list(CONTENTS)
    assert set(TYPE_NAMES) == set(CONTENTS)
    assert [str(kind.title) for kind in REGISTRY.types] == [
        "Core metadata",
        "Faces, frame by frame",
        "Objects, second by second",
        "Objects, frame by frame",
        "Scene captions",
        "Speech, SRT subtitles",
        "Speech, WebVTT subtitles",
        "Speech, TTML subtitles",
        "Speech, Avid text",
    ]
    assert [kind.suffix for kind in TYPES] == [".json"] * 5 + [".srt", ".vtt", ".ttml", ".txt"]
    assert [kind.is_json for kind in TYPES] == [True] * 5 + [False] * 4


@pytest.mark.parametrize("name", CONTENTS)
def test_each_type_is_recognised_and_read(tmp_path: Path, name: str) -> None:
    source = file_of(tmp_path, result(name, DEMO_JOB_ID))
    recognition = REGISTRY.recognise(source)
    assert recognition.type is REGISTRY.named(name)
    assert recognition.messages == ()
    assert recognition.nature == ("json" if recognition.type is not None and recognition.type.is_json else "text")
    reading = REGISTRY.read(source, name, Watch(), 25.0)
    assert type(reading.content) is CONTENTS[name]
    assert reading.problems == ()
    assert (reading.document is not None) == (recognition.nature == "json")


def test_json_is_recognised_by_what_it_says_or_by_its_names(tmp_path: Path) -> None:
    for name in ("core", "frames_faces", "seconds_objects", "frames_objects", "visual_captions"):
        assert recognised(tmp_path, {"x": 1, "version_info": {"metadata_type": name}}) == name
    assert recognised(tmp_path, {"detections": {}, "version_info": {"metadata_format": "1.3.0"}}) == "core"
    assert recognised(tmp_path, {"faces_by_frame": []}) == "frames_faces"
    assert recognised(tmp_path, {"objects_by_frame": []}) == "frames_objects"
    assert recognised(tmp_path, {"objects_by_second": []}) == "seconds_objects"
    assert recognised(tmp_path, {"selected_sections": []}) == "visual_captions"
    assert recognised(tmp_path, {"detections": {}, "version_info": {"metadata_type": "something_new"}}) is None
    assert recognised(tmp_path, {"other": []}) is None


def test_what_is_no_result_is_recognised_as_that(tmp_path: Path) -> None:
    for data, nature in (("<html>", "html"), (" \n", "empty"), ("Hello", "text"), ("[1]", "json")):
        assert REGISTRY.recognise(file_of(tmp_path, data)) == Recognition(nature, None, None, ())
    refused = REGISTRY.recognise(file_of(tmp_path, {"errors": [{"message": "Job not found"}]}))
    assert refused == Recognition("json", None, None, ("Job not found",))


def test_the_job_that_a_file_belongs_to(tmp_path: Path) -> None:
    assert REGISTRY.recognise(file_of(tmp_path, result("core", DEMO_JOB_ID))).job_id == DEMO_JOB_ID
    assert REGISTRY.recognise(file_of(tmp_path, result("visual_captions", DEMO_JOB_ID))).job_id is None


@pytest.mark.skipif(not SAMPLE.exists(), reason="the vendor's sample is not part of the project")
def test_the_vendors_sample() -> None:
    recognition = REGISTRY.recognise(FileSource(SAMPLE))
    assert recognition.type is REGISTRY.named("core")
    assert recognition.job_id == "c5097dcb-c185-4f2b-862e-49af6a3ef4dd"


def test_unknown_types_are_shown_as_they_are(tmp_path: Path) -> None:
    assert REGISTRY.named("new_type") is None
    assert str(REGISTRY.title("new_type")) == "new_type"
    reading = REGISTRY.read(file_of(tmp_path, {"job_info": {"job_id": DEMO_JOB_ID}, "a": 1}), "new_type", Watch())
    assert isinstance(reading.content, JsonContent)
    assert reading.document is not None
    assert reading.header.job_id == DEMO_JOB_ID
    assert reading.problems == ()
    for text in ("Hello", "", "<html>"):
        assert REGISTRY.read(file_of(tmp_path, text), "new_type", Watch()) == Reading(PlainContent())


def test_suffixes(tmp_path: Path) -> None:
    as_json, as_text = (REGISTRY.recognise(file_of(tmp_path, data)) for data in ("{}", "Hello"))
    assert (REGISTRY.suffix("new_type", as_json), REGISTRY.suffix("new_type", as_text)) == (".json", ".txt")
    assert REGISTRY.suffix("speech_to_text_vtt", as_json) == ".vtt"


@pytest.mark.parametrize("name", CONTENTS)
def test_what_a_reader_refuses_is_shown_as_it_is(tmp_path: Path, name: str) -> None:
    reading = REGISTRY.read(file_of(tmp_path, {"a": [1]}), name, Watch())
    assert isinstance(reading.content, JsonContent)
    assert reading.document is not None
    assert reading.problems
    for data in (b"", b"<html></html>", b"Hello", b"\xff\xfe\x00", '{"a": 1}'.encode("utf-16")):
        reading = REGISTRY.read(file_of(tmp_path, data), name, Watch())
        assert isinstance(reading.content, PlainContent)
        assert reading.problems
        assert len(set(map(str, reading.problems))) == len(reading.problems)


def test_problems_of_structure_are_told_of_unknown_json_too(tmp_path: Path) -> None:
    reading = REGISTRY.read(file_of(tmp_path, '{"a":[1'), "new_type", Watch())
    assert isinstance(reading.content, JsonContent)
    assert [problem.offset for problem in reading.problems] == [7]


def test_the_frame_rate_goes_to_the_types_that_take_it(tmp_path: Path) -> None:
    source = file_of(tmp_path, "<begin subtitles>\n\n00:00:01:12 00:00:02:00\nHi\n\n<end subtitles>\n")
    for fps, start in ((24.0, 1.5), (48.0, 1.25)):
        reading = REGISTRY.read(source, "speech_to_text_avid_txt", Watch(), fps)
        assert isinstance(reading.content, CuesContent)
        assert reading.content.cues[0].start_seconds == start
    assert isinstance(REGISTRY.read(source, "speech_to_text_srt", Watch(), 24.0).content, PlainContent)


def test_a_tenth_type_is_one_more_line(tmp_path: Path) -> None:
    def read(source: Source, watch: Watch) -> Reading:
        return Reading(PlainContent())

    tenth = MetadataType("tenth", Text("Tenth"), ".ten", read, lambda sample: sample.text.startswith("TEN"), is_json=False)
    registry = Registry((*TYPES, tenth))
    recognition = registry.recognise(file_of(tmp_path, "TEN 1"))
    assert recognition.type is tenth
    assert registry.suffix("tenth", recognition) == ".ten"
    assert str(registry.title("tenth")) == "Tenth"
    assert registry.read(file_of(tmp_path, "TEN 1"), "tenth", Watch()) == Reading(PlainContent())
    assert registry.recognise(file_of(tmp_path, "WEBVTT\n")).type is REGISTRY.named("speech_to_text_vtt")


def test_stop(tmp_path: Path) -> None:
    watch = Watch()
    watch.cancel()
    for name in ("core", "new_type"):
        with pytest.raises(Cancelled):
            REGISTRY.read(file_of(tmp_path, "{}"), name, watch)


def test_importing_the_registry_brings_no_reader_in() -> None:
    script = (
        "import sys, viewer.metadata_types; print(sorted({'numpy','msgspec','pysrt','webvtt','httpx'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@given(
    st.binary(max_size=80),
    st.sampled_from([*CONTENTS, "new_type"]),
    st.sampled_from([b"", b'{"detections":', b"1\n00:00:01,0 --> 2"]),
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_can_be_read_as_any_type(tmp_path: Path, data: bytes, name: str, beginning: bytes) -> None:
    source = file_of(tmp_path, beginning + data)
    assert REGISTRY.recognise(source).nature in ("empty", "html", "json", "text")
    assert all(str(problem.message) for problem in REGISTRY.read(source, name, Watch()).problems)
