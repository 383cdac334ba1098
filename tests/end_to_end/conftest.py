"""The whole program in a real window, fetching from the emulator in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.driver import Driver
from tests.support.emulator_process import EmulatorProcess, emulator_process
from viewer.app import Program
from viewer.library.library import Library
from viewer.ui.settings_store import SettingsStore


@pytest.fixture(scope="module")
def emulator() -> Iterator[EmulatorProcess]:
    """An emulator without faults, for all tests of a module."""
    with emulator_process() as process:
        yield process


@pytest.fixture
def start(qtbot: Any, tmp_path: Path) -> Iterator[Callable[..., Driver]]:
    """Starts the program against a server, with a library and settings of this test's own; closes it afterwards."""
    programs: list[Program] = []

    def begin(server: str, **parts: Any) -> Driver:
        store = SettingsStore(tmp_path / "settings.ini")
        program = Program(store, Library(tmp_path / "library"), server=server, **parts)
        programs.append(program)
        qtbot.addWidget(program.window)
        program.window.show()
        program.load_readers()
        program.list_items()
        return Driver(program, qtbot)

    yield begin
    for program in programs:
        qtbot.waitUntil(lambda program=program: not program.background.running, timeout=10_000)
        program.window.close()
