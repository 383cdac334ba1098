"""Numbers that are read many at once are the same, bit for bit, as each read by itself."""

from __future__ import annotations

import json
import math
import random
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.reading.json_numbers import FEW, WORD, numbers, plain_texts
from viewer.reading.json_text import NUMBER

PLAIN = ["0.25"] * 16


def spans(texts: list[str]) -> tuple[bytes, np.ndarray, np.ndarray]:
    raw = ",".join(texts).encode()
    ends = np.cumsum([len(text.encode()) + 1 for text in texts]) - 1
    return raw + b"," * WORD, ends - [len(text.encode()) for text in texts], ends


def read(texts: list[str]) -> list[float]:
    """Read numbers among so many plain ones that they may be of any sort."""
    found = numbers(*spans(texts + PLAIN * len(texts)))
    assert found.dtype == np.float64
    assert found[len(texts) :].tolist() == [0.25] * (len(PLAIN) * len(texts))
    return list(found[: len(texts)].tolist())


def bits(values: list[float]) -> list[bytes]:
    return [struct.pack("d", value) for value in values]


def written(chance: random.Random) -> str:
    """Return a number in one of the ways in which programs write them."""
    value = chance.choice([chance.random(), chance.uniform(-2, 2), chance.uniform(-1e9, 1e9)])
    any_double = struct.unpack("d", struct.pack("Q", chance.getrandbits(64)))[0]
    return chance.choice(
        [
            repr(any_double) if any_double == any_double and abs(any_double) < 1e308 else "0",
            repr(value),
            f"{value:.17g}",
            f"{value:.{chance.randrange(1, 10)}f}",
            f"{value:.{chance.randrange(6)}e}",
            repr(round(value, chance.randrange(8))),
            str(chance.randrange(-(10 ** chance.randrange(1, 20)), 10 ** chance.randrange(1, 20))),
        ]
    )


def test_every_way_of_writing_a_number() -> None:
    chance = random.Random(11)
    texts = [written(chance) for _ in range(20_000)]
    assert bits(read(texts)) == bits([float(text) for text in texts])


def test_numbers_at_the_edges() -> None:
    texts = ["0", "-0", "0.0", "-0.0", "9", "-9", "99999999", "-9999999", "0.000001", "-0.00001", "1.000000"]
    texts += ["123456789", "-12345678", "0.1234567", "5e-324", "2.2250738585072011e-308", "9007199254740993"]
    texts += ["1e5", "1E+2", "1e-400"]
    assert bits(read(texts)) == bits([float(text) for text in texts])


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_any_float_comes_back(values: list[float]) -> None:
    assert bits(read([repr(value) for value in values])) == bits(values)


@given(st.text("0123456789.-+eE", max_size=10))
@settings(max_examples=100, deadline=None)
def test_what_is_no_number_is_refused(text: str) -> None:
    try:
        expected = float(json.loads(text))
    except (ValueError, OverflowError):
        expected = math.inf
    if math.isinf(expected):
        with pytest.raises(ValueError, match="no number"):
            read([text])
    else:
        assert read([text]) == [expected]


def test_forms_that_are_no_json() -> None:
    chance = random.Random(12)
    odd = ["", "-", ".", ".5", "5.", "-.5", "-5.", "01", "-01", "00", "00.5", "1.2.3", "1..2", "--1", "+1", "1e"]
    odd += ["0x1", "1_0", "1/2", "NaN", "Infinity", "1e999", "-1e999", "9" * 400, "é", "1\x002", ":", "1:2", "/"]
    odd += ["null", "1 2", " 1", "1 "]
    odd += ["".join(chance.choices("0123456789.-e/:", k=chance.randrange(1, 10))) for _ in range(3000)]
    for text in odd:
        if NUMBER.fullmatch(text.encode()) is None or abs(float(text)) == float("inf"):
            with pytest.raises(ValueError, match="no number"):
                read([text])


def test_many_long_numbers_are_left_to_another_reader() -> None:
    with pytest.raises(ValueError, match="long"):
        numbers(*spans(["0.12345678901"] * (2 * FEW)))


def test_short_texts_are_words() -> None:
    texts = ["1", "137", "abcdefgh", "a b", "~", "\x7f"]
    assert plain_texts(*spans(texts)).tobytes() == b"".join(text.encode().ljust(8, b"\0") for text in texts)


def test_other_texts_are_refused() -> None:
    for text in ["", "longer-than-8", "é", '"', "a\\n", "a\nb", "\x00", "\x1f", "abcdefg\x80"]:
        for among in ([text], ["137", text, "abcdefgh"]):
            with pytest.raises(ValueError, match="odd"):
                plain_texts(*spans(among))
