"""An emulator of the service on this computer: an HTTP server on loopback with made-up jobs, that can also misbehave.

Every connection has a thread. A thread that waits (a stalled or held answer) watches its connection, so that the close by
the client is seen at once; closing the emulator shuts every connection down and ends every thread.
"""

from __future__ import annotations

import selectors
import socket
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from viewer.demo.answers import BASE_PATH, Answer, Answers, Extra, failure
from viewer.demo.connections import ConnectionServer
from viewer.demo.jobs import DEMO_JOB_ID, DEMO_KEY
from viewer.errors import NetworkError
from viewer.text import Text

_PIECE = 64 * 1024
_GATE_LOOK_SECONDS = 0.02
EMPTY: Extra = {}


@dataclass(frozen=True, slots=True)
class Fault:
    """How the answer for one metadata type goes wrong; the key of `faults` may also be `job_status` or `list_jobs`.

    `status`, `body`, `content_type` and `headers` replace those of the right answer. After `stall_after_bytes` of the
    body nothing more is sent; after `cut_after_bytes` the connection is closed; both with the full Content-Length.
    Nothing at all is sent before `gate` is set. `times`: how often the fault happens, None for always.
    """

    status: int | None = None
    body: bytes | None = None
    content_type: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    stall_after_bytes: int | None = None
    cut_after_bytes: int | None = None
    gate: threading.Event | None = None
    times: int | None = None


NO_FAULT = Fault()


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One request, without its API key: the path without parameters, and the status that it is answered with.

    `was_answered` is set when the whole answer was sent, `saw_close` when the client closed the connection before that.
    """

    path: str
    type_name: str
    job_id: str
    status: int
    was_answered: threading.Event = field(default_factory=threading.Event, compare=False)
    saw_close: threading.Event = field(default_factory=threading.Event, compare=False)


class Emulator:
    """The server: a context manager, or `start` and `close`.

    `extra` holds further results by (job ID, metadata type), `faults` what goes wrong by metadata type; both may be
    changed while it runs. `on_event` is called, in the answering thread, with "request", "answered" or
    "closed-by-client" and the log entry. `unavailable_status` is what a type that a job does not have is answered with.
    """

    key = DEMO_KEY
    job_id = DEMO_JOB_ID

    def __init__(
        self,
        *,
        port: int = 0,
        extra: Extra = EMPTY,
        faults: Mapping[str, Fault] | None = None,
        unavailable_status: int = 404,
        on_event: Callable[[str, LogEntry], None] | None = None,
    ) -> None:
        self._port = port
        self._answers = Answers(self.key, extra, unavailable_status)
        self._faults = {} if faults is None else faults
        self._faults_seen: Counter[str] = Counter()
        self._on_event = on_event
        self._log: list[LogEntry] = []
        self._news = threading.Condition()
        self._http: ConnectionServer | None = None

    def start(self) -> Self:
        """Listen and answer, in threads of its own. Raises NetworkError where the port can't be had."""
        handler = type("_DemoHandler", (_Request,), {"emulator": self})
        try:
            self._http = ConnectionServer(("127.0.0.1", self._port), handler)
        except (OSError, OverflowError) as error:
            raise NetworkError(
                Text("The demo could not be started on this computer."),
                why=Text("{reason}.", reason=(getattr(error, "strerror", None) or str(error)).rstrip(".")),
            ) from error
        self._http.start()
        return self

    def close(self) -> None:
        """Stop: every connection is shut down and every thread has ended when this returns."""
        if self._http is not None:
            self._http.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def server(self) -> str:
        """The base URL, for the form."""
        assert self._http is not None
        return f"http://127.0.0.1:{self._http.server_address[1]}{BASE_PATH}"

    @property
    def log(self) -> tuple[LogEntry, ...]:
        """The requests so far, in the order in which they came."""
        with self._news:
            return tuple(self._log)

    def wait_for(self, type_name: str, count: int = 1, timeout_seconds: float = 10) -> LogEntry:
        """Return the `count`th request for a metadata type, as soon as it came. Raises TimeoutError."""

        def requests() -> list[LogEntry]:
            return [entry for entry in self._log if entry.type_name == type_name]

        with self._news:
            if not self._news.wait_for(lambda: len(requests()) >= count, timeout_seconds):
                raise TimeoutError(f"no request for {type_name}")
            return requests()[count - 1]

    def answer(self, path: str, query: Mapping[str, str]) -> tuple[Answer, Fault]:
        """Return what to answer and how to go wrong meanwhile; a fault takes the place of a right answer only."""
        answer = self._answers.to(path, query)
        name = _fault_name(path, query)
        fault = self._faults.get(name)
        if answer.status != 200 or fault is None:
            return answer, NO_FAULT
        with self._news:
            self._faults_seen[name] += 1
            if fault.times is not None and self._faults_seen[name] > fault.times:
                return answer, NO_FAULT
        return (
            replace(
                answer,
                status=answer.status if fault.status is None else fault.status,
                body=answer.body if fault.body is None else fault.body,
                content_type=answer.content_type if fault.content_type is None else fault.content_type,
            ),
            fault,
        )

    def note(self, event: str, entry: LogEntry) -> None:
        """Tell what happened to a request: "request", "answered" or "closed-by-client"."""
        with self._news:
            if event == "request":
                self._log.append(entry)
            self._news.notify_all()
        if self._on_event is not None:
            self._on_event(event, entry)
        if event == "answered":
            entry.was_answered.set()
        elif event == "closed-by-client":
            entry.saw_close.set()


def _fault_name(path: str, query: Mapping[str, str]) -> str:
    endpoint = path.removeprefix(BASE_PATH)
    return query.get("type", "core") if endpoint == "job_results" else endpoint


class _ClientClosed(Exception):  # noqa: N818 - it is an outcome, not an error
    """The client closed the connection before the answer was whole."""


class _Request(BaseHTTPRequestHandler):
    """Answers the requests of one connection. A class of its own per emulator carries `emulator`."""

    emulator: Emulator
    protocol_version = "HTTP/1.1"
    server_version = "JobResultsViewerDemo"
    sys_version = ""
    disable_nagle_algorithm = True
    connection: socket.socket
    server: ConnectionServer

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        self._reply(parts.path, query, *self.emulator.answer(parts.path, query))

    def do_POST(self) -> None:
        self.close_connection = True  # the body is not read
        self._reply(urlsplit(self.path).path, {}, failure(404, "Not found"), NO_FAULT)

    def log_message(self, *_arguments: object) -> None:
        """Stay quiet: the request line holds the API key."""

    def _reply(self, path: str, query: Mapping[str, str], answer: Answer, fault: Fault) -> None:
        entry = LogEntry(path, _fault_name(path, query), query.get("job_id", ""), answer.status)
        self.emulator.note("request", entry)
        try:
            if fault.gate is not None:
                self._wait(fault.gate)
            self._send(answer, fault)
        except (OSError, _ClientClosed):
            self.close_connection = True
            if not self.server.is_closing:
                self.emulator.note("closed-by-client", entry)
        else:
            self.emulator.note("answered", entry)

    def _send(self, answer: Answer, fault: Fault) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in fault.headers:
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        limits = [limit for limit in (fault.stall_after_bytes, fault.cut_after_bytes) if limit is not None]
        body = memoryview(answer.body)[: min(limits, default=None)]
        for start in range(0, len(body), _PIECE):
            self.wfile.write(body[start : start + _PIECE])
        if fault.stall_after_bytes is not None:
            self._wait(None)
        if limits:
            self.close_connection = True

    def _wait(self, gate: threading.Event | None) -> None:
        """Wait until the gate opens; for ever without one. Raises _ClientClosed when the client or the emulator closes."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.connection, selectors.EVENT_READ)
            while gate is None or not gate.is_set():
                if selector.select(None if gate is None else _GATE_LOOK_SECONDS) and not self.connection.recv(_PIECE):
                    raise _ClientClosed


def start_demo() -> Emulator:
    """Return a running emulator with the demo's jobs. Raises NetworkError."""
    return Emulator().start()
