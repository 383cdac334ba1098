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
    """`count` children has the container `node`; `children` are those from `first` on, () where only the count was asked."""

    node: JsonNode
    count: int
    first: int = 0
    children: tuple[JsonNode, ...] = ()


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
    count = document.count(node)
    if child is None and count > PAGE:
        return Branch(node, count)
    first = (child or 0) // PAGE * PAGE
    return Branch(node, count, first, tuple(document.children(node, first, PAGE)))


def read_chain(document: JsonDocument, chain: Sequence[JsonNode]) -> list[Branch]:
    """Read what the tree needs to show the last node of a chain that begins at the root."""
    return [read_branch(document, node, child.row) for node, child in pairwise(chain)]


def chain_to(node: JsonNode) -> tuple[JsonNode, ...]:
    """Return the nodes from the root to `node`."""
    chain = [node]
    while chain[-1].parent is not None:
        chain.append(chain[-1].parent)
    return tuple(reversed(chain))
