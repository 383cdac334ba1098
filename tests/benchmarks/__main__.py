"""Measures all subjects, or those that are named, and prints the table; a whole run also writes latest.md.

Exit code 1 where a contender failed or a claim does not hold; a small look claims nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.benchmarks import (
    bounding_boxes,
    download,
    json_tree,
    overlay,
    playing,
    real_window,
    search,
    start_up,
    subtitles,
    tables,
    timeline,
    whole_way,
)
from tests.benchmarks.display import Display, display
from tests.benchmarks.latest import LATEST, write
from tests.benchmarks.measuring import ROUNDS, Comparison, Contender, Figures, measure
from tests.benchmarks.table import HEADINGS, STEP_HEADINGS, Verdict, judge, lines, rows, steps

SUBJECTS = {
    "start_up": start_up,
    "json_tree": json_tree,
    "search": search,
    "bounding_boxes": bounding_boxes,
    "tables": tables,
    "subtitles": subtitles,
    "download": download,
    "real_window": real_window,
    "whole_way": whole_way,
    "playing": playing,
    "timeline": timeline,
    "overlay": overlay,
}


@dataclass(slots=True)
class Run:
    """What came out so far."""

    verdicts: list[Verdict] = field(default_factory=list)
    figures: dict[Contender, Figures] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.failures and all(verdict.is_met for verdict in self.verdicts)


def main() -> int:
    """Run the command."""
    wanted = _wanted()
    rounds = wanted.rounds or (1 if wanted.small else ROUNDS)
    with display() as screen:
        run = _measured(wanted.subjects or SUBJECTS, wanted.small, rounds, screen)
    _print(run)
    if not wanted.small and not wanted.subjects:
        write(run.verdicts, run.figures, run.failures, rounds, screen.words, LATEST)
    return 0 if run.is_good or (wanted.small and not run.failures) else 1


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="packaging/run.sh bench", description="Measure every claim of speed.")
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=", ".join(SUBJECTS))
    parser.add_argument("--small", action="store_true", help="small inputs, once: a quick look; its ratios say less")
    parser.add_argument("--rounds", type=int, help=f"the median of how many runs (default: {ROUNDS})")
    wanted = parser.parse_args()
    unknown = set(wanted.subjects) - SUBJECTS.keys()
    if unknown:
        parser.error(f"there is no subject {', '.join(sorted(unknown))}")
    return wanted


def _measured(subjects: Iterable[str], is_small: bool, rounds: int, screen: Display) -> Run:
    run = Run()
    for name in subjects:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        claims = SUBJECTS[name].comparisons(is_small)
        measured = measure(_contenders(claims), rounds, screen.environment)
        run.verdicts += [judge(claim, measured.figures) for claim in claims]
        run.figures |= measured.figures
        run.failures += measured.failures
    return run


def _contenders(claims: list[Comparison]) -> list[Contender]:
    sides = [side for claim in claims for side in (claim.other, claim.ours)]
    return list(dict.fromkeys(side for side in sides if isinstance(side, Contender)))


def _print(run: Run) -> None:
    print("\n".join(lines(HEADINGS, rows(run.verdicts))))
    for contender, figures in run.figures.items():
        if body := steps(figures):
            print("\n".join(["", contender.name, *lines(STEP_HEADINGS, body)]))
    print("\n".join(run.failures))


if __name__ == "__main__":
    sys.exit(main())
