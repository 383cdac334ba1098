"""What the tree needs to know of one container: how many children it has, and one page of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from viewer.model.json_document import JsonDocument, JsonNode

PAGE = 1_000
SMALL_BYTES = 128 * 1024  # a container of at most this many bytes is read where it is asked for, a bigger one in a worker
SMALL_PAGE_BYTES = 512 * 1024
INDEXED_LEVELS = 3  # so deep the document knows where every value is; what lies deeper it must look for


@dataclass(frozen=True, slots=True)
class Branch:
    """`count` children has the container `node`; `children` are those from `first` on, () where only the count was asked.

    With `is_open` there will be more of them: they are those that this state of the `document` knows.
    """

    document: JsonDocument
    node: JsonNode
    count: int
    first: int = 0
    children: tuple[JsonNode, ...] = ()
    is_open: bool = False


def is_small(node: JsonNode) -> bool:
    """True where reading the children of `node` takes no noticeable time."""
    return node.stop - node.start <= SMALL_BYTES


def is_small_page(node: JsonNode, count: int) -> bool:
    """True where reading a page of the `count` children of `node` takes no noticeable time."""
    is_at_hand = node.depth < INDEXED_LEVELS or is_small(node)
    return is_at_hand and (node.stop - node.start) * PAGE <= SMALL_PAGE_BYTES * max(count, 1)


def read_branch(document: JsonDocument, node: JsonNode, child: int | None = None) -> Branch:
    """Read the count of children, and the page that holds child number `child`.

    With None the first page is read where it is the only one. Raises StorageError.
    """
    only_count = count_branch(document, node)
    if child is None and only_count.count > PAGE:
        return only_count
    first = (child or 0) // PAGE * PAGE
    children = document.children(node, first, PAGE)
    if only_count.is_open and first + len(children) > only_count.count and not document.is_open(children[-1]):
        children.pop()  # it may be cut off
    count = max(only_count.count, first + len(children))
    return Branch(document, node, count, first, tuple(children), only_count.is_open)


def count_branch(document: JsonDocument, node: JsonNode) -> Branch:
    """Read only the count of children; the last one of an open container does not count. Raises StorageError."""
    is_open = document.is_open(node)
    return Branch(document, node, max(document.count(node) - is_open, 0), is_open=is_open)


def read_chain(document: JsonDocument, chain: Sequence[JsonNode]) -> list[Branch]:
    """Read what the tree needs to show the last node of a chain that begins at the root."""
    return [read_branch(document, node, child.row) for node, child in pairwise(chain)]


def chain_to(node: JsonNode) -> tuple[JsonNode, ...]:
    """Return the nodes from the root to `node`."""
    chain = [node]
    while chain[-1].parent is not None:
        chain.append(chain[-1].parent)
    return tuple(reversed(chain))
