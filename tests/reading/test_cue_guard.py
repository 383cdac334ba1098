"""The guard, with a made-up library that does wrong: it never decides what is shown, and each wrong is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest

from tests.support.subtitle_files import told
from viewer.errors import Cancelled
from viewer.model.timed_text import Cue
from viewer.reading.cue_blocks import Layout
from viewer.reading.cue_guard import CUES_PER_SLICE, NOTATIONS_NAMED, Grammar, Triple, guarded_cues, reversed_times
from viewer.reading.timing_lines import Notation
from viewer.watch import Progress, Watch

TIME = "([0-9]+):([0-9]+):([0-9]+),([0-9]{3})"
NOTATION = Notation(re.compile(f"{TIME} --> {TIME}"), re.compile(TIME), ",", "00:00:01,000")
TEXT = "1\n00:00:01,000 --> 00:00:02,000\nHello\nyou\n\n2\n00:00:03,000 --> 00:00:04,000\nBye"
TRIPLES: list[Triple] = [(1000, 2000, "Hello\nyou"), (3000, 4000, "Bye")]
CUES = (Cue("1", 1.0, 2.0, "Hello\nyou", "", 2), Cue("2", 3.0, 4.0, "Bye", "", 7))

Library = Callable[[Sequence[str]], Sequence[Triple]]


def guarded(
    library: Library, text: str = TEXT, watch: Watch | None = None
) -> tuple[tuple[Cue, ...], list[tuple[int | None, str]]]:
    layout = Layout(str.isdecimal, lambda line: line.startswith("#"))
    grammar = Grammar("booklib", NOTATION, layout, library, lambda text: (text.replace("<x>", ""), "X"), re.compile("<"))
    cues, problems = guarded_cues(text.split("\n"), grammar, watch or Watch())
    return cues, told(problems)


def honest(lines: Sequence[str]) -> list[Triple]:
    """A library that reads these cues rightly."""
    return [triple for triple in TRIPLES if triple[2].split("\n")[0] in lines]


def test_where_both_agree_there_is_nothing_to_tell() -> None:
    assert guarded(honest) == (CUES, [])


def test_a_cue_that_the_library_loses() -> None:
    assert guarded(lambda lines: honest(lines)[:1] if "Hello" in lines else []) == (
        CUES,
        [(7, "booklib can't read this cue; it is shown as the lines of the file say.")],
    )


def test_a_cue_that_the_library_moves() -> None:
    cues, problems = guarded(lambda lines: [(start and start + 500, end, text) for start, end, text in honest(lines)])
    assert cues == CUES
    line = "00:00:03,000 --> 00:00:04,000"
    said = f"booklib reads 00:00:03.500 to 00:00:04.000 here, the file says “{line}”; it is shown as the file says."
    assert problems[1] == (7, said)
    assert len(problems) == 2


def test_a_cue_that_the_library_invents() -> None:
    assert guarded(lambda lines: [*honest(lines), (0, 0, "invented")] if "Bye" in lines else honest(lines)) == (
        CUES,
        [(7, "booklib makes 2 cues of this one; it is shown as the lines of the file say.")],
    )


def test_text_that_the_library_drops() -> None:
    cues, problems = guarded(lambda lines: [(start, end, text.split("\n")[0]) for start, end, text in honest(lines)])
    assert cues == CUES
    assert problems == [
        (2, "booklib reads only the text “Hello” here, the file has “Hello⏎you”; it is shown as in the file.")
    ]


def test_a_library_that_gives_up() -> None:
    def gives_up(lines: Sequence[str]) -> list[Triple]:
        raise ValueError

    cues, problems = guarded(gives_up)
    assert cues == CUES
    assert [line for line, _ in problems] == [2, 7]


def test_the_library_gets_times_and_blank_lines_as_the_format_wants_them() -> None:
    given: list[str] = []

    def keeping(lines: Sequence[str]) -> list[Triple]:
        given.extend(lines)
        return [(1000, 2500, "a"), (3000, 4000, "b")]

    cues, problems = guarded(keeping, "1\n0:1.0 --> 0:02.5 X\na\n2\n00:00:03,000 --> 00:00:04,000\nb")
    assert given == ["1", "00:00:01,000 --> 00:00:02,500 X", "a", "", "2", "00:00:03,000 --> 00:00:04,000", "b", "", ""]
    assert [cue.text for cue in cues] == ["a", "b"]
    assert [line for line, _ in problems] == [2, 5]


def test_markup_is_taken_out_only_after_the_comparison() -> None:
    cues, problems = guarded(lambda lines: [(1000, 2000, "<x>a")], "1\n00:00:01,000 --> 00:00:02,000\n<x>a")
    assert (cues, problems) == ((Cue("1", 1.0, 2.0, "a", "X", 2),), [])


def test_text_above_the_first_cue_and_comments() -> None:
    cues, problems = guarded(
        lambda lines: [(1000, 2000, "a")], "# note\n\nstray\n\n1\n00:00:01,000 --> 00:00:02,000\na\n\n# note\nb"
    )
    assert [cue.text for cue in cues] == ["a"]
    assert problems == [(3, "This text belongs to no cue and is not shown among them: “stray”.")]


def test_a_line_without_times_and_text_is_no_cue_but_is_told() -> None:
    cues, problems = guarded(honest, "1\n0x:00:00 --> 1x:00\n\n" + TEXT.replace("1\n", "", 1))
    assert [cue.text for cue in cues] == ["Hello\nyou", "Bye"]
    assert problems == [(2, "The times “0x:00:00 --> 1x:00” can't be read.")]


def test_no_cue_at_all() -> None:
    assert guarded(honest, "") == ((), [])
    assert guarded(honest, "a\n\nb")[0] == ()


def test_many_lines_that_are_only_written_oddly_are_summed_up() -> None:
    count = NOTATIONS_NAMED + 50
    text = "\n".join(f"00:00:01.000 --> 00:00:02.000\n{number}x\n" for number in range(count))
    cues, problems = guarded(lambda lines: [(1000, 2000, line) for line in lines if line.endswith("x")], text)
    assert len(cues) == count
    assert len(problems) == NOTATIONS_NAMED + 1
    last = 3 * count - 2
    assert problems[-1] == (
        3 * NOTATIONS_NAMED + 1,
        f"50 more places up to line {last} are written oddly in the same ways; they were read likewise.",
    )


def test_one_wrong_cue_among_many_is_found_and_no_other_is_blamed() -> None:
    count = 3 * CUES_PER_SLICE
    text = "\n".join(f"00:00:01,000 --> 00:00:02,000\n{number}x\n" for number in range(count))

    def forgets(lines: Sequence[str]) -> list[Triple]:
        return [(1000, 2000, line) for line in lines if line.endswith("x") and line != "500x"]

    cues, problems = guarded(forgets, text)
    assert [cue.text for cue in cues] == [f"{number}x" for number in range(count)]
    assert [line for line, _ in problems] == [1501]


def test_cues_that_end_before_they_start_are_told() -> None:
    cues = [Cue("", 2.0, 1.0, "a", "", 4), Cue("", 2.0, 2.0, "b"), Cue("", None, 1.0, "c"), Cue("", 1.0, None, "d")]
    message = "This cue ends at 00:00:01.000, before it starts at 00:00:02.000; it is shown as it is."
    assert told(tuple(reversed_times(cues))) == [(4, message)]


def test_stop_ends_it_between_slices() -> None:
    reports: list[Progress] = []

    def stop_at_once(progress: Progress) -> None:
        reports.append(progress)
        watch.cancel()

    watch = Watch(stop_at_once)
    text = "\n".join(f"00:00:01,000 --> 00:00:02,000\n{number}x\n" for number in range(2 * CUES_PER_SLICE))
    with pytest.raises(Cancelled):
        guarded(honest, text, watch)
    assert reports == [Progress(0, 2 * CUES_PER_SLICE)]
