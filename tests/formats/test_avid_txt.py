"""Avid caption text: its grammar and variants, frame rates, and what is told about odd files. All of it is made up."""

from __future__ import annotations

import codecs
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.subtitle_files import Seen, cues_of, read_with, seen, source_of, told
from viewer.errors import Cancelled, ContentError
from viewer.formats import avid_txt
from viewer.model.timed_text import Cue, CuesContent
from viewer.watch import Progress, Watch

HEAD = "@ This file written with the Avid Caption plugin, version 1\n\n<begin subtitles>\n\n"
GOOD = HEAD + "00:00:01:00 00:00:02:12\nHello\nyou\n\n00:00:03:00 00:00:04:24\nBye\n\n<end subtitles>\n"
GOOD_CUES = (Cue("", 1.0, 2.48, "Hello\nyou", "", 5), Cue("", 3.0, 4.96, "Bye", "", 9))
END_MISSING = "The line “<end subtitles>” is missing: the end of the file may have been cut off."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("avid")


def read(folder: Path, data: str | bytes, fps: float = 25) -> tuple[list[Seen], list[tuple[int | None, str]]]:
    reading = read_with(avid_txt.read, folder, data, fps=fps)
    return seen(reading), told(reading.problems)


def test_a_good_file(folder: Path) -> None:
    reading = read_with(avid_txt.read, folder, GOOD, fps=25)
    assert reading.content == CuesContent(GOOD_CUES, 25.0, needs_fps=False)
    assert reading.problems == ()


@pytest.mark.parametrize(
    "data",
    [
        GOOD.rstrip("\n").encode(),
        GOOD.replace("\n", "\r\n").encode(),
        codecs.BOM_UTF8 + GOOD.encode(),
        codecs.BOM_UTF16_LE + GOOD.encode("utf-16-le"),
        GOOD.replace("00 00", "00 \t 00").encode(),
        GOOD.replace("begin sub", " Begin  SUB").replace("end sub", " END sub").encode(),
        GOOD.replace("@ This", "@ Set font = 'x'\n@ This", 1).replace("\n\n", "\n", 1).encode(),
    ],
)
def test_encodings_line_ends_blanks_and_comments_change_nothing(folder: Path, data: bytes) -> None:
    assert read(folder, data) == ([(1.0, 2.48, "Hello\nyou"), (3.0, 4.96, "Bye")], [])


def test_a_file_without_cues_is_right(folder: Path) -> None:
    reading = read_with(avid_txt.read, folder, HEAD + "<end subtitles>\n")
    assert reading.content == CuesContent(())
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("fps", "code", "seconds"),
    [
        (24, "01:00:00:12", 3600.5),
        (23.976, "01:00:00:00", 3603.6),
        (23.98, "01:00:00:00", 3603.6),
        (29.97, "01:00:00:00", 3603.6),
        (29.97, "00:10:00;00", 17_982 * 1001 / 30000),
        (29.97, "00;01;00;02", 1800 * 1001 / 30000),
        (59.94, "00:01:00;04", 3600 * 1001 / 60000),
        (50, "00:00:01:49", 1.98),
    ],
)
def test_frame_rates(folder: Path, fps: float, code: str, seconds: float) -> None:
    cues, problems = read(folder, HEAD + f"{code} 99:00:00:00\nx\n<end subtitles>", fps)
    assert cues[0][0] == pytest.approx(seconds)
    assert problems == []


@pytest.mark.parametrize(
    ("frame", "mark", "fps"),
    [
        ("24", ":", 25.0),
        ("25", ":", 30.0),
        ("29", ":", 30.0),
        ("30", ":", 50.0),
        ("59", ":", 60.0),
        ("100", ":", 120.0),
        ("10", ";", 30000 / 1001),
        ("29", ";", 30000 / 1001),
        ("30", ";", 60000 / 1001),
    ],
)
def test_without_a_rate_one_is_assumed_above_the_highest_frame(folder: Path, frame: str, mark: str, fps: float) -> None:
    data = GOOD.replace("04:24", f"04{mark}{frame}")
    reading = read_with(avid_txt.read, folder, data)
    assert reading.content == CuesContent(cues_of(reading), fps, needs_fps=True)
    (problem,) = told(reading.problems)
    highest = max(24 if frame == "24" else int(frame), 12)
    assert problem == (
        5,
        f"The file does not say its frame rate; {fps:.6g} frames a second were assumed (the highest frame is {highest}).",
    )


@pytest.mark.parametrize("fps", [0, -1, math.nan, math.inf])
def test_a_rate_that_can_not_be_is_as_good_as_none(folder: Path, fps: float) -> None:
    reading = read_with(avid_txt.read, folder, GOOD, fps=fps)
    assert reading.content == CuesContent(GOOD_CUES, 25.0, needs_fps=True)


def test_a_frame_that_the_rate_does_not_have_is_told(folder: Path) -> None:
    cues, problems = read(folder, GOOD, 24)
    assert cues[1] == (3.0, 5.0, "Bye")
    assert problems == [(9, "There is no frame 24 at 24 frames a second; it was counted into the next second.")]


def test_semicolons_at_rates_without_drop_frame_are_told(folder: Path) -> None:
    assert read(folder, GOOD.replace("2:12", "2;12"), 25) == (
        [(1.0, 2.48, "Hello\nyou"), (3.0, 4.96, "Bye")],
        [(5, "Semicolons mean drop-frame counting, which does not exist at 25 frames a second; none was applied.")],
    )
    reading = read_with(avid_txt.read, folder, GOOD.replace("2:12", "2;12"), fps=30)
    assert reading.content == CuesContent(cues_of(reading), 30000 / 1001, needs_fps=False)
    assert told(reading.problems) == [(5, "Semicolons mean drop-frame counting, so 29.97 frames a second were taken.")]


def test_the_table_variant(folder: Path) -> None:
    data = "@ made up\n\n00:00:01:00\t00:00:02:12\tHello | x\n00:00:03:00\t00:00:04:24\tBye\n"
    assert read(folder, data) == ([(1.0, 2.48, "Hello | x"), (3.0, 4.96, "Bye")], [])


def test_the_numbered_variant(folder: Path) -> None:
    reading = read_with(
        avid_txt.read, folder, "1\t00:00:01:00\t00:00:02:12\tHello|you\n2\t00:00:03:00\t00:00:04:24\tBye\n", fps=25
    )
    assert [(cue.number, cue.text) for cue in cues_of(reading)] == [("1", "Hello\nyou"), ("2", "Bye")]
    assert reading.problems == ()


def test_numbers_on_lines_of_their_own(folder: Path) -> None:
    data = GOOD.replace("00:00:01:00", "1\n00:00:01:00").replace("00:00:03:00", "2\n00:00:03:00")
    reading = read_with(avid_txt.read, folder, data, fps=25)
    assert [(cue.number, cue.text) for cue in cues_of(reading)] == [("1", "Hello\nyou"), ("2", "Bye")]
    assert reading.problems == ()


@pytest.mark.parametrize("text", ["5", "@home", "12:30", "<b>bold</b>", "a --> b", "1|2"])
def test_text_that_looks_like_something_else_stays_text(folder: Path, text: str) -> None:
    assert read(folder, GOOD.replace("Bye", text)) == ([(1.0, 2.48, "Hello\nyou"), (3.0, 4.96, text)], [])


ODD = {
    "no begin tag": (GOOD.replace("<begin subtitles>\n\n", ""), (1, "The line “<begin subtitles>” is missing.")),
    "no end tag": (GOOD.replace("<end subtitles>\n", ""), (9, END_MISSING)),
    "no blank line": (
        GOOD.replace("you\n\n", "you\n"),
        (8, "A blank line is missing above this cue; it was begun here all the same."),
    ),
    "text after the end": (GOOD + "more\n", (13, "This text belongs to no cue and is not shown among them: “more”.")),
    "text at the start": ("more\n" + GOOD, (1, "This text belongs to no cue and is not shown among them: “more”.")),
}


@pytest.mark.parametrize("case", ODD)
def test_odd_files_lose_no_cue_and_are_told(folder: Path, case: str) -> None:
    data, problem = ODD[case]
    assert read(folder, data) == ([(1.0, 2.48, "Hello\nyou"), (3.0, 4.96, "Bye")], [problem])


def test_a_blank_line_inside_a_cue(folder: Path) -> None:
    cues, problems = read(folder, GOOD.replace("Hello\n", "Hello\n\n\n"))
    assert cues[0] == (1.0, 2.48, "Hello\n\n\nyou")
    assert problems == [(5, "There is a blank line inside this cue; all of its text was kept.")]


def test_cues_behind_the_end_are_shown_and_told(folder: Path) -> None:
    cues, problems = read(folder, GOOD + "\n00:00:05:00 00:00:06:00\nEncore\n")
    assert cues[2] == (5.0, 6.0, "Encore")
    assert problems == [(14, "This cue stands after the end of the subtitles; it is shown all the same.")]


def test_minutes_and_seconds_above_59_are_carried_over_and_told(folder: Path) -> None:
    cues, problems = read(folder, GOOD.replace("00:00:04:24", "00:61:64:00"))
    assert cues[1] == (3.0, 3724.0, "Bye")
    assert problems == [(9, "Minutes or seconds above 59 were carried over.")]


@pytest.mark.parametrize(
    ("line", "times", "message"),
    [
        ("00:00:03:00", (3.0, None), "The end time in “00:00:03:00” is missing or can't be read."),
        ("00:00:03:00 00:00:0", (3.0, None), "The end time in “00:00:03:00 00:00:0” is missing or can't be read."),
        ("00:0x:03:00 00:00:04:00", (None, 4.0), "The start time in “00:0x:03:00 00:00:04:00” can't be read."),
    ],
)
def test_times_that_can_not_be_read_lose_no_cue(
    folder: Path, line: str, times: tuple[float | None, float | None], message: str
) -> None:
    cues, problems = read(folder, GOOD.replace("00:00:03:00 00:00:04:24", line))
    assert cues == [(1.0, 2.48, "Hello\nyou"), (*times, "Bye")]
    assert problems == [(9, message)]


def test_an_end_before_the_start_is_kept_and_told(folder: Path) -> None:
    cues, problems = read(folder, GOOD.replace("00:00:04:24", "00:00:02:00"))
    assert cues[1] == (3.0, 2.0, "Bye")
    assert problems == [(9, "This cue ends at 00:00:02.000, before it starts at 00:00:03.000; it is shown as it is.")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'{"errors":[{"message":"x"}]}',
        b"<html>00:00</html>",
        b"1\n00:00:01,000 --> 00:00:02,000\nx",
        b"someone\t01:00:00:00\tV1\tred\ta marker\n",
        b"\0" * 99,
    ],
)
def test_what_is_no_avid_text_at_all(folder: Path, data: bytes) -> None:
    with pytest.raises(ContentError, match="No Avid captions"):
        read_with(avid_txt.read, folder, data)


@pytest.mark.parametrize(
    "data", ["1" * 60_000, "\n" * 60_000, "00:" * 20_000, "<" * 60_000, " " * 60_000, "5\n" * 30_000, "@\n" * 30_000]
)
def test_hostile_text_around_the_cues_does_no_harm(folder: Path, data: str) -> None:
    cues, _ = read(folder, data + "\n" + GOOD + data)
    assert cues[0] == (1.0, 2.48, "Hello\nyou")
    assert cues[1] == (3.0, 4.96, "Bye")


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "\n" + GOOD,
        GOOD.removeprefix(HEAD),
        "@ x\n00:00:01:00\t00:00:02:00\tx",
        "1\t00:00:01:00\t00:00:02:00\tx",
        "<begin subtitles>",
    ],
)
def test_looks_like_avid_text(text: str) -> None:
    assert avid_txt.looks_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@ a comment",
        "<end subtitles>",
        '{"a": "<begin subtitles>"}',
        "<html>\n<begin subtitles>",
        "00:00:01,000 --> 00:00:02,000",
        "00:00:01.000 --> 00:00:02.000",
        "WEBVTT\n\n00:00:01:00 00:00:02:00",
        "someone\t01:00:00:00\tV1\tred\ta marker\n",
        "\n" * 1000 + GOOD,
    ],
)
def test_does_not_look_like_avid_text(text: str) -> None:
    assert not avid_txt.looks_like(text)


def test_stop_ends_it(folder: Path) -> None:
    def stop_at_once(progress: Progress) -> None:
        watch.cancel()

    watch = Watch(stop_at_once)
    with pytest.raises(Cancelled):
        avid_txt.read(source_of(folder, GOOD * 2000), watch)


LINES = st.sampled_from(["Hello", "a --> b", "4711", "", "12:30", "Zoë “hi”", "@x", "<i>x</i>", "x\ty|z"])
FRAMES = st.integers(0, 99 * 90_000)
CUES = st.lists(st.tuples(FRAMES, FRAMES, st.lists(LINES, max_size=4)), min_size=1, max_size=6)
WAYS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "windows-1252"])


def code(frames: int) -> str:
    seconds, frame = divmod(frames, 25)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{frame:02d}"


@settings(max_examples=100, deadline=None)
@given(CUES, WAYS, st.booleans())
def test_generated_cues_come_back(
    folder: Path, cues: list[tuple[int, int, list[str]]], encoding: str, has_crlf: bool
) -> None:
    data = (
        HEAD
        + "".join(f"{code(start)} {code(end)}\n" + "\n".join(lines) + "\n\n" for start, end, lines in cues)
        + "<end subtitles>"
    )
    reading = read_with(avid_txt.read, folder, data.replace("\n", "\r\n" if has_crlf else "\n").encode(encoding), fps=25)
    assert [cue[:2] for cue in seen(reading)] == [(start / 25, end / 25) for start, end, _ in cues]
    kept = [[line for line in text.split("\n") if line] for _, _, text in seen(reading)]
    assert kept == [[line for line in lines if line] for _, _, lines in cues]


PIECES = [
    "<begin subtitles>",
    "<end subtitles>",
    "00:00:01:00",
    "00:00:02;12",
    " ",
    "\t",
    "\n",
    "\n\n",
    "1",
    "text",
    "@",
    "|",
    "\r",
    "\0",
    "é",
    ":",
]


@settings(max_examples=100, deadline=None)
@given(st.binary() | st.lists(st.sampled_from(PIECES)).map(lambda pieces: "".join(pieces).encode()), st.none() | st.floats())
def test_any_bytes_give_cues_and_problems_or_are_no_avid_text(folder: Path, data: bytes, fps: float | None) -> None:
    try:
        reading = read_with(avid_txt.read, folder, data, fps=fps)  # type: ignore[arg-type]
    except ContentError:
        return
    everything = [cue.text for cue in cues_of(reading)] + [message for _, message in told(reading.problems)]
    outside_comments = [line for line in data.decode().splitlines() if "@" not in line]
    assert "".join(outside_comments).count("text") <= "".join(everything).count("text")
