"""Which rows of a JSON tree are open and which is current, by their keys, so that a newer file can open the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QTreeView

from viewer.model.json_document import JsonDocument, JsonKind, JsonNode
from viewer.ui.models.json_branch import Branch, chain_to, read_chain
from viewer.ui.models.json_tree_model import JsonTreeModel
from viewer.watch import Watch

MOST_OPEN = 500

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class JsonPlace:
    """The keys from the root down to each open row, and to the current one."""

    opened: tuple[Keys, ...]
    current: Keys | None


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """The same place in another document: chains of nodes, and what the tree needs to show them."""

    branches: tuple[Branch, ...]
    opened: tuple[tuple[JsonNode, ...], ...]
    current: tuple[JsonNode, ...] | None


def place_of(view: QTreeView, model: JsonTreeModel) -> JsonPlace:
    """Note the open rows, from the top downwards, and the current one."""
    opened: list[Keys] = []
    waiting = [QModelIndex()]
    while waiting and len(opened) < MOST_OPEN:
        parent = waiting.pop(0)
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            if view.isExpanded(index):
                waiting.append(index)
                node = model.node(index)
                if node is not None:
                    opened.append(_keys(node))
    current = model.node(view.currentIndex())
    return JsonPlace(tuple(opened[:MOST_OPEN]), _keys(current) if current is not None else None)


def found_place(document: JsonDocument, place: JsonPlace, watch: Watch) -> FoundPlace:
    """Look the place up in another document; what is not there any more is left out. Call it in a worker."""
    opened = [chain for keys in place.opened if (chain := _chain(document, keys, watch)) is not None]
    current = _chain(document, place.current, watch) if place.current is not None else None
    wanted = [*opened, *([current] if current is not None else [])]
    branches = [branch for chain in wanted for branch in read_chain(document, chain)]
    return FoundPlace(tuple(branches), tuple(opened), current)


def _keys(node: JsonNode) -> Keys:
    return tuple(above.key for above in chain_to(node) if above.key is not None)


def _chain(document: JsonDocument, keys: Sequence[str | int], watch: Watch) -> tuple[JsonNode, ...] | None:
    chain = [document.root]
    for key in keys:
        watch.check()
        node = chain[-1]
        if isinstance(key, str):
            child = document.member(node, key)
        else:
            found = document.children(node, key, 1) if node.kind is JsonKind.ARRAY else []
            child = found[0] if found else None
        if child is None:
            return None
        chain.append(child)
    return tuple(chain)
