"""What a contender does in its own process: its work, with a clock and a look at the memory around it."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

STATUS = Path("/proc/self/status")
FORGET_THE_PEAK = "5"


def report(work: Callable[[], object]) -> None:
    """Do the work once and print, as JSON, its seconds and its peak memory in bytes above what was there before."""
    gc.collect()
    before = _start_watching_memory()
    started = time.perf_counter()
    outcome = work()
    seconds = time.perf_counter() - started
    peak = _peak()
    assert outcome is not None
    print(json.dumps({"seconds": seconds, "memory_bytes": None if peak is None or before is None else peak - before}))
    sys.stdout.flush()


def _start_watching_memory() -> int | None:
    if STATUS.exists():
        Path("/proc/self/clear_refs").write_text(FORGET_THE_PEAK)
    return _peak()


def _peak() -> int | None:
    """Return the highest resident memory since watching began; None where the system does not tell."""
    if not STATUS.exists():
        return None
    lines = STATUS.read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
