"""Spans of a JSON file, and the node that stands in a span: its name, its kind, and where its value begins and ends."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.model.json_document import JsonKind, JsonNode
from viewer.model.result import Source
from viewer.reading.json_text import MEMBER_NAME, WHITE, container_kind, kind_by_ends, kind_of, unescaped
from viewer.watch import Watch

HEAD = 256
HELD = 1 << 16  # a value up to this size is looked at whole to tell its kind
LONGEST_NAME = 1 << 20  # bytes of a member's name with its quotes; what has a longer one is shown as not valid
_LONGEST_READ = 1 << 20


class Reach:
    """Reads spans of a source, and finds where white space ends."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def read(self, start: int, stop: int) -> bytes:
        """The bytes of a span, or fewer where the file has become shorter."""
        piece = self.source.read(start, max(stop - start, 0))
        if len(piece) >= stop - start or not piece:
            return piece
        pieces = [piece]
        at = start + len(piece)
        while at < stop and (piece := self.source.read(at, stop - at)):
            pieces.append(piece)
            at += len(piece)
        return b"".join(pieces)

    def first_not_white(self, start: int, stop: int, watch: Watch | None = None) -> int:
        """The position of the first byte in the span that is no white space; `stop` where all is."""
        length = 64
        while start < stop and (piece := self.source.read(start, min(length, stop - start))):
            rest = piece.lstrip(WHITE)
            if rest:
                return start + len(piece) - len(rest)
            start += len(piece)
            length = min(length * 8, _LONGEST_READ)
            if watch is not None:
                watch.check()
        return stop

    def last_not_white(self, start: int, stop: int) -> int:
        """The position after the last byte in the span that is no white space; `start` where all is."""
        length = 64
        while start < stop:
            piece = self.read(max(start, stop - length), stop)
            rest = piece.rstrip(WHITE)
            if rest or not piece:
                return stop - len(piece) + len(rest)
            stop -= len(piece)
            length = min(length * 8, _LONGEST_READ)
        return start

    def places(self, wanted: bytes, start: int, stop: int) -> Iterator[int]:
        """Yield every position in the span where the bytes `wanted` stand."""
        while start + len(wanted) <= stop and (piece := self.read(start, min(start + _LONGEST_READ + len(wanted), stop))):
            place = piece.find(wanted)
            while place >= 0:
                yield start + place
                place = piece.find(wanted, place + 1)
            start += max(len(piece) - len(wanted) + 1, 1)


def node_at_hand(parent: JsonNode, row: int, start: int, raw: bytes) -> JsonNode:
    """Make the node of child `row` from the bytes between its borders, the first of which stands at `start`."""
    body = raw.lstrip(WHITE)
    start += len(raw) - len(body)
    body = body.rstrip(WHITE)
    name, offset = _name(parent, row, body)
    if offset is None:
        return JsonNode(start, start + len(body), parent.depth + 1, name, row, JsonKind.INVALID, parent)
    kind = kind_of(body[offset:])
    return JsonNode(start + offset, start + len(body), parent.depth + 1, name, row, kind, parent)


def node_in_file(
    reach: Reach, parent: JsonNode, row: int, start: int, stop: int, *, is_last: bool = False, is_open: bool = False
) -> JsonNode:
    """Make the node of child `row`, of any size, between the borders `start` and `stop`.

    With `is_last`, the file is cut off at `stop`: a number there may lack digits, so it is not valid. With `is_open`, a
    container there is never closed: it lasts to `stop`.
    """
    end = stop
    start = reach.first_not_white(start, stop)
    stop = reach.last_not_white(start, stop)
    head = reach.read(start, min(stop, start + HEAD))
    name, offset = _name(parent, row, head)
    if offset is None and len(head) < stop - start:
        head = reach.read(start, min(stop, start + LONGEST_NAME))
        name, offset = _name(parent, row, head)
    if offset is None or offset >= len(head):
        return JsonNode(start, stop, parent.depth + 1, name, row, JsonKind.INVALID, parent)
    container = container_kind(head[offset])
    if is_open and container is not None:
        return JsonNode(start + offset, end, parent.depth + 1, name, row, container, parent)
    kind = _kind(reach, start + offset, stop, head[offset])
    if is_last and kind is JsonKind.NUMBER and stop == end:
        kind = JsonKind.INVALID
    return JsonNode(start + offset, stop, parent.depth + 1, name, row, kind, parent)


def _kind(reach: Reach, start: int, stop: int, first: int) -> JsonKind:
    if container_kind(first) is None and stop - start <= HELD:
        return kind_of(reach.read(start, stop))
    last = reach.read(stop - 1, stop)
    return kind_by_ends(first, last[0], stop - start) if last else JsonKind.INVALID


def _name(parent: JsonNode, row: int, head: bytes) -> tuple[str | int, int | None]:
    """Return a child's name, or number, and how far its value begins behind it; "" and None where it should have one."""
    if parent.kind is not JsonKind.OBJECT:
        return row, 0
    found = MEMBER_NAME.match(head)
    if found is None:
        return "", None
    return unescaped(found[1][1:-1]), found.end()
