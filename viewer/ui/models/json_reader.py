"""Containers of a JSON document read in a worker, one after another, in the order in which they were asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from viewer.model.json_document import JsonDocument, JsonNode
from viewer.ui.background import Background, Task
from viewer.ui.models.json_branch import Branch, count_branch, read_branch
from viewer.watch import Watch


class JsonReader(QObject):
    """Emits `ready(number, branch)` or `failed(number, error)` for each wish; `number` is the asker's own."""

    ready = Signal(int, object)
    failed = Signal(int, object)

    def __init__(self, background: Background, document: JsonDocument, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self.document = document  # the state that the rows on show are from; a later one may take its place
        self._wishes: dict[int, Callable[[Watch], Branch]] = {}
        self._task: Task | None = None
        self._number = -1

    def want_rows(self, number: int, node: JsonNode, first: int | None, document: JsonDocument | None = None) -> None:
        """Read the children of `node`, or the page from `first` on; of another state of the document where one is given."""
        document = document or self.document
        self._want(number, lambda _: read_branch(document, node, first))

    def want_count(self, number: int, node: JsonNode) -> None:
        """Count the children of `node`, unless that or more is under way."""
        document = self.document
        if number != self._number and number not in self._wishes:
            self._want(number, lambda _: count_branch(document, node))

    def stop(self) -> None:
        """Read no further."""
        self._wishes.clear()
        if self._task is not None:
            self._task.stop()
        self._task = None

    def _want(self, number: int, work: Callable[[Watch], Branch]) -> None:
        self._wishes[number] = work
        self._next()

    def _next(self) -> None:
        if self._task is not None or not self._wishes:
            return
        self._number = next(iter(self._wishes))
        self._task = self._background.start(self._wishes.pop(self._number), "read JSON")
        self._task.succeeded.connect(self._deliver)
        self._task.failed.connect(self._give_up)

    def _deliver(self, branch: Branch) -> None:
        number = self._end()
        self.ready.emit(number, branch)
        self._next()

    def _give_up(self, error: Exception) -> None:
        number = self._end()
        self.failed.emit(number, error)
        self._next()

    def _end(self) -> int:
        number, self._number, self._task = self._number, -1, None
        return number
