"""Measures all subjects, or those that are named, and prints the table.

Exit code 1 where a contender failed or a claim does not hold; a small look claims nothing.
"""

from __future__ import annotations

import argparse
import sys

from tests.benchmarks import bounding_boxes, json_tree, start_up
from tests.benchmarks.measuring import ROUNDS, Comparison, Contender, ContenderError, measure
from tests.benchmarks.table import Verdict, judge, lines

SUBJECTS = {"start_up": start_up, "json_tree": json_tree, "bounding_boxes": bounding_boxes}


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="packaging/run.sh bench", description="Measure every claim of speed.")
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=", ".join(SUBJECTS))
    parser.add_argument("--small", action="store_true", help="small inputs: a quick look; its ratios say less")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="the median of how many runs (default: %(default)s)")
    wanted = parser.parse_args()
    unknown = set(wanted.subjects) - SUBJECTS.keys()
    if unknown:
        parser.error(f"there is no subject {', '.join(sorted(unknown))}")
    verdicts: list[Verdict] = []
    failures: list[str] = []
    for name in wanted.subjects or SUBJECTS:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        claims = SUBJECTS[name].comparisons(wanted.small)
        try:
            figures = measure(_contenders(claims), wanted.rounds)
        except ContenderError as failure:
            failures.append(str(failure))
        else:
            verdicts += [judge(claim, figures) for claim in claims]
    print("\n".join([*lines(verdicts), *failures]))
    do_claims_hold = wanted.small or all(verdict.is_met for verdict in verdicts)
    return 0 if do_claims_hold and not failures else 1


def _contenders(claims: list[Comparison]) -> list[Contender]:
    sides = [side for claim in claims for side in (claim.other, claim.ours)]
    return list(dict.fromkeys(side for side in sides if isinstance(side, Contender)))


if __name__ == "__main__":
    sys.exit(main())
