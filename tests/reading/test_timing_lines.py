"""The plain scan of timing lines: what is one, what it says, what is odd about it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.errors import Cancelled
from viewer.reading.timing_lines import Notation, TimingLines, scan, usual_times
from viewer.watch import Watch

TIME = "([0-9]{1,9}):([0-5]?[0-9]):([0-5]?[0-9]),([0-9]{3})"
NOTATION = Notation(re.compile(f"{TIME} *--> *{TIME}(?: .*)?"), re.compile(TIME), ",", "00:00:01,000")
PLACE = "00:00:01,000 --> 00:00:02,500"


def scanned(text: str) -> TimingLines:
    return scan(text.split("\n"), NOTATION, str.isdecimal, Watch())


def one(line: str, above: str = "") -> tuple[int | None, int | None, list[str]] | None:
    """The times of one line and what is odd about it; None where it is no timing line."""
    found = scanned(f"{above}\n{line}")
    if not found.rows:
        return None
    odd = found.odd.get(1)
    return found.starts_ms[0], found.ends_ms[0], [str(oddity.message) for oddity in odd.oddities] if odd else []


def test_usual_times_are_read_together() -> None:
    assert usual_times([PLACE, "10:59:59,999 --> 99:00:00,001"], ",") == ([1000, 39_599_999], [2500, 356_400_001])
    assert usual_times([], ",") == ([], [])


@pytest.mark.parametrize(
    "line", ["", PLACE.replace(",", "."), PLACE + " ", PLACE.replace("01", "61"), PLACE.replace("1", "١")]
)
def test_one_time_in_another_writing_is_enough_to_read_none_together(line: str) -> None:
    assert usual_times([PLACE, line], ",") is None


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("00:00:01,000 --> 00:00:02,500", 1000, 2500),
        ("59:59:59,999 --> 99:59:59,999", 215_999_999, 359_999_999),
        ("0:0:1,000 --> 123456789:00:02,500", 1000, 444_444_440_402_500),
        ("00:00:01,000-->00:00:02,500", 1000, 2500),
        ("00:00:01,000 --> 00:00:02,500 X1:10 X2:20", 1000, 2500),
        ("00:00:02,000 --> 00:00:01,000", 2000, 1000),
    ],
)
def test_a_line_as_the_format_wants_it(line: str, start: int, end: int) -> None:
    assert one(line) == (start, end, [])


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("00:00:01.000 --> 00:00:02.500", 1000, 2500),
        ("00:01,000 --> 00:02,500", 1000, 2500),
        ("00:00:01 --> 00:00:02", 1000, 2000),
        ("00:01 --> 00:02", 1000, 2000),
        ("00:00:02,5 --> 00:00:03,25", 2500, 3250),
        ("00:00:02,50049 --> 00:00:02,5005", 2500, 2501),
        ("-00:00:01,000 --> 00:00:02,500", -1000, 2500),
        ("00:61:00,000 --> 00:00:99,000", 3_660_000, 99_000),
        ("00:00:01:000 --> 00:00:02:500", 1000, 2500),
        ("00:00:01,000 ---> 00:00:02,500", 1000, 2500),
        ("7 00:00:01,000 --> 00:00:02,500", 1000, 2500),
        ("00 : 00 : 01,000 --> 00:00: 02,500", 1000, 2500),
    ],
)
def test_an_odd_line_is_read_and_told(line: str, start: int, end: int) -> None:
    found = one(line)
    assert found is not None
    assert found[:2] == (start, end)
    assert found[2] == [
        f"“{line}” is not written like 00:00:01,000 --> 00:00:01,000; it was read as {clock_of(start)} to {clock_of(end)}."
    ]


def clock_of(milliseconds: int) -> str:
    seconds, rest = divmod(abs(milliseconds), 1000)
    sign = "-" if milliseconds < 0 else ""
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"


@pytest.mark.parametrize(
    ("line", "times", "message"),
    [
        ("00:00:01,000 -->", (1000, None), "The end time is missing."),
        ("--> 00:00:01,000", (None, 1000), "The start time is missing."),
        ("00:00:01,000 --> 00:00:0", (1000, None), "The end time “00:00:0” can't be read."),
        ("00:00:01,000 --> 00:00", (1000, None), "The end time “00:00” can't be read."),
        ("00:0x:01,000 --> 00:00:02,000", (None, 2000), "The start time “00:0x:01,000” can't be read."),
        ("0x:00:01,000 --> 00:00:0x,000", (None, None), "The times “0x:00:01,000 --> 00:00:0x,000” can't be read."),
    ],
)
def test_what_can_not_be_read_is_told(line: str, times: tuple[int | None, int | None], message: str) -> None:
    assert one(line) == (*times, [message])


def test_a_start_time_alone_below_a_number() -> None:
    message = "After the start time “00:00:01,500” the arrow and the end time are missing."
    assert one("00:00:01,500", above="2") == (1500, None, [message])
    assert one("00:00:01,500") is None


@pytest.mark.parametrize("arrow", ["->", "—>", "=>", "→", "--", "-- >"])
def test_something_like_an_arrow(arrow: str) -> None:
    message = f"Instead of the arrow “-->” there is “{arrow}”; it was read as one."
    assert one(f"00:00:01,000 {arrow} 00:00:02,500") == (1000, 2500, [message])


@pytest.mark.parametrize(
    "line",
    ["", "Hello", "a --> b", "-->", "5 --> 6", "At 10:30, or 11:45", "10:30", "12", "00:00:01,000 Hello", "12:30,5 --- 7"],
)
def test_text_is_no_timing_line(line: str) -> None:
    assert one(line) is None


def test_half_a_timing_line_counts_only_where_a_cue_may_begin() -> None:
    assert one("10:30 --> 11:45", above="We meet") is None
    assert one("10:30 --> 11:45") is not None
    assert one("00:00:01,000 --> 00:00:02,500", above="We meet") is not None


def test_rows_stay_in_order_among_usual_and_odd_lines() -> None:
    found = scanned("\n".join(["", PLACE, "", "0:00:02.0 --> 0:00:03.0", "", PLACE, "x", "", "1:00:02,000 --> 2:00:03,000"]))
    assert found.rows == [1, 3, 5, 8]
    assert found.starts_ms == [1000, 2000, 1000, 3_602_000]
    assert list(found.odd) == [3]


def test_signs_that_are_no_latin_letters_do_not_shift_the_columns() -> None:
    found = scanned("\n".join(["", "你" * 29 + "-->", "你你:你你:你你,000 --> 00:00:02,5你你", PLACE]))
    assert found.rows == [3]


def test_digits_without_end_are_no_time() -> None:
    assert one("1" * 60_000 + ":00:00,000 --> 00:00:02,500") == (
        None,
        2500,
        ["The start time “" + "1" * 59 + "…” can't be read."],
    )


def test_stop_ends_it() -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        scan([PLACE], NOTATION, str.isdecimal, watch)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("0123456789:,. ->-\tx", max_size=40), max_size=30))
def test_no_lines_make_it_fail_and_columns_stay_of_one_length(lines: list[str]) -> None:
    found = scan(lines, NOTATION, str.isdecimal, Watch())
    assert len(found.rows) == len(found.starts_ms) == len(found.ends_ms)
    assert found.rows == sorted(set(found.rows))
    right = {row for row, line in enumerate(lines) if NOTATION.line.fullmatch(line)}
    assert right <= set(found.rows)
    assert set(found.rows) - right == set(found.odd)
