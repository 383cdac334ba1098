"""Tokens are found alike wherever a text is cut into chunks; strings hold everything, numbers and words stay whole."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.export.json_tokens import COLON, COMMA, OPEN_OBJECT, SCALAR, STRING, Tokenizer, between


def found(text: bytes, chunk: int) -> tuple[list[tuple[int, int]], bytes, bool]:
    """Return offsets and kinds of all tokens, the bytes kept, and whether the text ends within a string."""
    tokenizer = Tokenizer()
    starts: list[tuple[int, int]] = []
    kept, rest = b"", b""
    for at in range(0, len(text) + chunk, chunk):
        more = text[at : at + chunk]
        raw = rest + more
        tokens = tokenizer.feed(raw, min(at, len(text)) - len(rest), not more)
        rest = raw[len(tokens.raw) :]
        starts += zip((tokens.starts + tokens.base).tolist(), tokens.kinds.tolist(), strict=True)
        kept += np.frombuffer(tokens.raw, np.uint8)[tokens.is_kept].tobytes()
    assert rest == b""
    return starts, kept, tokenizer.is_in_string


def test_tokens_and_white_space() -> None:
    starts, kept, is_in_string = found(b'{ "a,\\"b" :\t-12.5 ,"', 100)
    assert starts == [(0, OPEN_OBJECT), (2, STRING), (10, COLON), (12, SCALAR), (18, COMMA), (19, STRING)]
    assert kept == b'{"a,\\"b":-12.5,"'
    assert is_in_string


@settings(max_examples=100, deadline=None)
@given(st.text('"\\{}[]:, \n1-té', max_size=40), st.integers(1, 9))
def test_chunks_make_no_difference(text: str, chunk: int) -> None:
    data = text.encode()
    assert found(data, chunk) == found(data, 100)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.booleans(), max_size=300))
def test_between_is_the_parity_of_the_marks(marks: list[bool]) -> None:
    expected = [sum(marks[: place + 1]) % 2 == 1 for place in range(len(marks))]
    assert between(np.array(marks, dtype=np.bool_)).tolist() == expected
