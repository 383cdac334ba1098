"""The order of tokens: what stands before each, and exactly where the first wrong item begins."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest

from viewer.export.json_grammar import LINE, NOTHING, SPACE, Grammar, OutOfOrderError
from viewer.export.json_tokens import Tokenizer


def wrong_offset(text: bytes, chunk: int) -> int | None:
    tokenizer, grammar = Tokenizer(), Grammar()
    rest = b""
    try:
        for at in range(0, len(text) + chunk, chunk):
            more = text[at : at + chunk]
            raw = rest + more
            tokens = tokenizer.feed(raw, min(at, len(text)) - len(rest), not more)
            grammar.feed(tokens)
            rest = raw[len(tokens.raw) :]
        grammar.finish(len(text), tokenizer.is_in_string)
    except OutOfOrderError as error:
        return error.offset
    return None


def test_what_stands_before_each_token() -> None:
    tokens = Tokenizer().feed(b'{"a":[1,{}],"b":2}', 0, True)
    gaps, depths = Grammar().feed(tokens)
    signs = {NOTHING: "", LINE: "|", SPACE: "_"}
    pieces = np.split(np.frombuffer(tokens.raw, np.uint8), tokens.starts[1:])
    laid_out = "".join(signs[gap] + piece.tobytes().decode() for gap, piece in zip(gaps.tolist(), pieces, strict=True))
    assert laid_out == '{|"a":_[|1,|{}|],|"b":_2|}'
    assert depths.tolist() == [0, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1, 1, 0]


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        (b'[1,{"a":"b":1}]', 4),
        (b"[1:2]", 2),
        (b'{"a"::1}', 1),
        (b'{"a","b"}', 1),
        (b'{"a":01}', 1),
        (b'{"a":1/2}', 6),
        (b'{"a":"x', 1),
        (b'{"a" ', 1),
        (b'[{"a": ', 2),
        (b'[[1],{"a":1]', 11),
        (b"[1],", 2),
        (b'"a" ,', 0),
        (b'[1 "b":01]', 3),
        (b'[1\\"]', 2),
    ],
)
def test_the_item_that_is_wrong(text: bytes, offset: int) -> None:
    for chunk in (1, 3, 100):
        assert wrong_offset(text, chunk) == offset


def test_brackets_over_many_levels_and_chunks() -> None:
    chance = random.Random(11)
    opening = [chance.choice(("[", '{"a":')) for _ in range(300)]
    closing = ["]" if text == "[" else "}" for text in reversed(opening)]
    right = "".join([*opening, '[1,{"b":[]}]', *closing])
    json.loads(right)
    assert wrong_offset(right.encode(), 7) is None
    for place in chance.sample(range(300), 20):
        broken = list(closing)
        broken[place] = "}" if closing[place] == "]" else "]"
        start = "".join([*opening, '[1,{"b":[]}]'])
        assert wrong_offset((start + "".join(broken)).encode(), chance.randint(5, 900)) == len(start) + place


def test_depth_beyond_what_sixteen_bits_hold() -> None:
    text = b"[" * 70_000 + b'{"a":1,"b":2}' + b"]" * 70_000
    assert wrong_offset(text, 1 << 20) is None
    assert wrong_offset(text[:-1] + b"}", 1 << 20) == len(text) - 1
