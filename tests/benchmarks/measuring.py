"""Contenders, each in a process of its own, taken in turns; one that does not end well, or finds something else, failed.

A contender prints its figures as JSON, each named by what it is: names end in `seconds` or `bytes`, and what comes before
says of what, such as "sort by x.seconds". Of several runs the median counts, of stalls the worst.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ROUNDS = 3
LONGEST_SECONDS = 600
NOT_PASSED_ON = {"PYTHONDONTWRITEBYTECODE"}  # modules are compiled once, as they are for a user
WITHOUT_DISPLAY = {"QT_QPA_PLATFORM": "offscreen"}
WORST_COUNTS = "stall_seconds"

Figures = Mapping[str, float | None]  # None where the system does not tell


@dataclass(frozen=True, slots=True)
class Contender:
    """A module of tests.benchmarks.contenders and its arguments.

    `result` is what it must find: (name, number) pairs. `is_whole`: its process as a whole is measured, and it prints
    nothing. `is_seen`: it opens a window, on a display where there is one.
    """

    name: str
    module: str
    arguments: tuple[str, ...] = ()
    result: tuple[tuple[str, int], ...] = ()
    is_whole: bool = False
    is_seen: bool = False


@dataclass(frozen=True, slots=True)
class Fixed:
    """A figure that needs no measuring: a limit, or the size of a file."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """One claim: of the figures whose names match the pattern `figure`, each of ours is at most `goal` times the other's.

    Without a goal nothing is claimed: the other stands there to compare with.
    """

    work: str
    ours: Contender
    other: Contender | Fixed
    figure: str
    goal: float | None


@dataclass(slots=True)
class Measured:
    """The figures of each contender that ended well, and what became of the others."""

    figures: dict[Contender, Figures] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


class ContenderError(Exception):
    """A contender did not end well, or found something else than it should; what it said is in the message."""


def measure(contenders: Iterable[Contender], rounds: int = ROUNDS, display: Mapping[str, str] = WITHOUT_DISPLAY) -> Measured:
    """Run each contender `rounds` times, in turns; `display` is the environment of those that open a window.

    One that failed is not run again, and has no figures.
    """
    measured = Measured()
    runs: dict[Contender, list[Figures]] = {contender: [] for contender in contenders}
    for _ in range(rounds):
        for contender in list(runs):
            try:
                runs[contender].append(_run(contender, display if contender.is_seen else WITHOUT_DISPLAY))
            except ContenderError as failure:
                measured.failures.append(str(failure))
                del runs[contender]
    measured.figures = {contender: together(figures) for contender, figures in runs.items()}
    return measured


def together(runs: list[Figures]) -> Figures:
    """Return one figure of each name for all the runs of a contender."""
    return {name: _of_all(name, [run.get(name) for run in runs]) for name in runs[0]}


def _of_all(name: str, values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return max(known) if name.endswith(WORST_COUNTS) else statistics.median(known)


def _run(contender: Contender, display: Mapping[str, str]) -> Figures:
    command = [sys.executable, "-m", f"tests.benchmarks.contenders.{contender.module}", *contender.arguments]
    own = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
    with tempfile.TemporaryFile("w+") as said:
        started = time.perf_counter()
        try:
            answer = subprocess.run(
                command,
                cwd=ROOT,
                env={**own, **display},
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                timeout=LONGEST_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise ContenderError(f"{contender.name} did not end in {LONGEST_SECONDS} s") from error
        seconds = time.perf_counter() - started
        if answer.returncode != 0:
            said.seek(0)
            raise ContenderError(f"{contender.name} ended with {answer.returncode}:\n{said.read()[-2000:]}")
    if contender.is_whole:
        return {"seconds": seconds}
    return _told(contender, answer.stdout)


def _told(contender: Contender, printed: str) -> Figures:
    lines = printed.splitlines()
    if not lines:
        raise ContenderError(f"{contender.name} said nothing")
    told = json.loads(lines[-1])
    if told["result"] != dict(contender.result):
        raise ContenderError(f"{contender.name} found {told['result']}, not {dict(contender.result)}")
    figures: Figures = told["figures"]
    return figures
