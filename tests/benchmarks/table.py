"""The table: for each claim both contenders, their figures, the ratio, the goal, and whether it is met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.benchmarks.measuring import Comparison, Contender, Figures, Fixed

HEADINGS = ("work", "contender", "median", "ratio", "goal", "")
STEP_HEADINGS = ("step", "time", "worst stall")
STALL, SECONDS = ".stall_seconds", ".seconds"

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One claim beside its figures. Where several figures matched, `figure` is the one with the worst ratio.

    A figure is None where the system did not tell it, or its contender failed.
    """

    comparison: Comparison
    figure: str
    ours: float | None
    other: float | None

    @property
    def ratio(self) -> float | None:
        return None if self.ours is None or not self.other else self.ours / self.other

    @property
    def is_met(self) -> bool:
        goal = self.comparison.goal
        return goal is None or (self.ratio is not None and self.ratio <= goal)

    @property
    def word(self) -> str:
        if self.ratio is None:
            return "not measured"
        if self.comparison.goal is None:
            return ""
        return "met" if self.is_met else "NOT MET"


def judge(comparison: Comparison, figures: dict[Contender, Figures]) -> Verdict:
    """Put a claim beside the figures."""
    verdicts = [
        Verdict(comparison, name, value, _other(comparison.other, name, figures))
        for name, value in figures.get(comparison.ours, {}).items()
        if fnmatchcase(name, comparison.figure)
    ]
    return max(verdicts, key=_how_bad, default=Verdict(comparison, comparison.figure, None, None))


def _how_bad(verdict: Verdict) -> float:
    return float("inf") if verdict.ratio is None else verdict.ratio


def _other(side: Contender | Fixed, name: str, figures: dict[Contender, Figures]) -> float | None:
    return side.value if isinstance(side, Fixed) else figures.get(side, {}).get(name)


def rows(verdicts: Iterable[Verdict]) -> Iterator[Row]:
    """Yield two rows a claim, under HEADINGS."""
    for verdict in verdicts:
        claim = verdict.comparison
        yield claim.work, claim.other.name, shown(verdict.figure, verdict.other), "", "", ""
        ratio = "" if verdict.ratio is None else f"{verdict.ratio:.2f}"
        goal = "" if claim.goal is None else f"≤ {claim.goal:.2f}"
        is_worst = verdict.figure != claim.figure
        ours = f"{claim.ours.name}, worst: {_of_what(verdict.figure)}" if is_worst else claim.ours.name
        yield "", ours, shown(verdict.figure, verdict.ours), ratio, goal, verdict.word


def steps(figures: Figures) -> list[Row]:
    """Return one row for each step of a contender that tells time and stall of each, under STEP_HEADINGS."""
    names = [name.removesuffix(STALL) for name in figures if name.endswith(STALL)]
    return [(name, shown(SECONDS, figures.get(name + SECONDS)), shown(STALL, figures[name + STALL])) for name in names]


def lines(headings: Row, body: Iterable[Row]) -> list[str]:
    """Return a table as lines of text."""
    all_rows = [headings, *body]
    widths = [max(len(row[column]) for row in all_rows) for column in range(len(headings))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in all_rows]


def markdown(headings: Row, body: Iterable[Row]) -> list[str]:
    """Return a table as lines of Markdown."""
    return [_line(headings), _line(("---",) * len(headings)), *map(_line, body)]


def _line(cells: Row) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def shown(figure: str, value: float | None) -> str:
    """Return a figure with its unit, which its name ends in."""
    if value is None:
        return "-"
    if figure.endswith("bytes"):
        return f"{value / 1e6:,.1f} MB"
    if value < 0.1:
        return f"{value * 1000:,.1f} ms"
    return f"{value * 1000:,.0f} ms" if value < 10 else f"{value:,.1f} s"


def _of_what(figure: str) -> str:
    return figure.rpartition(".")[0]
