"""The emulator in a process of its own, as the end-to-end tests fetch from it, and what it tells of every request."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 20.0


class EmulatorProcess:
    """A running `python -m viewer.demo`: its base URL, and its events as they come."""

    def __init__(self, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "viewer.demo", *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.server = self._process.stdout.readline().strip()
        self.events: list[dict[str, Any]] = []
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_for(self, event: str, type_name: str) -> dict[str, Any]:
        """Return the first event of this name for this metadata type, waiting for it; fail when it does not come."""
        with self._news:
            found = self._news.wait_for(lambda: self._first(event, type_name), PATIENCE_SECONDS)
        assert found, f"no {event} for {type_name} in {self.events}"
        return found

    def count(self, event: str, type_name: str) -> int:
        """How many events of this name there were for this metadata type."""
        with self._news:
            return sum(one["event"] == event and one["type"] == type_name for one in self.events)

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE_SECONDS)
        self._reader.join(PATIENCE_SECONDS)
        self._process.stdout.close()

    def _first(self, event: str, type_name: str) -> dict[str, Any] | None:
        return next((one for one in self.events if one["event"] == event and one["type"] == type_name), None)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._news:
                self.events.append(json.loads(line))
                self._news.notify_all()


@contextmanager
def emulator_process(*arguments: str) -> Iterator[EmulatorProcess]:
    """Within the block, an emulator runs in a process of its own."""
    process = EmulatorProcess(*arguments)
    try:
        yield process
    finally:
        process.close()
