"""The rows of the JSON tree as they are known so far: values, pages of children, and notes such as "Reading…"."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from viewer.model.json_document import JsonNode
from viewer.ui.models.json_branch import PAGE, Branch


class State(Enum):
    """How much is known of the children of an item."""

    UNREAD = "unread"
    READING = "reading"  # the only child is a note that says so
    GROWING = "growing"  # the last child is a note that says that more will come
    READ = "read"


class Item:
    """One row: a value (`node`), a page of the children of `node` from `first` on, or a note (`note`).

    `number` is its place in `Items` and the id of its Qt indexes, `count` the number of children of the value.
    """

    __slots__ = ("children", "count", "first", "node", "note", "number", "parent", "row", "state", "texts")

    def __init__(
        self, number: int, parent: Item | None, row: int, node: JsonNode | None, first: int | None, note: str
    ) -> None:
        self.number = number
        self.parent = parent
        self.row = row
        self.node = node
        self.first = first
        self.note = note
        self.children: list[Item] = []
        self.count: int | None = None
        self.state = State.UNREAD if self.can_have_children else State.READ
        self.texts: tuple[str, str, str] | None = None

    @property
    def is_page(self) -> bool:
        return self.first is not None

    @property
    def can_have_children(self) -> bool:
        return self.node is not None and (self.is_page or self.node.kind.is_container)


class Items:
    """All items of one document that were ever shown; number 0 is above the top rows and is no row itself."""

    def __init__(self, root: JsonNode) -> None:
        self._all: list[Item] = []
        self.top = self._new(None, 0, root)
        if not root.kind.is_container:
            self.top.children = [self._new(self.top, 0, root)]
            self.top.state = State.READ

    def at(self, number: int) -> Item | None:
        """The item with this number, or None where there is none: an index may be older than the document."""
        return self._all[number] if 0 <= number < len(self._all) else None

    def made(self, item: Item, branch: Branch, known: int = 0) -> list[Item]:
        """Return new child items of `item`: pages where there are too many, values otherwise.

        The first `known` of them are there already. Of what still grows, only full pages are made.
        """
        if item.is_page or not self.needs_pages(item, branch):
            return [self._new(item, row, child) for row, child in enumerate(branch.children[known:], known)]
        stop = branch.count // PAGE * PAGE if branch.is_open else branch.count
        return [self._new(item, first // PAGE, branch.node, first) for first in range(known * PAGE, stop, PAGE)]

    def needs_pages(self, item: Item, branch: Branch) -> bool:
        """True for a container with too many children, or that may yet get them; the few rows at the top stay rows."""
        return branch.count > PAGE or (branch.is_open and item is not self.top)

    def note(self, item: Item, note: str, row: int = 0) -> Item:
        """Return a new item that says something in the place of children, or behind them."""
        return self._new(item, row, None, note=note)

    def find(self, chain: Sequence[JsonNode]) -> Item | None:
        """The item of the last node of a chain from the root, as far as the items above it are read."""
        item = self.top
        if len(chain) == 1 and not chain[0].kind.is_container:
            return item.children[0]
        for node in chain[1:]:
            child = child_item(item, node.row)
            if child is None:
                return None
            item = child
        return item

    def _new(self, parent: Item | None, row: int, node: JsonNode | None, first: int | None = None, note: str = "") -> Item:
        item = Item(len(self._all), parent, row, node, first, note)
        self._all.append(item)
        return item


def child_item(item: Item, row: int) -> Item | None:
    """The item of child number `row` of a value, looked up in its page where it has pages; None where it is not read."""
    if item.state not in (State.READ, State.GROWING):
        return None
    place = row // PAGE if item.children and item.children[0].is_page else row
    child = item.children[place] if 0 <= place < len(item.children) else None
    if child is None or child.node is None:
        return None
    return child_item(child, row - place * PAGE) if child.is_page else child
