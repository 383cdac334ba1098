"""A 200 that is no result, damaged packings, and sizes: nothing of it passes for a result, and large ones ask."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.misbehaving_server import Connection, MisbehavingServer, chunked, head, whole
from tests.support.one_fetch import JOB_ID, SECRET, fetch_from
from viewer.client import TooLargeError
from viewer.client.receiving import looks_like_page
from viewer.client.unpacking import PIECE, GzipUnpacker, PackingError
from viewer.errors import ContentError, NextStep

BODY = b'{"version_info":{"metadata_type":"core"}}' * 30
PACKED = gzip.compress(BODY)
PAGE = b"<!DOCTYPE html><html><title>Log in</title><body>Please log in, " + SECRET.encode() + b"</body></html>"
TTML = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- made up -->\n<tt xmlns="http://www.w3.org/ns/ttml"><head/>'
    b'<body><div><p begin="1s" end="2s">Hi &lt;html&gt;</p></div></body></tt>'
)

PAGES = {
    "a login page": PAGE,
    "a page without a doctype": b"\r\n <HTML lang=en><body>proxy</body></HTML>",
    "a page in XHTML": b'<?xml version="1.0"?>\n<!-- saved -->\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN"><html/>',
    "a page in UTF-16": PAGE.decode().encode("utf-16"),
    "a page in UTF-16 without a mark": PAGE.decode().encode("utf-16-be"),
    "a page with a byte order mark": b"\xef\xbb\xbf" + PAGE,
    "a page after a lot of white space": b"\n" * 20_000 + PAGE,
    "a piece of a page": b"<script>location='https://login.example/'</script>",
    "a long page": PAGE + b"<p>more</p>" * 100_000,
}
NOTHINGS = {
    "nothing": b"",
    "white space": b" \t\r\n" * 5000,
    "NUL bytes": b"\0" * 100_000,
    "only a byte order mark": b"\xef\xbb\xbf\r\n",
    "blanks in UTF-16": "\ufeff  \r\n".encode("utf-16-le"),
}


@pytest.mark.parametrize("what", PAGES)
@pytest.mark.parametrize("content_type", ["text/html", "application/json"])
def test_a_web_page_is_no_result(server: MisbehavingServer, what: str, content_type: str) -> None:
    server.uses(server.answers(whole(PAGES[what], content_type=content_type)))
    error = fetch_from(server.server).failure
    assert isinstance(error, ContentError)
    assert "login or proxy page" in str(error)
    assert (error.step, error.status) == (NextStep.RETRY, 200)
    assert content_type in error.details
    assert len(server.requests) == 1


@pytest.mark.parametrize("what", NOTHINGS)
@pytest.mark.parametrize("way", ["length", "chunks", "packed"])
def test_blanks_are_no_result(server: MisbehavingServer, what: str, way: str) -> None:
    body = NOTHINGS[what]
    answers = {
        "length": whole(body),
        "chunks": head(transfer_encoding="chunked") + (chunked(body) if body else chunked()),
        "packed": whole(gzip.compress(body), content_encoding="gzip"),
    }
    server.uses(server.answers(answers[way]))
    error = fetch_from(server.server).failure
    assert isinstance(error, ContentError)
    assert "empty" in str(error)
    assert error.step is NextStep.RETRY


def test_an_empty_body_that_is_said_to_be_packed_is_empty(server: MisbehavingServer) -> None:
    server.uses(server.answers(whole(b"", content_encoding="gzip")))
    assert "empty" in str(fetch_from(server.server).failure)


@pytest.mark.parametrize(
    "body", [TTML, b"WEBVTT\n\n<p> is no page", b"1\n00:00:01,000 --> 00:00:02,000\n<html>\n", b'["<html>"]']
)
def test_a_result_that_holds_tags_is_a_result(server: MisbehavingServer, body: bytes) -> None:
    server.uses(server.answers(whole(body, content_type="text/html")))
    assert fetch_from(server.server).body == body


def test_a_page_is_recognised_before_it_ends(server: MisbehavingServer) -> None:
    server.uses(server.answers(head() + PAGE + b" " * 5000, ending=server.stall))
    assert "web page" in str(fetch_from(server.server).failure)
    assert server.saw_close.wait(5)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_first_bytes_are_judged(data: bytes) -> None:
    assert looks_like_page(data) in (True, False)
    assert looks_like_page(b"<html>" + data)
    assert not looks_like_page(b'{"' + data)


def with_wrong_crc() -> bytes:
    return PACKED[:-8] + bytes([PACKED[-8] ^ 1]) + PACKED[-7:]


def with_wrong_length() -> bytes:
    return PACKED[:-1] + bytes([PACKED[-1] ^ 1])


PACKINGS = {
    "corrupt": ("gzip", PACKED[:20] + b"\xff\xff\xff\xff" + PACKED[24:]),
    "cut": ("gzip", PACKED[: len(PACKED) // 2]),
    "without its trailer": ("gzip", PACKED[:-8]),
    "with half its trailer": ("gzip", PACKED[:-4]),
    "with a wrong CRC": ("gzip", with_wrong_crc()),
    "with a wrong length": ("gzip", with_wrong_length()),
    "claimed, but not there": ("gzip", BODY),
    "with rubbish after it": ("gzip", PACKED + b"rubbish"),
    "with a second member that is cut": ("gzip", PACKED + PACKED[:-3]),
    "twice, and said so": ("gzip, gzip", gzip.compress(PACKED)),
    "twice, and said once": ("gzip", gzip.compress(PACKED)),
    "by deflate": ("deflate", zlib.compress(BODY)),
    "by Brotli": ("br", b"\x8b\x03\x80made up\x03"),
    "by something unknown": ("x-made-up", BODY),
    "a bomb": ("gzip", gzip.compress(b"[" + b" " * (64 << 20))),
    "a bomb in a bomb": ("gzip", gzip.compress(gzip.compress(bytes(64 << 20)))),
}


@pytest.mark.parametrize("how", PACKINGS)
def test_a_packing_is_broken(server: MisbehavingServer, how: str) -> None:
    encoding, body = PACKINGS[how]
    server.uses(server.answers(whole(body, content_encoding=encoding)))
    outcome = fetch_from(server.server, decoded_bytes=1 << 30)
    assert isinstance(outcome.failure, ContentError)
    assert not isinstance(outcome.failure, TooLargeError)
    assert "damaged" in str(outcome.failure)
    assert "Packing: " in outcome.failure.details
    assert len(outcome.body) < 17 << 20
    assert len(server.requests) == 1


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3000).map(b"made up ".__add__), st.integers(1, 700), st.integers(0, 3))
def test_any_bytes_packed_and_cut_into_any_pieces_come_out_the_same(data: bytes, step: int, members: int) -> None:
    packed = b"".join(gzip.compress(data) for _ in range(members + 1))
    unpacker = GzipUnpacker()
    pieces = [p for at in range(0, len(packed), step) for p in unpacker.unpacked(packed[at : at + step])]
    unpacker.finish()
    assert b"".join(pieces) == data * (members + 1)


def test_pieces_are_bounded_where_little_unpacks_to_much() -> None:
    unpacker = GzipUnpacker()
    sizes = [len(piece) for piece in unpacker.unpacked(gzip.compress(bytes(3 * PIECE + 5)))]
    unpacker.finish()
    assert sizes == [PIECE, PIECE, PIECE, 5]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_said_to_be_packed_give_bytes_or_a_packing_error(data: bytes) -> None:
    for body in (data, PACKED[:10] + data):
        unpacker = GzipUnpacker()
        with suppress(PackingError):
            assert all(len(piece) <= PIECE for piece in unpacker.unpacked(body))
            unpacker.finish()


def noise(size: int) -> bytes:
    """Made-up text that packs badly."""
    return b"".join(zlib.crc32(b"%d" % number).to_bytes(4, "big").hex().encode() for number in range(size // 8))


def test_a_stated_length_above_the_limit_asks_before_anything_is_fetched(server: MisbehavingServer) -> None:
    server.uses(server.answers(head(content_length=str(3_200_000_000)), ending=server.stall))
    outcome = fetch_from(server.server)
    error = outcome.failure
    assert isinstance(error, TooLargeError)
    assert "3.2 GB" in str(error)
    assert error.size == 3_200_000_000
    assert outcome.body == b""
    assert error.wider_limits.wire_bytes > error.size
    assert error.wider_limits.decoded_bytes > error.size
    assert server.saw_close.wait(5)


@pytest.mark.parametrize("way", ["endless", "packed"])
def test_more_than_the_limit_ends_with_a_question_and_wider_limits_take_it(server: MisbehavingServer, way: str) -> None:
    body = noise(300_000)

    def endless(connection: Connection) -> None:
        while connection.send(body):
            pass
        server.saw_close.set()

    ways = {
        "endless": server.answers(head(), ending=endless),
        "packed": server.answers(head(content_encoding="gzip") + gzip.compress(body), ending=server.stall),
    }
    server.uses(ways[way])
    outcome = fetch_from(server.server, wire_bytes=200_000, decoded_bytes=200_000)
    error = outcome.failure
    assert isinstance(error, TooLargeError)
    assert "more than" in str(error)
    assert len(outcome.body) <= 200_000 + PIECE
    assert server.saw_close.wait(5)

    wider = error.wider_limits
    server.uses(server.answers(whole(body)))
    again = fetch_from(server.server, wire_bytes=wider.wire_bytes, decoded_bytes=wider.decoded_bytes)
    assert again.body == body


def test_an_error_body_with_status_200_is_left_to_those_who_read_it(server: MisbehavingServer) -> None:
    body = b'{"errors":[{"message":"Job not finished"}]}'
    server.uses(server.answers(whole(body, content_type="application/json")))
    outcome = fetch_from(server.server)
    assert outcome.body == body
    assert outcome.error is None
    assert JOB_ID in server.requests[0]
