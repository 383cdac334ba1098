"""JSON in great numbers and sizes: the index and the strict pass agree with slow ones, and hostile files of 20 MB end."""

from __future__ import annotations

import random

import pytest

from tests.reading.json_made_up import source_of
from tests.reading.json_mistakes import CHUNKS, agrees, mutated, told
from tests.reading.json_reference import ask_for_everything, container, index_agrees
from viewer.reading.json_index import index
from viewer.reading.json_strict import strict_problems
from viewer.reading.problem_list import LISTED
from viewer.watch import Watch

SIZE = 20_000_000
ROWS = [
    b",",
    b"[",
    b"[]",
    b"[{",
    b'"',
    b"\\",
    b":",
    b"{",
    b'{"a":',
    b"0",
    b"\xff",
    b"\n",
    b"x ",
    b'"a":1,',
    b"{}},",
    b'\\ud800"',
]
KINDS_OF_PROBLEMS = 12  # at most, of one row


@pytest.mark.parametrize("seed", range(20))
def test_the_index_agrees_with_the_slow_one(seed: int) -> None:
    chance = random.Random(1000 + seed)
    for _ in range(2000):
        index_agrees(b"[" + container(chance) + container(chance), chance.randrange(1, 64))


@pytest.mark.parametrize("seed", range(8))
def test_the_strict_pass_agrees_with_pythons_parser(seed: int) -> None:
    chance = random.Random(1000 + seed)
    for _ in range(2000):
        data, chunk = mutated(chance), chance.choice(CHUNKS)
        agrees(data, chunk)
        assert told(data, chunk) == told(data), data


@pytest.mark.parametrize("seed", range(10))
def test_mutated_json_makes_located_problems_only(seed: int) -> None:
    chance = random.Random(1000 + seed)
    for _ in range(1000):
        ask_for_everything(mutated(chance), chance.randrange(1, 64))


@pytest.mark.parametrize("beginning", [b"[", b'["', b'{"a":'])
@pytest.mark.parametrize("row", ROWS)
def test_long_rows_of_one_thing_end(beginning: bytes, row: bytes) -> None:
    document = index(source_of(beginning + row * (SIZE // len(row))), Watch())
    assert len(strict_problems(document, Watch())) <= KINDS_OF_PROBLEMS * (LISTED + 1)
