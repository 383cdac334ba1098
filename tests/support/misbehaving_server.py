"""A server on loopback that misbehaves exactly as told, on raw sockets, and reports what it saw.

Every connection runs one script in a thread: `MisbehavingServer(script)` or one script per connection in turn (the last
one for all that follow). A script gets a `Connection`; when it returns, the connection is closed.
"""

from __future__ import annotations

import select
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from types import TracebackType

PATIENCE_SECONDS = 10.0


class Connection:
    """One accepted connection. Nothing is read or sent but what the script asks for."""

    def __init__(self, plain: socket.socket, secure: ssl.SSLSocket | None = None) -> None:
        self._socket = plain if secure is None else secure
        self._socket.settimeout(PATIENCE_SECONDS)

    def read_request(self) -> str:
        """Return the head of the request, or what came of it before the client went away."""
        head = b""
        while b"\r\n\r\n" not in head:
            piece = self._received()
            if not piece:
                break
            head += piece
        return head.decode("latin-1")

    def _received(self) -> bytes:
        try:
            return self._socket.recv(65536)
        except OSError:
            return b""

    def send(self, data: bytes) -> bool:
        """Send all of `data`; False where the client is gone."""
        try:
            self._socket.sendall(data)
        except OSError:
            return False
        return True

    def drip(self, data: bytes, seconds: float = 0.02) -> bool:
        """Send `data` byte by byte, with a pause after each; False as soon as the client is gone."""
        return all(self.send(data[at : at + 1]) and not self.is_closed_within(seconds) for at in range(len(data)))

    def is_closed_within(self, seconds: float) -> bool:
        """Wait at most so long, and tell whether the client closed the connection."""
        readable, _, _ = select.select([self._socket], [], [], seconds)
        return bool(readable) and not self._received()

    def wait_until_closed(self) -> bool:
        """Wait until the client closes the connection; False where it does not."""
        try:
            while self._socket.recv(65536):
                pass
        except TimeoutError:
            return False
        except OSError:
            pass
        return True

    def reset(self) -> None:
        """Close with a reset in place of an orderly end."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()

    def close(self) -> None:
        """End the connection in order, as far as the client lets us."""
        try:
            self._socket.shutdown(socket.SHUT_WR)
            self._socket.settimeout(0.5)
            while self._socket.recv(65536):  # what is unread would turn the end into a reset
                pass
        except OSError:
            pass
        self._socket.close()


Script = Callable[[Connection], None]


class MisbehavingServer:
    """Serves on 127.0.0.1 and a free port (or `port`) within its `with` block.

    `requests` are the heads of the requests in order; `connections` counts what was accepted, `saw_close` is set when a
    client closed a connection during `stall`, and `is_stalling` when one began.
    """

    def __init__(self, *scripts: Script, tls: ssl.SSLContext | None = None, port: int = 0) -> None:
        self.requests: list[str] = []
        self.connections = 0
        self.saw_close = threading.Event()
        self.is_stalling = threading.Event()
        self._scripts = scripts
        self._tls = tls
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", port))
        self._acceptor = threading.Thread(target=self._accept, name="misbehaving server")

    @property
    def port(self) -> int:
        """The port on 127.0.0.1."""
        return int(self._listener.getsockname()[1])

    @property
    def server(self) -> str:
        """The base URL for the client."""
        return f"{'http' if self._tls is None else 'https'}://127.0.0.1:{self.port}/core/1.0/"

    def stall(self, connection: Connection) -> None:
        """Send nothing more, and note when the client goes away."""
        self.is_stalling.set()
        if connection.wait_until_closed():
            self.saw_close.set()

    def __enter__(self) -> MisbehavingServer:
        self._acceptor.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._acceptor.join(PATIENCE_SECONDS)
        for thread in self._threads:
            thread.join(PATIENCE_SECONDS)

    def _accept(self) -> None:
        while True:
            try:
                plain, _ = self._listener.accept()
            except OSError:
                return
            script = self._scripts[min(self.connections, len(self._scripts) - 1)]
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(plain, script), name="misbehaving connection")
            self._threads.append(thread)
            thread.start()

    def _serve(self, plain: socket.socket, script: Script) -> None:
        secure = None
        if self._tls is not None:
            plain.settimeout(PATIENCE_SECONDS)
            try:
                secure = self._tls.wrap_socket(plain, server_side=True)
            except OSError:  # the client refused us
                plain.close()
                return
        connection = Connection(plain, secure)
        script(connection)
        connection.close()

    def answers(self, *parts: bytes, ending: Script | None = None) -> Script:
        """A script: read the request, note it, send the parts, then do `ending`."""

        def script(connection: Connection) -> None:
            self.requests.append(connection.read_request())
            for part in parts:
                if not connection.send(part):
                    break
            if ending is not None:
                ending(connection)

        return script

    def uses(self, *scripts: Script) -> MisbehavingServer:
        """Set the scripts, where they need the server itself."""
        self._scripts = scripts
        return self


class FullBacklog:
    """A port on loopback where connecting neither succeeds nor fails: the queue of connections is full (Linux)."""

    def __init__(self) -> None:
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(0)
        self._fillers: list[socket.socket] = []
        for _ in range(4):
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(self._listener.getsockname())
            self._fillers.append(filler)

    @property
    def server(self) -> str:
        """The base URL for the client."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}/core/1.0/"

    def __enter__(self) -> FullBacklog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for filler in self._fillers:
            filler.close()
        self._listener.close()


def head(status: str = "200 OK", **headers: str) -> bytes:
    """The head of an answer: `head("404 Not Found", content_type="text/plain")`."""
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def whole(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    """A well-formed answer."""
    return head(status, content_length=str(len(body)), **headers) + body


def chunked(*chunks: bytes) -> bytes:
    """A body in chunks, with its end."""
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
