"""Problems gathered while a result is read: the first hundred of each sort with their places, then how many more."""

from __future__ import annotations

from collections.abc import Iterable

from viewer.model.result import Problem
from viewer.text import Text

LISTED = 100
_LAST_WORD = "… and {count} more like “{message}”"


class ProblemList:
    """Takes in any number of problems and keeps few. Problems are of one sort where their sentences have one template."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._listed: dict[str, int] = {}
        self._more: dict[str, int] = {}
        self._beyond: dict[str, Text] = {}

    def add(self, message: Text, path: str | None = None, offset: int | None = None) -> None:
        """Take in one problem with its JSONPath or byte offset."""
        sort = message.template
        listed = self._listed.get(sort, 0)
        if listed == LISTED:
            self.count_on(message, 1)
            return
        self._listed[sort] = listed + 1
        self._problems.append(Problem(message, path=path, offset=offset))

    def count_on(self, message: Text, number: int) -> None:
        """Take in `number` more problems of the sort of `message`, whose places are not kept."""
        sort = message.template
        self._more[sort] = self._more.get(sort, 0) + number
        self._beyond.setdefault(sort, message)

    def all(self) -> tuple[Problem, ...]:
        """Return what was kept, in the order of arrival, and a last word on each sort that came too often."""
        more = (Problem(Text(_LAST_WORD, count=self._more[sort], message=message)) for sort, message in self._beyond.items())
        return (*self._problems, *more)


def merged(problems: Iterable[Problem], more: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return `problems` and those of `more` whose place, a JSONPath or byte offset, is not told of in them already.

    The last word on a sort that came too often is left out where all that is listed of this sort is.
    """
    told, found = tuple(problems), tuple(more)
    paths = {problem.path for problem in told} - {None}
    offsets = {problem.offset for problem in told} - {None}
    new = [problem for problem in found if problem.path not in paths and problem.offset not in offsets]
    left_out = {problem.message.template for problem in found} - {problem.message.template for problem in new}
    return (*told, *(problem for problem in new if _sort_counted(problem) not in left_out))


def _sort_counted(problem: Problem) -> str | None:
    """Return the sort on which a problem is the last word; None where it is something else."""
    is_last_word = problem.message.template == _LAST_WORD
    return problem.message.values["message"].template if is_last_word else None
