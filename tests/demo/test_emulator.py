"""The emulator answers over real HTTP as the documentation says, misbehaves as told, and sees clients go."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from viewer.demo.emulator import Emulator, Fault, start_demo
from viewer.demo.jobs import (
    DEMO_JOB_ID,
    DEMO_KEY,
    FAILED_JOB_ID,
    FEW_TYPES_JOB_ID,
    JOBS,
    PROCESSING_JOB_ID,
    WRONG_KEY,
)
from viewer.demo.results import TYPE_NAMES, result
from viewer.errors import NetworkError
from viewer.model.request import ResultRequest

UNKNOWN_JOB_ID = "00000000-7ea0-4ca5-8e11-00000000abcd"
DEMO = {"api_key": DEMO_KEY, "job_id": DEMO_JOB_ID}


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    """One for the tests that only ask."""
    with Emulator() as running:
        yield running


def _get(emulator: Emulator, endpoint: str, **query: str) -> tuple[int, str, bytes]:
    url = f"{emulator.server}{endpoint}?{urlencode(query)}"
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read()


def _message(body: bytes) -> str:
    found = json.loads(body)
    assert list(found) == ["errors"]
    assert [list(error) for error in found["errors"]] == [["message"]]
    return str(found["errors"][0]["message"])


def _connection(emulator: Emulator) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(str(urlsplit(emulator.server).netloc), timeout=30)


def _path(type_name: str) -> str:
    return f"/core/1.0/job_results?{urlencode({**DEMO, 'type': type_name})}"


@pytest.mark.parametrize("type_name", TYPE_NAMES)
def test_each_result_is_served_byte_for_byte(emulator: Emulator, type_name: str) -> None:
    status, content_type, body = _get(emulator, "job_results", **DEMO, type=type_name)
    assert status == 200
    assert body == result(type_name, DEMO_JOB_ID)
    assert content_type == ("text/plain; charset=utf-8" if type_name.startswith("speech_") else "application/json")


def test_the_default_type_is_core(emulator: Emulator) -> None:
    assert _get(emulator, "job_results", **DEMO)[2] == result("core", DEMO_JOB_ID)


def test_what_the_form_needs_is_a_valid_request(emulator: Emulator) -> None:
    assert ResultRequest(emulator.server, emulator.job_id, "core").host.startswith("127.0.0.1_")
    assert emulator.key == DEMO_KEY


@pytest.mark.parametrize("endpoint", ["job_results", "job_status", "list_jobs"])
@pytest.mark.parametrize("key", [{}, {"api_key": ""}, {"api_key": WRONG_KEY}])
def test_a_wrong_or_missing_key_is_refused(emulator: Emulator, endpoint: str, key: dict[str, str]) -> None:
    status, content_type, body = _get(emulator, endpoint, job_id=DEMO_JOB_ID, **key)
    assert (status, content_type, _message(body)) == (401, "application/json", "Invalid API key")


@pytest.mark.parametrize("endpoint", ["job_results", "job_status"])
@pytest.mark.parametrize(
    ("job", "status", "message"),
    [
        ({}, 400, "Missing required field: job_id"),
        ({"job_id": "kettle"}, 400, "Invalid value: job_id"),
        ({"job_id": UNKNOWN_JOB_ID}, 404, "Job not found"),
    ],
)
def test_job_errors(emulator: Emulator, endpoint: str, job: dict[str, str], status: int, message: str) -> None:
    found, _, body = _get(emulator, endpoint, api_key=DEMO_KEY, **job)
    assert (found, _message(body)) == (status, message)


@pytest.mark.parametrize(
    ("job_id", "type_name", "status", "message"),
    [
        (DEMO_JOB_ID, "tea_leaves", 400, "Invalid value: type"),
        (PROCESSING_JOB_ID, "core", 400, "Job has not finished"),
        (FAILED_JOB_ID, "core", 400, "Job has not finished"),
        (FEW_TYPES_JOB_ID, "frames_faces", 404, "Metadata type not available for this job"),
    ],
)
def test_result_errors(emulator: Emulator, job_id: str, type_name: str, status: int, message: str) -> None:
    found, _, body = _get(emulator, "job_results", api_key=DEMO_KEY, job_id=job_id, type=type_name)
    assert (found, _message(body)) == (status, message)


def test_a_job_with_few_types_has_those(emulator: Emulator) -> None:
    for type_name in ("core", "speech_to_text_srt"):
        status, _, body = _get(emulator, "job_results", api_key=DEMO_KEY, job_id=FEW_TYPES_JOB_ID, type=type_name)
        assert (status, body) == (200, result(type_name, FEW_TYPES_JOB_ID))


def test_unavailable_types_may_be_answered_with_another_status() -> None:
    with Emulator(unavailable_status=400) as emulator:
        asked = {"api_key": DEMO_KEY, "job_id": FEW_TYPES_JOB_ID, "type": "visual_captions"}
        assert _get(emulator, "job_results", **asked)[0] == 400


@pytest.mark.parametrize("endpoint", ["", "job_result", "new_job", "job_results/core", "../../etc/passwd"])
def test_any_other_path_is_unknown(emulator: Emulator, endpoint: str) -> None:
    status, _, body = _get(emulator, endpoint, **DEMO)
    assert (status, _message(body)) == (404, "Not found")


def test_posting_is_unknown(emulator: Emulator) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(emulator.server + "new_job", b'{"api_key": "x"}', timeout=30)
    with caught.value as error:
        assert (error.code, _message(error.read())) == (404, "Not found")


def test_job_status_of_every_job(emulator: Emulator) -> None:
    states: dict[str, Any] = {}
    for job in JOBS:
        status, _, body = _get(emulator, "job_status", api_key=DEMO_KEY, job_id=job.job_id)
        assert status == 200
        states[job.job_id] = json.loads(body)
        assert states[job.job_id]["job_id"] == job.job_id
    assert states[DEMO_JOB_ID]["status"] == "finished"
    assert states[PROCESSING_JOB_ID]["status"] == "processing"
    assert states[PROCESSING_JOB_ID]["poll_again_after_seconds"] == 30
    assert states[FAILED_JOB_ID]["status"] == "error"
    assert "could not be downloaded" in states[FAILED_JOB_ID]["details"]


def test_list_jobs_lists_every_job(emulator: Emulator) -> None:
    status, _, body = _get(emulator, "list_jobs", api_key=DEMO_KEY)
    assert status == 200
    assert b"\n" not in body
    listed = json.loads(body)["jobs"]
    assert [job["job_id"] for job in listed] == [job.job_id for job in JOBS]
    assert {job["job_status"] for job in listed} == {"finished", "processing", "error"}
    assert all("made-up" in job["media_info"]["title"] for job in listed)


def test_one_connection_serves_several_requests() -> None:
    with Emulator() as emulator:
        connection = _connection(emulator)
        for type_name in ("core", "speech_to_text_srt", "tea_leaves", "core"):
            connection.request("GET", _path(type_name))
            answer = connection.getresponse()
            assert int(answer.headers["Content-Length"]) == len(answer.read())
        assert [entry.status for entry in emulator.log] == [200, 200, 400, 200]
        connection.close()


def test_the_log_has_no_key() -> None:
    with Emulator() as emulator:
        _get(emulator, "job_results", **DEMO, type="core")
        _get(emulator, "job_results", job_id=DEMO_JOB_ID, api_key=WRONG_KEY, type="core")
        _get(emulator, "list_jobs", api_key=DEMO_KEY)
        first, refused, listed = emulator.log
        assert (first.path, first.type_name, first.job_id, first.status) == (
            "/core/1.0/job_results",
            "core",
            DEMO_JOB_ID,
            200,
        )
        assert first.was_answered.wait(30)
        assert not first.saw_close.is_set()
        assert (refused.status, listed.type_name) == (401, "list_jobs")
        assert DEMO_KEY not in repr(emulator.log)
        assert WRONG_KEY not in repr(emulator.log)


def test_extra_results_are_served_too() -> None:
    extra = {
        (DEMO_JOB_ID, "tea_leaves"): b'{"leaves":[1,2,3]}',
        (DEMO_JOB_ID, "core"): b"another core",
        (UNKNOWN_JOB_ID, "core"): b"[]",
    }
    with Emulator(extra=extra) as emulator:
        for (job_id, type_name), body in extra.items():
            asked = {"api_key": DEMO_KEY, "job_id": job_id, "type": type_name}
            assert _get(emulator, "job_results", **asked)[::2] == (200, body)
        known = {"api_key": DEMO_KEY, "job_id": FEW_TYPES_JOB_ID, "type": "tea_leaves"}
        assert _get(emulator, "job_results", **known)[0] == 404
        status = _get(emulator, "job_status", api_key=DEMO_KEY, job_id=UNKNOWN_JOB_ID)[2]
        assert json.loads(status)["status"] == "finished"


def test_a_stalled_answer_waits_until_the_client_goes() -> None:
    with Emulator(faults={"core": Fault(stall_after_bytes=1000)}) as emulator:
        connection = _connection(emulator)
        connection.request("GET", _path("core"))
        answer = connection.getresponse()
        entry = emulator.wait_for("core")
        assert answer.read(1000) == result("core", DEMO_JOB_ID)[:1000]
        assert int(answer.headers["Content-Length"]) == len(result("core", DEMO_JOB_ID))
        assert not entry.saw_close.is_set()
        assert _get(emulator, "list_jobs", api_key=DEMO_KEY)[0] == 200  # others are served meanwhile
        answer.close()
        connection.close()
        assert entry.saw_close.wait(30)
        assert not entry.was_answered.is_set()


def test_closing_the_emulator_ends_a_stall() -> None:
    with Emulator(faults={"core": Fault(stall_after_bytes=0)}) as emulator:
        connection = _connection(emulator)
        connection.request("GET", _path("core"))
        answer = connection.getresponse()
        entry = emulator.wait_for("core")
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        answer.read()
    connection.close()
    assert not entry.saw_close.is_set()


def test_a_client_that_goes_while_much_is_sent_is_seen() -> None:
    with Emulator(extra={(DEMO_JOB_ID, "core"): bytes(64_000_000)}) as emulator:
        connection = _connection(emulator)
        connection.request("GET", _path("core"))
        answer = connection.getresponse()
        answer.read(10)
        answer.close()
        connection.close()
        assert emulator.wait_for("core").saw_close.wait(30)


def test_a_held_answer_comes_when_its_gate_opens() -> None:
    gate = threading.Event()
    with Emulator(faults={"core": Fault(gate=gate)}) as emulator:
        connection = _connection(emulator)
        connection.request("GET", _path("core"))
        entry = emulator.wait_for("core")
        assert not entry.was_answered.is_set()
        gate.set()
        assert connection.getresponse().read() == result("core", DEMO_JOB_ID)
        assert entry.was_answered.wait(30)
        connection.close()


def test_a_client_that_goes_before_the_gate_opens_is_seen() -> None:
    with Emulator(faults={"core": Fault(gate=threading.Event())}) as emulator:
        connection = _connection(emulator)
        connection.request("GET", _path("core"))
        entry = emulator.wait_for("core")
        connection.close()
        assert entry.saw_close.wait(30)


def test_a_cut_answer_is_short() -> None:
    with Emulator(faults={"core": Fault(cut_after_bytes=100)}) as emulator:
        connection = _connection(emulator)
        connection.request("GET", _path("core"))
        with pytest.raises(http.client.IncompleteRead) as caught:
            connection.getresponse().read()
        assert len(caught.value.partial) == 100
        connection.close()


def test_a_fault_may_replace_the_answer_for_a_while() -> None:
    fault = Fault(status=503, body=b"<html>busy</html>", content_type="text/html", headers=(("Retry-After", "1"),), times=1)
    with Emulator(faults={"core": fault, "job_status": Fault(status=500)}) as emulator:
        assert _get(emulator, "job_results", **DEMO) == (503, "text/html", b"<html>busy</html>")
        assert _get(emulator, "job_results", **DEMO)[0] == 200
        assert _get(emulator, "job_status", **DEMO)[0] == 500
        assert _get(emulator, "job_results", job_id=DEMO_JOB_ID)[0] == 401  # other errors come first


def test_rubbish_does_not_stop_it(capfd: pytest.CaptureFixture[str]) -> None:
    with Emulator() as emulator:
        host, port = urlsplit(emulator.server).hostname, urlsplit(emulator.server).port
        for rubbish in (b"\x16\x03\x01\x00kettle\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/1.1\r\nHost", b""):
            with socket.create_connection((host, port), timeout=30) as connection:
                connection.sendall(rubbish)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(4096):
                    pass
        assert _get(emulator, "list_jobs", api_key=DEMO_KEY)[0] == 200
    assert capfd.readouterr() == ("", "")


def test_a_port_that_is_taken_is_a_plain_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(NetworkError, match="could not be started"):
        Emulator(port=taken.getsockname()[1]).start()


def test_start_demo_is_ready_and_closes_twice() -> None:
    emulator = start_demo()
    assert _get(emulator, "job_status", api_key=emulator.key, job_id=emulator.job_id)[0] == 200
    emulator.close()
    emulator.close()


def test_waiting_for_what_never_comes_ends() -> None:
    with Emulator() as emulator, pytest.raises(TimeoutError):
        emulator.wait_for("core", timeout_seconds=0)
