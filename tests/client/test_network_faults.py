"""Each way in which an answer can fail to come: its sentences, one request, nothing told, the connection closed."""

from __future__ import annotations

import socket
from collections.abc import Callable

import httpx
import pytest

from tests.support.misbehaving_server import Connection, FullBacklog, MisbehavingServer, Script, chunked, head, whole
from tests.support.one_fetch import SECRET, fetch_from, is_fault
from viewer.client import TooSlowError
from viewer.client.course import Course
from viewer.client.faults import (
    ADDRESS,
    CLOSED,
    INCOMPLETE,
    NO_ANSWER,
    NO_CONNECTION,
    STALLED,
    UNEXPECTED,
    UNKNOWN_HOST,
    UNREACHABLE,
    Fault,
    fault_of,
)
from viewer.errors import NetworkError, NextStep
from viewer.watch import Progress, Watch

BODY = b'{"version_info":{"metadata_type":"core"}}'
LENGTH = head(content_length=str(len(BODY)))
IN_CHUNKS = head(transfer_encoding="chunked")

# What the server sends before it closes the connection in order.
ENDINGS: dict[str, tuple[bytes, Fault]] = {
    "nothing": (b"", CLOSED),
    "half a status line": (b"HTTP/1.1 20", CLOSED),
    "half the headers": (b"HTTP/1.1 200 OK\r\nContent-Type: text", CLOSED),
    "less than Content-Length": (LENGTH + BODY[:-1], INCOMPLETE),
    "less than Content-Length, though the JSON ends": (head(content_length="42") + BODY, INCOMPLETE),
    "headers only": (LENGTH, INCOMPLETE),
    "chunks without their end": (IN_CHUNKS + b"3\r\nabc\r\n", INCOMPLETE),
    "a cut inside a chunk": (IN_CHUNKS + b"30\r\n" + BODY, INCOMPLETE),
    "a cut inside a chunk's size": (IN_CHUNKS + b"3\r\nabc\r\n1", INCOMPLETE),
    "a chunk's size that is no number": (IN_CHUNKS + b"xyz\r\nabc\r\n0\r\n\r\n", UNEXPECTED),
    "a negative chunk size": (IN_CHUNKS + b"-3\r\nabc\r\n0\r\n\r\n", UNEXPECTED),
    "a chunk longer than its size": (IN_CHUNKS + b"2\r\nabc\r\n0\r\n\r\n", UNEXPECTED),
    "Content-Length too small": (head(content_length="5") + BODY, UNEXPECTED),
    "two lengths": (head(content_length="41").replace(b"\r\n\r\n", b"\r\nContent-Length: 42\r\n\r\n") + BODY, UNEXPECTED),
    "two lengths in one": (head(content_length="41, 42") + BODY, UNEXPECTED),
    "a negative length": (head(content_length="-1") + BODY, UNEXPECTED),
    "a length that is no number": (head(content_length="many") + BODY, UNEXPECTED),
    "an absurd length": (head(content_length="9" * 19) + BODY, UNEXPECTED),
    "a length beyond all digits": (head(content_length="9" * 400) + BODY, UNEXPECTED),
    "a length and chunks": (head(content_length="41", transfer_encoding="chunked") + chunked(BODY), UNEXPECTED),
    "an unknown transfer encoding": (head(transfer_encoding="gzip, chunked") + chunked(BODY), UNEXPECTED),
    "something that is not HTTP": (b"220 mail.example ready\r\n\r\n", UNEXPECTED),
    "an answer of HTTP/0.9": (b"<html>hello</html>\r\n\r\n", UNEXPECTED),
    "binary rubbish": (bytes(range(255, 0, -1)) * 3 + b"\r\n\r\n", UNEXPECTED),
    "a status that is none": (head("99 Low") + BODY, UNEXPECTED),
    "a header that is none": (b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", UNEXPECTED),
    "a change of protocol": (head("101 Switching Protocols", upgrade="made-up", connection="upgrade"), UNEXPECTED),
    "large headers": (head(x_large="a" * 10_000, content_length="41") + BODY, UNEXPECTED),
    "huge headers": (head(x_huge="a" * 300_000, content_length="41") + BODY, UNEXPECTED),
    "the key in a broken header": (b"HTTP/1.1 200 OK\r\n" + SECRET.encode() + b" \r\n\r\n", UNEXPECTED),
    "the key in a broken status line": (b"HTTP/1.1 two hundred " + SECRET.encode() + b"\r\n\r\n", UNEXPECTED),
}


@pytest.mark.parametrize("what", ENDINGS)
def test_a_connection_ends_after(server: MisbehavingServer, what: str) -> None:
    sent, fault = ENDINGS[what]
    server.uses(server.answers(sent))
    outcome = fetch_from(server.server)
    assert isinstance(outcome.failure, NetworkError)
    assert is_fault(outcome.failure, fault), outcome.failure
    assert outcome.failure.step is NextStep.RETRY
    assert len(server.requests) == server.connections == 1


RESETS: dict[str, tuple[bytes, Fault]] = {
    "before the answer": (b"", CLOSED),
    "in the headers": (b"HTTP/1.1 200 OK\r\nContent-", CLOSED),
    "in the body": (LENGTH + BODY[:10], INCOMPLETE),
    "in a chunk": (IN_CHUNKS + b"30\r\n" + BODY, INCOMPLETE),
    "in a body without length": (head() + BODY, INCOMPLETE),
}


@pytest.mark.parametrize("where", RESETS)
def test_a_connection_is_reset(server: MisbehavingServer, where: str) -> None:
    sent, fault = RESETS[where]

    def script(connection: Connection) -> None:
        server.requests.append(connection.read_request())
        connection.send(sent)
        connection.is_closed_within(0.1)  # the client reads what was sent before the reset throws it away
        connection.reset()

    server.uses(script)
    outcome = fetch_from(server.server)
    assert is_fault(outcome.failure, fault), outcome.failure
    assert len(server.requests) == server.connections == 1


@pytest.mark.parametrize("ending", [Connection.close, Connection.reset])
def test_a_connection_ends_as_soon_as_it_is_accepted(server: MisbehavingServer, ending: Script) -> None:
    server.uses(ending)
    outcome = fetch_from(server.server)
    assert is_fault(outcome.failure, CLOSED) or is_fault(outcome.failure, UNREACHABLE), outcome.failure
    assert "can't be reached" in str(outcome.failure)
    assert "online" in str(outcome.failure)


STALLS: dict[str, tuple[bytes, str, Fault]] = {
    "before the first byte": (b"", "first_byte_seconds", NO_ANSWER),
    "in the status line": (b"HTTP/1.", "first_byte_seconds", NO_ANSWER),
    "in the headers": (b"HTTP/1.1 200 OK\r\nContent-Type: te", "first_byte_seconds", NO_ANSWER),
    "after the headers": (LENGTH, "stall_seconds", STALLED),
    "in the body": (LENGTH + BODY[:20], "stall_seconds", STALLED),
    "before the last byte": (LENGTH + BODY[:-1], "stall_seconds", STALLED),
    "before the last chunk": (IN_CHUNKS + b"3\r\nabc\r\n", "stall_seconds", STALLED),
    "in a body without length": (head() + BODY, "stall_seconds", STALLED),
}


@pytest.mark.parametrize("where", STALLS)
def test_a_server_stalls(server: MisbehavingServer, where: str) -> None:
    sent, limit, fault = STALLS[where]
    server.uses(server.answers(sent, ending=server.stall))
    outcome = fetch_from(server.server, **{limit: 0.2})
    assert is_fault(outcome.failure, fault), outcome.failure
    assert "0.2 s" in str(outcome.failure)
    assert server.saw_close.wait(5)
    assert len(server.requests) == server.connections == 1


def test_dripping_headers_do_not_outlast_the_limit_to_the_first_byte(server: MisbehavingServer) -> None:
    def script(connection: Connection) -> None:
        connection.read_request()
        if not connection.drip(b"HTTP/1.1 200 OK\r\n" + b"X-More: a\r\n" * 1000):
            server.saw_close.set()

    server.uses(script)
    outcome = fetch_from(server.server, first_byte_seconds=0.3)
    assert is_fault(outcome.failure, NO_ANSWER)
    assert server.saw_close.wait(5)


@pytest.mark.parametrize("line", [b"X-More: " + b"a" * 1000 + b"\r\n", b"a" * 1000], ids=["lines", "one line"])
def test_endless_headers_end_at_a_size(server: MisbehavingServer, line: bytes) -> None:
    sent: list[int] = []

    def script(connection: Connection) -> None:
        connection.read_request()
        connection.send(b"HTTP/1.1 200 OK\r\nX-Endless: ")
        while connection.send(line):
            sent.append(len(line))

    server.uses(script)
    assert is_fault(fetch_from(server.server).failure, UNEXPECTED)
    assert sum(sent) < 16 << 20  # what the system's buffers hold, and no more


def test_endless_informational_answers_do_not_outlast_the_limit(server: MisbehavingServer) -> None:
    def script(connection: Connection) -> None:
        connection.read_request()
        while connection.send(head("102 Processing")) and not connection.is_closed_within(0.01):
            pass
        server.saw_close.set()

    server.uses(script)
    assert is_fault(fetch_from(server.server, first_byte_seconds=0.3).failure, NO_ANSWER)
    assert server.saw_close.wait(5)


def test_one_byte_at_a_time_ends_at_the_least_speed_and_asks(server: MisbehavingServer) -> None:
    def script(connection: Connection) -> None:
        server.requests.append(connection.read_request())
        connection.send(head(content_length="1000"))
        if not connection.drip(b'{"a":"' + b"b" * 900):
            server.saw_close.set()

    server.uses(script)
    outcome = fetch_from(server.server, pace_seconds=0.3, least_bytes_per_second=1000.0)
    error = outcome.failure
    assert isinstance(error, TooSlowError)
    assert error.step is NextStep.RETRY
    assert max(progress.done for progress in outcome.seen) > 0
    assert server.saw_close.wait(5)

    server.uses(server.answers(whole(BODY)))
    assert fetch_from(server.server, least_bytes_per_second=error.wider_limits.least_bytes_per_second).body == BODY


def test_bytes_that_follow_the_stated_end_later_are_noticed(server: MisbehavingServer) -> None:
    def script(connection: Connection) -> None:
        connection.read_request()
        connection.send(LENGTH + BODY)
        connection.is_closed_within(0.05)
        connection.send(b"and more")
        connection.wait_until_closed()

    server.uses(script)
    assert is_fault(fetch_from(server.server, excess_seconds=2.0).failure, UNEXPECTED)


def test_a_server_that_keeps_the_connection_open_does_not_hold_up_the_end(server: MisbehavingServer) -> None:
    server.uses(server.answers(whole(BODY, connection="keep-alive"), ending=server.stall))
    assert fetch_from(server.server).body == BODY
    assert server.saw_close.wait(5)


def test_connecting_never_completes() -> None:
    with FullBacklog() as full:
        outcome = fetch_from(full.server, connect_seconds=0.3)
    assert is_fault(outcome.failure, NO_CONNECTION)
    assert "0.3 s" in str(outcome.failure)


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


UNREACHED: dict[str, tuple[Callable[[], str], Fault]] = {
    "refused": (lambda: f"http://127.0.0.1:{closed_port()}/core/1.0/", UNREACHABLE),
    "refused by name": (lambda: f"http://localhost:{closed_port()}/core/1.0/", UNREACHABLE),
    "an unknown name": (lambda: "https://nobody.invalid/core/1.0/", UNKNOWN_HOST),
    "an unknown name of other letters": (lambda: "https://bücher.invalid:8443/core/1.0/", UNKNOWN_HOST),
}


@pytest.mark.parametrize("how", UNREACHED)
def test_no_connection_is_tried_again_twice_in_sight(how: str) -> None:
    address, fault = UNREACHED[how]
    outcome = fetch_from(address())
    assert is_fault(outcome.failure, fault), outcome.failure
    assert outcome.failure.details.endswith("Attempts: 3")
    assert len([text for text in outcome.doing if "Trying again in 1 s" in text]) == 2


@pytest.mark.parametrize("error", [UnicodeError("label too long"), httpx.InvalidURL("no host")], ids=["name", "address"])
def test_what_can_not_be_an_address_is_said_to_be_none(error: Exception) -> None:
    fault = fault_of(error, Course("https://made-up.example/core/1.0/", "GET"))
    assert fault is ADDRESS
    assert not fault.is_repeated


def test_repeats_of_connecting_end_with_its_limit() -> None:
    outcome = fetch_from(f"http://127.0.0.1:{closed_port()}/core/1.0/", connect_seconds=1.0, repeat_delays=(0.01, 60.0))
    assert is_fault(outcome.failure, UNREACHABLE)
    assert "Connection refused" in str(outcome.failure)
    assert outcome.failure.details.endswith("Attempts: 2")


def test_a_server_that_comes_up_in_between_is_reached() -> None:
    port = closed_port()
    late: list[MisbehavingServer] = []

    def start(progress: Progress) -> None:
        if "Trying again" in str(progress.doing) and not late:
            server = MisbehavingServer(port=port)
            late.append(server.uses(server.answers(whole(BODY))).__enter__())

    try:
        outcome = fetch_from(f"http://127.0.0.1:{port}/core/1.0/", watch=Watch(start))
    finally:
        for server in late:
            server.__exit__(None, None, None)
    assert outcome.body == BODY
    assert len(late[0].requests) == 1
