"""One attempt at one request, with httpx: what comes is an Answer, or a Setback that says whether to try again.

Every deadline is ours (httpx has none for the whole of the headers); the phases are told by httpcore's trace. No exception
of httpx leaves this module, since each holds the URL and with it the API key.
"""

from __future__ import annotations

import asyncio
import ssl
from contextlib import suppress
from typing import Any, BinaryIO
from urllib.parse import urlencode, urlsplit

import httpcore
import httpx
import truststore

from viewer.client.ask import Answer, Ask, Setback
from viewer.client.course import Course, Phase
from viewer.client.faults import PROXY_SETTING, UNEXPECTED, explained, fault_of
from viewer.client.limits import Limits, TooLargeError
from viewer.client.receiving import Receiver, damaged
from viewer.client.repeats import wanted_delay
from viewer.client.statuses import meaning_of, refusal
from viewer.client.unpacking import PackingError, unpacker_for
from viewer.errors import ViewerError
from viewer.model.api_key import redacted
from viewer.model.error_body import error_messages, refusal_words
from viewer.model.request import is_loopback
from viewer.text import Text, visible
from viewer.watch import Watch

_PORTS = {"http": 80, "https": 443}
_HEADERS = {"Accept": "*/*", "Accept-Encoding": "gzip, identity", "User-Agent": "job-results-viewer", "Connection": "close"}
_TOLD_HEADERS = ("Content-Type", "Content-Encoding", "Content-Length", "Transfer-Encoding", "Retry-After", "Server", "Via")
_OF_THE_NETWORK = (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError)  # OSError: TimeoutError and ssl.SSLError too


def safety_for(server: str) -> ssl.SSLContext:
    """Return what checks the server's certificate: the system's own trust. For http (loopback) nothing is loaded: slow."""
    if urlsplit(server).scheme != "https":
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class Attempt:
    """Sends `ask` once and receives what comes."""

    def __init__(self, ask: Ask, into: BinaryIO, watch: Watch, limits: Limits, connect_seconds: float) -> None:
        self._ask = ask
        self._into = into
        self._watch = watch
        self._limits = limits
        self._connect_seconds = connect_seconds
        self._course = Course(ask.server, ask.words)
        self._deadline = asyncio.timeout(connect_seconds)
        self._connection: httpcore.AsyncNetworkStream | None = None

    async def outcome(self, safety: ssl.SSLContext) -> Answer | Setback:
        """Return what came of it. Raises Cancelled, StorageError, and ContentError or NetworkError of the body."""
        failure: BaseException
        try:
            client = self._client(safety)
        except (ValueError, TypeError, ImportError, httpx.InvalidURL):  # their texts may hold the proxy's password
            return self._setback(explained(PROXY_SETTING, self._course, self._limits))
        try:
            async with (
                self._deadline,
                client,
                client.stream("GET", self._url(), extensions={"trace": self._trace}) as response,
            ):
                return await self._received(response)
        except _OF_THE_NETWORK as error:
            failure = error
        finally:  # httpcore leaves it open where Stop comes during the TLS handshake
            if self._connection is not None:
                await self._connection.aclose()
        fault = fault_of(failure, self._course)
        sentences = explained(fault, self._course, self._limits, failure)
        return self._setback(sentences, fault.is_repeated and not self._course.is_connected)

    def _setback(self, error: ViewerError, is_repeatable: bool = False, delay: float | None = None) -> Setback:
        return Setback(error, is_repeatable, self._course.is_connected, delay)

    def _client(self, safety: ssl.SSLContext) -> httpx.AsyncClient:
        limits = self._limits
        backstop = max(limits.first_byte_seconds, limits.stall_seconds) + 1
        return httpx.AsyncClient(
            headers=_HEADERS,
            verify=safety,
            follow_redirects=False,
            trust_env=not is_loopback(self._course.host),
            timeout=httpx.Timeout(backstop, connect=self._connect_seconds),
        )

    def _url(self) -> httpx.URL:
        secret = urlencode({"api_key": self._ask.key.reveal()}, errors="replace")
        url = httpx.URL(f"{self._ask.server}{self._ask.call}?{secret}&{urlencode(self._ask.parameters)}")
        self._course.straight = f"{url.raw_host.decode('ascii')}:{url.port or _PORTS[url.scheme]}"
        return url

    def _allow(self, seconds: float | None) -> None:
        """Set the deadline to `seconds` from now."""
        if not self._deadline.expired():
            self._deadline.reschedule(None if seconds is None else asyncio.get_running_loop().time() + seconds)

    async def _trace(self, event: str, facts: dict[str, Any]) -> None:
        """Follow httpcore through its phases."""
        course = self._course
        if event == "connection.connect_tcp.started":
            course.peer = f"{facts['host']}:{facts['port']}"
            self._watch.progress(0, doing=Text("Connecting to {host}", host=course.host), in_bytes=True)
        elif event == "connection.connect_tcp.complete":
            course.is_connected = True
            self._connection = facts["return_value"]
        elif event.endswith(".start_tls.started"):
            course.phase = Phase.SECURING
        elif event == "http11.send_request_headers.started" and facts["request"].method == b"GET":
            course.phase = Phase.WAITING
            self._allow(self._limits.first_byte_seconds)
            self._watch.progress(0, doing=Text("Waiting for {host}", host=course.host), in_bytes=True)
        elif event.endswith(".start_tls.complete"):
            course.phase = Phase.CONNECTING  # of a proxy's tunnel; else the request follows at once

    async def _received(self, response: httpx.Response) -> Answer | Setback:
        course = self._course
        course.phase = Phase.RECEIVING
        course.status = response.status_code
        course.headers = {name: response.headers[name] for name in _TOLD_HEADERS if name in response.headers}
        if response.status_code != 200:
            self._allow(None)
            return await self._refused(response)
        self._allow(self._limits.stall_seconds)
        if fault := self._framing_fault(response.headers):
            return self._unexpected(fault)
        try:
            return await self._kept(response)
        except ViewerError as error:
            error.details = "\n".join(part for part in (error.details, course.details()) if part)
            raise

    def _framing_fault(self, headers: httpx.Headers) -> str:
        """What is wrong with the headers that frame the body; empty where nothing is. h11 refuses the rest itself."""
        size = sum(len(name) + len(value) + 4 for name, value in headers.raw)
        if size > self._limits.header_bytes:
            return f"headers of {size} bytes"
        if "transfer-encoding" in headers and "content-length" in headers:
            return "both Content-Length and Transfer-Encoding"
        if _stated_length(headers) > self._limits.plausible_bytes:
            return "an absurd Content-Length"
        return ""

    def _unexpected(self, fault: str) -> Setback:
        error = explained(UNEXPECTED, self._course, self._limits)
        error.details = f"The answer has {fault}.\n{error.details}"
        return self._setback(error)

    async def _kept(self, response: httpx.Response) -> Answer | Setback:
        """Write the body of a 200."""
        headers, limits = response.headers, self._limits
        has_length = "content-length" in headers
        length = _stated_length(headers)
        if length > min(limits.wire_bytes, limits.decoded_bytes):
            raise TooLargeError(length, True, limits)
        try:
            unpacker = unpacker_for(headers.get("content-encoding", ""))
        except PackingError as error:
            raise damaged(error) from None
        total = length if has_length and not unpacker.is_packed else None
        receiver = Receiver(unpacker, total, self._into, self._watch, limits)
        self._watch.progress(0, total, doing=Text("Receiving"), in_bytes=True)
        assert isinstance(response.stream, httpx.AsyncByteStream)
        async for data in response.stream:  # not aiter_raw: that closes the connection before its end can be checked
            try:
                receiver.take(data)
            finally:
                self._course.wire_size, self._course.size = receiver.wire_size, receiver.size
            self._allow(limits.stall_seconds)
        if has_length and await self._has_excess(response):
            return self._unexpected("more bytes than its Content-Length says")
        receiver.finish()
        is_framed = has_length or "transfer-encoding" in headers
        content_type = visible(redacted(headers.get("content-type", "")), 200)
        return Answer(200, content_type, receiver.size, is_framed or unpacker.is_packed)

    async def _has_excess(self, response: httpx.Response) -> bool:
        """True where bytes follow the stated end: the length is too small, and what came is cut off.

        Those that h11 has read already have no public way out. Where the inner names change they are not seen, and a
        test fails.
        """
        inner: Any = response.stream
        for name in ("_stream", "_httpcore_stream", "_stream", "_connection", "_h11_state"):
            inner = getattr(inner, name, None)
        if inner is not None and inner.trailing_data[0]:
            return True
        with suppress(httpcore.NetworkError, httpcore.TimeoutException):  # closed or quiet: as it should be
            return bool(await response.extensions["network_stream"].read(1, timeout=self._limits.excess_seconds))
        return False

    async def _refused(self, response: httpx.Response) -> Setback:
        """Turn a status other than 200 into its sentence, with the service's own words."""
        body, is_whole, is_late = await self._some_of(response)
        words = refusal_words(body) if is_whole else error_messages(body)
        place = redacted(_host_of(response.headers.get("location", "")))
        headers, longest = response.headers, self._limits.longest_wait_seconds
        error = refusal(response.status_code, words, place, self._course.details())
        is_repeatable = meaning_of(response.status_code).is_repeated and not is_late
        return self._setback(error, is_repeatable, wanted_delay(headers.get("retry-after"), headers.get("date"), longest))

    async def _some_of(self, response: httpx.Response) -> tuple[bytes, bool, bool]:
        """Return the first part of a refusal's body, whether it is whole, and whether its time ran out."""
        body = bytearray()
        most = self._limits.error_body_bytes
        assert isinstance(response.stream, httpx.AsyncByteStream)
        try:
            unpacker = unpacker_for(response.headers.get("content-encoding", ""))
            async with asyncio.timeout(self._limits.error_body_seconds):
                async for data in response.stream:
                    for piece in unpacker.unpacked(data):
                        body += piece[: most - len(body)]
                        if len(body) >= most:
                            return bytes(body), False, False
        except (TimeoutError, httpx.TimeoutException):
            return bytes(body), False, True
        except (httpx.HTTPError, PackingError):
            return bytes(body), False, False
        return bytes(body), True, False


def _stated_length(headers: httpx.Headers) -> int:
    """The Content-Length; 0 where there is none. h11 has made sure that it is one number of at most 20 digits."""
    return int(headers.get("content-length", "0").split(",")[0])


def _host_of(location: str) -> str:
    try:
        return urlsplit(location).hostname or ""
    except ValueError:
        return ""
