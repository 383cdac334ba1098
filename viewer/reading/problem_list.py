"""Problems gathered while a result is read: the first hundred of each sort with their places, then how many more."""

from __future__ import annotations

from viewer.model.result import Problem
from viewer.text import Text

LISTED = 100
LAST_WORD = "… and {count} more like “{message}”"


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
        more = (Problem(Text(LAST_WORD, count=self._more[sort], message=message)) for sort, message in self._beyond.items())
        return (*self._problems, *more)
