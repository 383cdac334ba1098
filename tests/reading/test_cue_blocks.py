"""Cutting lines into cues: numbers, texts with blank lines, and what is missing between them."""

from __future__ import annotations

import re

import pytest

from viewer.errors import Cancelled
from viewer.reading.cue_blocks import Blocks, Layout, cut
from viewer.reading.timing_lines import Notation, scan
from viewer.watch import Watch

TIME = "([0-9]+):([0-9]+):([0-9]+),([0-9]{3})"
NOTATION = Notation(re.compile(f"{TIME} --> {TIME}"), re.compile(TIME), ",", "00:00:01,000")
LAYOUT = Layout(lambda line: line.startswith("id") or line.isdecimal(), lambda line: line.startswith("#"))
T = "00:00:01,000 --> 00:00:02,000"

MISSING = "A blank line is missing above this cue; it was begun here all the same."
INSIDE = "There is a blank line inside this cue; all of its text was kept."
BELOW = "There is a blank line between the cue's number and its times; they were joined."


def blocks(text: str, header_rows: int = 0) -> Blocks:
    lines = [*text.split("\n"), ""]
    return cut(lines, scan(lines, NOTATION, LAYOUT.is_number, Watch()), LAYOUT, Watch(), header_rows)[0]


def briefly(text: str, header_rows: int = 0) -> list[tuple[str, str, list[str]]]:
    """Number, text and oddities of each cue."""
    found = blocks(text, header_rows)
    odd = [[str(oddity.message) for oddity in found.oddities.get(place, ())] for place in range(len(found))]
    return list(zip(found.numbers, found.texts, odd, strict=True))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"1\n{T}\na\nb\n\n2\n{T}\nc", [("1", "a\nb", []), ("2", "c", [])]),
        (f"{T}\na\n\n{T}\nb", [("", "a", []), ("", "b", [])]),
        (f"id one\n{T}\na\n\nid 2\n{T}\nb", [("id one", "a", []), ("id 2", "b", [])]),
        (f"\n\n1\n{T}\na\n\n\n\n2\n{T}\nb\n\n", [("1", "a", []), ("2", "b", [])]),
        (f"1\n{T}\n\n2\n{T}\nb", [("1", "", []), ("2", "b", [])]),
        (f"1\n{T}\n12\n\n2\n{T}\n13", [("1", "12", []), ("2", "13", [])]),
        (f"1\n{T}\na\n2\n{T}\nb", [("1", "a", []), ("2", "b", [MISSING])]),
        (f"1\n{T}\na\n7\n{T}\nb", [("1", "a\n7", []), ("", "b", [MISSING])]),
        (f"1\n{T}\n{T}\nb", [("1", "", []), ("", "b", [MISSING])]),
        (f"1\n{T}\na\n\nb\n\n2\n{T}\nc", [("1", "a\n\nb", [INSIDE]), ("2", "c", [])]),
        (f"1\n{T}\n\na\n\n2\n{T}\nc", [("1", "a", [INSIDE]), ("2", "c", [])]),
        (f"1\n{T}\na\n\n# note\nx\n\n2\n{T}\n# text", [("1", "a", []), ("2", "# text", [])]),
        (f"1\n{T}\na\n\nword\n{T}\nc", [("1", "a\n\nword", [INSIDE]), ("", "c", [MISSING])]),
        (f"1\n\n{T}\na\n\n2\n\n{T}\nb", [("1", "a", [BELOW]), ("2", "b", [BELOW])]),
        (f"1\n{T}\na\n\n9\n\n{T}\nb", [("1", "a\n\n9", [INSIDE]), ("", "b", [])]),
        (f"1\n{T}\na\n\n2\n", [("1", "a", ["After this cue comes the number 2, without times."])]),
        (f"1\n{T}\na\n\n3\n", [("1", "a\n\n3", [INSIDE])]),
        ("no cue\n\nat all", []),
    ],
)
def test_cutting(text: str, found: list[tuple[str, str, list[str]]]) -> None:
    assert briefly(text) == found


def test_a_header_belongs_to_no_cue() -> None:
    assert briefly(f"HEAD\nmore\n\nid\n{T}\na", 2) == [("id", "a", [])]
    assert briefly(f"HEAD\n{T}\na", 1) == [("", "a", [MISSING])]


def test_rows_and_bounds() -> None:
    found = blocks(f"\n1\n{T}\na\n\n\n2\n{T}\nb")
    assert (found.firsts, found.rows, found.stops) == ([1, 6], [2, 7], [6, 10])
    assert (found.starts_ms, found.ends_ms) == ([1000, 1000], [2000, 2000])


def test_a_number_of_any_length_makes_no_trouble() -> None:
    digits = "1" * 5000
    assert [number for number, _, _ in briefly(f"{digits}\n{T}\na\n{digits}\n{T}\nb")] == [digits, ""]


def test_stop_ends_it() -> None:
    lines = [T, ""]
    timings = scan(lines, NOTATION, LAYOUT.is_number, Watch())
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        cut(lines, timings, LAYOUT, watch)
