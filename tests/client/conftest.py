"""Fixtures of the client's tests."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from tests.support.misbehaving_server import MisbehavingServer
from tests.support.one_fetch import assert_no_key


@pytest.fixture(autouse=True)
def _log_tells_nothing(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever is fetched in a test, no log record of any level may hold the key."""
    caplog.set_level(logging.DEBUG)
    yield
    assert_no_key(caplog.text)


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    """A server whose scripts the test sets with `uses`."""
    with MisbehavingServer() as server:
        yield server
