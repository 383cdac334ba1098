"""Where rows of JSON text end and their values begin, in pieces of any shape."""

from __future__ import annotations

import random

import numpy as np
import pytest

from tests.reading.json_made_up import events, rubbish, source_of
from viewer.reading.json_find import hits
from viewer.reading.json_matches import Piece
from viewer.reading.json_rows import row_end
from viewer.watch import Watch


def test_a_row_ends_behind_the_last_separator_outside_of_texts() -> None:
    chance = random.Random(5)
    for _ in range(1000):
        data = b"[" + rubbish(chance, chance.randrange(30))
        ends = [place + 1 for place, _ in events(data)[0]]
        assert row_end(Piece(data)) >= max(ends)
        assert data[row_end(Piece(data)) - 1] in b",{}[]"


@pytest.mark.parametrize("length", [1, 1000, 1024, 5000, 20_000])
def test_a_row_end_is_found_however_far_back_it_is(length: int) -> None:
    assert row_end(Piece(b'[1,"' + b"],{" * length)) == 3
    assert row_end(Piece(b'[1,"a":' + b"7" * length)) == 3
    assert row_end(Piece(b'"' + b"," * length)) == 0


@pytest.mark.parametrize("sign", [b" ", b"1"])
def test_very_long_numbers_and_white_space_have_their_place(sign: bytes) -> None:
    data = b'{"a":' + sign * 3000 + b'12e3, "b" ' + sign.replace(b"1", b" ") * 3000 + b': "12e3"}'
    found = hits(source_of(data), 0, len(data), "12E3", in_keys=True, in_values=True, watch=Watch())
    first = 5 + (3000 if sign == b" " else 0)
    assert np.concatenate([np.array(portion) for portion in found]).tolist() == [first, data.rindex(b'"12e3"')]
