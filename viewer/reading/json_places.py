"""Problems with their places in a JSON file: the byte offset, and the JSONPath where the index can tell one soon."""

from __future__ import annotations

from collections.abc import Iterable

from viewer.model.json_document import JsonKind
from viewer.model.result import Problem
from viewer.reading.json_index import JsonFile
from viewer.reading.problem_list import ProblemList
from viewer.text import Text
from viewer.watch import Watch

_DEEPEST_PATH = 9  # what lies deeper is indexed three levels at a time when it is asked for
_MOST_PATHS = 300
_LONGEST_PATH = 1000


def located(
    told: Iterable[tuple[int, Text]], more: Iterable[tuple[Text, int]], document: JsonFile, watch: Watch
) -> tuple[Problem, ...]:
    """Return a problem for each byte offset and sentence of `told`, in their order, but for those that the index tells of.

    `more` are sorts that came more often, and how many more times. Raises Cancelled.
    """
    known = {(problem.offset, problem.message) for problem in document.problems}
    new = [one for one in sorted(told, key=_in_order) if one not in known]
    found = ProblemList()
    for row, (offset, message) in enumerate(new):
        watch.check()
        found.add(message, path_at(document, offset) if row < _MOST_PATHS else None, offset)
    for message, count in more:
        found.count_on(message, count)
    return found.all()


def path_at(document: JsonFile, offset: int) -> str | None:
    """Return the JSONPath of the innermost value around a byte; None where it is too deep, too long, or has no name."""
    node = document.root
    for _ in range(_DEEPEST_PATH):
        child = document.child_at(node, offset) if node.kind.is_container and offset > node.start else None
        if child is None:
            has_name = node.kind is not JsonKind.INVALID or node.key != ""
            path = document.path(node) if has_name else ""
            return path if 0 < len(path) <= _LONGEST_PATH else None
        node = child
    return None


def _in_order(told: tuple[int, Text]) -> tuple[int, str]:
    return told[0], told[1].template
