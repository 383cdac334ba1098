"""What two passes over a JSON file found, as one list: the reader's problems, and those of the strict pass behind them."""

from __future__ import annotations

from collections.abc import Iterable

from viewer.model.result import Problem
from viewer.reading.json_faults import OF_A_VALUE
from viewer.reading.problem_list import LAST_WORD


def merged(problems: Iterable[Problem], strict: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return `problems` and, behind them, what the strict pass tells beyond them.

    Left out is what is told of at the same byte offset already, and a value that is not JSON where the reader told of the
    value with this JSONPath: it says what became of it. The last word on a sort that came too often is left out where all
    that is listed of this sort is.
    """
    told, found = tuple(problems), tuple(strict)
    paths = {problem.path for problem in told} - {None}
    offsets = {problem.offset for problem in told} - {None}
    new = [one for one in found if one.offset not in offsets and not (one.path in paths and _is_of_a_value(one))]
    left_out = {problem.message.template for problem in found} - {problem.message.template for problem in new}
    return (*told, *(problem for problem in new if _sort_counted(problem) not in left_out))


def _is_of_a_value(problem: Problem) -> bool:
    return problem.message.template in OF_A_VALUE


def _sort_counted(problem: Problem) -> str | None:
    """Return the sort on which a problem is the last word; None where it is something else."""
    is_last_word = problem.message.template == LAST_WORD
    return problem.message.values["message"].template if is_last_word else None
