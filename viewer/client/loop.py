"""A coroutine run in an event loop of its own, in the calling thread, that Stop ends from any other thread at once.

The loop's default executor is never used: its threads are joined at exit, and a stuck name look-up would hold up Quit.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from viewer.errors import Cancelled
from viewer.watch import Watch

T = TypeVar("T")
_DEEPEST = 10  # generators inside each other
_PATIENCE_SECONDS = 0.2


class _Loop(asyncio.SelectorEventLoop):
    """Looks names up in daemon threads, which nobody has to wait for."""

    async def getaddrinfo(
        self, host: Any, port: Any, *, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0
    ) -> list[Any]:
        found: asyncio.Future[list[Any]] = self.create_future()

        def deliver(addresses: list[Any] | None, error: BaseException | None) -> None:
            if found.done():
                return
            if error is not None:
                found.set_exception(error)
            else:
                found.set_result(addresses or [])

        def look_up() -> None:
            addresses, failure = None, None
            try:
                addresses = list(socket.getaddrinfo(host, port, family, type, proto, flags))
            except Exception as error:  # noqa: BLE001 - handed to the loop as a value
                failure = error
            with suppress(RuntimeError):  # nobody waits any more, and the loop is closed
                self.call_soon_threadsafe(deliver, addresses, failure)

        threading.Thread(target=look_up, name="looks up a server", daemon=True).start()
        return await found


def run(work: Callable[[], Coroutine[Any, Any, T]], watch: Watch) -> T:
    """Run `work()` to its end and return what it returns. Raises what it raises, and Cancelled after Stop."""
    watch.check()
    loop = _Loop()
    try:
        task = loop.create_task(work())

        def stop() -> None:
            with suppress(RuntimeError):  # the loop is closed: the work just ended by itself
                loop.call_soon_threadsafe(task.cancel)

        with watch.on_cancel(stop):
            return loop.run_until_complete(task)
    except asyncio.CancelledError:
        raise Cancelled from None
    finally:
        try:
            task.cancel()  # an interrupted loop leaves it unfinished
            loop.run_until_complete(_end(task))
        finally:
            loop.close()


async def _end(task: asyncio.Task[Any]) -> None:
    """Let every closed connection really close, so that the other side sees it now, and end what is left.

    An abandoned body leaves generators behind, one inside the other; each closes itself in a task that starts the next.
    """
    await asyncio.wait([task])
    await _drain()
    await asyncio.get_running_loop().shutdown_asyncgens()
    await _drain()


async def _drain() -> None:
    for _ in range(_DEEPEST):
        await asyncio.sleep(0)
        others = asyncio.all_tasks() - {asyncio.current_task()}
        if others:
            await asyncio.wait(others, timeout=_PATIENCE_SECONDS)
