"""Large arrays and objects of a JSON file in slices that are decoded in one go of a few milliseconds."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from viewer.model.json_document import JsonDocument, JsonNode
from viewer.text import Text
from viewer.watch import Watch

Children = TypeVar("Children", bound=Sized)
PAGE = 1000
SLICE = 256 * 1024  # while one is decoded, no other thread runs


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of the children of an array or object: the number of the first one, how many they are, and their JSON."""

    first: int
    count: int
    raw: bytes


def typed_slices(
    document: JsonDocument, node: JsonNode, decoder: msgspec.json.Decoder[Children] | None, watch: Watch, doing: Text
) -> Iterator[tuple[Slice, Children | None]]:
    """Yield each slice of an array or object and what `decoder` makes of it.

    None instead, where the slice is not exactly what the decoder expects, where a name comes twice in it, and always
    where there is no decoder. Progress is counted in children.
    """
    for part in slices(document, node, watch, doing):
        yield part, decoded(decoder, part) if decoder is not None else None


def slices(document: JsonDocument, node: JsonNode, watch: Watch, doing: Text) -> Iterator[Slice]:
    """Yield an array or object in slices. Progress is counted in children. Raises Cancelled."""
    total = document.count(node)
    for part in _slices(document, node, total):
        watch.progress(part.first, total, doing=doing)
        yield part


def _slices(document: JsonDocument, node: JsonNode, total: int) -> Iterator[Slice]:
    waiting: tuple[int, bytes] | None = None
    for first, raw in document.slices(node, SLICE):
        if waiting is not None:
            yield Slice(waiting[0], first - waiting[0], waiting[1])
        waiting = (first, raw)
    if waiting is not None:
        yield Slice(waiting[0], total - waiting[0], waiting[1])


def decoded(decoder: msgspec.json.Decoder[Children], part: Slice) -> Children | None:
    """Return what a decoder makes of a slice; None where it refuses it, or where a name comes twice in it."""
    try:
        children = decoder.decode(part.raw)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return children if len(children) == part.count else None


def members(document: JsonDocument, node: JsonNode, watch: Watch) -> Iterator[JsonNode]:
    """Yield all children of a node, made page by page. Raises Cancelled."""
    for first in range(0, document.count(node), PAGE):
        watch.check()
        yield from document.children(node, first, PAGE)
