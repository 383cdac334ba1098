"""The API key shows nowhere but where it is asked for by name."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.model.api_key import HIDDEN, ApiKey, redacted

SECRET = "canary+Key/0123456789 =="


@dataclass(frozen=True, slots=True)
class Holder:
    key: ApiKey


def test_it_gives_the_key_only_by_name() -> None:
    key = ApiKey(f"  {SECRET}\n")
    assert key.reveal() == SECRET
    for shown in (repr(key), str(key), f"{key}", f"{key!r}", repr([key]), repr(Holder(key)), ascii(key)):
        assert "canary" not in shown


def test_an_empty_key_is_false() -> None:
    assert not ApiKey(" ")
    assert ApiKey(SECRET)
    assert repr(ApiKey("")) != repr(ApiKey(SECRET))


def test_equal_keys_are_equal() -> None:
    assert ApiKey(SECRET) == ApiKey(SECRET)
    assert len({ApiKey(SECRET), ApiKey(SECRET), ApiKey("another-key")}) == 2
    assert ApiKey(SECRET) != SECRET


@pytest.mark.parametrize(
    "write", [pickle.dumps, copy.copy, copy.deepcopy, json.dumps], ids=["pickle", "copy", "deep copy", "json"]
)
def test_it_can_not_be_written(write: Callable[[object], object]) -> None:
    with pytest.raises(TypeError) as caught:
        write(ApiKey(SECRET))
    assert "canary" not in str(caught.value)


def test_it_has_no_place_where_a_stranger_looks() -> None:
    assert not hasattr(ApiKey(SECRET), "__dict__")


LEAKS = [
    SECRET,
    f"https://x.example/?api_key={quote(SECRET, safe='')}&job_id=1",
    "?" + urlencode({"api_key": SECRET}),
    quote_plus(SECRET),
    f"before{SECRET}after",
    f"'{SECRET}' and “{SECRET}”",
]


@pytest.mark.parametrize("text", LEAKS)
def test_a_key_of_this_run_is_taken_out_of_any_text(text: str) -> None:
    ApiKey(SECRET)
    clean = redacted(text)
    assert "canary" not in clean
    assert "0123456789" not in clean
    assert HIDDEN in clean


UNKNOWN = [
    "api_key=unknown-0123&type=core",
    "api_key: unknown-0123",
    '{"api_key": "unknown-0123", "a": 1}',
    "{'api_key': 'unknown-0123'}",
    "next=%3Fapi_key%3Dunknown-0123",
    "API_KEY=unknown-0123",
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_a_key_nobody_has_seen_is_taken_out_by_its_name(text: str) -> None:
    clean = redacted(text)
    assert "unknown" not in clean
    assert HIDDEN in clean


def test_the_rest_of_a_text_stays() -> None:
    ApiKey(SECRET)
    assert redacted(f"GET /?api_key={quote(SECRET, safe='')}&type=core") == f"GET /?api_key={HIDDEN}&type=core"
    assert redacted("nothing secret") == "nothing secret"


def test_it_is_taken_out_only_once() -> None:
    ApiKey(SECRET)
    once = redacted(f"api_key={SECRET}")
    assert redacted(once) == once


def test_the_first_letters_of_a_key_that_is_typed_are_no_secret() -> None:
    for length in range(1, len(SECRET)):
        ApiKey(SECRET[:length])
    assert redacted("a can is not a canary") == f"a can is not a {HIDDEN}"


def test_a_key_in_another_key_leaves_nothing() -> None:
    ApiKey("shorter-0123")
    ApiKey("shorter-0123-and-longer")
    assert redacted("shorter-0123-and-longer") == HIDDEN


def test_tracebacks_and_logs_show_no_key(caplog: pytest.LogCaptureFixture) -> None:
    key = ApiKey(SECRET)
    try:
        raise ValueError(key)
    except ValueError:
        assert "canary" not in traceback.format_exc()
    caplog.set_level(logging.INFO)
    logging.getLogger("viewer").info("asked with %s", key)
    assert "canary" not in caplog.text


@settings(max_examples=60, deadline=None)
@given(
    secret=st.text(st.characters(exclude_categories=["Cs", "Zs", "Cc"]), min_size=12, max_size=30).filter(
        lambda s: s.strip() == s
    ),
    before=st.text(max_size=10),
    after=st.text(max_size=10),
)
def test_any_key_is_taken_out(secret: str, before: str, after: str) -> None:
    ApiKey(secret)
    assert secret not in redacted(f"{before}{secret}{after}")
    assert quote(secret, safe="") not in redacted(f"{before}{quote(secret, safe='')}{after}")
