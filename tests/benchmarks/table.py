"""The printed table: for each claim both contenders, their medians, the ratio, the goal, and whether it is met."""

from __future__ import annotations

from dataclasses import dataclass

from tests.benchmarks.measuring import Comparison, Contender, Figures, Fixed

HEADINGS = ("work", "contender", "median", "ratio", "goal", "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The ratio of one claim; None where the system did not tell a figure."""

    comparison: Comparison
    ours: float | None
    other: float | None

    @property
    def ratio(self) -> float | None:
        return None if self.ours is None or not self.other else self.ours / self.other

    @property
    def is_met(self) -> bool:
        return self.ratio is not None and self.ratio <= self.comparison.goal

    @property
    def word(self) -> str:
        if self.ratio is None:
            return "not measured"
        return "met" if self.is_met else "NOT MET"


def judge(comparison: Comparison, figures: dict[Contender, Figures]) -> Verdict:
    """Put a claim beside the figures."""
    return Verdict(comparison, _value(comparison.ours, comparison, figures), _value(comparison.other, comparison, figures))


def _value(side: Contender | Fixed, comparison: Comparison, figures: dict[Contender, Figures]) -> float | None:
    if isinstance(side, Fixed):
        return side.value
    return figures[side].seconds if comparison.quantity == "time" else figures[side].memory_bytes


def lines(verdicts: list[Verdict]) -> list[str]:
    """Return the table as lines of text, two rows a claim."""
    rows: list[tuple[str, ...]] = [HEADINGS]
    for verdict in verdicts:
        claim = verdict.comparison
        rows.append((claim.work, claim.other.name, _shown(verdict.other, claim), "", "", ""))
        ratio = "" if verdict.ratio is None else f"{verdict.ratio:.2f}"
        rows.append(("", claim.ours.name, _shown(verdict.ours, claim), ratio, f"≤ {claim.goal:.2f}", verdict.word))
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _shown(value: float | None, comparison: Comparison) -> str:
    if value is None:
        return "-"
    if comparison.quantity == "memory":
        return f"{value / 1e6:,.1f} MB"
    return f"{value * 1000:,.0f} ms" if value < 10 else f"{value:,.1f} s"
