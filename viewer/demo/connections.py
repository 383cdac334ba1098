"""An HTTP server on loopback that can be closed in the middle of anything: it knows its connections and threads."""

from __future__ import annotations

import socket
import socketserver
import sys
import threading
from contextlib import suppress
from typing import Any


class ConnectionServer(socketserver.TCPServer):
    """One daemon thread per connection. Closing shuts the connections down, which wakes whatever waits for them."""

    request_queue_size = 64
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], handler: type[socketserver.BaseRequestHandler]) -> None:
        """Raises OSError where the address can't be had."""
        super().__init__(address, handler)
        self.is_closing = False
        self._lock = threading.Lock()
        self._open: dict[socket.socket, threading.Thread] = {}
        self._accepting = threading.Thread(target=self.serve_forever, args=(0.1,), name="demo-server", daemon=True)

    def start(self) -> None:
        """Accept connections, in a thread."""
        self._accepting.start()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer one connection in a thread of its own."""
        thread = threading.Thread(target=self._answer, args=(request, client_address), name="demo-connection", daemon=True)
        with self._lock:
            self._open[request] = thread
        thread.start()

    def _answer(self, request: socket.socket, client_address: Any) -> None:
        try:
            self.finish_request(request, client_address)
        except Exception:  # noqa: BLE001 - handle_error tells lost connections from bugs
            self.handle_error(request, client_address)
        finally:
            with self._lock:
                self._open.pop(request, None)
                self.shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A lost connection is nothing to report; anything else is a bug and is."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def close(self) -> None:
        """Stop accepting, shut every connection down, and wait for the threads."""
        if self.is_closing:
            return
        self.is_closing = True
        self.shutdown()
        self._accepting.join()
        self.server_close()
        with self._lock:
            threads = list(self._open.values())
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join()
