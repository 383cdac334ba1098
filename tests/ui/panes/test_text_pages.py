"""Bytes as pages of text: nothing lost or doubled at the edges, nothing hidden, and finds across the edges."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.ui.panes.text_pages import LONGEST_LINE, TextPages, broken_lines, occurrences, page_and_position, shown_place
from viewer.watch import Watch

READABLE = st.text(st.characters(categories=["L", "N", "P", "S"], include_characters="\n\r\t "), min_size=1)


class Held:
    """A source whose bytes are in memory."""

    path = Path("made_up")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def read(self, offset: int, length: int) -> bytes:
        return self._data[offset : offset + length]


def pages_of(data: bytes, page_bytes: int) -> TextPages:
    return TextPages(Held(data), page_bytes)


@settings(max_examples=100, deadline=None)
@given(READABLE, st.sampled_from([8, 12, 64]), st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_pages_together_are_the_whole_text(text: str, page_bytes: int, encoding: str) -> None:
    pages = pages_of((text * 3).encode(encoding), page_bytes)
    together = "".join(pages.read(number).text for number in range(pages.count))
    assert together == re.sub("\r\n?", "\n", text * 3)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_pages_that_follow_each_other(data: bytes) -> None:
    pages = pages_of(data, 16)
    read = [pages.read(number) for number in range(pages.count)]
    assert [page.start for page in read[1:]] == [page.stop for page in read[:-1]]
    assert (read[0].start, read[-1].stop) == (0, len(data))
    assert not any(re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", page.text) for page in read)


def test_hidden_characters_are_seen_and_tabs_and_lines_stay() -> None:
    page = pages_of("a\tb\0\u202ec\nd\r\ne\x1b[0m".encode(), 64).read(0)
    assert page.text == "a\tb␀[U+202E]c\nd\ne[U+001B][0m"
    assert page.encoding == "utf-8"


def test_the_encoding_is_told() -> None:
    assert pages_of("Grüße".encode("latin-1"), 64).read(0).encoding == "windows-1252"
    assert pages_of("Grüße".encode("utf-16"), 64).read(0).encoding == "utf-16-le"


def found(data: bytes, needle: str, page_bytes: int) -> list[tuple[int, int]]:
    portions = pages_of(data, page_bytes).find(needle, Watch())
    return [page_and_position(place) for portion in portions for place in portion]


def test_finds_ignore_case_and_cross_the_edges_of_pages() -> None:
    assert found(b"Kettle, kettle!\nKETTLE", "kettle", 12) == [(0, 0), (0, 8), (1, 4)]
    assert found("über ÜBER".encode(), "Über", 64) == [(0, 0), (0, 5)]
    assert found(b"nothing", "x", 8) == []


def test_places_of_hits_are_in_the_order_of_the_file() -> None:
    places = [place for portion in pages_of(b"ab" * 100, 16).find("ab", Watch()) for place in portion]
    assert len(places) == 100
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("text", "needle", "starts"),
    [("aXbx", "x", [1, 3]), ("İstanbul x", "X", [9]), ("a.c abc", "a.c", [0]), ("aaa", "AA", [0]), ("abc", "", [])],
)
def test_occurrences(text: str, needle: str, starts: list[int]) -> None:
    assert occurrences(text, needle) == starts


def test_long_lines_are_broken_and_short_ones_are_not() -> None:
    lines, continued = broken_lines("short\n" + "x" * (2 * LONGEST_LINE + 5) + "\n\nend")
    assert [len(line) for line in lines] == [5, LONGEST_LINE, LONGEST_LINE, 5, 0, 3]
    assert continued == [1, 2]
    assert broken_lines("") == ([""], [])


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab😀\n"), max_size=40), st.integers(0, 2_500), st.data())
def test_places_are_turned_into_places_on_the_screen(text: str, filler: int, data: st.DataObject) -> None:
    text = text + "x" * filler + text
    position = data.draw(st.integers(0, len(text)))
    lines, continued = broken_lines(text)
    screen = "\n".join(lines).encode("utf-16-le")
    shown = screen[2 * shown_place(lines, continued, position) :].decode("utf-16-le")
    assert shown.replace("\n", "") == text[position:].replace("\n", "")
