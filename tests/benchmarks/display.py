"""The display for what is measured in a real window: the one there is, else one of our own in memory, else none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from tests.benchmarks.measuring import WITHOUT_DISPLAY

SCREEN = "1920x1080x24"
CAN_OPEN = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"


@dataclass(frozen=True, slots=True)
class Display:
    """Where windows open: in words for the table, and as the environment of the process that opens one."""

    words: str
    environment: Mapping[str, str]


NO_DISPLAY = Display("no display: Qt's offscreen platform", WITHOUT_DISPLAY)


@contextmanager
def display() -> Iterator[Display]:
    """Within the block there is a display, as real as can be had."""
    own = Display("the display of this computer", {})
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        yield NO_DISPLAY
    elif _works(own):
        yield own
    elif shutil.which("Xvfb") is None:
        yield NO_DISPLAY
    else:
        with _in_memory() as virtual:
            yield virtual if _works(virtual) else NO_DISPLAY


@contextmanager
def _in_memory() -> Iterator[Display]:
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        number = server.stdout.readline().strip()
        try:
            yield Display("X11, under Xvfb", {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"})
        finally:
            server.terminate()


def _works(display: Display) -> bool:
    """A platform that can't be had aborts the process that asks for it."""
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & {*os.environ, *display.environment}:
        return False
    tried = subprocess.run(
        [sys.executable, "-c", CAN_OPEN], env={**os.environ, **display.environment}, capture_output=True, check=False
    )
    return tried.returncode == 0
