"""How far one attempt has come: what an error needs to be explained, and the technical facts to copy."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from urllib.parse import urlsplit

from viewer.model.api_key import redacted
from viewer.text import visible

_LONGEST_FACT = 300


class Phase(Enum):
    """Where an attempt stands."""

    CONNECTING = "connecting"
    SECURING = "agreeing on TLS"
    WAITING = "waiting for the answer"
    RECEIVING = "receiving"


@dataclass(slots=True)
class Course:
    """One attempt of one request. `asked` describes the request without the key.

    `straight` is the server's host and port as they are connected to, `peer` where the connection really goes.
    """

    server: str
    asked: str
    phase: Phase = Phase.CONNECTING
    straight: str = ""
    peer: str = ""
    is_connected: bool = False
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    wire_size: int = 0
    size: int = 0
    started: float = field(default_factory=time.monotonic)

    @property
    def host(self) -> str:
        """The server's host name."""
        return urlsplit(self.server).hostname or ""

    @property
    def proxy(self) -> str:
        """Host and port of the proxy that the connection goes through; empty where it goes straight to the server."""
        return "" if self.peer == self.straight else self.peer

    def details(self, error: BaseException | None = None) -> str:
        """The facts as lines of text, without any key."""
        lines = [f"{name}: {visible(redacted(value), _LONGEST_FACT)}" for name, value in self._facts() if value]
        for one in chain(error) if error is not None else ():
            line = f"{type(one).__name__}: {visible(redacted(str(one)), _LONGEST_FACT)}".removesuffix(": ")
            if line not in lines:
                lines.append(line)
        return "\n".join(lines)

    def _facts(self) -> Iterator[tuple[str, str]]:
        yield "Request", self.asked
        yield "Time", datetime.now(UTC).isoformat(timespec="seconds")
        yield "Connected to" if self.is_connected else "Connecting to", self.peer
        yield "While", self.phase.value
        yield "Seconds", f"{time.monotonic() - self.started:.2f}"
        yield "Status", str(self.status or "")
        yield from self.headers.items()
        if self.wire_size:
            yield "Received", f"{self.wire_size} bytes, {self.size} unpacked"


def chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and all that it came from, each once, those inside a group too."""
    waiting: list[BaseException | None] = [error]
    seen: list[BaseException] = []
    while waiting:
        one = waiting.pop(0)
        if one is None or one in seen:
            continue
        seen.append(one)
        yield one
        waiting += [one.__cause__, one.__context__]
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions
