"""Fetching one result: kept byte for byte, filed as what it is, and every refusal told as a sentence."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.service import (
    CANARY,
    CanaryEmulator,
    assert_no_canary,
    fetcher_in,
    holds_no_canary,
    no_part_left,
    request_to,
    words_of,
)
from viewer.demo.emulator import Fault
from viewer.demo.jobs import DEMO_JOB_ID, FAILED_JOB_ID, FEW_TYPES_JOB_ID, PROCESSING_JOB_ID
from viewer.demo.results import TYPE_NAMES, result
from viewer.errors import (
    Cancelled,
    ContentError,
    JobNotReadyError,
    NetworkError,
    NextStep,
    NotAvailableError,
    ServiceError,
    ViewerError,
)
from viewer.metadata_types import REGISTRY
from viewer.model.api_key import ApiKey
from viewer.model.detections import CoreContent
from viewer.model.result import Fetched, JsonContent, PlainContent
from viewer.ui.fetching import Fetcher
from viewer.watch import Watch

KEY = ApiKey(CANARY)
UNKNOWN_JOB = "6faefb7f-e468-43f6-988c-ddcfb315d958"


@pytest.fixture
def fetcher(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Fetcher]:
    """A fetcher that must leave the key nowhere, and no temporary file in its library."""
    caplog.set_level(logging.DEBUG)
    fetcher = fetcher_in(tmp_path)
    yield fetcher
    assert no_part_left(fetcher)
    assert holds_no_canary(tmp_path)
    assert_no_canary(caplog.text)


def refused(fetcher: Fetcher, emulator: CanaryEmulator, type_name: str = "core", job_id: str = DEMO_JOB_ID) -> ViewerError:
    """The error of a fetch that must fail, keep nothing and tell nothing of the key."""
    with pytest.raises(ViewerError) as caught:
        fetcher.fetch(request_to(emulator, type_name, job_id), KEY, Watch())
    assert fetcher.library.items() == ()
    assert_no_canary(words_of(caught.value))
    return caught.value


@pytest.mark.parametrize("type_name", TYPE_NAMES)
def test_each_type_is_kept_byte_for_byte_and_read(fetcher: Fetcher, emulator: CanaryEmulator, type_name: str) -> None:
    arrival = fetcher.fetch(request_to(emulator, type_name), KEY, Watch())
    (item,) = fetcher.library.items()
    assert item == arrival.item
    assert item.path.read_bytes() == result(type_name, DEMO_JOB_ID)
    kind = REGISTRY.named(type_name)
    assert kind is not None
    assert item.path.suffix == kind.suffix
    assert arrival.result.type_name == type_name
    assert arrival.result.origin == Fetched(emulator.server, DEMO_JOB_ID, type_name, item.time)
    assert not isinstance(arrival.result.content, PlainContent | JsonContent)
    assert arrival.is_new
    assert arrival.notice is None
    assert arrival.result.source.path == item.path


def test_a_kept_result_is_opened_without_asking_the_network(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    fetched = fetcher.fetch(request_to(emulator), KEY, Watch())
    assert fetched.item is not None
    opened = fetcher.open(fetched.item, Watch())
    assert emulator.asked_for == ["core"]
    assert not opened.is_new
    assert isinstance(opened.result.content, CoreContent)
    assert opened.result.origin == fetched.result.origin


def test_a_second_fetch_keeps_the_old_copy(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    first = fetcher.fetch(request_to(emulator, "speech_to_text_srt"), KEY, Watch())
    newer = result("speech_to_text_srt", DEMO_JOB_ID) + b"\n999\n00:09:00,000 --> 00:09:01,000\nNewer\n"
    emulator.extra[DEMO_JOB_ID, "speech_to_text_srt"] = newer
    second = fetcher.fetch(request_to(emulator, "speech_to_text_srt"), KEY, Watch())
    assert fetcher.library.copies(emulator.server, DEMO_JOB_ID, "speech_to_text_srt") == (second.item, first.item)
    assert second.item is not None
    assert second.item.path.read_bytes() == newer


@pytest.mark.parametrize(
    ("asked", "came"),
    [
        ("core", "frames_faces"),
        ("frames_faces", "seconds_objects"),
        ("speech_to_text_srt", "core"),
        ("core", "speech_to_text_srt"),
        ("speech_to_text_srt", "speech_to_text_vtt"),
        ("speech_to_text_ttml", "speech_to_text_avid_txt"),
    ],
)
def test_another_type_than_asked_for_is_filed_as_what_it_is(
    fetcher: Fetcher, emulator: CanaryEmulator, asked: str, came: str
) -> None:
    emulator.faults[asked] = Fault(body=result(came, DEMO_JOB_ID))
    arrival = fetcher.fetch(request_to(emulator, asked), KEY, Watch())
    assert arrival.result.type_name == came
    assert fetcher.library.current(emulator.server, DEMO_JOB_ID, asked) is None
    assert fetcher.library.current(emulator.server, DEMO_JOB_ID, came) == arrival.item
    assert arrival.notice is not None
    assert str(REGISTRY.title(asked)) in str(arrival.notice)
    assert str(REGISTRY.title(came)) in str(arrival.notice)


def test_a_result_of_another_job_is_not_filed(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    emulator.faults["core"] = Fault(body=result("core", FEW_TYPES_JOB_ID))
    error = refused(fetcher, emulator)
    assert isinstance(error, ContentError)
    assert DEMO_JOB_ID in str(error)
    assert FEW_TYPES_JOB_ID in str(error)


@pytest.mark.parametrize(
    "body",
    [
        b'{"errors":[{"message":"Made-up refusal"}]}',
        b' {"errors": "Made-up refusal", "status": 200}',
        b'\xef\xbb\xbf{"errors":{"detail":["Made-up refusal"]}}',
    ],
)
@pytest.mark.parametrize("type_name", ["core", "speech_to_text_srt", "sound_events"])
def test_an_error_body_with_status_200_is_not_kept(
    fetcher: Fetcher, emulator: CanaryEmulator, type_name: str, body: bytes
) -> None:
    emulator.extra[DEMO_JOB_ID, type_name] = body
    error = refused(fetcher, emulator, type_name)
    assert isinstance(error, ServiceError)
    assert "Made-up refusal" in str(error)


@pytest.mark.parametrize("status", [200, 400, 404, 500])
def test_a_key_that_the_service_echoes_is_told_to_nobody(fetcher: Fetcher, emulator: CanaryEmulator, status: int) -> None:
    body = f'{{"errors":[{{"message":"No rights for {CANARY}, see api_key={CANARY}"}}]}}'
    emulator.faults["core"] = Fault(status=status, body=body.encode())
    assert "No rights for" in str(refused(fetcher, emulator))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!DOCTYPE html><html><title>Log in</title></html>", "login or proxy page"),
        (b"  <html><body>Welcome</body></html>", "login or proxy page"),
        (b"", "empty"),
        (b" \r\n\t\0", "empty"),
    ],
)
def test_a_web_page_or_nothing_is_not_kept(fetcher: Fetcher, emulator: CanaryEmulator, body: bytes, words: str) -> None:
    emulator.faults["core"] = Fault(body=body)
    assert words in str(refused(fetcher, emulator))


def test_a_type_that_is_not_known_here_is_kept_as_asked(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    emulator.extra[DEMO_JOB_ID, "sound_events"] = b'{"events": [{"name": "made up"}]}'
    emulator.extra[DEMO_JOB_ID, "sound_words"] = b"made-up words\nof no known form\n"
    as_json = fetcher.fetch(request_to(emulator, "sound_events"), KEY, Watch())
    as_text = fetcher.fetch(request_to(emulator, "sound_words"), KEY, Watch())
    assert isinstance(as_json.result.content, JsonContent)
    assert isinstance(as_text.result.content, PlainContent)
    for arrival, suffix in ((as_json, ".json"), (as_text, ".txt")):
        assert arrival.item is not None
        assert arrival.item.path.suffix == suffix
        assert arrival.item.path.read_bytes() == emulator.extra[DEMO_JOB_ID, arrival.result.type_name]


@pytest.mark.parametrize(
    ("type_name", "body"),
    [
        ("seconds_faces", b'{"faces_by_second": [[]]}'),
        ("sound_sections", b'{"sound_sections": []}'),
        ("speech_to_text_songs", result("speech_to_text_srt", DEMO_JOB_ID)),
    ],
)
def test_a_type_that_is_not_known_here_but_looks_like_one_that_is_is_kept_as_asked(
    fetcher: Fetcher, emulator: CanaryEmulator, type_name: str, body: bytes
) -> None:
    emulator.extra[DEMO_JOB_ID, type_name] = body
    arrival = fetcher.fetch(request_to(emulator, type_name), KEY, Watch())
    assert arrival.result.type_name == type_name
    assert arrival.notice is None
    assert fetcher.library.current(emulator.server, DEMO_JOB_ID, type_name) == arrival.item


def test_what_says_itself_that_it_is_a_known_type_is_filed_as_that(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    emulator.extra[DEMO_JOB_ID, "sound_events"] = result("core", DEMO_JOB_ID)
    arrival = fetcher.fetch(request_to(emulator, "sound_events"), KEY, Watch())
    assert arrival.result.type_name == "core"
    assert arrival.notice is not None


def test_what_can_t_be_read_is_kept_all_the_same(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    emulator.faults["speech_to_text_srt"] = Fault(body=b"no subtitles at all, \xff\xfe but bytes")
    arrival = fetcher.fetch(request_to(emulator, "speech_to_text_srt"), KEY, Watch())
    assert isinstance(arrival.result.content, PlainContent)
    assert arrival.result.problems
    assert arrival.item is not None
    assert arrival.item.path.read_bytes() == b"no subtitles at all, \xff\xfe but bytes"


def test_a_type_that_a_finished_job_does_not_have_is_not_available(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    error = refused(fetcher, emulator, "frames_faces", FEW_TYPES_JOB_ID)
    assert isinstance(error, NotAvailableError)
    assert "Faces, frame by frame" in str(error)
    assert "(inferred)" in str(error)
    assert "Metadata type not available for this job" in str(error)  # the service's own words
    assert error.status == 404


def test_a_type_that_the_service_does_not_know_is_not_available(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    error = refused(fetcher, emulator, "sound_events")
    assert isinstance(error, NotAvailableError)
    assert "Invalid value: type" in str(error)


def test_a_job_in_progress_is_not_finished(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    error = refused(fetcher, emulator, job_id=PROCESSING_JOB_ID)
    assert not isinstance(error, NotAvailableError)
    assert "not finished" in str(error)
    assert "processing" in str(error)


def test_a_failed_job_tells_why(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    error = refused(fetcher, emulator, job_id=FAILED_JOB_ID)
    assert "failed" in str(error)
    assert "The video could not be downloaded" in str(error)


def test_a_job_that_the_key_does_not_know_is_told_as_that(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    error = refused(fetcher, emulator, job_id=UNKNOWN_JOB)
    assert isinstance(error, JobNotReadyError)
    assert f"There is no job {UNKNOWN_JOB} for this API key." in str(error)
    assert "Job not found" in str(error)


def test_a_type_is_not_said_to_be_missing_where_the_job_s_state_fails(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    emulator.faults["job_status"] = Fault(status=501)
    error = refused(fetcher, emulator, "frames_faces", FEW_TYPES_JOB_ID)
    assert not isinstance(error, NotAvailableError | JobNotReadyError)
    assert f"no job {FEW_TYPES_JOB_ID} for this key, or the job has no result “Faces, frame by frame”" in str(error)


def test_both_readings_are_named_where_the_job_s_state_can_t_be_had(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    for body in (b"{}", b"not JSON"):
        emulator.faults["job_status"] = Fault(body=body)
        error = refused(fetcher, emulator, "frames_faces", FEW_TYPES_JOB_ID)
        assert "Either there is no job" in str(error)


def test_a_wrong_key_leads_to_the_key(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    with pytest.raises(ServiceError) as caught:
        fetcher.fetch(request_to(emulator), ApiKey("made-up-canary-2"), Watch())
    assert caught.value.step is NextStep.KEY
    assert caught.value.status == 401
    assert "canary" not in words_of(caught.value)
    assert emulator.asked_for == ["core"]  # no look at the job's state with a key that is wrong


def test_a_result_that_is_cut_off_is_not_kept(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    emulator.faults["core"] = Fault(cut_after_bytes=1000)
    assert isinstance(refused(fetcher, emulator), NetworkError)


def test_stop_keeps_nothing_and_the_service_sees_the_close(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    emulator.faults["core"] = Fault(stall_after_bytes=1000)
    watch = Watch()
    stopper = threading.Thread(target=lambda: (emulator.wait_for("core"), watch.cancel()))
    stopper.start()
    with pytest.raises(Cancelled):
        fetcher.fetch(request_to(emulator), KEY, watch)
    stopper.join()
    assert emulator.log[0].saw_close.wait(5)
    assert fetcher.library.items() == ()
