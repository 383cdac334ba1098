"""How far a job is: the documented answer, odd ones, and those that are none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.misbehaving_server import MisbehavingServer, head, whole
from tests.support.one_fetch import JOB_ID, PATIENT, SECRET, check_tells_nothing
from viewer.client import JobStatus, TooLargeError, job_status
from viewer.client.job_state import parsed_status
from viewer.errors import ContentError, NetworkError, NextStep, RequestError, ServiceError, ViewerError
from viewer.model.api_key import ApiKey
from viewer.watch import Watch

DOCUMENTED = (
    b'{"job_id":"6faefb7f-e468-43f6-988c-ddcfb315d958","status":"processing","media_transfer_status":"finished",'
    b'"details":null,"poll_again_after_seconds":30}'
)


def ask(server: MisbehavingServer) -> JobStatus:
    """Ask for the state of the job."""
    return job_status(server.server, JOB_ID, ApiKey(SECRET), Watch(), PATIENT)


def refused(server: MisbehavingServer) -> ViewerError:
    """Ask, and return the error."""
    with pytest.raises(ViewerError) as caught:
        ask(server)
    check_tells_nothing(caught.value)
    return caught.value


def test_the_documented_answer(server: MisbehavingServer) -> None:
    server.uses(server.answers(whole(DOCUMENTED)))
    assert ask(server) == JobStatus("processing", "finished", None, 30, {"job_id": JOB_ID})
    assert server.requests[0].startswith(f"GET /core/1.0/job_status?api_key=canary%2BKey%2F42&job_id={JOB_ID} HTTP/1.1")


ODD = {
    b'{"job_status":"error","details":"No video","poll_again_after_s":5,"new":[1]}': JobStatus(
        "error", "", "No video", 5, {"new": [1]}
    ),
    b"{}": JobStatus("", "", None, None, {}),
    b'{"status":7,"details":{"a":"\xc3\xa4"},"poll_again_after_seconds":"30"}': JobStatus("7", "", '{"a": "ä"}', None, {}),
    b'{"status":"finished","poll_again_after_seconds":-1}': JobStatus("finished", "", None, None, {}),
    b'{"status":"finished","poll_again_after_seconds":1e400}': JobStatus("finished", "", None, None, {}),
    b'{"status":"finished","poll_again_after_seconds":NaN}': JobStatus("finished", "", None, None, {}),
    b'{"status":"finished","poll_again_after_seconds":true}': JobStatus("finished", "", None, None, {}),
    b'{"status":"finished","poll_again_after_seconds":12.7}': JobStatus("finished", "", None, 12, {}),
    '{"status":"on_hold"}'.encode("utf-16"): JobStatus("on_hold", "", None, None, {}),
    b'{"status":"key canary+Key/42","details":"api_key=canary%2BKey%2F42"}': JobStatus(
        "key [API key]", "", "api_key=[API key]", None, {}
    ),
}


@pytest.mark.parametrize("body", ODD)
def test_an_odd_answer_is_read_as_far_as_it_goes(server: MisbehavingServer, body: bytes) -> None:
    server.uses(server.answers(whole(body)))
    assert ask(server) == ODD[body]


@pytest.mark.parametrize("body", [b"[]", b"7", b"finished", b'{"status":"fini', b'{"a":' * 100_000, b"\xff\xfe\xfd"])
def test_what_is_no_state_is_said_to_be_none(server: MisbehavingServer, body: bytes) -> None:
    server.uses(server.answers(whole(body)))
    error = refused(server)
    assert isinstance(error, ContentError)
    assert error.step is NextStep.RETRY


def test_an_error_body_with_status_200_is_a_refusal(server: MisbehavingServer) -> None:
    server.uses(server.answers(whole(json.dumps({"errors": [{"message": f"No {SECRET}"}]}).encode())))
    error = refused(server)
    assert isinstance(error, ServiceError)
    assert (error.status, error.server_words) == (200, "No [API key]")


def test_faults_and_statuses_are_those_of_every_request(server: MisbehavingServer) -> None:
    server.uses(server.answers(b""), server.answers(whole(b"", "401 No")), server.answers(whole(b"<html>")))
    assert isinstance(refused(server), NetworkError)
    error = refused(server)
    assert (error.status, error.step) == (401, NextStep.KEY)
    assert isinstance(refused(server), ContentError)


def test_a_huge_answer_is_not_taken(server: MisbehavingServer) -> None:
    server.uses(server.answers(head(content_length="2000000") + b"{", ending=server.stall))
    assert isinstance(refused(server), TooLargeError)
    assert server.saw_close.wait(5)


@pytest.mark.parametrize(("where", "job_id"), [("http://elsewhere.invalid/", JOB_ID), ("https://elsewhere.invalid/", "x")])
def test_what_can_not_be_asked_is_not_asked(where: str, job_id: str) -> None:
    with pytest.raises(RequestError):
        job_status(where, job_id, ApiKey(SECRET), Watch(), PATIENT)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(["status", "job_status", "details", "poll_again_after_seconds", "errors", "media_transfer_status"])


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(NAMES, JSON, max_size=5).map(lambda fields: json.dumps(fields).encode()) | st.binary(max_size=50))
def test_any_answer_gives_a_state_or_an_error_of_ours(body: bytes) -> None:
    try:
        state = parsed_status(body)
    except (ServiceError, ContentError):
        return
    assert isinstance(state.status, str)
    assert state.poll_again_after_seconds is None or state.poll_again_after_seconds >= 0
