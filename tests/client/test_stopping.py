"""Stop ends a fetch wherever it stands, and the server sees the connection close."""

from __future__ import annotations

import io
import logging
import threading
from collections.abc import Callable

import pytest

from tests.support.misbehaving_server import Connection, FullBacklog, MisbehavingServer, head, whole
from tests.support.one_fetch import JOB_ID, SECRET
from viewer.client import Limits, fetch
from viewer.errors import Cancelled
from viewer.model.api_key import ApiKey
from viewer.model.request import ResultRequest
from viewer.watch import Progress, Watch

LIMITS = Limits()  # those of the program: everything here waits far longer than the test does
PATIENCE_SECONDS = 5


class Fetching:
    """A fetch in a thread of its own, as the window does it."""

    def __init__(self, server: str, report: Callable[[Progress], None] | None = None) -> None:
        self.watch = Watch(report)
        self.outcome: object = None
        self._request = ResultRequest(server, JOB_ID, "core")
        self._thread = threading.Thread(target=self._run, name="fetching")
        self._thread.start()

    def _run(self) -> None:
        try:
            self.outcome = fetch(self._request, ApiKey(SECRET), self.watch, io.BytesIO(), LIMITS)
        except Exception as error:  # noqa: BLE001 - handed to the test as a value
            self.outcome = error

    def stop(self) -> object:
        """Press Stop, and return what became of the fetch."""
        self.watch.cancel()
        return self.end()

    def end(self) -> object:
        """Wait for the end, and return what became of the fetch."""
        self._thread.join(PATIENCE_SECONDS)
        assert not self._thread.is_alive()
        return self.outcome


STALLS = {
    "before the first byte": b"",
    "in the headers": b"HTTP/1.1 200 OK\r\nContent-Ty",
    "after the headers": head(content_length="100"),
    "in the body": head(content_length="100") + b'{"a":',
    "in a chunk": head(transfer_encoding="chunked") + b'5\r\n{"a"',
    "in a packed body": head(content_encoding="gzip") + b"\x1f\x8b\x08\0\0\0\0\0",
    "in the words of a refusal": head("400 Bad Request", content_length="100") + b'{"err',
}


@pytest.mark.parametrize("where", STALLS)
def test_stop_in_a_stall_closes_the_connection(server: MisbehavingServer, where: str) -> None:
    server.uses(server.answers(STALLS[where], ending=server.stall))
    fetching = Fetching(server.server)
    assert server.is_stalling.wait(PATIENCE_SECONDS)
    assert isinstance(fetching.stop(), Cancelled)
    assert server.saw_close.wait(PATIENCE_SECONDS)
    assert server.connections == 1


def test_stop_in_the_tls_handshake_closes_the_connection(server: MisbehavingServer) -> None:
    server.uses(server.stall)
    fetching = Fetching(server.server.replace("http:", "https:"))
    assert server.is_stalling.wait(PATIENCE_SECONDS)
    assert isinstance(fetching.stop(), Cancelled)
    assert server.saw_close.wait(PATIENCE_SECONDS)


def test_stop_while_connecting() -> None:
    connecting = threading.Event()
    with FullBacklog() as full:
        fetching = Fetching(full.server, lambda progress: connecting.set())
        assert connecting.wait(PATIENCE_SECONDS)
        assert isinstance(fetching.stop(), Cancelled)


def test_stop_while_bytes_pour_in(server: MisbehavingServer) -> None:
    def endless(connection: Connection) -> None:
        while connection.send(b'{"made":"up"},' * 5000):
            pass
        server.saw_close.set()

    pouring = threading.Event()
    server.uses(server.answers(head(), ending=endless))
    fetching = Fetching(server.server, lambda progress: progress.done > 1_000_000 and pouring.set())
    assert pouring.wait(PATIENCE_SECONDS)
    assert isinstance(fetching.stop(), Cancelled)
    assert server.saw_close.wait(PATIENCE_SECONDS)


def test_stop_while_waiting_to_try_again(server: MisbehavingServer) -> None:
    waiting = threading.Event()
    server.uses(server.answers(whole(b"", "503 Busy", retry_after="250")))
    fetching = Fetching(server.server, lambda progress: "Trying again" in str(progress.doing) and waiting.set())
    assert waiting.wait(PATIENCE_SECONDS)
    assert isinstance(fetching.stop(), Cancelled)
    assert len(server.requests) == 1


def test_stop_before_the_start_asks_nothing(server: MisbehavingServer) -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        fetch(ResultRequest(server.server, JOB_ID, "core"), ApiKey(SECRET), watch, io.BytesIO(), LIMITS)
    assert server.connections == 0


def test_stop_after_the_end_changes_nothing(server: MisbehavingServer) -> None:
    server.uses(server.answers(whole(b"{}")))
    fetching = Fetching(server.server)
    ended = fetching.end()
    assert fetching.stop() is ended
    assert ended.size == 2


def test_many_stops_at_any_moment_leave_nothing_behind(server: MisbehavingServer) -> None:
    """Stop is pressed at the first, second, third … progress; each fetch ends as stopped or whole."""
    for moment in range(1, 30):
        server.uses(server.answers(whole(b'{"a":"%s"}' % (b"b" * 300_000))))
        count = iter(range(1, 1000))
        holder: list[Fetching] = []
        ready = threading.Event()

        def report(progress: Progress, count=count, holder=holder, ready=ready, moment=moment) -> None:
            ready.wait(PATIENCE_SECONDS)
            if next(count) == moment:
                holder[0].watch.cancel()

        holder.append(Fetching(server.server, report))
        ready.set()
        outcome = holder[0].end()
        assert isinstance(outcome, Cancelled) or outcome.size == 300_008


def test_the_loggers_that_would_write_the_url_are_silent() -> None:
    for name in ("httpx", "httpcore", "httpcore.http11", "httpcore.connection"):
        assert not logging.getLogger(name).isEnabledFor(logging.INFO)
