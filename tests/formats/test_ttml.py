"""TTML: times, nesting, text and speakers, and what is told about odd files. All subtitles here are made up."""

from __future__ import annotations

import codecs
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.subtitle_files import Seen, cues_of, read_with, seen, source_of, told
from viewer.errors import Cancelled, ContentError
from viewer.formats import ttml
from viewer.model.timed_text import Cue, CuesContent
from viewer.watch import Progress, Watch

NAMESPACES = (
    'xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"'
    ' xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'
)


def document(body: str, root: str = "", head: str = "") -> str:
    """A document whose body begins in line 4."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<tt {NAMESPACES} xml:lang="en" {root}>\n'
        f"<head>{head}</head><body>\n{body}\n</body></tt>\n"
    )


GOOD = document(
    '<div><p xml:id="c1" begin="00:00:01.000" end="00:00:02.500">Hello<br/>\n  you</p>\n'
    '<p begin="3s" dur="1000ms">Bye</p></div>'
)
GOOD_CUES = (Cue("c1", 1.0, 2.5, "Hello\nyou", "", 4), Cue("", 3.0, 4.0, "Bye", "", 6))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ttml")


@pytest.fixture
def shows(folder: Path) -> Shows:
    return Shows(folder)


class Shows:
    """Reads a body and gives the cues and the problems."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(
        self, body: str, root: str = "", head: str = "", **named: float
    ) -> tuple[list[Seen], list[tuple[int | None, str]]]:
        reading = read_with(ttml.read, self._folder, document(body, root, head), **named)
        return seen(reading), told(reading.problems)


def test_a_good_file(folder: Path) -> None:
    reading = read_with(ttml.read, folder, GOOD)
    assert reading.content == CuesContent(GOOD_CUES)
    assert reading.problems == ()


@pytest.mark.parametrize(
    "data",
    [
        GOOD.replace("\n", "\r\n").encode(),
        codecs.BOM_UTF8 + GOOD.encode(),
        codecs.BOM_UTF16_LE + GOOD.encode("utf-16-le"),
        GOOD.replace('xmlns="http://www.w3.org/ns/ttml"', 'xmlns="http://www.w3.org/2006/10/ttaf1"').encode(),
        GOOD.replace('xmlns="http://www.w3.org/ns/ttml"', "").encode(),
        GOOD.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=").encode(),
    ],
)
def test_encodings_line_ends_and_namespaces_change_nothing(folder: Path, data: bytes) -> None:
    reading = read_with(ttml.read, folder, data)
    assert cues_of(reading) == GOOD_CUES
    assert reading.problems == ()


def test_a_declared_encoding_is_obeyed(folder: Path) -> None:
    data = GOOD.replace("UTF-8", "ISO-8859-5").replace("Bye", "Да").encode("iso-8859-5")
    reading = read_with(ttml.read, folder, data)
    assert cues_of(reading)[1].text == "Да"
    assert reading.problems == ()


@pytest.mark.parametrize(
    "body", ["", "<div/>", "<div> </div>", '<div><p/></div><p begin="1s" end="2s"><metadata>x</metadata></p>']
)
def test_files_with_little_in_them(folder: Path, body: str) -> None:
    reading = read_with(ttml.read, folder, document(body))
    assert [text for _, _, text in seen(reading)] == [""] * body.count("begin")
    assert reading.problems == ()


def test_times_are_relative_to_the_parent(shows: Shows) -> None:
    body = """<div begin="10s" end="20s"><p begin="1s" end="2.5s">a</p>
<p begin="4s" dur="2s" end="5s">b</p><p>c</p><p end="3s">d</p><p begin="8s">e</p></div>"""
    assert shows(body) == (
        [(11.0, 12.5, "a"), (14.0, 15.0, "b"), (10.0, 20.0, "c"), (10.0, 13.0, "d"), (18.0, 20.0, "e")],
        [],
    )


def test_sums_of_decimals_stay_decimals(shows: Shows) -> None:
    assert shows('<div begin="0.1s"><p begin="0.2s" dur="0.7s">a</p></div>')[0] == [(0.3, 1.0, "a")]


def test_an_end_after_the_parents_end_is_cut_and_told(shows: Shows) -> None:
    assert shows('<div begin="10s" end="20s"><p begin="8s" dur="5s">a</p></div>') == (
        [(18.0, 20.0, "a")],
        [(4, "The end 00:00:23.000 is after that of the element around it, which counts.")],
    )


def test_what_begins_after_its_parents_end_is_shown_and_told(shows: Shows) -> None:
    assert shows('<div begin="10s" end="20s"><p begin="30s" dur="5s">a</p><p begin="30s">b</p></div>') == (
        [(40.0, 45.0, "a"), (40.0, None, "b")],
        [(4, "This begins after the end of the element around it; it is shown with its own times.")] * 2,
    )


def test_a_sequence(shows: Shows) -> None:
    body = """<div begin="10s" timeContainer="seq"><p dur="2s">a</p><p begin="1s" dur="2s">b</p><p end="3s">c</p>
<div><p dur="4s">d</p></div><p>e</p></div>"""
    cues = [(10.0, 12.0, "a"), (13.0, 15.0, "b"), (15.0, 18.0, "c"), (18.0, 22.0, "d"), (22.0, None, "e")]
    assert shows(body) == (cues, [])


def test_spans_with_times_are_cues(shows: Shows) -> None:
    body = '<p><span begin="1s" end="2s">a</span> <span begin="2s" end="3s">b <span>c</span></span></p>'
    assert shows(body) == ([(1.0, 2.0, "a"), (2.0, 3.0, "b c")], [])


def test_text_around_such_spans_is_not_lost(shows: Shows) -> None:
    body = '<p begin="1s" end="9s">Hello <span begin="1s" end="2s">dear</span> you</p>'
    message = "Parts of this paragraph have times of their own; each is shown as a cue of its own."
    assert shows(body) == ([(1.0, 9.0, "Hello you"), (2.0, 3.0, "dear")], [(4, message)])


def test_spans_in_a_sequence(shows: Shows) -> None:
    body = '<p begin="1s" timeContainer="seq"><span dur="1s">a</span><span dur="2s">b</span></p>'
    assert shows(body) == ([(1.0, 2.0, "a"), (2.0, 4.0, "b")], [])


def test_text_and_its_spaces(shows: Shows) -> None:
    body = """<p begin="1s" end="2s">
   One &amp; <span>two</span>  <span tts:color="red">three</span><br/> &lt;four&gt; <metadata>x</metadata>
<ttm:desc>y</ttm:desc>
</p><p begin="1s" end="2s" xml:space="preserve">  a
 b <span xml:space="default">  c  </span></p><div xml:space="preserve"><p begin="1s" end="2s"> d </p></div>"""
    assert [text for _, _, text in shows(body)[0]] == ["One & two three\n<four>", "  a\n b  c", " d "]


def test_text_outside_of_paragraphs_is_told(shows: Shows) -> None:
    assert shows('<div>stray</div><p begin="1s" end="2s">a</p>') == (
        [(1.0, 2.0, "a")],
        [(4, "This text is in no paragraph and is not shown among the cues: “stray”.")],
    )


def test_speakers(folder: Path) -> None:
    head = """<metadata><ttm:agent xml:id="s1" type="person"><ttm:name type="full"> Ann </ttm:name></ttm:agent>
<ttm:agent xml:id="s2"><ttm:name>Bob</ttm:name></ttm:agent></metadata>"""
    body = """<div ttm:agent="s2"><p begin="1s" end="2s" ttm:agent="s1">a</p><p begin="1s" end="2s">b</p>
<p begin="1s" end="2s"><span ttm:agent="s1">a</span><span ttm:agent="s3">c</span></p></div><p begin="1s" end="2s">d</p>"""
    reading = read_with(ttml.read, folder, document(body, head=head))
    assert [cue.speaker for cue in cues_of(reading)] == ["Ann", "Bob", "Ann, s3", ""]
    assert reading.problems == ()


def test_what_is_not_to_be_displayed_is_shown_and_told(shows: Shows) -> None:
    head = (
        '<styling><style xml:id="h" tts:display="none"/></styling><layout><region xml:id="r" tts:display="none"/></layout>'
    )
    body = """<p begin="1s" end="2s" style="x h">a</p>
<p begin="1s" end="2s" region="r">b</p>
<div tts:display="none"><p begin="1s" end="2s">c</p></div><p begin="1s" end="2s">d</p>"""
    cues, problems = shows(body, head=head)
    assert [text for _, _, text in cues] == ["a", "b", "c", "d"]
    assert problems == [(line, "The file says not to display this; it is shown here all the same.") for line in (4, 5, 6)]


def test_frames_with_a_stated_rate(folder: Path) -> None:
    root = 'ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001" ttp:tickRate="10000000"'
    reading = read_with(
        ttml.read, folder, document('<p begin="00:00:01:12" end="48f">a</p><p begin="15000000t">b</p>', root)
    )
    assert seen(reading) == [(pytest.approx(1.5005), pytest.approx(2.002), "a"), (1.5, None, "b")]
    assert reading.content == CuesContent(cues_of(reading), 24000 / 1001, needs_fps=False)
    assert reading.problems == ()


def test_frames_without_a_stated_rate_ask_for_one(folder: Path) -> None:
    data = document('<p begin="00:00:01:15" end="2s">a</p>')
    reading = read_with(ttml.read, folder, data)
    assert seen(reading) == [(1.5, 2.0, "a")]
    assert reading.content == CuesContent(cues_of(reading), 30.0, needs_fps=True)
    assert told(reading.problems) == [
        (4, "Times count frames, and no frame rate is stated: 30 a second were assumed, as TTML says.")
    ]


def test_frames_are_counted_at_the_rate_of_the_video_where_the_file_states_none(folder: Path) -> None:
    reading = read_with(ttml.read, folder, document('<p begin="00:00:01:15" end="2s">a</p>'), fps=25)
    assert seen(reading) == [(1.6, 2.0, "a")]
    assert reading.content == CuesContent(cues_of(reading), 25.0, needs_fps=False)
    assert reading.problems == ()


def test_parameters_that_can_not_be_are_told(shows: Shows) -> None:
    assert shows('<p begin="1s" end="2s">a</p>', root='ttp:tickRate="0"')[1] == [
        (2, "The tickRate “0” can't be; it is ignored.")
    ]


def test_odd_times_are_read_and_told(shows: Shows) -> None:
    body = '<p begin="1,5s" end="00:00:02,500">a</p>\n<p begin="3" end="04:05">b</p>'
    assert shows(body) == (
        [(1.5, 2.5, "a"), (3.0, 245.0, "b")],
        [
            (4, "The time begin=“1,5s” is not written as TTML wants it; it was read as 00:00:01.500."),
            (4, "The time end=“00:00:02,500” is not written as TTML wants it; it was read as 00:00:02.500."),
            (5, "The time begin=“3” is not written as TTML wants it; it was read as 00:00:03.000."),
            (5, "The time end=“04:05” is not written as TTML wants it; it was read as 00:04:05.000."),
        ],
    )


def test_times_that_can_not_be_read_lose_no_cue_and_move_none_to_zero(shows: Shows) -> None:
    body = '<p begin="soon" end="2s">a</p>\n<p begin="soon" dur="2s">b</p>\n<p begin="1s" end="wallclock(x)">c</p>'
    cues, problems = shows(body)
    assert cues == [(None, 2.0, "a"), (None, None, "b"), (1.0, None, "c")]
    assert [line for line, _ in problems] == [4, 5, 6]
    assert problems[2][1] == "The time end=“wallclock(x)” can't be read."


def test_a_paragraph_without_times_is_shown_and_told(shows: Shows) -> None:
    assert shows("<p>a</p>") == ([(None, None, "a")], [(4, "This paragraph has no times.")])


def test_an_end_before_the_start_is_kept_and_told(shows: Shows) -> None:
    message = "This cue ends at 00:00:01.000, before it starts at 00:00:02.000; it is shown as it is."
    assert shows('<p begin="2s" end="1s">a</p><p begin="2s" end="2s">b</p>') == (
        [(2.0, 1.0, "a"), (2.0, 2.0, "b")],
        [(4, message)],
    )


BROKEN = {
    "an ampersand": (GOOD.replace("Bye", "you & me"), "you & me"),
    "an entity of HTML": (GOOD.replace("Bye", "Bye&nbsp;Bye"), "Bye\u00a0Bye"),
    "a less-than sign": (GOOD.replace("Bye", "<3 Bye"), "<3 Bye"),
    "an open tag": (GOOD.replace("Bye", "<i>Bye"), "Bye"),
    "a control character": (GOOD.replace("Bye", "B\x01ye"), "B\x01ye"),
    "the end is cut off": (GOOD[: GOOD.index("Bye") + 3], "Bye"),
    "cut off in a tag": (GOOD[: GOOD.index("</div>") - 2], "Bye"),
    "an attribute twice": (GOOD.replace('dur="1000ms"', 'dur="1000ms" dur="1000ms"'), "Bye"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_xml_loses_no_cue_and_is_told(folder: Path, case: str) -> None:
    data, text = BROKEN[case]
    reading = read_with(ttml.read, folder, data)
    assert seen(reading) == [(1.0, 2.5, "Hello\nyou"), (3.0, 4.0, text)]
    assert [cue.line for cue in cues_of(reading)] == [4, 6]
    (problem,) = told(reading.problems)
    assert problem[0] in (6, 7)
    assert problem[1].startswith("From here on this is no well-formed XML (")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b'{"a": "<tt>"}',
        b"<html><body><p>x</p></body></html>",
        b"1\n00:00:01,000 --> 00:00:02,000\nx",
        b"\0" * 99,
        b"<p/>",
    ],
)
def test_what_is_no_ttml_at_all(folder: Path, data: bytes) -> None:
    with pytest.raises(ContentError, match="No TTML subtitles"):
        read_with(ttml.read, folder, data)


def test_a_document_type_is_refused(folder: Path) -> None:
    bomb = '<!DOCTYPE tt [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(ContentError, match="safety"):
        read_with(ttml.read, folder, GOOD.replace("<tt ", bomb + "<tt "))


@pytest.mark.parametrize("end", ["", "&"])
def test_great_depth_is_refused(folder: Path, end: str) -> None:
    deep = 196
    inner = "<span>" * deep + "x" + "</span>" * deep
    reading = read_with(ttml.read, folder, document(f'<p begin="1s" end="2s">{inner}</p>'))
    assert seen(reading) == [(1.0, 2.0, "x")]
    with pytest.raises(ContentError, match="too deeply"):
        read_with(ttml.read, folder, document("<div>" * 100_000 + end))


@pytest.mark.parametrize(
    "data", ["<" * 60_000, "<a " * 20_000, "&" * 60_000, "<p>" * 190, "a=" * 30_000, "]]>" * 20_000, "<!-- " * 9000]
)
def test_hostile_text_behind_a_cue_does_no_harm(folder: Path, data: str) -> None:
    reading = read_with(ttml.read, folder, GOOD.replace("</div>", data))
    assert seen(reading)[:2] == [(1.0, 2.5, "Hello\nyou"), (3.0, 4.0, "Bye")]
    assert reading.problems


@pytest.mark.parametrize("text", [GOOD, "<tt>", "\n<!-- x --><x:tt a='b'>", "<?xml?><!DOCTYPE tt><tt/>", "<tt\nxmlns=''"])
def test_looks_like_ttml(text: str) -> None:
    assert ttml.looks_like(text)


@pytest.mark.parametrize(
    "text", ["", "<ttx>", "<html><tt>", '{"a":"<tt>"}', "tt", "x <tt>", "<!-- <tt>", "<?xml?>" * 50 + "<tt>"]
)
def test_does_not_look_like_ttml(text: str) -> None:
    assert not ttml.looks_like(text)


def test_stop_ends_it(folder: Path) -> None:
    def stop_at_once(progress: Progress) -> None:
        watch.cancel()

    watch = Watch(stop_at_once)
    paragraphs = '<p begin="1s" end="2s">a</p>\n' * 5000
    with pytest.raises(Cancelled):
        ttml.read(source_of(folder, document(paragraphs)), watch)


TIMES = st.integers(0, 359_999_999)
TEXTS = st.lists(st.text("ab <&>\"'é你→-\u00a0", max_size=12), min_size=1, max_size=3)
CUES = st.lists(st.tuples(TIMES, TIMES, TEXTS), max_size=6)
WAYS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])


@settings(max_examples=80, deadline=None)
@given(CUES, WAYS, st.booleans())
def test_generated_cues_come_back(
    folder: Path, cues: list[tuple[int, int, list[str]]], encoding: str, has_crlf: bool
) -> None:
    paragraphs = "".join(
        f'<p begin="{clock(start)}" end="{end}ms">{"<br/>".join(escape(line) for line in lines)}</p>\n'
        for start, end, lines in cues
    )
    data = document(paragraphs).replace('encoding="UTF-8"', f'encoding="{encoding.removesuffix("-sig")}"')
    reading = read_with(ttml.read, folder, data.replace("\n", "\r\n" if has_crlf else "\n").encode(encoding))
    assert seen(reading) == [(start / 1000, end / 1000, shown(lines)) for start, end, lines in cues]


def clock(milliseconds: int) -> str:
    whole, rest = divmod(milliseconds, 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}.{rest:03d}"


def shown(lines: list[str]) -> str:
    """The lines with single spaces, and nothing where there is only white space."""
    text = "\n".join(" ".join(part for part in line.split(" ") if part) for line in lines)
    return text.strip("\n") if text.strip() else ""


PIECES = [
    "<tt>",
    "<body>",
    "<p begin='1s' end=\"2s\">",
    "</p>",
    "<span begin='x'>",
    "</span>",
    "77",
    "&amp;",
    "&",
    "<",
    "<br/>",
    "\n",
    "</tt>",
    "<!--",
    "\0",
    "<?x",
    "é",
    " timeContainer='seq'>",
]


@settings(max_examples=100, deadline=None)
@given(st.binary() | st.lists(st.sampled_from(PIECES)).map(lambda pieces: "".join(["<tt><body>", *pieces]).encode()))
def test_any_bytes_give_cues_and_problems_or_are_no_ttml(folder: Path, data: bytes) -> None:
    try:
        reading = read_with(ttml.read, folder, data)
    except ContentError:
        return
    assert isinstance(reading.content, CuesContent)
    text = "".join([text for _, _, text in seen(reading)] + [message for _, message in told(reading.problems)])
    if "<!--" not in data.decode() and "<?" not in data.decode():
        assert text.count("77") >= min(1, data.count(b"77"))  # digits can stand in no name and no tag of these
