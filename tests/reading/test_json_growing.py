"""What is given out of a file that is still being indexed agrees with the file as it is in the end."""

from __future__ import annotations

import random
from itertools import pairwise

from tests.reading.json_made_up import source_of, value, written
from viewer.model.json_document import JsonNode
from viewer.reading.json_index import JsonFile, index
from viewer.watch import Watch


def grown(data: bytes, chunk: int, worth_early: int = 0) -> tuple[list[JsonFile], JsonFile]:
    """The early states of a document, and the last."""
    early: list[JsonFile] = []
    watch = Watch()
    with watch.showing_early(early.append):
        return early, index(source_of(data), watch, chunk, worth_early)


def assert_is_beginning(early: JsonFile, node: JsonNode, final: JsonFile, whole: JsonNode) -> None:
    """What is closed is as in the end; what is open has the first of its children."""
    assert (early.path(node), node.start, node.kind) == (final.path(whole), whole.start, whole.kind)
    if not early.is_open(node):
        assert node == whole
        assert early.count(node) == final.count(whole)
        return
    children = early.children(node)
    wholes = final.children(whole)
    assert len(children) <= len(wholes)
    for child, whole_child in zip(children[:-1], wholes, strict=False):
        assert child == whole_child
    if children and early.is_open(children[-1]):
        assert_is_beginning(early, children[-1], final, wholes[len(children) - 1])


def test_an_early_state_is_the_beginning_of_the_last() -> None:
    chance = random.Random(5)
    states = 0
    for _ in range(300):
        data = written([value(chance) for _ in range(4)], chance).encode()
        early, final = grown(data, chance.randrange(1, 12))
        for document in early:
            states += 1
            assert document.is_open(document.root)
            assert document.problems == ()
            assert_is_beginning(document, document.root, final, final.root)
        assert not final.is_open(final.root)
    assert states > 300


def test_each_state_holds_twice_as_much() -> None:
    data = b"[" + b",".join(b"[%d]" % number for number in range(5_000)) + b"]"
    early, final = grown(data, 1_000)
    stops = [document.root.stop for document in early]
    assert stops[0] == 1_000
    assert all(2 * one <= other for one, other in pairwise(stops))
    assert final.count(final.root) == 5_000
    first = early[0].children(early[0].root)
    assert [node.key for node in first[:3]] == [0, 1, 2]
    assert early[0].value(first[2]) == [2]


def test_a_file_that_is_there_at_once_has_no_early_state() -> None:
    data = b"[" + b"1," * 500 + b"1]"
    assert grown(data, 100, worth_early=len(data) + 1)[0] == []
    assert grown(data, 100, worth_early=len(data))[0] != []


def test_nothing_is_given_out_where_nobody_shows_it() -> None:
    watch = Watch()
    assert not watch.wants_early
    document = index(source_of(b"[1,2,3]"), watch, 2, 0)
    assert document.count(document.root) == 3


def test_a_cut_off_file_is_open_only_while_it_grows() -> None:
    early, final = grown(b'{"a": {"b": [1, 2, 3', 6)
    assert early
    assert not final.is_open(final.root)
    assert final.problems
