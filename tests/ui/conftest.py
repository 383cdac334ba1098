"""What several tests of the window's parts stand on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.desk_record import RecordedDesk
from tests.ui.service import CanaryEmulator, fetcher_in
from viewer.ui.background import Background


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


@pytest.fixture
def shown(qtbot: QtBot, background: Background, tmp_path: Path) -> RecordedDesk:
    """A desk whose library is in the folder of the test."""
    return RecordedDesk(qtbot, background, fetcher_in(tmp_path))
