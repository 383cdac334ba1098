"""Contenders, each in a process of its own, taken in turns; medians; a contender that fails counts as a failure."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parent.parent.parent
ROUNDS = 3
LONGEST_SECONDS = 600
NOT_PASSED_ON = {"PYTHONDONTWRITEBYTECODE"}  # modules are compiled once, as they are for a user


@dataclass(frozen=True, slots=True)
class Contender:
    """A module of tests.benchmarks.contenders and its arguments. `is_whole`: its process as a whole is what is measured."""

    name: str
    module: str
    arguments: tuple[str, ...] = ()
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Fixed:
    """A figure that needs no measuring, such as the size of a file in bytes."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """One claim: the quantity of ours is at most `goal` times that of the other."""

    work: str
    ours: Contender
    other: Contender | Fixed
    quantity: Literal["time", "memory"]
    goal: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Medians of one contender: seconds, and bytes of peak memory where the system tells them."""

    seconds: float
    memory_bytes: float | None


class ContenderError(Exception):
    """A contender did not end well; what it said is in the message."""


def measure(contenders: Iterable[Contender], rounds: int = ROUNDS) -> dict[Contender, Figures]:
    """Run each contender `rounds` times, in turns, after one run that does not count. Raises ContenderError."""
    runs: dict[Contender, list[Figures]] = {contender: [] for contender in contenders}
    for contender in runs:
        _run(contender)
    for _ in range(rounds):
        for contender, figures in runs.items():
            figures.append(_run(contender))
    return {contender: _median(figures) for contender, figures in runs.items()}


def _median(figures: list[Figures]) -> Figures:
    memory = [figure.memory_bytes for figure in figures if figure.memory_bytes is not None]
    return Figures(statistics.median(figure.seconds for figure in figures), statistics.median(memory) if memory else None)


def _run(contender: Contender) -> Figures:
    command = [sys.executable, "-m", f"tests.benchmarks.contenders.{contender.module}", *contender.arguments]
    with tempfile.TemporaryFile("w+") as said:
        started = time.perf_counter()
        answer = subprocess.run(
            command,
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON},
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
        seconds = time.perf_counter() - started
        if answer.returncode != 0:
            said.seek(0)
            raise ContenderError(f"{contender.name} ended with {answer.returncode}:\n{said.read()[-2000:]}")
    if contender.is_whole:
        return Figures(seconds, None)
    inside = json.loads(answer.stdout.splitlines()[-1])
    return Figures(inside["seconds"], inside["memory_bytes"])
