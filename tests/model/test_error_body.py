"""Error bodies in every odd shape give plain messages; results give none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.model.api_key import ApiKey
from viewer.model.error_body import LONGEST_MESSAGE, error_messages, refusal_words
from viewer.text import visible

SHAPES: dict[bytes, tuple[str, ...]] = {
    b'{"errors":[{"message":"Invalid API key"}]}': ("Invalid API key",),
    b'{"errors":[{"message":"One"},{"message":"Two"},{"message":"One"}]}': ("One", "Two"),
    b'{"status":"error","errors":[{"reason":"malformed_input","message":"Bad"}]}': ("Bad",),
    b'{"errors":[{"reason":"malformed_input","message":null}]}': ("malformed_input",),
    b'{"errors":[{"message":{"text":"Inside"}}]}': ("Inside",),
    b'{"errors":[["a",["b"]],"c"]}': ("a", "b", "c"),
    b'{"errors":{"message":"No list"}}': ("No list",),
    b'{"errors":{"job_id":["Not a UUID"]}}': ("Not a UUID",),
    b'{"errors":"Just words"}': ("Just words",),
    b'{"errors":[{"code":17}]}': ("17",),
    b'{"errors":[{"message":1e400}]}': ("1e400",),
    b'{"errors":[{"message":NaN}]}': ("NaN",),
    b'{"errors":[]}': ('{"errors":[]}',),
    b'{"errors":null}': ('{"errors":null}',),
    b'{"errors":[{}]}': ('{"errors":[{}]}',),
    b'{"errors":[{"message":" \\n "}]}': ('{"errors":[{"message":" \\n "}]}',),
    b' \n{"errors" : [{"message":"Spaced"}]} ': ("Spaced",),
    b'\xef\xbb\xbf{"errors":[{"message":"Marked"}]}': ("Marked",),
    '{"errors":[{"message":"Wide"}]}'.encode("utf-16"): ("Wide",),
    b'{"errors":[{"message":"Gr\xfc\xdfe"}]}': ("Gr\ufffd\ufffde",),
    b'{"errors":[{"message":"Cut"},{"message":"Cu': ("Cut",),
    b'{"errors":[{"message":"First \\"part\\""},' + b"[" * 100_000: ('First "part"',),
    b'{"errors":[{"message":"a\nb"}]}': ("a b",),
    b'{"errors":[{"message":"bad \\x escape"}]}': ("bad \\x escape",),
}
NONE = (
    b"",
    b"{}",
    b"[]",
    b'{"version_info":{},"errors":[{"message":"part of a result"}]}',
    b'{"detections":{"1":{"label":"\\"errors\\""}}}',
    b'{"captions":[{"caption":"no \\"errors\\": here"}]}',
    b'["errors"]',
    b'"errors"',
    b'1\n00:00:01,000 --> 00:00:02,000\n{"errors":[{"message":"said by a person"}]}\n',
    b"<html>errors</html>",
    b"\xff\xfe\xfd",
)


@pytest.mark.parametrize("body", SHAPES)
def test_an_error_body_gives_its_messages(body: bytes) -> None:
    assert error_messages(body) == SHAPES[body]
    assert refusal_words(body) == SHAPES[body]


@pytest.mark.parametrize("body", NONE)
def test_what_is_no_error_body_gives_none(body: bytes) -> None:
    assert error_messages(body) == ()


def test_a_long_message_is_cut_after_the_key_was_taken_out() -> None:
    ApiKey("canary+Key/42")
    for before in range(480, 505):
        body = json.dumps({"errors": [{"message": "x" * before + "canary+Key/42 and more" * 50}]}).encode()
        (message,) = error_messages(body)
        assert len(message) == LONGEST_MESSAGE
        assert "canary" not in message


@pytest.mark.parametrize(
    "body", [b'{"errors":[{"message":"Key canary+Ke', b'{"errors":[{"message":"A"},{"message":"canary+K']
)
def test_a_message_that_ends_inside_the_key_is_left_out(body: bytes) -> None:
    ApiKey("canary+Key/42")
    assert "canary" not in "".join(error_messages(body))
    assert error_messages(body)


def test_many_messages_are_not_all_taken() -> None:
    body = json.dumps({"errors": [{"message": f"Number {number}"} for number in range(10_000)]}).encode()
    assert len(error_messages(body)) == 20


def test_hostile_bodies_are_read_in_one_go() -> None:
    for body in (
        b'{"errors":[{"message":"' + b"\\" * 1_000_001,
        b'{"errors":' + b'"message":"' * 100_000,
        b"<title " * 150_000,
    ):
        assert all(len(words) <= LONGEST_MESSAGE for words in refusal_words(body))


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b'{"errors":', b'{"errors":[{"message":', b'{"errors":"', b"\xff\xfe", b"<title>"]),
)
def test_any_bytes_give_plain_short_messages(data: bytes, start: bytes) -> None:
    for words in (*error_messages(start + data), *refusal_words(start + data)):
        assert words == visible(words, LONGEST_MESSAGE)
