"""Writes latest.md: the table of a whole run, when it was, and on what."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.measuring import Contender, Figures
from tests.benchmarks.table import HEADINGS, STEP_HEADINGS, Verdict, markdown, rows, steps

LATEST = Path(__file__).parent / "latest.md"
LIBRARIES = ("PySide6-Essentials", "numpy", "httpx", "msgspec", "pysimdjson", "pysrt")


def write(
    verdicts: list[Verdict], figures: Mapping[Contender, Figures], failures: list[str], rounds: int, display: str, to: Path
) -> None:
    """Write the page."""
    met = sum(verdict.is_met for verdict in verdicts if verdict.comparison.goal is not None)
    claims = sum(verdict.comparison.goal is not None for verdict in verdicts)
    parts = [
        "# Claims of speed, as measured last",
        f"Written by `sh packaging/run.sh bench` on {datetime.now(UTC):%Y-%m-%d}. {met} of {claims} goals are met.",
        "\n".join(f"- {fact}" for fact in (*_machine(), f"Windows: {display}")),
        f"Each figure is the median of {rounds} runs, a stall the worst of them. The contenders of one piece of work ran in "
        "turns, each in a process of its own. A ratio is ours to the other's. A stall is the longest gap between two ticks "
        "of a 16 ms timer on the UI thread, beyond 16 ms.",
        "\n".join(markdown(HEADINGS, rows(verdicts))),
    ]
    for contender, told in figures.items():
        if body := steps(told):
            parts += [f"## {contender.name[:1].upper()}{contender.name[1:]}", "\n".join(markdown(STEP_HEADINGS, body))]
    if failures:
        parts += ["## Failed", "\n\n".join(f"```\n{failure}\n```" for failure in failures)]
    to.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _machine() -> list[str]:
    """Facts that a figure depends on."""
    versions = [f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES if _is_there(name)]
    return [
        f"{os.cpu_count()} processors ({platform.machine()}), {_memory()}, {platform.system()}",
        f"Python {platform.python_version()}; {', '.join(versions)}",
    ]


def _memory() -> str:
    if not hasattr(os, "sysconf"):
        return "memory unknown"
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / (1 << 30):.0f} GiB"


def _is_there(name: str) -> bool:
    try:
        return bool(importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return False
