"""SRT: what is read, what is told, and that pysrt reads it without a cue being lost. All subtitles here are made up."""

from __future__ import annotations

import codecs
from pathlib import Path

import pysrt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.subtitle_files import Seen, cues_of, lines_told, read_with, seen, source_of, told
from viewer.errors import Cancelled, ContentError
from viewer.formats import srt
from viewer.model.timed_text import Cue, CuesContent
from viewer.watch import Progress, Watch

GOOD = """1
00:00:01,000 --> 00:00:02,500
Hello
you

2
00:00:03,000 --> 00:00:04,000
Bye
"""
GOOD_CUES = (Cue("1", 1.0, 2.5, "Hello\nyou", "", 2), Cue("2", 3.0, 4.0, "Bye", "", 7))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("srt")


def test_a_good_file(folder: Path) -> None:
    reading = read_with(srt.read, folder, GOOD)
    assert reading.content == CuesContent(GOOD_CUES)
    assert reading.problems == ()


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode(),
        GOOD.rstrip("\n").encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        GOOD.replace("\n", " \t\n").encode(),
        codecs.BOM_UTF8 + GOOD.encode(),
        codecs.BOM_UTF16_LE + GOOD.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + GOOD.replace("\n", "\r\n").encode("utf-16-be"),
    ],
)
def test_encodings_line_ends_and_trailing_blanks_change_nothing(folder: Path, data: bytes) -> None:
    reading = read_with(srt.read, folder, data)
    assert cues_of(reading) == GOOD_CUES
    assert reading.problems == ()


def test_lines_are_those_of_the_file(folder: Path) -> None:
    reading = read_with(srt.read, folder, "\r\n\r\n" + GOOD.replace("\n", "\r\n"))
    assert [cue.line for cue in cues_of(reading)] == [4, 9]


def test_missing_numbers_and_other_numbers(folder: Path) -> None:
    reading = read_with(srt.read, folder, GOOD.replace("1\n", "", 1).replace("\n2\n", "\n#7.\n"))
    assert [(cue.number, cue.text) for cue in cues_of(reading)] == [("", "Hello\nyou"), ("#7.", "Bye")]
    assert reading.problems == ()


def test_markup_is_taken_out_and_text_is_not(folder: Path) -> None:
    written = (
        '{\\an8}<i>Hel</i>lo <font color="#ff0000" size=3>red</font><b></b>{i}x{/i}\n<u>1 < 2 > 1</u> <laughs> {x} &amp; </3'
    )
    reading = read_with(srt.read, folder, GOOD.replace("Hello\nyou", written))
    assert cues_of(reading)[0].text == "Hello redx\n1 < 2 > 1 <laughs> {x} &amp; </3"
    assert reading.problems == ()


def test_overlaps_zero_lengths_and_disorder_are_kept_as_they_are(folder: Path) -> None:
    times = [(3000, 5000), (1000, 4000), (1000, 1000), (0, 0)]
    data = "".join(f"{number}\n{clock(start)} --> {clock(end)}\nx\n\n" for number, (start, end) in enumerate(times, 1))
    reading = read_with(srt.read, folder, data)
    assert [cue[:2] for cue in seen(reading)] == [(3.0, 5.0), (1.0, 4.0), (1.0, 1.0), (0.0, 0.0)]
    assert reading.problems == ()


def test_an_end_before_the_start_is_kept_and_told(folder: Path) -> None:
    reading = read_with(srt.read, folder, GOOD.replace("00:00:04,000", "00:00:02,000"))
    assert seen(reading)[1] == (3.0, 2.0, "Bye")
    message = "This cue ends at 00:00:02.000, before it starts at 00:00:03.000; it is shown as it is."
    assert told(reading.problems) == [(7, message)]


LOST = {
    "a missing blank line": (GOOD.replace("you\n\n", "you\n"), [(1.0, 2.5, "Hello\nyou"), (3.0, 4.0, "Bye")], 6),
    "a missing end": (GOOD.replace(" 00:00:02,500", ""), [(1.0, None, "Hello\nyou"), (3.0, 4.0, "Bye")], 2),
    "text after a blank line": (GOOD.replace("Hello\n", "Hello\n\n"), [(1.0, 2.5, "Hello\n\nyou"), (3.0, 4.0, "Bye")], 2),
    "a truncated last cue": (GOOD[: GOOD.index(" 00:00:04")], [(1.0, 2.5, "Hello\nyou"), (3.0, None, "")], 7),
    "a cut end time": (GOOD[: GOOD.index("4,000")], [(1.0, 2.5, "Hello\nyou"), (3.0, None, "")], 7),
    "a cut start time": (GOOD[: GOOD.index("0 --> 00:00:04")], [(1.0, 2.5, "Hello\nyou"), (3.0, None, "")], 7),
    "a minus sign": (GOOD.replace("00:00:01", "-00:00:01"), [(-1.0, 2.5, "Hello\nyou"), (3.0, 4.0, "Bye")], 2),
    "one digit after the mark": (GOOD.replace("02,500", "02,5"), [(1.0, 2.5, "Hello\nyou"), (3.0, 4.0, "Bye")], 2),
    "no hours": (GOOD.replace("00:00:01,000", "00:01,000"), [(1.0, 2.5, "Hello\nyou"), (3.0, 4.0, "Bye")], 2),
    "neither number nor text": (
        GOOD.replace("2\n00", "00").replace("Bye", ""),
        [(1.0, 2.5, "Hello\nyou"), (3.0, 4.0, "")],
        6,
    ),
    "another arrow": (GOOD.replace("-->", "->", 1), [(1.0, 2.5, "Hello\nyou"), (3.0, 4.0, "Bye")], 2),
    "an end that is no time": (GOOD.replace("02,500", "o2,500"), [(1.0, None, "Hello\nyou"), (3.0, 4.0, "Bye")], 2),
    "an arrow after the times": (GOOD.replace("02,500", "02,500 -->"), [(1.0, 2.5, "Hello\nyou"), (3.0, 4.0, "Bye")], 2),
}


@pytest.mark.parametrize("case", LOST)
def test_pysrt_alone_would_lose_or_move_it_and_here_it_is_shown_and_told(folder: Path, case: str) -> None:
    data, cues, line = LOST[case]
    alone: list[Seen] = [(item.start.ordinal / 1000, item.end.ordinal / 1000, item.text) for item in pysrt.from_string(data)]
    assert alone != cues
    reading = read_with(srt.read, folder, data)
    assert seen(reading) == cues
    assert lines_told(reading) == {line}


def test_pysrt_is_the_reader_and_is_named_where_it_errs(folder: Path) -> None:
    missing_end, _, _ = LOST["a missing end"]
    assert told(read_with(srt.read, folder, missing_end).problems) == [
        (2, "The end time is missing."),
        (
            2,
            "pysrt reads 00:00:01.000 to 00:00:00.000 here, the file says “00:00:01,000 -->”; it is shown as the file says.",
        ),
    ]
    inside, _, _ = LOST["text after a blank line"]
    assert told(read_with(srt.read, folder, inside).problems) == [
        (2, "There is a blank line inside this cue; all of its text was kept."),
        (2, "pysrt reads only the text “Hello” here, the file has “Hello⏎⏎you”; it is shown as in the file."),
    ]


def test_times_that_were_repaired_are_read_by_pysrt_as_well(folder: Path) -> None:
    reading = read_with(srt.read, folder, GOOD.replace(",", "."))
    assert cues_of(reading) == GOOD_CUES
    assert [line for line, message in told(reading.problems) if "is not written like 00:00:01,000" in message] == [2, 7]
    assert not any("pysrt" in message for _, message in told(reading.problems))


def test_an_old_encoding_is_told_first(folder: Path) -> None:
    reading = read_with(srt.read, folder, GOOD.replace("Bye", "Adiós").encode("latin-1"))
    assert cues_of(reading)[1].text == "Adiós"
    assert told(reading.problems) == [(8, "The text is not UTF-8; it was read as windows-1252. Check accented letters.")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b'{"errors":[{"message":"no --> such job"}]}',
        b"<html><p>10:30 --> 11:45</p></html>",
        b"text",
        b"\0" * 99,
    ],
)
def test_what_is_no_srt_at_all(folder: Path, data: bytes) -> None:
    with pytest.raises(ContentError, match="No SRT subtitles"):
        read_with(srt.read, folder, data)


@pytest.mark.parametrize("data", ["1" * 60_000, "\n" * 60_000, "-->" * 20_000, "1\n" * 30_000, "<" * 60_000, "00:" * 20_000])
def test_hostile_text_around_a_cue_does_no_harm(folder: Path, data: str) -> None:
    reading = read_with(srt.read, folder, data + "\n\n" + GOOD + "\n" + data)
    assert (1.0, 2.5, "Hello\nyou") in seen(reading)
    assert any(cue[:2] == (3.0, 4.0) and cue[2].startswith("Bye") for cue in seen(reading))


@pytest.mark.parametrize(
    "text", [GOOD, "\n\n" + GOOD, GOOD.replace(",", "."), GOOD.replace("1\n", "", 1), "x\ny\n\n" + GOOD]
)
def test_looks_like_srt(text: str) -> None:
    assert srt.looks_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nx",
        '{"a": "\n00:00:01,000 --> 00:00:02,000"}',
        "<html>\n00:00:01,000 --> 00:00:02,000",
        "00:00:01:00 00:00:02:00\nx",
        "Some text --> 00:00:01,000 --> 00:00:02,000",
        "x\n" * 1000 + GOOD,
    ],
)
def test_does_not_look_like_srt(text: str) -> None:
    assert not srt.looks_like(text)


def test_stop_ends_it(folder: Path) -> None:
    def stop_at_once(progress: Progress) -> None:
        watch.cancel()

    watch = Watch(stop_at_once)
    with pytest.raises(Cancelled):
        srt.read(source_of(folder, GOOD * 2000), watch)


def clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d},{rest:03d}"


LINES = st.sampled_from(  # as written, and as shown
    [
        ("Hello", "Hello"),
        ("a --> b", "a --> b"),
        ("--> x", "--> x"),
        ("4711", "4711"),
        ("", ""),
        ("<i>you</i>", "you"),
        ("{\\an8}up", "up"),
        ("1 < 2", "1 < 2"),
        ("WEBVTT", "WEBVTT"),
        ("Zoë “hi”", "Zoë “hi”"),
        ("x: y", "x: y"),
        ("trailing  ", "trailing"),
    ]
)
TIMES = st.integers(0, 359_999_999)
CUES = st.lists(st.tuples(TIMES, TIMES, st.lists(LINES, max_size=4)), min_size=1, max_size=6)
WAYS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "windows-1252"])


@settings(max_examples=100, deadline=None)
@given(CUES, WAYS, st.booleans())
def test_generated_cues_come_back(
    folder: Path, cues: list[tuple[int, int, list[tuple[str, str]]]], encoding: str, has_crlf: bool
) -> None:
    data = "\n".join(
        f"{number}\n{clock(start)} --> {clock(end)}\n" + "".join(f"{written}\n" for written, _ in lines)
        for number, (start, end, lines) in enumerate(cues, 1)
    )
    reading = read_with(srt.read, folder, data.replace("\n", "\r\n" if has_crlf else "\n").encode(encoding))
    assert seen(reading) == [(start / 1000, end / 1000, shown(lines)) for start, end, lines in cues]
    assert [cue.number for cue in cues_of(reading)] == [str(number) for number in range(1, len(cues) + 1)]


def shown(lines: list[tuple[str, str]]) -> str:
    """The lines as shown: blank ones at the ends go, of several between others one stays."""
    paragraphs = "\n".join(line for _, line in lines).split("\n\n")
    return "\n\n".join(part.strip("\n") for part in paragraphs if part.strip("\n"))


PIECES = [
    "00:00:01,000",
    "00:00:02,5",
    " --> ",
    "-->",
    "\n",
    "\n\n",
    "1",
    "2\n",
    "text",
    "-",
    "<i>",
    "{",
    "\r",
    "x:1",
    " ",
    "\0",
    "é",
    "\u2028",
]


@settings(max_examples=100, deadline=None)
@given(st.binary() | st.lists(st.sampled_from(PIECES)).map(lambda pieces: "".join(pieces).encode()))
def test_any_bytes_give_cues_and_problems_or_are_no_srt(folder: Path, data: bytes) -> None:
    try:
        reading = read_with(srt.read, folder, data)
    except ContentError:
        return
    assert cues_of(reading)
    if reading.problems:
        return
    text = data.decode().replace("\r\n", "\n").replace("\r", "\n")
    alone = [(item.start.ordinal / 1000, item.end.ordinal / 1000) for item in pysrt.stream(text.split("\n"))]
    assert [cue[:2] for cue in seen(reading)] == alone  # without a problem, it is what pysrt reads
