"""WebVTT: what is read, what is told, and that webvtt-py reads it without a cue being lost. All subtitles are made up."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st
from webvtt.errors import MalformedCaptionError, MalformedFileError
from webvtt.models import Timestamp
from webvtt.vtt import WebVTTCueBlock

from tests.support.subtitle_files import Seen, cues_of, lines_told, read_with, seen, source_of, told
from viewer.errors import Cancelled, ContentError
from viewer.formats import vtt
from viewer.model.timed_text import Cue, CuesContent
from viewer.watch import Progress, Watch

GOOD = """WEBVTT - made up
Kind: captions

NOTE a comment
of two lines

STYLE
::cue { color: red }

REGION
id:fred

first
00:01.000 --> 00:02.500 align:start position:10%
Hello
you

00:00:03.000 --> 00:00:04.000
Bye

NOTE the end
"""
GOOD_CUES = (Cue("first", 1.0, 2.5, "Hello\nyou", "", 14), Cue("", 3.0, 4.0, "Bye", "", 18))
SHORT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nHello\n\n00:00:03.000 --> 00:00:04.000\nBye\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("vtt")


def test_a_good_file(folder: Path) -> None:
    reading = read_with(vtt.read, folder, GOOD)
    assert reading.content == CuesContent(GOOD_CUES)
    assert reading.problems == ()


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode(),
        GOOD.rstrip("\n").encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        codecs.BOM_UTF8 + GOOD.encode(),
        codecs.BOM_UTF16_LE + GOOD.encode("utf-16-le"),
    ],
)
def test_encodings_and_line_ends_change_nothing(folder: Path, data: bytes) -> None:
    reading = read_with(vtt.read, folder, data)
    assert cues_of(reading) == GOOD_CUES
    assert reading.problems == ()


def test_a_good_file_is_what_webvtt_py_makes_of_it(folder: Path) -> None:
    alone = [(seconds(cue.start_time), seconds(cue.end_time), cue.text) for cue in webvtt.from_string(GOOD)]
    assert seen(read_with(vtt.read, folder, GOOD)) == alone


@pytest.mark.parametrize("data", ["WEBVTT", "WEBVTT\n", "WEBVTT x\n\nNOTE nothing was said\n"])
def test_a_file_without_cues_is_right(folder: Path, data: str) -> None:
    reading = read_with(vtt.read, folder, data)
    assert reading.content == CuesContent(())
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("written", "text", "speaker"),
    [
        ("<v Ann>Hello</v>", "Hello", "Ann"),
        ("<v.loud Ann &amp; Bob>Hello", "Hello", "Ann & Bob"),
        ("<v Ann>Hello\n<v Bob>You\n<v Ann>Bye", "Hello\nYou\nBye", "Ann, Bob"),
        ("<i>a</i> <b>b</b> <u>c</u> <c.red.big>d</c> <lang de>e</lang> <ruby>f<rt>g</rt></ruby>", "a b c d e fg", ""),
        ("<00:00:01.500>one <00:02.000>two", "one two", ""),
        ("a &amp; b &lt;i&gt; &nbsp;&lrm;&rlm; &#233; &#xe9; &hellip;", "a & b <i> \u00a0\u200e\u200f é é …", ""),
        ("AT&T &nosuch; R&D; &copy 1 < 2 > 1 <laughs> <3 </", "AT&T &nosuch; R&D; &copy 1 < 2 > 1 <laughs> <3 </", ""),
        ("<v >nobody", "nobody", ""),
        ("&#1;&#xD800;", "&#1;\ufffd", ""),
    ],
)
def test_markup_is_taken_out_and_text_is_not(folder: Path, written: str, text: str, speaker: str) -> None:
    reading = read_with(vtt.read, folder, SHORT.replace("Hello", written))
    assert (cues_of(reading)[0].text, cues_of(reading)[0].speaker) == (text, speaker)
    assert reading.problems == ()


LOST = {
    "decimal commas": (SHORT.replace("1.000", "1,000"), [(1.0, 2.5, "Hello"), (3.0, 4.0, "Bye")], 3),
    "a bad end": (SHORT.replace("02.500", "0x.500"), [(1.0, None, "Hello"), (3.0, 4.0, "Bye")], 3),
    "a missing end": (SHORT.replace(" 00:00:02.500", ""), [(1.0, None, "Hello"), (3.0, 4.0, "Bye")], 3),
    "minutes above 59": (SHORT.replace("00:00:04", "00:61:04"), [(1.0, 2.5, "Hello"), (3.0, 3664.0, "Bye")], 6),
    "an arrow in the text": (SHORT.replace("Hello", "a --> b\nc"), [(1.0, 2.5, "a --> b\nc"), (3.0, 4.0, "Bye")], 3),
    "text after a blank line": (SHORT.replace("Hello", "Hello\n\nyou"), [(1.0, 2.5, "Hello\n\nyou"), (3.0, 4.0, "Bye")], 3),
    "a minus sign": (SHORT.replace("00:00:01", "-00:00:01"), [(-1.0, 2.5, "Hello"), (3.0, 4.0, "Bye")], 3),
    "no fraction": (SHORT.replace("1.000", "1"), [(1.0, 2.5, "Hello"), (3.0, 4.0, "Bye")], 3),
    "a cut end": (SHORT[: SHORT.index("4.000")], [(1.0, 2.5, "Hello"), (3.0, None, "")], 6),
}


@pytest.mark.parametrize("case", LOST)
def test_webvtt_py_alone_would_lose_it_and_here_it_is_shown_and_told(folder: Path, case: str) -> None:
    data, cues, line = LOST[case]
    alone: list[Seen] = [(seconds(cue.start_time), seconds(cue.end_time), cue.raw_text) for cue in webvtt.from_string(data)]
    assert alone != cues
    reading = read_with(vtt.read, folder, data)
    assert seen(reading) == cues
    assert lines_told(reading) == {line}


TIMING_LINES = [
    "00:00:01.000 --> 00:00:02.500",
    "10:59:59.999 --> 00:00:00.001 align:start",
    "00:01.000 --> 00:02.500",
    " 0:0:1.5-->00:02.50x",
    "00:00:61.000 --> 00:00:02.500",
    "00:00:01.000 -->",
    "a --> b",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.sampled_from([*TIMING_LINES, "1", "NOTE x", " ", "a -- b"]), max_size=4), max_size=6))
def test_blocks_are_cues_where_webvtt_py_says_so(blocks: list[list[str]]) -> None:
    cues = [WebVTTCueBlock.from_lines(block) for block in blocks if WebVTTCueBlock.is_valid(block)]
    lines = [line for block in blocks for line in (*block, "")]
    try:
        times = [[Timestamp.from_string(written).in_milliseconds() for written in (cue.start, cue.end)] for cue in cues]
    except MalformedCaptionError:
        with pytest.raises(ValueError, match=r"00:00:61\.000"):
            vtt.read_with_webvtt(lines)
        return
    expected = [(start, end, "\n".join(cue.payload)) for (start, end), cue in zip(times, cues, strict=True)]
    assert vtt.read_with_webvtt(lines) == expected


def seconds(time: webvtt.models.Timestamp) -> float:
    return ((time.hours * 60 + time.minutes) * 60 + time.seconds) + time.milliseconds / 1000


def test_webvtt_py_keeps_entities_and_here_they_are_decoded(folder: Path) -> None:
    data = SHORT.replace("Hello", "you &amp; me")
    assert webvtt.from_string(data)[0].text == "you &amp; me"
    assert seen(read_with(vtt.read, folder, data))[0] == (1.0, 2.5, "you & me")


def test_webvtt_py_takes_a_wrong_signature_in_silence_and_here_it_is_told(folder: Path) -> None:
    data = SHORT.replace("WEBVTT", "WEBVTTgarbage")
    assert len(webvtt.from_string(data)) == 2
    reading = read_with(vtt.read, folder, data)
    assert len(cues_of(reading)) == 2
    assert told(reading.problems) == [(1, "The first line is “WEBVTTgarbage” and should be WEBVTT.")]


def test_webvtt_py_refuses_a_file_without_signature_and_here_its_cues_are_read(folder: Path) -> None:
    data = SHORT.removeprefix("WEBVTT\n\n")
    with pytest.raises(MalformedFileError):
        webvtt.from_string(data)
    reading = read_with(vtt.read, folder, data)
    assert seen(reading) == [(1.0, 2.5, "Hello"), (3.0, 4.0, "Bye")]
    assert told(reading.problems) == [(1, "The first line is not WEBVTT; the cues were read all the same.")]


def test_webvtt_py_refuses_an_empty_file_and_so_do_we_in_our_words(folder: Path) -> None:
    with pytest.raises(MalformedFileError):
        webvtt.from_string("")
    with pytest.raises(ContentError, match="No WebVTT subtitles"):
        read_with(vtt.read, folder, "")


def test_webvtt_py_is_the_reader_and_is_named_where_it_errs(folder: Path) -> None:
    inside, _, _ = LOST["text after a blank line"]
    assert told(read_with(vtt.read, folder, inside).problems) == [
        (3, "There is a blank line inside this cue; all of its text was kept."),
        (3, "webvtt-py reads only the text “Hello” here, the file has “Hello⏎⏎you”; it is shown as in the file."),
    ]
    arrow, _, _ = LOST["an arrow in the text"]
    assert told(read_with(vtt.read, folder, arrow).problems) == [
        (3, "webvtt-py can't read this cue; it is shown as the lines of the file say.")
    ]
    bad_end, _, _ = LOST["a bad end"]
    assert told(read_with(vtt.read, folder, bad_end).problems) == [
        (3, "The end time “00:00:0x.500” can't be read."),
        (3, "webvtt-py can't read this cue; it is shown as the lines of the file say."),
    ]


def test_times_that_were_repaired_are_read_by_webvtt_py_as_well(folder: Path) -> None:
    reading = read_with(vtt.read, folder, SHORT.replace(".", ","))
    assert seen(reading) == [(1.0, 2.5, "Hello"), (3.0, 4.0, "Bye")]
    assert lines_told(reading) == {3, 6}
    assert not any("webvtt-py" in message for _, message in told(reading.problems))


def test_the_header_may_end_with_a_timing_line(folder: Path) -> None:
    reading = read_with(vtt.read, folder, SHORT.replace("WEBVTT\n\n", "WEBVTT\n"))
    assert seen(reading)[0] == (1.0, 2.5, "Hello")
    assert told(reading.problems) == [(2, "A blank line is missing above this cue; it was begun here all the same.")]


def test_blank_lines_above_the_signature_are_told(folder: Path) -> None:
    reading = read_with(vtt.read, folder, "\n\n" + SHORT)
    assert len(cues_of(reading)) == 2
    assert told(reading.problems) == [(3, "Blank lines stand before the WEBVTT line.")]


def test_text_that_belongs_to_no_cue_is_told(folder: Path) -> None:
    reading = read_with(vtt.read, folder, SHORT.replace("WEBVTT\n", "WEBVTT\n\nstray\n"))
    assert told(reading.problems) == [(3, "This text belongs to no cue and is not shown among them: “stray”.")]


@pytest.mark.parametrize(
    "line",
    [
        "   00:00:01.000    -->  00:00:02.500 ",
        "\t00:00:01.000\t-->\t00:00:02.500\t",
        "00:00:01.000-->00:00:02.500",
        "\f00:00:01.000\f-->\f00:00:02.500\f",
        "0:00:01.000 --> 000:00:02.500",
        "00:01.000 --> 00:00:02.500 anything goes",
    ],
)
def test_spaces_and_hours_as_the_standard_allows_them(folder: Path, line: str) -> None:
    reading = read_with(vtt.read, folder, SHORT.replace("00:00:01.000 --> 00:00:02.500", line))
    assert seen(reading)[0] == (1.0, 2.5, "Hello")
    assert reading.problems == ()


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b'{"errors":[{"message":"no --> such job"}]}', b"<html>WEBVTT</html>", b"\0" * 99]
)
def test_what_is_no_webvtt_at_all(folder: Path, data: bytes) -> None:
    with pytest.raises(ContentError, match="No WebVTT subtitles"):
        read_with(vtt.read, folder, data)


@pytest.mark.parametrize("data", ["1" * 60_000, "\n" * 60_000, "-->" * 20_000, "<v " * 20_000, "&" * 60_000, "00:" * 20_000])
def test_hostile_text_around_a_cue_does_no_harm(folder: Path, data: str) -> None:
    reading = read_with(vtt.read, folder, SHORT.replace("WEBVTT\n", f"WEBVTT\n\n{data}\n") + "\n" + data)
    assert seen(reading)[0] == (1.0, 2.5, "Hello")
    assert seen(reading)[1][:2] == (3.0, 4.0)


@pytest.mark.parametrize("text", [GOOD, "\n\n" + GOOD, "WEBVTT", "WEBVTT\tx", "WEBVTTgarbage\n"])
def test_looks_like_webvtt(text: str) -> None:
    assert vtt.looks_like(text)


@pytest.mark.parametrize(
    "text", ["", "webvtt", "x\nWEBVTT", '{"a": "WEBVTT"}', "<p>WEBVTT</p>", "1\n00:00:01,000 --> 00:00:02,000\nx"]
)
def test_does_not_look_like_webvtt(text: str) -> None:
    assert not vtt.looks_like(text)


def test_stop_ends_it(folder: Path) -> None:
    def stop_at_once(progress: Progress) -> None:
        watch.cancel()

    watch = Watch(stop_at_once)
    with pytest.raises(Cancelled):
        vtt.read(source_of(folder, SHORT + SHORT * 2000), watch)


def clock(milliseconds: int) -> str:
    whole, rest = divmod(milliseconds, 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}.{rest:03d}"


LINES = st.sampled_from(  # as written, and as shown
    [
        ("Hello", "Hello"),
        ("a --> b", "a --> b"),
        ("--> x", "--> x"),
        ("4711", "4711"),
        ("", ""),
        ("<c.x>you</c>", "you"),
        ("&lt;i&gt;", "<i>"),
        ("1 < 2 & 3", "1 < 2 & 3"),
        ("x NOTE", "x NOTE"),
        ("Zoë “hi”", "Zoë “hi”"),
        ("  x: y", "  x: y"),
    ]
)
TIMES = st.integers(0, 359_999_999)
NAMES = st.sampled_from(["", "1", "a name", "Zoë", "4711", "NOTEWORTHY"])
CUES = st.lists(st.tuples(NAMES, TIMES, TIMES, st.lists(LINES, max_size=4)), max_size=6)
WAYS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
Generated = list[tuple[str, int, int, list[tuple[str, str]]]]


@settings(max_examples=100, deadline=None)
@given(CUES, WAYS, st.booleans())
def test_generated_cues_come_back(folder: Path, cues: Generated, encoding: str, has_crlf: bool) -> None:
    data = "WEBVTT\n\n" + "\n".join(
        (f"{name}\n" if name else "")
        + f"{clock(start)} --> {clock(end)}\n"
        + "".join(f"{written}\n" for written, _ in lines)
        for name, start, end, lines in cues
    )
    reading = read_with(vtt.read, folder, data.replace("\n", "\r\n" if has_crlf else "\n").encode(encoding))
    assert seen(reading) == [(start / 1000, end / 1000, shown(lines)) for _, start, end, lines in cues]
    assert [cue.number for cue in cues_of(reading)] == [name for name, *_ in cues]


def shown(lines: list[tuple[str, str]]) -> str:
    """The lines as shown: blank ones at the ends go, of several between others one stays."""
    paragraphs = "\n".join(line for _, line in lines).split("\n\n")
    return "\n\n".join(part.strip("\n") for part in paragraphs if part.strip("\n"))


PIECES = [
    "WEBVTT",
    "00:00:01.000",
    "00:02,5",
    " --> ",
    "-->",
    "\n",
    "\n\n",
    "1",
    "NOTE x",
    "STYLE\n",
    "<v A>",
    "&amp;",
    "\r",
    "x:1",
    " ",
    "\0",
    "é",
]


@settings(max_examples=100, deadline=None)
@given(st.binary() | st.lists(st.sampled_from(PIECES)).map(lambda pieces: "".join(["WEBVTT\n\n", *pieces]).encode()))
def test_any_bytes_give_cues_and_problems_or_are_no_webvtt(folder: Path, data: bytes) -> None:
    try:
        reading = read_with(vtt.read, folder, data)
    except ContentError:
        return
    if reading.problems:
        return
    alone = [(seconds(cue.start_time), seconds(cue.end_time)) for cue in webvtt.from_string(data.decode())]
    assert [cue[:2] for cue in seen(reading)] == alone  # without a problem, it is what webvtt-py reads
