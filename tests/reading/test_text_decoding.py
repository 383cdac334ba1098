"""Bytes to text: what is marked, what is guessed and stated, and that no bytes make it fail."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.subtitle_files import source_of, told
from viewer.errors import Cancelled, ContentError
from viewer.reading.text_decoding import decode, decode_source, line_of
from viewer.watch import Watch

TEXT = "1\n00:00:01,000 --> 00:00:02,000\nZoë says “hi” – 你好 🎬\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-8"),
    ],
)
def test_what_the_bytes_say_is_read_without_a_problem(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + TEXT.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.problems) == (TEXT, encoding, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised_and_told(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert (decoded.text, decoded.encoding) == (TEXT, encoding)
    assert told(decoded.problems) == [(1, "Nothing says how the text is encoded; it looks like UTF-16 and was read so.")]


def test_old_windows_text_is_read_and_told_with_its_line() -> None:
    decoded = decode("one\r\ntwo\r\ncaf\xe9 \u201cx\u201d".encode("windows-1252"))
    assert decoded.text == "one\ntwo\ncafé “x”"
    assert decoded.encoding == "windows-1252"
    assert [(problem.line, problem.offset) for problem in decoded.problems] == [(3, 13)]
    assert "windows-1252" in str(decoded.problems[0].message)


def test_bytes_that_windows_does_not_know_are_latin_1() -> None:
    decoded = decode(b"a\x81\xe9")
    assert (decoded.text, decoded.encoding) == ("a\x81é", "latin-1")
    assert "latin-1" in str(decoded.problems[0].message)


def test_one_stray_byte_does_not_spoil_the_other_letters() -> None:
    decoded = decode("Zoë, Anaïs, Noël\nr".encode() + b"\xe9" + "sumé".encode())
    assert (decoded.text, decoded.encoding) == ("Zoë, Anaïs, Noël\nrésumé", "utf-8")
    assert told(decoded.problems) == [(2, "1 byte is not UTF-8, unlike the rest; it was read as windows-1252.")]


def test_half_a_character_of_utf16_is_told() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + "a\nb".encode("utf-16-le") + b"\x00")
    assert decoded.text == "a\nb�"
    assert told(decoded.problems) == [(2, "Bytes here are no UTF-16-LE; a � stands for what could not be read.")]


def test_every_line_end_becomes_a_newline_and_nothing_else_does() -> None:
    assert decode(b"a\r\nb\rc\nd\r\r\ne").text == "a\nb\nc\nd\n\ne"
    assert decode("\0a\x0b\x0c\x85\u2028b".encode()).text == "\0a\x0b\x0c\x85\u2028b"
    assert decode(b"").text == ""


def test_line_of_counts_every_kind_of_line_end() -> None:
    data = b"a\r\nb\rc\nd"
    assert [line_of(data, data.index(letter)) for letter in (b"a", b"b", b"c", b"d")] == [1, 2, 3, 4]


def test_a_declared_encoding_counts_where_the_bytes_are_not_utf8(tmp_path: Path) -> None:
    declaration = re.compile(rb'encoding="([\w-]+)"')
    data = 'encoding="iso-8859-5"\nДа'.encode("iso-8859-5")
    decoded = decode_source(source_of(tmp_path, data), Watch(), declaration=declaration)
    assert (decoded.text, decoded.encoding, decoded.problems) == ('encoding="iso-8859-5"\nДа', "iso-8859-5", ())


@pytest.mark.parametrize("declared", ["hex", "no-such-thing", "ascii"])
def test_a_declaration_that_can_not_be_is_left_aside(declared: str) -> None:
    assert decode(b"caf\xe9", declared).text == "café"


def test_more_than_the_limit_is_refused(tmp_path: Path) -> None:
    source = source_of(tmp_path, b"x" * 101)
    assert decode_source(source_of(tmp_path, b"x" * 101), Watch(), 101).text == "x" * 101
    with pytest.raises(ContentError, match="too large"):
        decode_source(source, Watch(), 100)


def test_stop_ends_it(tmp_path: Path) -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        decode_source(source_of(tmp_path, b"x"), watch)


@settings(max_examples=100, deadline=None)
@given(st.binary())
def test_no_bytes_make_it_fail(data: bytes) -> None:
    decoded = decode(data)
    assert "\r" not in decoded.text
    assert decoded.encoding in {"utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "windows-1252", "latin-1"}


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0\r")))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text
    assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le")).text == text
