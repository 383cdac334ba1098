"""Made-up JSON texts, sound and broken, and slow readers of JSON that the index is compared with."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from viewer.model.json_document import JsonKind, JsonNode
from viewer.reading.json_index import JsonFile
from viewer.reading.source import BytesSource

PIECES = [
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b'"',
    b"\\",
    b'\\"',
    b"a",
    b"1",
    b" ",
    b"\n",
    b"null",
    b"\xc3\xa9",
    b"\xff",
    b"\\u00e9",
]


def source_of(data: bytes) -> BytesSource:
    """Return a source of these bytes, as if they stood in a file."""
    return BytesSource(Path("made-up.json"), data)


def rubbish(chance: random.Random, length: int) -> bytes:
    """Return bytes that look a little like JSON."""
    return b"".join(chance.choices(PIECES, k=length))


def value(chance: random.Random, depth: int = 0) -> Any:
    """Return a value whose JSON has nesting, escapes, brackets in texts and names that come twice ("pairs")."""
    kind = chance.randrange(8 if depth < 5 else 5)
    if kind < 2:
        return "".join(chance.choice('ab"\\{}[],:\n\té€😀ſK/') for _ in range(chance.randrange(6)))
    if kind < 5:
        return chance.choice([0, -1, 12.5, 1e300, True, False, None, 123456789012345678901234567890])
    if kind == 5:
        return [value(chance, depth + 1) for _ in range(chance.randrange(5))]
    return Pairs(
        (str(chance.randrange(4)) + '"é'[: chance.randrange(3)], value(chance, depth + 1))
        for _ in range(chance.randrange(5))
    )


class Pairs(list[tuple[str, Any]]):
    """An object's members in order, some of which may have the same name."""


def written(what: Any, chance: random.Random) -> str:
    """Return the JSON of a value, with white space and escapes put in at random."""

    def white() -> str:
        return chance.choice(["", "", "", " ", "\n", "\t \r\n"])

    if isinstance(what, Pairs):
        members = (
            f"{white()}{written(name, chance)}{white()}:{white()}{written(part, chance)}{white()}" for name, part in what
        )
        return "{" + (",".join(members) or white()) + "}"
    if isinstance(what, list):
        return "[" + (",".join(f"{white()}{written(part, chance)}{white()}" for part in what) or white()) + "]"
    return json.dumps(what, ensure_ascii=chance.random() < 0.5)


def read_back(document: JsonFile, node: JsonNode) -> Any:
    """Return the value of a node, put together from the index alone."""
    children = document.children(node)
    assert document.count(node) == len(children)
    if node.kind is JsonKind.OBJECT:
        return Pairs((str(child.key), read_back(document, child)) for child in children)
    if node.kind is JsonKind.ARRAY:
        assert [child.key for child in children] == list(range(len(children)))
        return [read_back(document, child) for child in children]
    if node.kind is JsonKind.STRING:
        return document.shown(node, 10_000)
    return document.value(node)


def all_nodes(document: JsonFile) -> list[JsonNode]:
    """Return every node of a document, parents before children."""
    nodes, waiting = [], [document.root]
    while waiting:
        node = waiting.pop()
        nodes.append(node)
        waiting.extend(reversed(document.children(node, 0, 1_000_000)))
    return nodes


def events(data: bytes) -> tuple[list[tuple[int, int]], int]:
    """Return position and level of each bracket and comma of one JSON text, character by character, and the open levels."""
    found, level, is_in_string, is_escaped = [], 0, False, False
    for position, byte in enumerate(data):
        was_escaped, is_escaped = is_escaped, byte == 0x5C and not is_escaped
        if byte == 0x22 and not was_escaped:
            is_in_string = not is_in_string
        elif not is_in_string and byte in b"{[":
            level += 1
            found.append((position, level))
        elif not is_in_string and byte in b"}]":
            found.append((position, level))
            level -= 1
            if level == 0:
                break
        elif not is_in_string and byte == 0x2C:
            found.append((position, level))
    return found, level
