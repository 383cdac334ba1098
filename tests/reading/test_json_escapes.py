"""Escapes and quotes of a whole piece agree with reading it character by character."""

from __future__ import annotations

import random
import re

import numpy as np

from viewer.reading.json_escapes import code_points, in_escapes, quote_flags

PARTS = [
    b"\\",
    b"\\",
    b'"',
    b"u",
    b"00",
    b"4",
    b"e",
    b"n",
    b"d8",
    b"3d",
    b"de",
    b"x",
    b"\xc3",
    b"\xa9",
    b"\\ud83d",
    b"\\ude00",
]
_ESCAPE = re.compile(rb"\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|\\u[0-9a-f]{4}|\\.", re.DOTALL)


def made_up(chance: random.Random) -> bytes:
    return b"".join(chance.choices(PARTS, k=chance.randrange(12)))


def quotes_one_by_one(data: bytes) -> list[int]:
    found, is_escaped = [], False
    for place, byte in enumerate(data):
        if byte == 0x22 and not is_escaped:
            found.append(place)
        is_escaped = byte == 0x5C and not is_escaped
    return found


def escaped_one_by_one(data: bytes) -> set[int]:
    """The places that are in an escape that means something."""
    places: set[int] = set()
    for found in _ESCAPE.finditer(data):
        written = found[0]
        is_number = len(written) > 2
        is_lone = len(written) == 6 and 0xD800 <= int(written[2:], 16) < 0xE000
        if (is_number and not is_lone) or (not is_number and written[1] in b'"\\/bfnrt'):
            places.update(range(found.start() + 1, found.end()))
    return places


def test_quotes() -> None:
    chance = random.Random(1)
    for _ in range(2000):
        data = made_up(chance)
        flags = quote_flags(data, np.frombuffer(data, np.uint8))
        assert np.flatnonzero(flags).tolist() == quotes_one_by_one(data), data


def test_what_is_in_an_escape() -> None:
    chance = random.Random(2)
    clear = 0
    for _ in range(1500):
        data = made_up(chance)
        expected = escaped_one_by_one(data)
        places = [place for place, byte in enumerate(data) if byte != 0x5C]
        is_in, is_unclear = in_escapes(np.frombuffer(data, np.uint8), np.array(places, np.int64))
        for place, within, unclear in zip(places, is_in, is_unclear, strict=True):
            assert unclear or within == (place in expected), (data, place)
            clear += not unclear
    assert clear > 3000


def test_code_points() -> None:
    values = np.frombuffer(b"u00e9u12Gzu00C", np.uint8)
    assert code_points(values, np.array([0, 5, 10])).tolist() == [0xE9, -1, -1]
