"""The whole program in a real window, fetching from the emulator in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.driver import Driver
from tests.support.emulator_process import EmulatorProcess, emulator_process
from tests.support.one_clock import Hand
from viewer.app import Program
from viewer.demo.emulator import start_demo
from viewer.library.library import Library
from viewer.resource_files import resource
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


@pytest.fixture
def hand(start: Callable[..., Driver], qtbot: Any) -> Hand:
    """Touches things in a window with the demo and its film."""
    driver = start("http://127.0.0.1:9/core/1.0/", start_demo=start_demo, demo_film=resource("demo_film.webm"))
    driver.window.resize(1500, 1000)
    driver.program.open_demo()
    hand = Hand(driver, qtbot)
    qtbot.waitUntil(lambda: hand.clock.film.player.facts is not None, timeout=20_000)
    driver.wait()
    return hand
