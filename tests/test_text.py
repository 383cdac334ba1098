"""Sentences for users: values are filled in and made harmless; nothing in them is hidden or endless."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.text import LONGEST_VALUE, Text, visible


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("", ""),
        ("plain", "plain"),
        ("täällä 日本 🎬", "täällä 日本 🎬"),
        ("two\nlines\r\n", "two⏎lines␍⏎"),
        ("tab\tNUL\0", "tab⇥NUL␀"),
        ("\x1b[31m", "[U+001B][31m"),
        ("abc\u202edef", "abc[U+202E]def"),
        ("\u2066x\u2069", "[U+2066]x[U+2069]"),
        ("\ud800", "[U+D800]"),
        ("a\u2028b", "a[U+2028]b"),
        ("\ufeffx", "[U+FEFF]x"),
        ("👩\u200d🚀", "👩\u200d🚀"),
    ],
)
def test_nothing_is_hidden(data: str, shown: str) -> None:
    assert visible(data) == shown


def test_what_is_cut_off_is_marked() -> None:
    assert visible("x" * 300) == "x" * 300
    assert visible("x" * 301) == "x" * 299 + "…"
    assert visible("abcdef", 4) == "abc…"
    assert visible("\u202e" * 300, 20) == "[U+202E][U+202E][U+…"


@settings(max_examples=100, deadline=None)
@given(data=st.text(max_size=60) | st.text("\u202e\0\n\ud800aä", max_size=60), limit=st.integers(1, 70))
def test_any_text_becomes_one_bounded_line(data: str, limit: int) -> None:
    shown = visible(data, limit)
    assert len(shown) <= limit
    assert shown.splitlines() in ([], [shown])
    assert not [sign for sign in shown if unicodedata.category(sign) in {"Cc", "Cs"}]
    shown.encode("utf-8")


def test_values_are_filled_in() -> None:
    assert str(Text("{name} has {rate} of it", name="a\nb", rate=1.5)) == "a⏎b has 1.5 of it"
    assert str(Text("no values")) == "no values"
    assert str(Text("{count} bytes", count=1_234_567)) == "1,234,567 bytes"
    assert str(Text("port {port}", port=8080)) == "port 8080"


def test_braces_in_a_value_are_only_braces() -> None:
    assert str(Text("“{what}”", what="{what.__class__} {0}")) == "“{what.__class__} {0}”"


def test_a_long_value_is_cut() -> None:
    assert len(str(Text("{data}", data="x" * 10_000))) == LONGEST_VALUE


@pytest.mark.parametrize(("count", "shown"), [(0, "0 problems"), (1, "1 problem"), (2, "2 problems")])
def test_the_plural(count: int, shown: str) -> None:
    assert str(Text("{count} problem", plural="{count} problems", count=count)) == shown


def test_a_sentence_in_a_sentence() -> None:
    inner = Text("{count} problem", plural="{count} problems", count=2)
    assert str(Text("{heading}: {rest}", heading="core", rest=inner)) == "core: 2 problems"


def test_equal_sentences_are_equal() -> None:
    assert Text("{a}", a=1) == Text("1")
    assert hash(Text("{a}", a=1)) == hash(Text("1"))
    assert Text("1") != "1"
    assert repr(Text("{a}", a="x")) == "Text('x')"
