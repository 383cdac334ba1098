"""`python -m viewer.demo` serves in a process of its own, says what happens, and ends when told."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from viewer.demo.jobs import DEMO_JOB_ID, DEMO_KEY
from viewer.demo.results import result

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.own_process


@contextmanager
def _running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "viewer.demo", *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8") as process:
        try:
            yield process
        finally:
            process.kill()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def _event(process: subprocess.Popen[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_line(process))
    return found


def _url(server: str, type_name: str) -> str:
    return f"{server}job_results?{urlencode({'api_key': DEMO_KEY, 'job_id': DEMO_JOB_ID, 'type': type_name})}"


def test_it_serves_reports_and_ends_with_its_input(tmp_path: Path) -> None:
    leaves = tmp_path / "leaves.json"
    leaves.write_bytes(b'{"leaves":[]}')
    with _running("--extra", f"tea_leaves:{leaves}") as process:
        server = _line(process)
        for type_name, body in (("core", result("core", DEMO_JOB_ID)), ("tea_leaves", b'{"leaves":[]}')):
            with urllib.request.urlopen(_url(server, type_name), timeout=30) as answer:
                assert answer.read() == body
            about = {"path": "/core/1.0/job_results", "type": type_name, "status": 200}
            assert _event(process) == {"event": "request", **about}
            assert _event(process) == {"event": "answered", **about}
        rest, complaints = process.communicate(timeout=60)  # closes its standard input
        assert (process.returncode, rest, complaints) == (0, "", "")


def test_it_sees_a_client_leave_a_stalled_answer() -> None:
    with _running("--stall", "frames_faces:500") as process:
        server = _line(process)
        connection = http.client.HTTPConnection(str(urlsplit(server).netloc), timeout=30)
        connection.request("GET", _url(server, "frames_faces"))
        answer = connection.getresponse()
        assert len(answer.read(500)) == 500
        assert _event(process)["event"] == "request"
        answer.close()
        connection.close()
        assert _event(process) == {
            "event": "closed-by-client",
            "path": "/core/1.0/job_results",
            "type": "frames_faces",
            "status": 200,
        }
        assert DEMO_KEY not in "".join(process.communicate(timeout=60))


def test_it_ends_on_sigterm() -> None:
    with _running("--hold", "core", "--status", "frames_faces:500") as process:
        assert _line(process).startswith("http://127.0.0.1:")
        process.terminate()
        assert process.wait(60) == (1 if sys.platform == "win32" else 0)  # Windows does not ask first


def test_a_wrong_argument_is_explained() -> None:
    with _running("--stall", "core") as process:
        _, complaints = process.communicate(timeout=60)
        assert process.returncode == 2
        assert "no colon" in complaints
