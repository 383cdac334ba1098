"""The fast ways to read a slice of boxes give what is read child by child, or nothing at all. All data is made up."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from viewer.errors import ContentError
from viewer.formats.box_repairs import BoxRepairs
from viewer.formats.box_slices import Batch, alike_boxes, boxes_in, typed_boxes
from viewer.model.result import Problem
from viewer.reading.json_index import index
from viewer.reading.json_slices import Slice, slices
from viewer.reading.problem_list import ProblemList
from viewer.reading.source import BytesSource
from viewer.text import Text
from viewer.watch import Watch

STYLES: list[dict[str, Any]] = [{"separators": (",", ":")}, {}, {"indent": 2}, {"separators": (" , ", " : ")}]
IDS = ["137", "abcdefgh", "a b", "x:y", "}", "é", "longer-than-8", "", 'q"', "a\\", 5, 0, 1.5]
NUMBERS = [0.25, 1, 0, -0.0, 12345678, 1e-7, 0.1234567891, -3, None, "1"]
PIECES = [*(bytes([sign]) for sign in b'"\\{}[],:01.-e \n\x01\x00\xff/'), b'""', b"null", b"{}", b"[]", b'"x"', b'{"x":']
Rows = list[tuple[Any, ...]]


def as_slice(entries: Any, **style: Any) -> Slice:
    return Slice(0, len(entries), json.dumps(entries, **style).encode())


def as_rows(batch: Batch) -> Rows:
    ids = batch.ids
    if not isinstance(ids, list):
        ids = [word.tobytes().rstrip(b"\0").decode() for word in ids]
    numbers = ([None if math.isnan(value) else float(value) for value in column] for column in batch.numbers)
    return list(zip(batch.positions.tolist(), ids, *numbers, strict=True))


class Made:
    """Lists of boxes of one random shape: who has the ID and the confidence, the order of members, and the style."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.names = chance.sample(["x", "y", "w", "h"] + ["c"] * chance.randrange(2) + ["fs"] * chance.randrange(2), k=4)
        self.names += [name for name in "xywh" if name not in self.names]
        self.id_name = chance.choice(["id", "d"])
        self.is_flat = chance.random() < 0.5
        self.has_confidence = chance.random() < 0.3

    def number(self) -> Any:
        chance = self.chance
        odd = chance.choice(NUMBERS) if chance.random() < 0.01 else round(chance.uniform(-1, 2), chance.randrange(1, 7))
        return odd if chance.random() < 0.5 else round(chance.random(), 3)

    def box(self) -> dict[str, Any]:
        return {name: self.number() for name in self.names}

    def item(self) -> dict[str, Any]:
        chance = self.chance
        item: dict[str, Any] = {self.id_name: chance.choice(IDS) if chance.random() < 0.03 else str(chance.randrange(300))}
        if self.is_flat:
            return item | self.box()
        item["o"] = [str(chance.randrange(99)) for _ in range(chance.randrange(3))]
        if self.has_confidence:
            item["c"] = self.number()
        item["b"] = [self.box() for _ in range(chance.choice([0, 1, 1, 2]))]
        return item

    def raw(self) -> bytes:
        chance = self.chance
        entries: Any = [[self.item() for _ in range(chance.choice([0, 1, 1, 2, 3]))] for _ in range(chance.randrange(1, 8))]
        if chance.random() < 0.1:
            entries[0] = None
        if chance.random() < 0.1:
            entries = {str(number): entry for number, entry in enumerate(entries)}
        return json.dumps(entries, ensure_ascii=chance.random() < 0.5, **chance.choice(STYLES)).encode()


def mutated(raw: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice([0, 0, 1, 1, 2])):
        at = chance.randrange(1, max(len(raw), 2))
        cut = chance.choice([0, 0, 1, 2, 20])
        other = chance.randrange(max(len(raw), 1))
        piece = chance.choice([chance.choice(PIECES), raw[other : other + chance.randrange(1, 40)], b""])
        raw = raw[:at] + piece + raw[at + cut :]
    return raw


def child_by_child(raw: bytes) -> list[tuple[Slice, Rows, tuple[Problem, ...]]]:
    """Return the slices of a list of boxes, and what is in them and odd about them where each child is looked at."""
    try:
        document = index(BytesSource(Path("made-up"), b'{"faces_by_frame":' + raw + b"}"), Watch())
    except ContentError:
        return []
    node = document.member(document.root, "faces_by_frame")
    if node is None or not node.kind.is_container:
        return []
    found = []
    for part in slices(document, node, Watch(), Text("Reading")):
        problems = ProblemList()
        batch = BoxRepairs(document, problems, Watch()).batch(node, part)
        found.append((part, as_rows(batch), problems.all()))
    return found


def is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_every_way_of_reading_agrees() -> None:
    chance = random.Random(21)
    taken = {alike_boxes: 0, typed_boxes: 0}
    for _ in range(1200):
        raw = mutated(Made(chance).raw(), chance)
        for part, expected, problems in child_by_child(raw):
            for read in taken:
                try:
                    rows = as_rows(read(part))
                except ValueError:
                    continue
                assert rows == expected, raw
                assert not problems or not is_utf8(raw), raw
                taken[read] += 1
    assert min(taken.values()) > 150


def rows_of(read: Callable[[Slice], Batch], part: Slice) -> Rows:
    batch = read(part)
    assert batch.positions.dtype == np.int64
    return as_rows(batch)


def test_boxes_that_are_written_alike() -> None:
    box = {"w": 3.25, "x": -0.5, "c": 0.75, "h": 4, "y": 1e-9, "fs": 9, "note": "a"}
    for style in STYLES:
        flat = as_slice([[], [{"id": "7"} | box], [box | {"d": "8"}] * 0, [{"id": "9"} | box] * 2], **style)
        assert rows_of(alike_boxes, flat) == [
            (row, name, -0.5, 1e-9, 3.25, 4, 0.75) for row, name in ((1, "7"), (3, "9"), (3, "9"))
        ]
        nested = as_slice([None, [{"d": "7", "o": ["1", "2"], "b": [box, box]}, {"b": [box], "d": 8, "id": "no"}]], **style)
        assert [row[:2] for row in rows_of(alike_boxes, nested)] == [(1, "7"), (1, "7"), (1, "8")]


def test_an_id_that_is_not_taken_is_looked_at_all_the_same() -> None:
    raw = rb'[[{"d":"7","id":"a","x":1,"y":2,"w":3,"h":4},{"d":"8","id":"\0","x":1,"y":2,"w":3,"h":4}]]'
    assert len(rows_of(alike_boxes, Slice(0, 1, raw.replace(rb"\0", b"b")))) == 2
    assert boxes_in(Slice(0, 1, raw)) is None  # this escape means nothing, and is told of


def test_an_item_has_the_confidence_of_its_boxes() -> None:
    box = {"x": 1, "y": 2, "w": 3, "h": 4}
    part = as_slice([[{"d": "7", "c": 0.5, "b": [box, box]}, {"d": "8", "b": [box]}]])
    assert [row[-1] for row in rows_of(alike_boxes, part)] == [0.5, 0.5, None]
    part = as_slice([[{"d": "7", "c": 0.5, "b": [box | {"c": 0.25}]}]])
    assert [row[-1] for row in rows_of(alike_boxes, part)] == [0.25]


def test_every_item_has_an_id_of_its_own() -> None:
    box = {"x": 1, "y": 2, "w": 3, "h": 4}
    assert boxes_in(as_slice([[{"b": []}, {"d": "7", "b": [box]}]])) is None  # not even one without boxes is left unsaid
    zero = as_slice([[{"d": 0, "id": "7", "b": [box]}]])
    for read in (alike_boxes, typed_boxes):
        assert [row[:2] for row in rows_of(read, zero)] == [(0, "0")]


def test_frames_by_number() -> None:
    box = {"x": 1, "y": 2, "w": 3, "h": 4}
    items = {"17": [{"d": "7", "b": [box]}], "3": [], "20": None, "5": [{"d": "8", "b": [box, box]}]}
    for read in (alike_boxes, typed_boxes):
        assert [row[:2] for row in rows_of(read, as_slice(items))] == [(17, "7"), (5, "8"), (5, "8")]
    assert boxes_in(as_slice({"x": [{"d": "7", "b": [box]}]})) is None


@pytest.mark.parametrize(
    "text",
    [
        '[[%,{"id":"1"}]]',
        '[[%,"a%"]]',
        '[[%],["",%]]',
        "[[%],%]",
        "[[%],[[%]]]",
        "[[%],[%]",
        "[[%],[%,]]",
        "[[%][%]]",
        "[[%],[%]]]",
        '[[%],[{"id":"1","b":[%]}]]',
        '[[%],[{"id":"1","b":[""],"o":[%]}]]',
        '[[{"id":"1","b":[""],"o":["a%"]}]]',
        '[["a\\%,%]]',
        "[[%\x01]]",
        "[[\x01],[%]]",
    ],
)
def test_boxes_in_other_places_are_left_to_others(text: str) -> None:
    """Wherever a box, or what stands for one, is not where boxes are expected, nothing is taken from the slice."""
    for box in ('{"id":"1","x":1,"y":2,"w":3,"h":4}', '{"x":1,"y":2,"w":3,"h":4}'):
        raw = text.replace("%", box).encode()
        with pytest.raises(ValueError, match=r"."):
            alike_boxes(Slice(0, 2 if "],[" in text else 1, raw))
