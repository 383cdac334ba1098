"""A JSON file from above: the byte offsets of its values, and nodes that are decoded when they are asked for.

The outermost three levels are indexed when the file is opened. What lies deeper is indexed when its node is opened, and a
few of these indexes are remembered. Whatever is wrong with the file, what can be shown is shown: a value that is no JSON is
a node of kind INVALID, and a bracket that is never closed lasts to the end of the file.
"""

from __future__ import annotations

import codecs
import json
import threading
from array import array
from collections import deque
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from viewer.errors import ContentError
from viewer.model.json_document import JsonKind, JsonNode
from viewer.model.result import Problem, Source
from viewer.reading.json_checks import Utf8Check, refuse_other_encodings, structural_problems
from viewer.reading.json_find import hits
from viewer.reading.json_levels import (
    CHUNK,
    SMALL,
    Levels,
    Positions,
    no_positions,
    scan,
    scan_small,
    scan_step_by_step,
    with_end,
)
from viewer.reading.json_nodes import HELD, Reach, node_at_hand, node_in_file
from viewer.reading.json_text import LONGEST_RAW_CHARACTER, cut, kind_by_ends, kind_of, path_step, unescaped
from viewer.text import Text
from viewer.watch import Watch

REMEMBERED = 8
PAGE = 1000
WORTH_EARLY = 32 << 20  # a smaller file is there before anybody could look at a part of it
LARGE_CHILD = 4096  # children that are larger than this on average are not read whole to make their nodes
_MOST_DIGITS = 4000  # of a whole number that Python makes an int of without being asked twice


def index(source: Source, watch: Watch, chunk: int = CHUNK, worth_early: int = WORTH_EARLY) -> JsonFile:
    """Index a JSON file of any size, read in pieces of `chunk` bytes; progress is reported in bytes.

    Of a file of `worth_early` bytes or more, what is indexed so far is given out through `watch.show_early`: a JsonFile with
    open containers, see `is_open`. Structural problems (cut off, brackets that don't fit, more after the end, not UTF-8) are
    in its `problems`, with their byte offset. Raises ContentError where the file is not JSON at all, or is in UTF-16 or
    UTF-32; StorageError; Cancelled.
    """
    head = source.read(0, 64)
    refuse_other_encodings(head)
    reach = Reach(source)
    mark = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
    start = reach.first_not_white(mark, source.size, watch)
    first = source.read(start, 1)
    if first not in (b"{", b"["):
        return _scalar(reach, start)
    check = Utf8Check()

    def between(offset: int, raw: bytes) -> None:
        watch.progress(offset, source.size, doing=Text("Reading"), in_bytes=True)
        check.feed(offset, raw)

    kind = JsonKind.OBJECT if first == b"{" else JsonKind.ARRAY
    next_early = start + chunk if watch.wants_early and source.size >= worth_early else source.size
    for so_far in scan_step_by_step(source, start, source.size, 0, chunk, between):
        levels = so_far()
        if next_early <= levels.stop < source.size and levels.open_levels:
            next_early = 2 * levels.stop  # each time twice as much, so that showing never takes longer than indexing
            watch.show_early(JsonFile(source, _root(levels, kind), levels, (), is_growing=True))
    check.finish(levels.stop)
    problems = (*structural_problems(reach, levels, watch), *check.problems)
    return JsonFile(source, _root(levels, kind), levels, problems)


def _root(levels: Levels, kind: JsonKind) -> JsonNode:
    return JsonNode(levels.start, levels.stop, 0, None, 0, kind, None)


def _scalar(reach: Reach, start: int) -> JsonFile:
    """A file that holds one text, number or word and nothing else."""
    stop = reach.last_not_white(start, reach.source.size)
    raw = reach.read(start, min(stop, start + HELD))
    kind = kind_of(raw)
    if kind is JsonKind.INVALID and stop - start > HELD:
        kind = kind_by_ends(raw[0], reach.read(stop - 1, stop)[0], stop - start)
    if kind is JsonKind.INVALID:
        raise ContentError(Text("This is not JSON.") if raw else Text("The file is empty."))
    return JsonFile(reach.source, JsonNode(start, stop, 0, None, 0, kind, None), Levels(start, stop, 0, []), ())


class JsonFile:
    """A JSON file and its index; implements model.json_document.JsonDocument, which says what its methods return."""

    def __init__(
        self,
        source: Source,
        root: JsonNode,
        levels: Levels,
        problems: tuple[Problem, ...],
        *,
        is_growing: bool = False,
    ) -> None:
        self.problems = problems
        self._is_growing = is_growing
        self._source = source
        self._root = root
        self._levels = levels
        self._reach = Reach(source)
        self._deeper: deque[Levels] = deque(maxlen=REMEMBERED)
        self._lock = threading.Lock()

    @property
    def source(self) -> Source:
        return self._source

    @property
    def root(self) -> JsonNode:
        return self._root

    def is_open(self, node: JsonNode) -> bool:
        if not self._is_growing or not node.kind.is_container or node.stop < self._levels.stop:
            return False
        return not self._levels.is_closed(node.stop, node.depth)

    def count(self, node: JsonNode) -> int:
        return max(len(self.borders(node)) - 1, 0)

    def children(self, node: JsonNode, first: int = 0, count: int = PAGE) -> list[JsonNode]:
        if not node.kind.is_container:
            return []
        levels = self._levels_of(node)
        borders = self._borders(node, levels)[first : first + count + 1].tolist()
        spans = list(pairwise(borders))
        is_cut = bool(spans) and not levels.is_closed(node.stop, node.depth) and borders[-1] == node.stop
        is_open = is_cut and not levels.is_closed(node.stop, node.depth + 1)
        if not spans or is_cut or borders[-1] - borders[0] > LARGE_CHILD * len(spans):
            last = first + len(spans) - 1 if is_cut else -1
            return [
                node_in_file(self._reach, node, row, before + 1, after, is_last=row == last, is_open=is_open and row == last)
                for row, (before, after) in enumerate(spans, first)
            ]
        base = borders[0] + 1
        block = self._reach.read(base, borders[-1])
        return [
            node_at_hand(node, row, before + 1, block[before + 1 - base : after - base])
            for row, (before, after) in enumerate(spans, first)
        ]

    def member(self, node: JsonNode, key: str) -> JsonNode | None:
        if node.kind is not JsonKind.OBJECT:
            return None
        if self.count(node) > PAGE:
            return self._member_of_many(node, json.dumps(key, ensure_ascii=False).encode("utf-8", "replace"))
        return next((child for child in self.children(node) if child.key == key), None)

    def raw(self, node: JsonNode, limit: int | None = None) -> bytes:
        stop = node.stop if limit is None else min(node.stop, node.start + limit)
        return self._reach.read(node.start, stop)

    def shown(self, node: JsonNode, limit: int = 300) -> str:
        raw = self.raw(node, (limit + 2) * LONGEST_RAW_CHARACTER)
        if node.kind is not JsonKind.STRING:
            return cut(raw.decode("utf-8", "replace"), limit)
        is_whole = len(raw) == node.stop - node.start
        return cut(unescaped(raw[1:-1] if is_whole else raw[1:]), limit)

    def value(self, node: JsonNode) -> Any:
        try:
            text = self.raw(node).decode("utf-8", "replace")
            return json.loads(text, parse_constant=_refuse, parse_int=_whole_number)
        except (ValueError, RecursionError) as error:
            raise ContentError(Text("{path} is not JSON.", path=self.path(node)), details=str(error)[:500]) from error

    def path(self, node: JsonNode) -> str:
        steps = []
        at: JsonNode | None = node
        while at is not None:
            steps.append(path_step(at.key))
            at = at.parent
        return "".join(reversed(steps))

    def slices(self, node: JsonNode, target: int = 512 * 1024) -> Iterator[tuple[int, bytes]]:
        borders = self.borders(node)
        opening, closing = (b"{", b"}") if node.kind is JsonKind.OBJECT else (b"[", b"]")
        first, last = 0, len(borders) - 1
        while first < last:
            aim = borders.dtype.type(min(int(borders[first]) + target, int(borders[last])))
            after = max(int(borders.searchsorted(aim, "right")) - 1, first + 1)
            yield first, opening + self._reach.read(int(borders[first]) + 1, int(borders[after])) + closing
            first = after

    def find(self, needle: str, *, in_keys: bool, in_values: bool, watch: Watch) -> Iterator[array[int]]:
        span = (self._root.start, self._root.stop)
        return hits(self._source, *span, needle, in_keys=in_keys, in_values=in_values, watch=watch)

    def chain_at(self, offset: int) -> tuple[JsonNode, ...]:
        chain = [self._root]
        while chain[-1].kind.is_container and chain[-1].start < offset:
            child = self.child_at(chain[-1], offset)
            if child is None:
                break
            chain.append(child)
        return tuple(chain)

    def borders(self, node: JsonNode) -> Positions:
        """Return the positions between which the children of `node` stand: child `n` after border `n`, before `n + 1`."""
        return self._borders(node, self._levels_of(node)) if node.kind.is_container else no_positions()

    def child_at(self, node: JsonNode, offset: int) -> JsonNode | None:
        """Return the child of `node` in whose name or value the byte at `offset` stands."""
        borders = self.borders(node)
        row = int(borders.searchsorted(borders.dtype.type(offset), "left")) - 1
        found = self.children(node, row, 1) if 0 <= row < len(borders) - 1 else []
        return found[0] if found else None

    def _member_of_many(self, node: JsonNode, written: bytes) -> JsonNode | None:
        """Search a large object for a name by its bytes; one that is written with needless escapes is not found."""
        borders = self.borders(node)
        searched_to = node.start
        for offset in self._reach.places(written, node.start, node.stop):
            if offset < searched_to:
                continue
            row = int(borders.searchsorted(borders.dtype.type(offset), "left")) - 1
            begin, searched_to = int(borders[row]) + 1, int(borders[min(row + 1, len(borders) - 1)])
            if self._reach.first_not_white(begin, offset) == offset:
                return self.children(node, row, 1)[0]
        return None

    def _borders(self, node: JsonNode, levels: Levels) -> Positions:
        borders = levels.borders(node.start, node.stop, node.depth)
        is_closed = levels.is_closed(node.stop, node.depth)
        if not is_closed:
            borders = with_end(borders, node.stop)
        if len(borders) < 2 or (is_closed and len(borders) > 2):
            return borders
        start, stop = int(borders[-2]) + 1, int(borders[-1])
        is_empty = start >= stop or self._reach.first_not_white(start, stop) >= stop
        return borders[:-1] if is_empty else borders

    def _levels_of(self, node: JsonNode) -> Levels:
        if self._levels.covers(node.start, node.stop, node.depth):
            return self._levels
        with self._lock:
            for levels in reversed(self._deeper):
                if levels.covers(node.start, node.stop, node.depth):
                    return levels
        levels = self._index_deeper(node)
        with self._lock:
            self._deeper.append(levels)
        return levels

    def _index_deeper(self, node: JsonNode) -> Levels:
        if node.stop - node.start > SMALL:
            return scan(self._source, node.start, node.stop, node.depth, CHUNK)
        # Its siblings will be asked for next: take in the largest node around it that is small.
        while (around := node.parent) is not None and around.stop - around.start <= SMALL:
            node = around
        return scan_small(self._reach.read(node.start, node.stop), node.start, node.depth, self._source.size)


def _refuse(word: str) -> None:
    raise ValueError(word)


def _whole_number(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)
