"""Problems gathered while a result is read: the first hundred of each sort with their places, then how many more."""

from __future__ import annotations

from viewer.model.result import Problem
from viewer.text import Text

LISTED = 100


class ProblemList:
    """Takes in any number of problems and keeps few. Problems are of one sort where their sentences have one template."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._counts: dict[str, int] = {}
        self._beyond: dict[str, Text] = {}

    def add(self, message: Text, path: str | None = None, offset: int | None = None) -> None:
        """Take in one problem with its JSONPath or byte offset."""
        sort = message.template
        count = self._counts[sort] = self._counts.get(sort, 0) + 1
        if count <= LISTED:
            self._problems.append(Problem(message, path=path, offset=offset))
        elif count == LISTED + 1:
            self._beyond[sort] = message

    def all(self) -> tuple[Problem, ...]:
        """Return what was kept, in the order of arrival, and a last word on each sort that came too often."""
        more = (
            Problem(Text("… and {count} more like “{message}”", count=self._counts[sort] - LISTED, message=str(message)))
            for sort, message in self._beyond.items()
        )
        return (*self._problems, *more)
