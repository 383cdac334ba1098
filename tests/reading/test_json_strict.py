"""The strict pass finds whatever is not JSON, where it is, and agrees with Python's parser on what is."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.reading.json_made_up import source_of
from tests.reading.json_mistakes import CHUNKS, agrees, mutated, told
from viewer.errors import Cancelled
from viewer.model.result import Problem
from viewer.reading.json_index import index
from viewer.reading.json_strict import strict_problems
from viewer.reading.problem_list import LISTED
from viewer.reading.source import FileSource
from viewer.watch import Progress, Watch

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "charade_core_1.3.1.json"


def problems(data: bytes, chunk: int = 1 << 18) -> tuple[Problem, ...]:
    """What the strict pass adds to what the index tells of."""
    return strict_problems(index(source_of(data), Watch()), Watch(), chunk)


def offsets(data: bytes) -> list[int | None]:
    """Where the strict pass finds something, the same for reads of any size."""
    found = problems(data)
    for chunk in CHUNKS if len(data) < 200 else (4096, 70_000):
        assert problems(data, chunk) == found
    return [problem.offset for problem in found]


def sentences(data: bytes) -> list[str]:
    return [str(problem.message) for problem in problems(data)]


@pytest.mark.parametrize("seed", range(5))
def test_it_agrees_with_pythons_parser(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(400):
        agrees(mutated(chance), chance.choice(CHUNKS))


def test_reads_of_any_size_find_the_same() -> None:
    chance = random.Random(21)
    for _ in range(300):
        data = mutated(chance)
        assert told(data, chance.choice(CHUNKS)) == told(data)
    assert offsets(b'["a"b c [:{"d"') == [4, 9, 11]  # the missing quote, and what stands in another container


@pytest.mark.parametrize(
    ("data", "places"),
    [
        (b"[1 2]", [3]),
        (b'{"a":1 "b":2}', [7]),
        (b'["a" "b"]', [5]),
        (b"[[1][2]]", [4]),
        (b"[1,]", [2]),
        (b"[,1]", [1]),
        (b"[1,,2]", [3]),
        (b"[,,]", [1, 2]),
        (b'{"a":1,}', [6]),
        (b"{,}", [1]),
        (b'{"a" 1}', [5]),
        (b'{"a"}', [4]),
        (b'{"a":}', [5]),
        (b'{"a":,"b":1}', [5]),
        (b'{"a"::1}', [5]),
        (b"[1:2]", [2]),
        (b'{"a":1:2}', [6]),
        (b"{a:1}", [1]),
        (b"{1:2}", [1]),
        (b"{'a':1}", [1]),
        (b"{:1}", [1]),
        (b"{null:1}", [1]),
        (b"{[1]:2}", [1, 4]),
        (b'[{"a":[{"b":[1,2 3]}]}]', [17]),
    ],
)
def test_commas_colons_and_names(data: bytes, places: list[int]) -> None:
    assert offsets(data) == places


def test_brackets_of_the_wrong_kind_in_any_depth() -> None:
    for depth in (0, 1, 2, 5, 1000):
        data = b"[" * depth + b'{"a":[1,2}}' + b"]" * depth
        assert [offset for offset, _ in told(data)] == [depth + 9]
    assert {offset for offset, _ in told(b"[[[[[1}]]]}")} == {6, 10}


def test_a_file_that_is_cut_off_says_where() -> None:
    assert told(b"[1,") == [
        (3, "The file ends before its JSON is complete: 1 bracket is not closed."),
        (2, "After this comma, the file ends."),
    ]
    assert sentences(b'{"a":[{"b"') == ["After this name, the file ends."]
    assert sentences(b'{"a":[{"b":') == ["After this colon, the file ends."]
    assert offsets(b'{"a":[{"b":') == [10]
    assert sentences(b'{"a":[{"b":"c') == sentences(b'{"a":[1') == sentences(b'{"a') == []
    assert [offset for offset, _ in told(b'{"a":[{"b":"c')] == [13, 13]


def test_a_text_that_only_seems_to_be_closed() -> None:
    data = b'"' + b"x" * 100_000 + rb"\""
    assert told(data) == [(len(data), "The file ends in the middle of a text in quotes.")]
    assert [offset for offset, _ in told(b'"' + b"x" * 100_000 + b'" 1 "x"')] == [100_003]


def test_bytes_that_are_not_utf_8_are_all_told() -> None:
    assert [offset for offset, _ in told(b'["\xff","\xc3\xa9\xe9",\x80, "\xed\xa0\x80"]')] == [2, 8, 11, 11, 15, 16, 17]
    assert told(b'["\xf0\x9f\x98') == told(b'["\xf0\x9f\x98', 1)
    count = 3 * LISTED
    listed = sentences(b'["' + b"\xff\xef\xbf\xbd" * count + b'"]')
    assert len(listed) == LISTED  # the first one is told of by the index
    assert listed[-1].startswith(f"… and {count - LISTED} more")


@pytest.mark.parametrize(
    "word", ["NaN", "Infinity", "-Infinity", "True", "False", "None", "nul", "truex", "0x1F", "undefined"]
)
def test_words_that_are_none_are_named(word: str) -> None:
    data = f'{{"a":[1,{word}]}}'.encode()
    assert offsets(data) == [8]
    assert word in sentences(data)[0]
    assert problems(data)[0].path == "$.a[1]"


NO_NUMBERS = "01 -01 1. .5 +1 - 1e 1e+ 1.e5 1.2.3 1e5.5 1e5e5 --1 1-2 00 1..2 1+1 2024-01-02-03-04 1.5e+07-"


@pytest.mark.parametrize("number", NO_NUMBERS.split())
def test_numbers_that_are_none_are_named(number: str) -> None:
    data = f"[1, {number}]".encode()
    assert offsets(data) == [4]
    assert sentences(data) == [f"{number} is no number as JSON writes it."]


def test_numbers_and_words_of_all_forms_are_sound() -> None:
    sound = "0 -0 10 0.0 0.001 -1.50 1e5 1E+05 0e0 -12.34e-56 00 true false null".replace(" 00", "").split()
    assert offsets(f"[{','.join(sound)}]".encode()) == []
    assert offsets(f"[{' , '.join(sound)} ]".encode()) == []
    assert offsets(b"[" + b"9" * 300_000 + b"." + b"0" * 300_000 + b"]") == []
    assert offsets(b"[0" + b"9" * 300_000 + b"," + b"x" * 300_000 + b"]") == [1, 300_003]


@pytest.mark.parametrize(
    ("what", "place"), [(b"\0", 4), (b"\n", 4), (b"\x1f", 4), (rb"\x", 4), (rb"\u12g4", 4), (rb"\uD800", 4)]
)
def test_texts(what: bytes, place: int) -> None:
    assert offsets(b'["ab' + what + b'c"]') == [place]
    assert offsets(b'{"ab' + what + b'c":1}') == [place]


def test_sound_texts() -> None:
    texts = ["\x7f\u2028\ud7ff\ue000\U0010ffff", '"\\/\b\f\n\r\t', "{[,:]}", ""]
    for is_ascii in (True, False):
        assert offsets(json.dumps(texts * 3, ensure_ascii=is_ascii).encode()) == []
    assert offsets(rb'["\/\ud83d\ude00\uD83D\uDE00"]') == []


def test_half_characters_are_told_of_one_by_one() -> None:
    assert offsets(rb'["\ud800\ud83d\ude00\udc00\ud800x\udc00\ud83d \ude00\ud83d"]') == [2, 20, 26, 33, 39, 46, 52]
    assert sentences(rb'["\ud800"]') == [r"\ud800 is half a character (a lone surrogate)."]


def test_escapes_at_every_border_between_reads() -> None:
    for before in range(12):
        for text in (rb"\ud83d\ude00\ud83d\ude00", rb"\\\\\"\\", rb"\u00e9\n\u00e9", rb"\ud83d\u00e9", rb"\ud\u0041\ude00"):
            data = b'["' + b"a" * before + text + b'"]'
            assert problems(data, 3) == problems(data, 8) == problems(data)


@pytest.mark.parametrize(
    ("data", "place", "count"),
    [
        (b'{"a":1,"a":2}', 7, 2),
        (b'{"a":{"a":1,"b":{"a":1}},"b":[{"a":1},{"a":1}],"a":2}', 47, 2),
        (rb'{"\u0061":1,"b":0,"a":2,"\u0061":3}', 18, 3),
        (b'{"":1,"":2}', 6, 2),
        (rb'{"\ud800":1,"\ud800":2}', 12, 2),
        ('{"é":1,"\\u00e9":2}'.encode(), 8, 2),
        (b'{"' + b"n" * 1000 + b'":1,"' + b"n" * 1000 + b'":1}', 1006, 2),
        (b'{"' + b"n" * 200_000 + b'":1,"' + b"n" * 200_000 + b'":1}', 200_006, 2),
    ],
)
def test_names_that_come_twice_in_one_object(data: bytes, place: int, count: int) -> None:
    for chunk in (*CHUNKS, 1 << 18) if len(data) < 2000 else (1 << 12, 1 << 18):
        found = [problem for problem in problems(data, chunk) if "stands" in str(problem.message)]
        assert [problem.offset for problem in found] == [place]
        assert f"{count} times" in str(found[0].message)
    assert str(place) in str(found[0].message)


def test_names_that_only_look_the_same() -> None:
    names = [*(b"n" * length for length in range(40)), rb"\\u0061", rb"\\ud800", b"a", b"b" * 300 + b"1", b"b" * 300 + b"2"]
    assert offsets(b"{" + b",".join(b'"%b":1' % name for name in names) + b"}") == []
    assert offsets(rb'{"\u0000":1,"":2,"\ud800":3,"\\ud800":4}') == [18]  # which is half a character


def test_names_of_a_large_object_are_compared_over_many_reads() -> None:
    members = [b'"%d":{"a":[1,{"a":2}],"b":"%d"}' % (number, number) for number in range(5000)]
    members[4000] = b'"17":{"a":1,"b":2,"a":3}'
    data = b'{"x":0,"all":{' + b",".join(members) + b'},"x":1}'
    found = problems(data, 4096)
    assert [problem.offset for problem in found] == [data.index(b'"17":{"a":1'), data.index(b'"a":3}'), data.rindex(b'"x"')]
    assert [problem.path for problem in found] == ["$.all['17']", "$.all['17'].a", "$.x"]


def test_names_that_come_very_often_are_one_problem() -> None:
    data = b"{" + b'"a":1,' * 5000 + b'"b":1}'
    assert sentences(data) == ["The name “a” stands 5000 times in one object, at the bytes 1, 7, 13, 19, 25, …."]


def test_a_name_that_is_too_long_to_be_shown_is_told_of() -> None:
    data = b'{"' + b"n" * 1_500_000 + b'":1}'
    assert [str(problem.message) for problem in problems(data)] == ["This name is too long to be shown or compared."]
    assert offsets(b'{"' + b"n" * 1_000_000 + b'":1}') == []


def test_one_slip_is_told_of_once() -> None:
    members = b",".join(b'{"name":"some words, and (more)","b":%d}' % number for number in range(300))
    assert len(told(b'{"all":[{"a":"lost,"b":1},' + members + b"]}")) <= 4
    assert len(told(b'[{"a":1,' + members + b"]")) == 3
    assert len(told(b"{" + members + b"}")) == 1
    assert len(told(b'{"all":{' + members + b"]}")) == 2
    assert len(told(b"[" + b'"a":1,' * 300 + b"1]")) == 1


def test_many_problems_of_one_sort_are_counted() -> None:
    found = problems(b"[" + b"NaN," * 5000 + b"1 2]")
    assert [problem.offset for problem in found[:LISTED]] == [1 + 4 * number for number in range(LISTED)]
    assert found[LISTED].offset == 20_003
    assert str(found[LISTED + 1].message).startswith(f"… and {5000 - LISTED} more")


def test_paths_are_told_where_they_are_short() -> None:
    (found,) = problems(b'{"a":[{"b c":[1,2 3]}]}')
    assert (found.path, found.offset) == ("$.a[0]['b c'][1]", 18)
    (found,) = problems(b"[" * 50 + b"1 2" + b"]" * 50)
    assert (found.path, found.offset) == (None, 52)


def test_a_hundred_thousand_levels_are_nothing_wrong() -> None:
    deep = 100_000
    assert problems(b'{"a":' * deep + b"1" + b"}" * deep) == ()
    assert problems(b"[{}," * deep + b"1" + b"]" * deep, 10_000) == ()
    (found,) = problems(b'{"a":[' * deep + b"1 2" + b"]}" * deep)
    assert found.offset == 6 * deep + 2


@pytest.mark.parametrize("row", [b",", b"[", b"[]", b'"', b"\\", b":", b"{", b'{"a":', b"0", b'"\\u', b"\xff", b"x "])
def test_long_rows_of_one_thing(row: bytes) -> None:
    assert len(problems(b"[" + row * (1_000_000 // len(row)))) <= 4 * (LISTED + 1)


def test_sound_files_have_no_problems() -> None:
    data = json.dumps({"a": [{"b": number / 7, "c": [None, "é\n"]} for number in range(5000)]}, indent=2).encode()
    assert problems(b"\xef\xbb\xbf \n" + data + b"\n") == ()
    for root in (b"1", b' "a" ', b"null", b"[]", b"{}", b"-1.5e3"):
        assert problems(root) == ()


def test_the_vendors_sample_is_sound() -> None:
    if not SAMPLE.exists():
        pytest.skip("the vendor's sample is not here")
    assert strict_problems(index(FileSource(SAMPLE), Watch()), Watch()) == ()


def test_progress_in_bytes_and_stop() -> None:
    reports: list[Progress] = []
    document = index(source_of(b"[" + b"1," * 5000 + b"1]"), Watch())
    strict_problems(document, Watch(reports.append), 1000)
    assert reports[0].total == reports[-1].done == 10_003
    assert reports[0].in_bytes
    assert str(reports[0].doing) == "Checking"
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        strict_problems(document, watch)
