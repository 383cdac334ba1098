"""The index agrees with one that goes character by character, and no bytes make anything but a located problem."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.json_mistakes import SLIPS, mutated
from tests.reading.json_reference import ask_for_everything, container, index_agrees


@pytest.mark.parametrize("seed", range(10))
def test_the_index_agrees_with_the_slow_one(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(1000):
        index_agrees(container(chance), chance.randrange(1, 9))


@pytest.mark.parametrize("seed", range(3))
def test_mutated_json_makes_located_problems_only(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(100):
        ask_for_everything(mutated(chance), chance.randrange(1, 64))


@given(st.binary(max_size=80) | st.lists(st.sampled_from(SLIPS), max_size=40).map(b"".join), st.integers(1, 64))
@settings(max_examples=100, deadline=None)
def test_any_bytes_make_located_problems_only(data: bytes, chunk: int) -> None:
    ask_for_everything(data, chunk)
    ask_for_everything(b'{"a":[' + data, chunk)
