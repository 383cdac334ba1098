"""The index gives the same values as a plain parser, whatever the layout, and shows what it can of broken files."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.json_made_up import PIECES, Pairs, all_nodes, read_back, rubbish, source_of, value, written
from viewer.errors import Cancelled, ContentError
from viewer.model.json_document import JsonKind
from viewer.reading.json_index import JsonFile, index
from viewer.watch import Progress, Watch


def opened(data: bytes, chunk: int = 1 << 20) -> JsonFile:
    return index(source_of(data), Watch(), chunk)


def offsets(document: JsonFile) -> list[int | None]:
    return [problem.offset for problem in document.problems]


@pytest.mark.parametrize("seed", range(6))
def test_every_value_is_where_the_index_says(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(120):
        text = written(value(chance), chance)
        data = chance.choice(["", "\ufeff", "\n "]).encode() + text.encode() + chance.choice([b"", b"\n"])
        document = opened(data, chance.randrange(1, 40))
        assert document.problems == ()
        assert read_back(document, document.root) == json.loads(text, object_pairs_hook=Pairs)
        for node in all_nodes(document):
            assert document.raw(node) == data[node.start : node.stop]


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.integers(1, 20))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_nodes_and_problems_or_no_json(pieces: list[bytes], chunk: int) -> None:
    try:
        document = opened(b"".join(pieces), chunk)
    except ContentError:
        return
    for node in all_nodes(document):
        assert isinstance(document.shown(node), str)
        assert document.path(node).startswith("$")
        assert node.parent is None or node.parent.start < node.start <= node.stop <= node.parent.stop
        assert sum(1 for _ in document.slices(node, 8)) <= document.count(node)


def test_broken_files_keep_what_can_be_shown() -> None:
    chance = random.Random(11)
    for _ in range(1500):
        data = b"{" + rubbish(chance, chance.randrange(50))
        for node in all_nodes(opened(data, chance.randrange(1, 30))):
            assert node.stop <= len(data)


def test_a_file_that_is_cut_off_anywhere_shows_what_came() -> None:
    data = b'{"a":[1,{"b":"x"}],"c":{"d":null}}'
    for length in range(1, len(data)):
        document = opened(data[:length])
        assert length in offsets(document)
        shown = [document.shown(node) for node in all_nodes(document) if node.kind is JsonKind.STRING]
        assert shown == (["x"] if length >= 16 else [])
    document = opened(data[:24])
    assert [child.key for child in document.children(document.root)] == ["a", "c"]
    assert [child.kind for child in document.children(document.root)] == [JsonKind.ARRAY, JsonKind.OBJECT]


def test_a_number_that_may_lack_digits_is_invalid() -> None:
    for data, kind in (
        (b"[1,23", JsonKind.INVALID),
        (b"[1,23 ", JsonKind.NUMBER),
        (b"[1,23,", JsonKind.NUMBER),
        (b"[1,true", JsonKind.BOOLEAN),
    ):
        document = opened(data)
        assert [node.kind for node in document.children(document.root)] == [JsonKind.NUMBER, kind]


def test_names_that_come_twice_are_all_shown() -> None:
    document = opened(b'{"a":1,"a":2,"a":{"a":3}}')
    assert [(node.key, node.row) for node in document.children(document.root)] == [("a", 0), ("a", 1), ("a", 2)]
    first = document.member(document.root, "a")
    assert first is not None
    assert document.value(first) == 1
    assert document.member(document.root, "b") is None


def test_members_of_large_objects_are_found_by_name() -> None:
    filler = ",".join(f'"{number}":{{"target":{number},"x":["target"]}}' for number in range(3000))
    document = opened(f'{{{filler},"é\\"\\\\":1,"long":"{"y" * 3_000_000}","target" : 2,"target":3}}'.encode())
    for key, expected in (("target", 2), ('é"\\', 1), ("0", {"target": 0, "x": ["target"]})):
        found = document.member(document.root, key)
        assert found is not None
        assert document.value(found) == expected
    assert document.member(document.root, "x") is None


def test_problems_of_structure_have_their_byte_offset() -> None:
    assert offsets(opened(b'{"a":[1,2')) == [9]
    assert offsets(opened(b'{"a":"x')) == [7, 7]
    assert offsets(opened(b'{"a":1} \n x')) == [10]
    assert offsets(opened(b'{"a":1}}')) == [7]
    assert offsets(opened(b'{"a":[1,2}}')) == [9]
    assert offsets(opened(b'["\xc3\xa9\xe9"]')) == [4]
    assert offsets(opened(b'["\xc3')) == [3, 3, 2]
    assert offsets(opened(b"[1] \n\t")) == []


def test_characters_torn_by_a_read_are_whole() -> None:
    for chunk in range(1, 6):
        assert opened('["é€😀","é€😀"]'.encode(), chunk).problems == ()
        assert offsets(opened('["é€😀"'.encode() + b",\x80]", chunk)) == [13]


def test_a_bracket_of_the_wrong_kind_still_shows_its_children() -> None:
    document = opened(b'{"a":[1,2},"b":3}')
    assert [(node.key, document.count(node)) for node in document.children(document.root)] == [("a", 2), ("b", 0)]


@pytest.mark.parametrize(
    "token", [b"NaN", b"Infinity", b"-", b"01", b"1.", b".5", b"tru", b"nul", b"'a'", b'"a" "b"', b"1 2", b"abc", b""]
)
def test_what_is_no_value_is_invalid(token: bytes) -> None:
    document = opened(b"[0," + token + b",1]")
    kinds = [node.kind for node in document.children(document.root)]
    assert kinds == [JsonKind.NUMBER, JsonKind.INVALID, JsonKind.NUMBER]
    assert document.shown(document.children(document.root)[1]) == token.decode()
    with pytest.raises(ContentError):
        document.value(document.children(document.root)[1])


@pytest.mark.parametrize("member", [b'"a"', b"a:1", b'"a" 1', b":1", b"{}", b'"a":'])
def test_what_is_no_member_is_invalid(member: bytes) -> None:
    document = opened(b"{" + member + b"}")
    assert [node.kind for node in document.children(document.root)] == [JsonKind.INVALID]


def test_empty_containers_have_no_children() -> None:
    document = opened(b'{"a":[],"b":{ },"c":[\n\t],"d":[[]],"e":[1,]}')
    assert [document.count(node) for node in document.children(document.root)] == [0, 0, 0, 1, 2]


def test_a_hundred_thousand_levels() -> None:
    deep = 100_000
    document = opened(b'{"a":' * deep + b"1" + b"}" * deep)
    node = document.root
    while below := document.children(node):
        node = below[0]
    assert node.depth == deep
    assert node == document.children(node.parent)[0] if node.parent is not None else False
    assert document.value(node) == 1
    assert document.path(node) == "$" + ".a" * deep
    with pytest.raises(ContentError):
        document.value(document.root)


def test_deep_files_that_are_cut_off() -> None:
    document = opened(b"[" * 50_000)
    assert offsets(document) == [50_000]
    assert len(all_nodes(document)) == 50_000


def test_numbers_keep_their_digits_and_texts_lose_their_escapes() -> None:
    document = opened(rb'[1.50, 1e400, 123456789012345678901, "a\"\u00e9\ud83d\ude00\n", "\ud800x\q", "\uD83D\u0041"]')
    shown = [document.shown(node) for node in document.children(document.root)]
    assert shown == ["1.50", "1e400", "123456789012345678901", 'a"é😀\n', "\\ud800x\\q", "\\uD83DA"]
    "".join(shown).encode()


def test_numbers_of_thousands_of_digits_have_a_value() -> None:
    document = opened(b"[" + b"9" * 5000 + b"," + b"9" * 400 + b"]")
    assert [document.value(node) for node in document.children(document.root)] == [float("inf"), int("9" * 400)]


def test_long_values_are_cut_without_being_read_whole() -> None:
    document = opened(b'["' + b"\\u00e9" * 1_000_000 + b'",' + b"1" * 400 + b"," + b"[1]," * 200 + b"2]")
    text, number = document.children(document.root)[:2]
    assert document.shown(text, 5) == "éééé…"
    assert document.shown(text, 2_000_000) == "é" * 1_000_000
    assert document.shown(number) == "1" * 299 + "…"
    assert len(document.raw(text, 10)) == 10


def test_names_of_any_length() -> None:
    for length in (10, 300, 100_000):
        name = "n" * length
        document = opened(b'{"' + name.encode() + b'" : [1' + b" " * 5_000_000 + b"]}")
        assert [(node.key, node.kind) for node in document.children(document.root)] == [(name, JsonKind.ARRAY)]


def test_pages_of_small_and_of_large_children() -> None:
    for filler in (b"", b"x" * 10_000):
        document = opened(b"[" + b",".join(b'{"n":%d,"f":"%s"}' % (number, filler) for number in range(2500)) + b"]")
        assert document.count(document.root) == 2500
        page = document.children(document.root, 2000)
        assert [node.key for node in page] == list(range(2000, 2500))
        assert [document.value(document.children(node)[0]) for node in page] == list(range(2000, 2500))
        assert document.children(document.root, 2500) == []


def test_paths_are_jsonpath() -> None:
    document = opened(rb'{"a":{"12":{"it\u0027s \\ \n":[{"_b1":0}]},"":1}}')
    assert {document.path(node) for node in all_nodes(document) if not node.kind.is_container} == {
        r"$.a['12']['it\'s \\ \u000a'][0]._b1",
        "$.a['']",
    }


def test_slices_are_whole_texts_of_about_the_size_asked_for() -> None:
    members = Pairs((str(number), [number] * 20) for number in range(1000))
    data = written(members, random.Random(1)).encode()
    document = opened(data)
    slices = list(document.slices(document.root, 2000))
    assert [pair for _, text in slices for pair in json.loads(text).items()] == members
    assert [first for first, _ in slices][1:] == [
        sum(len(json.loads(text)) for _, text in slices[: n + 1]) for n in range(len(slices) - 1)
    ]
    assert all(len(text) < 2300 for _, text in slices)
    assert list(opened(b"[]").slices(opened(b"[]").root)) == []


@pytest.mark.parametrize("text", ["1", ' "a" ', "null", "-0.5e3", '"' + "é" * 100_000 + '"'])
def test_a_root_without_children(text: str) -> None:
    document = opened(text.encode())
    assert document.value(document.root) == json.loads(text)
    assert document.count(document.root) == 0
    assert document.children(document.root) == []
    assert document.path(document.root) == "$"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"\0\0",
        b"<html>",
        b"WEBVTT",
        b"1\n00:00:01,000 --> 00:00:02,000\nHi\n",
        b"NaN",
        b'"a',
        b'"a" b',
        b"nullx",
        b"}",
    ],
)
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(ContentError):
        opened(data)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_other_encodings_are_named(encoding: str) -> None:
    with pytest.raises(ContentError, match=encoding[:6].upper()):
        opened('{"a": "é"}'.encode(encoding))


def test_progress_in_bytes_and_stop() -> None:
    reports: list[Progress] = []
    index(source_of(b"[" + b"1," * 5000 + b"1]"), Watch(reports.append), 1000)
    assert reports[0].total == 10_003
    assert reports[0].in_bytes
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        index(source_of(b"[1]"), watch)
