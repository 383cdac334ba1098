"""Reference cycles are collected on the UI thread, and nowhere else."""

from __future__ import annotations

import gc
import threading
from typing import Any

from PySide6.QtCore import QObject

from viewer.ui.garbage import GarbageOnUiThread


class Cycle:
    """Refers to itself, and tells which thread collected it."""

    def __init__(self, collected_in: list[str]) -> None:
        self.me = self
        self.collected_in = collected_in

    def __del__(self) -> None:
        self.collected_in.append(threading.current_thread().name)


def test_a_worker_collects_nothing_and_the_ui_thread_does(qtbot: Any) -> None:
    owner = QObject()
    threads: list[str] = []
    garbage = GarbageOnUiThread(owner)
    try:
        assert not gc.isenabled()

        def work() -> None:
            for _ in range(5000):
                Cycle(threads)

        worker = threading.Thread(target=work, name="worker")
        worker.start()
        worker.join()
        assert threads == []
        qtbot.waitUntil(lambda: len(threads) > 0, timeout=5000)
        assert set(threads) == {threading.current_thread().name}
    finally:
        garbage.stop()
    assert gc.isenabled()
