"""The scan for brackets and commas agrees with one that goes character by character, at any border between reads."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.json_made_up import PIECES, events, rubbish, source_of
from viewer.reading.json_levels import KEPT_LEVELS, Levels, scan, scan_small


def found(levels: Levels, deepest: int) -> list[tuple[int, int]]:
    return sorted((int(at), level) for level, here in enumerate(levels.positions, 1) if level <= deepest for at in here)


def agrees(data: bytes, chunk: int) -> None:
    expected, open_levels = events(data)
    levels = scan(source_of(data), 0, len(data), 0, chunk)
    assert found(levels, KEPT_LEVELS) == [event for event in expected if event[1] <= KEPT_LEVELS]
    assert levels.open_levels == open_levels
    small = scan_small(data, 0, 0, len(data))
    assert found(small, 1 << 30) == expected
    assert small.open_levels == open_levels
    assert small.stop == levels.stop


@pytest.mark.parametrize("seed", range(5))
def test_scan_agrees_with_the_slow_one_on_random_bytes(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(500):
        agrees(chance.choice([b"{", b"["]) + rubbish(chance, chance.randrange(60)), chance.randrange(1, 9))


@given(st.sampled_from([b"{", b"["]), st.lists(st.sampled_from(PIECES), max_size=40), st.integers(1, 12))
@settings(max_examples=100, deadline=None)
def test_scan_agrees_with_the_slow_one(first: bytes, pieces: list[bytes], chunk: int) -> None:
    agrees(first + b"".join(pieces), chunk)


def test_backslashes_at_every_border() -> None:
    for slashes in range(8):
        for chunk in range(1, 12):
            agrees(b'["' + b"\\" * slashes + b'",["],[' + b"\\" * slashes + b'"]]', chunk)


def test_a_base_and_a_depth_are_added() -> None:
    levels = scan_small(b"[1,[2,3]]", 100, 7, 200)
    assert levels.borders(100, 109, 7).tolist() == [100, 102, 108]
    assert levels.borders(103, 108, 8).tolist() == [103, 105, 107]
    assert levels.covers(103, 108, 8)
    assert not levels.covers(103, 108, 9)


def test_brackets_of_the_wrong_kind_are_noticed_across_reads() -> None:
    for chunk in range(1, 9):
        assert scan(source_of(b'{"a":[1,2},"b":3]'), 0, 17, 0, chunk).mismatch == 9
        assert scan(source_of(b'{"a":[1,2],"b":3}'), 0, 17, 0, chunk).mismatch is None
