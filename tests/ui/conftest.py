"""What several tests of the window's parts stand on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ui.service import CanaryEmulator


@pytest.fixture(scope="module")
def running() -> Iterator[CanaryEmulator]:
    """An emulator whose one key is the canary, for all tests of a module."""
    with CanaryEmulator() as emulator:
        yield emulator


@pytest.fixture
def emulator(running: CanaryEmulator) -> CanaryEmulator:
    """The service as at first."""
    running.forget()
    return running
