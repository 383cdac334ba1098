"""What a JSON file looks like from above: a tree of nodes that know where their bytes are."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol

from viewer.watch import Watch


class JsonKind(Enum):
    """The kind of a JSON value. INVALID: the bytes there are no JSON value."""

    OBJECT = "object"
    ARRAY = "array"
    STRING = "text"
    NUMBER = "number"
    BOOLEAN = "true or false"
    NULL = "null"
    INVALID = "not valid"

    @property
    def is_container(self) -> bool:
        return self in (JsonKind.OBJECT, JsonKind.ARRAY)


@dataclass(frozen=True, slots=True)
class JsonNode:
    """One value: bytes `start`…`stop` (exclusive) of the file, `depth` 0 for the root.

    `key` is the member's name, the element's index, or None for the root; `row` its place among its siblings
    (in an object with duplicate keys, all are there, one row each). Nodes of one file are equal where they stand in the
    same place; their parents, of which there may be very many, are not compared.
    """

    start: int
    stop: int
    depth: int
    key: str | int | None
    row: int
    kind: JsonKind
    parent: JsonNode | None = field(repr=False, compare=False)


class JsonDocument(Protocol):
    """A JSON file through its byte index; safe to ask from one worker at a time and from the UI thread for small slices."""

    @property
    def root(self) -> JsonNode: ...

    def is_open(self, node: JsonNode) -> bool:
        """True for a container whose end is not known yet, because indexing goes on; its last child may be cut off."""

    def count(self, node: JsonNode) -> int:
        """Number of children, 0 for a value that is no container."""

    def children(self, node: JsonNode, first: int = 0, count: int = 1000) -> list[JsonNode]:
        """Up to `count` children, from child `first` on; fewer at the end."""

    def member(self, node: JsonNode, key: str) -> JsonNode | None:
        """The first member of an object with this key, or None."""

    def raw(self, node: JsonNode, limit: int | None = None) -> bytes:
        """The value's bytes as they stand in the file, at most `limit` of them."""

    def shown(self, node: JsonNode, limit: int = 300) -> str:
        """The value as text: a string's characters without quotes and escapes, digits as received, at most `limit`."""

    def value(self, node: JsonNode) -> Any:
        """The value decoded to Python objects. Raises ContentError where it is no JSON. Only for small nodes."""

    def path(self, node: JsonNode) -> str:
        """The node's JSONPath, such as `$.detections['12'].occs[0]`."""

    def slices(self, node: JsonNode, target: int = 512 * 1024) -> Iterator[tuple[int, bytes]]:
        """Cut an array or object into complete JSON texts of about `target` bytes each.

        Yields `(number of the first child, bytes)`, the bytes being `[child,child,…]` or `{"key":child,…}`.
        """

    def find(self, needle: str, *, in_keys: bool, in_values: bool, watch: Watch) -> Iterator[array[int]]:
        """Every node whose key or value has `needle` in it, case ignored: the byte offsets where the values of these begin.

        They come in portions, in file order, each node once. `chain_at` leads to the node.
        """

    def chain_at(self, offset: int) -> tuple[JsonNode, ...]:
        """The nodes from the root to the innermost one that has the byte at `offset` in its name or value.

        Where a value begins, that is this value. What lies deep is indexed for it, so call it in a worker.
        """
