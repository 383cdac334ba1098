"""Made-up mistakes in JSON texts, and what a plain parser thinks of them."""

from __future__ import annotations

import json
import random
from typing import Any

from tests.reading.json_made_up import PIECES, rubbish, source_of, value, written
from viewer.errors import ContentError
from viewer.model.result import Problem
from viewer.reading.json_index import index
from viewer.reading.json_strict import strict_problems
from viewer.watch import Watch

SLIPS = [
    *PIECES,
    *(rb"\ud800", rb"\udc00", rb"\ud83d\ude00", rb"\n", rb"\/", rb"\x", rb"\u12"),
    *(b"-", b"0", b".", b"e", b"E+", b"true", b"nul", b"NaN", b"\0", b"\t", b"\x1f", b"\x7f"),
    *(b"\xe2\x82", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80"),
    *(b'"a":1', b'"a"', b'"\\u0061":', b"{}", b"[]", b",,", b"}]"),
]
CHUNKS = (1, 2, 3, 5, 7, 8, 13, 16, 31, 64)


def mutated(chance: random.Random) -> bytes:
    """Return a small JSON text with some slips in it, or none."""
    if chance.random() < 0.2:
        return chance.choice([b"[", b"{", b""]) + rubbish(chance, chance.randrange(30))
    data = written(value(chance), chance).encode()
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(data) + 1)
        what = chance.randrange(7)
        if what == 0:
            data = data[:at]
        else:
            data = data[:at] + chance.choice([b"", *SLIPS]) + data[at + chance.randrange(3) :]
    return data


def is_json(data: bytes) -> bool:
    """True where Python's parser takes it as JSON: UTF-8, no NaN, no name twice in one object."""
    try:
        json.loads(data.decode().removeprefix("\ufeff"), parse_constant=_refuse, object_pairs_hook=_members)
    except ValueError:
        return False
    return True


def has_half_characters(data: bytes) -> bool:
    """True where a text of sound JSON has a lone surrogate in it."""
    try:
        json.dumps(json.loads(data.decode().removeprefix("\ufeff")), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    except ValueError:
        return False
    return False


def told(data: bytes, chunk: int = 1 << 18) -> list[tuple[int | None, str]]:
    """Return place and sentence of all that the index and the strict pass tell of; not that, where it is no JSON at all."""
    try:
        document = index(source_of(data), Watch())
    except ContentError as error:
        return [(0, str(error))]
    return [_place(problem) for problem in (*document.problems, *strict_problems(document, Watch(), chunk))]


def agrees(data: bytes, chunk: int) -> None:
    """The strict pass finds something where Python's parser does, and tells of it once."""
    found = told(data, chunk)
    wrong = [sentence for _, sentence in found if "half a character" not in sentence]
    assert bool(wrong) != is_json(data), data
    assert not is_json(data) or (len(found) > len(wrong)) == has_half_characters(data), data
    assert len(set(found)) == len(found), data


def _place(problem: Problem) -> tuple[int | None, str]:
    return problem.offset, str(problem.message)


def _refuse(word: str) -> None:
    raise ValueError(word)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a name comes twice")
    return dict(pairs)
