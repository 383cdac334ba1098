"""What is no number and no word is found where the standard library finds it; made-up runs, many in one chunk."""

from __future__ import annotations

import itertools
import json
import random

import numpy as np
import pytest

from viewer.export.json_scalars import first_wrong_byte, stop_of_right_scalar

WORDS = ["true", "false", "null", "True", "nul", "nulll", "truefalse", "tru", "fals", "e", "E1", "NaN", "Infinity", "x", "é"]


def wrong_run(runs: list[str]) -> int | None:
    """Return which of these runs is the first wrong one, as they stand in one chunk."""
    pieces = [run.encode() for run in runs]
    raw = b",".join(pieces)
    starts = np.array([0, *itertools.accumulate(len(piece) + 1 for piece in pieces)], dtype=np.int64)[:-1]
    place = first_wrong_byte(raw, np.frombuffer(raw, np.uint8) != ord(","), starts)
    return None if place is None else int(starts.searchsorted(place, "right")) - 1


def is_right(run: str) -> bool:
    """What the standard library takes for one number or word of JSON."""
    try:
        return not isinstance(json.loads(run, parse_constant=lambda word: [word]), list)
    except ValueError:
        return False


@pytest.mark.parametrize("run", WORDS)
def test_words(run: str) -> None:
    assert wrong_run([run]) == (None if is_right(run) else 0)


def test_every_short_run_of_signs() -> None:
    for length in range(1, 6):
        for signs in itertools.product("-+.e01", repeat=length):
            run = "".join(signs)
            assert (wrong_run([run]) is None) == is_right(run), run


def test_the_first_wrong_one_of_many() -> None:
    chance = random.Random(7)
    for _ in range(300):
        runs = ["".join(chance.choices("-+.eE0123459", k=chance.randint(1, 7))) for _ in range(3)]
        runs = [*[str(chance.uniform(-9, 9)) for _ in range(chance.randint(0, 9))], *chance.sample(WORDS, 1), *runs]
        runs = chance.sample(runs, len(runs))
        assert wrong_run(runs) == next((place for place, run in enumerate(runs) if not is_right(run)), None), runs


@pytest.mark.parametrize(
    ("run", "stop"), [(b"1/2", 1), (b"-1.5e3\xc3", 6), (b"true\\", 4), (b"12-", 0), (b"truex", 0), (b"01", 0), (b"/", 0)]
)
def test_where_a_right_one_ends_before_rubbish(run: bytes, stop: int) -> None:
    assert stop_of_right_scalar(run) == stop
