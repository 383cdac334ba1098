"""What a contender does in its own process: its work, with a clock and a look at the memory around it."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

STATUS = Path("/proc/self/status")
FORGET_THE_PEAK = "5"
Outcome = TypeVar("Outcome")


def report(work: Callable[[], Outcome], found: Callable[[Outcome], Mapping[str, int]]) -> None:
    """Do the work once; tell its seconds, its peak memory in bytes above what was there before, and what it `found`."""
    gc.collect()
    watch_memory()
    before = peak_bytes()
    outcome, seconds = timed(work)
    peak = peak_bytes()
    memory = None if peak is None or before is None else peak - before
    tell({"seconds": seconds, "memory_bytes": memory}, found(outcome))


def timed(work: Callable[[], Outcome]) -> tuple[Outcome, float]:
    """Return what the work returned, and its seconds."""
    started = time.perf_counter()
    outcome = work()
    return outcome, time.perf_counter() - started


def tell(figures: Mapping[str, float | None], result: Mapping[str, int]) -> None:
    """Print what was measured and what was found, for the process that started this one."""
    print(json.dumps({"figures": figures, "result": result}))
    sys.stdout.flush()


def watch_memory() -> None:
    """Forget the peak so far."""
    if STATUS.exists():
        Path("/proc/self/clear_refs").write_text(FORGET_THE_PEAK)


def peak_bytes() -> int | None:
    """Return the highest resident memory since watching began; None where the system does not tell."""
    return _status("VmHWM:")


def resident_bytes() -> int | None:
    """Return the resident memory of this moment; None where the system does not tell."""
    return _status("VmRSS:")


def _status(name: str) -> int | None:
    if not STATUS.exists():
        return None
    lines = STATUS.read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))
