"""No test leaves this computer: connections and name look-ups other than to loopback are refused and remembered."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_CONNECTING = ("connect", "connect_ex", "sendto")


class NetworkGuard:
    """Refuses what is not loopback. `attempts` holds what was tried, since the program may swallow the refusal."""

    def __init__(self) -> None:
        self.attempts: list[str] = []

    def refuse(self, host: object) -> None:
        """Raise ConnectionRefusedError unless `host` is this computer."""
        if not is_loopback(host):
            self.attempts.append(str(host))
            raise ConnectionRefusedError(f"tests may not reach {host}")

    def look_up(self, original: Any, host: object, *arguments: Any, **named: Any) -> Any:
        """Resolve `host`; a name that ends in .invalid fails as a name that nobody has, without asking the network."""
        name = host.decode() if isinstance(host, bytes) else str(host or "")
        if name.rstrip(".").endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        self.refuse(name or "localhost")
        return original(host, *arguments, **named)


def is_loopback(host: object) -> bool:
    """True for 127.0.0.0/8, ::1 and localhost."""
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


@contextmanager
def guarded_network() -> Iterator[NetworkGuard]:
    """Within the block, sockets of this process reach loopback and nothing else."""
    guard = NetworkGuard()
    originals = {name: getattr(socket.socket, name) for name in _CONNECTING}
    look_up = socket.getaddrinfo

    def guarded(name: str) -> Any:
        def call(self: socket.socket, *arguments: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6):
                guard.refuse(arguments[-1][0])
            return originals[name](self, *arguments)

        return call

    for name in _CONNECTING:
        setattr(socket.socket, name, guarded(name))
    socket.getaddrinfo = lambda host, *arguments, **named: guard.look_up(look_up, host, *arguments, **named)
    try:
        yield guard
    finally:
        for name, original in originals.items():
            setattr(socket.socket, name, original)
        socket.getaddrinfo = look_up
