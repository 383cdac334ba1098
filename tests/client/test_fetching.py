"""What comes as it should is written byte for byte, with one request, and progress that tells the truth."""

from __future__ import annotations

import gzip
import io

import pytest

from tests.support.misbehaving_server import Connection, MisbehavingServer, chunked, head, whole
from tests.support.one_fetch import JOB_ID, PATIENT, SECRET, fetch_from
from viewer.client import Answer, fetch
from viewer.errors import NextStep, RequestError, StorageError
from viewer.model.api_key import ApiKey
from viewer.model.request import ResultRequest
from viewer.watch import Watch

BODY = b'{"version_info":{"metadata_type":"core"},"detections":{}}'
LARGE = b"".join(b'{"id":"%07d","text":"made up"},' % number for number in range(70_000))  # 2.3 MB
PACKED = gzip.compress(BODY)
WAYS = {
    "with a length": (whole(BODY, content_type="application/json"), True),
    "in chunks": (head(transfer_encoding="chunked") + chunked(BODY[:7], BODY[7:]), True),
    "until the connection ends": (head() + BODY, False),
    "from HTTP/1.0": (head().replace(b"HTTP/1.1", b"HTTP/1.0") + BODY, False),
    "packed": (whole(PACKED, content_encoding="gzip"), True),
    "packed, by its old name": (whole(PACKED, content_encoding="X-GZIP"), True),
    "packed in two members": (whole(gzip.compress(BODY[:9]) + gzip.compress(BODY[9:]), content_encoding="gzip"), True),
    "packed, until the connection ends": (head(content_encoding="gzip") + PACKED, True),
    "said to be as it is": (whole(BODY, content_encoding="identity"), True),
    "after informational answers": (head("100 Continue") + head("103 Early Hints") + whole(BODY), True),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_body_is_written_as_it_was_meant(server: MisbehavingServer, way: str) -> None:
    parts, is_complete_known = WAYS[way]
    server.uses(server.answers(parts))
    outcome = fetch_from(server.server)
    assert outcome.body == BODY
    assert outcome.answer is not None
    assert (outcome.answer.status, outcome.answer.size) == (200, len(BODY))
    assert outcome.answer.is_complete_known == is_complete_known
    assert server.connections == 1


def test_the_request_is_the_documented_one(server: MisbehavingServer) -> None:
    server.uses(server.answers(whole(BODY, content_type="application/json; charset=utf-8")))
    outcome = fetch_from(server.server, "speech_to_text_srt")
    (request,) = server.requests
    line, *headers = request.strip().split("\r\n")
    assert line == (f"GET /core/1.0/job_results?api_key=canary%2BKey%2F42&job_id={JOB_ID}&type=speech_to_text_srt HTTP/1.1")
    assert "Accept-Encoding: gzip, identity" in headers
    assert not [header for header in headers if header.lower().startswith(("cookie", "referer", "authorization"))]
    assert outcome.answer == Answer(200, "application/json; charset=utf-8", len(BODY), True)


def test_progress_counts_bytes_towards_the_stated_length(server: MisbehavingServer) -> None:
    server.uses(server.answers(whole(LARGE)))
    outcome = fetch_from(server.server)
    assert outcome.body == LARGE
    assert outcome.doing[:2] == ["Connecting to 127.0.0.1", "Waiting for 127.0.0.1"]
    receiving = [progress for progress in outcome.seen if str(progress.doing) == "Receiving"]
    assert receiving
    assert {progress.total for progress in receiving} == {len(LARGE)}
    assert all(progress.in_bytes for progress in outcome.seen)
    counts = [progress.done for progress in receiving]
    assert counts == sorted(counts)


def test_a_large_packed_body_is_unpacked_in_pieces_and_its_total_is_unknown(server: MisbehavingServer) -> None:
    server.uses(server.answers(whole(gzip.compress(LARGE), content_encoding="gzip")))
    pieces: list[int] = []

    class Sizes(io.BytesIO):
        def write(self, data: bytes) -> int:  # type: ignore[override]
            pieces.append(len(data))
            return super().write(data)

    into, seen = Sizes(), []
    request = ResultRequest(server.server, JOB_ID, "core")
    answer = fetch(request, ApiKey(SECRET), Watch(seen.append), into, PATIENT)
    assert into.getvalue() == LARGE
    assert answer.size == len(LARGE)
    assert max(pieces) <= 256 * 1024
    assert {progress.total for progress in seen if str(progress.doing) == "Receiving"} <= {None}


def test_a_base_url_without_a_slash_means_the_same(server: MisbehavingServer) -> None:
    server.uses(server.answers(whole(BODY)))
    assert fetch_from(server.server.rstrip("/")).body == BODY
    assert server.requests[0].startswith("GET /core/1.0/job_results?")


def test_a_key_of_odd_characters_travels_encoded(server: MisbehavingServer) -> None:
    server.uses(server.answers(whole(BODY)))
    key = ApiKey("ü &=#%\udcff")
    fetch(ResultRequest(server.server, JOB_ID, "core"), key, Watch(), io.BytesIO(), PATIENT)
    assert server.requests[0].startswith("GET /core/1.0/job_results?api_key=%C3%BC+%26%3D%23%25%3F&job_id=")


def test_without_a_key_nothing_is_asked(server: MisbehavingServer) -> None:
    request = ResultRequest(server.server, JOB_ID, "core")
    with pytest.raises(RequestError) as caught:
        fetch(request, ApiKey(" "), Watch(), io.BytesIO(), PATIENT)
    assert caught.value.step is NextStep.KEY
    assert server.connections == 0


def test_a_full_disk_ends_the_fetch_and_offers_another_folder(server: MisbehavingServer) -> None:
    def goes_on(connection: Connection) -> None:
        while connection.send(LARGE):
            pass
        server.saw_close.set()

    server.uses(server.answers(head(content_length=str(1 << 21)), ending=goes_on))
    request = ResultRequest(server.server, JOB_ID, "core")
    with open("/dev/full", "wb", buffering=0) as full, pytest.raises(StorageError) as caught:
        fetch(request, ApiKey(SECRET), Watch(), full, PATIENT)
    assert caught.value.step is NextStep.FOLDER
    assert "No space left on device" in str(caught.value)
    assert server.saw_close.wait(5)
