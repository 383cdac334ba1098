"""The index beside one that goes character by character, and everything that a document is asked for, on hostile bytes."""

from __future__ import annotations

import random
from contextlib import suppress

from tests.reading.json_made_up import all_nodes, events, rubbish, source_of, value, written
from viewer.errors import ContentError
from viewer.model.json_document import JsonNode
from viewer.reading.json_index import JsonFile, index
from viewer.reading.json_strict import strict_problems
from viewer.watch import Watch

_ESCAPES = [b"\\", b"\\\\", b'\\"', b'\\\\"', b'"', b'\\\\\\"', b"\\u00", b"e9", b"{", b"]", b",", b"a", b'":"', b'",["']
_WHITE = b" \t\r\n"


def container(chance: random.Random) -> bytes:
    """Return an array or object: sound, rubbish, or texts with as many escapes as can be."""
    kind = chance.randrange(3)
    if kind == 0:
        return b"[" + written(value(chance), chance).encode() + b"]"
    if kind == 1:
        return chance.choice([b"{", b"["]) + rubbish(chance, chance.randrange(40))
    return chance.choice([b'{"', b'["', b"["]) + b"".join(chance.choices(_ESCAPES, k=chance.randrange(24)))


def index_agrees(data: bytes, chunk: int) -> None:
    """Every container of the index has the borders that are found character by character, down to the deepest."""
    found, open_levels = events(data)
    of_level: dict[int, list[int]] = {}
    for position, level in found:
        of_level.setdefault(level, []).append(position)
    document = index(source_of(data), Watch(), chunk)
    for node in all_nodes(document):
        if node.kind.is_container:
            is_open = node.depth < open_levels and node.stop == len(data)
            expected = _borders(data, of_level[node.depth + 1], node, is_open)
            assert document.borders(node).tolist() == expected, (data, chunk, node)
            assert [child.parent for child in document.children(node)] == [node] * max(len(expected) - 1, 0)


def _borders(data: bytes, of_level: list[int], node: JsonNode, is_open: bool) -> list[int]:
    inside = [position for position in of_level if node.start <= position < node.stop]
    borders = [*inside, node.stop] if is_open else inside
    if len(borders) < 2:
        return borders
    has_last = bool(data[borders[-2] + 1 : borders[-1]].strip(_WHITE)) or (len(borders) > 2 and not is_open)
    return borders if has_last else borders[:-1]


def ask_for_everything(data: bytes, chunk: int) -> None:
    """Whatever the bytes: an index, or ContentError; of it, all that a document tells, or ContentError for a value."""
    try:
        document = index(source_of(data), Watch(), chunk)
    except ContentError:
        return
    problems = (*document.problems, *strict_problems(document, Watch(), chunk))
    assert all(problem.place is not None and str(problem.message) for problem in problems)
    assert all(0 <= (problem.offset or 0) <= len(data) for problem in problems)
    for node in all_nodes(document):
        _ask(document, node)
    for needle in ("a", "é", '"', "0", "\\"):
        for places in document.find(needle, in_keys=True, in_values=True, watch=Watch()):
            assert all(document.chain_at(place) for place in places)


def _ask(document: JsonFile, node: JsonNode) -> None:
    document.shown(node, 5)
    "".join((document.shown(node), document.path(node))).encode()
    document.member(node, "a")
    assert len(document.raw(node)) == node.stop - node.start
    assert sum(1 for _ in document.slices(node, 8)) <= document.count(node)
    with suppress(ContentError):
        document.value(node)
