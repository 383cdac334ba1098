"""The size of the portions in which a body is read is one that the library looks at."""

from __future__ import annotations

from asyncio import selector_events
from types import FunctionType

import httpcore

import viewer.client


def test_a_portion_is_what_the_loop_reads_at_once() -> None:
    assert viewer.client.fetch is not None
    connection = httpcore.AsyncHTTP11Connection
    at_once = selector_events._SelectorSocketTransport.max_size  # type: ignore[attr-defined]
    assert at_once == connection.READ_NUM_BYTES
    methods = [method for method in vars(connection).values() if isinstance(method, FunctionType)]
    assert any("READ_NUM_BYTES" in method.__code__.co_names for method in methods)
