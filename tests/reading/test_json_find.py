"""Finding agrees with decoding every value and looking, whatever the borders between reads."""

from __future__ import annotations

import random

import pytest

from tests.reading.json_made_up import all_nodes, rubbish, source_of, value, written
from viewer.errors import Cancelled
from viewer.model.json_document import JsonHit, JsonKind
from viewer.reading.json_find import hits
from viewer.reading.json_index import JsonFile, index
from viewer.watch import Watch

Found = list[tuple[str, bool]]


def opened(data: bytes) -> JsonFile:
    return index(source_of(data), Watch())


def described(document: JsonFile, found: list[JsonHit]) -> Found:
    assert all(hit.chain[0] is document.root for hit in found)
    assert all(below.parent == above for hit in found for above, below in zip(hit.chain, hit.chain[1:], strict=False))
    return [(f"{hit.chain[-1].row}{document.path(hit.chain[-1])}", hit.is_key) for hit in found]


def found_in(data: bytes, needle: str, chunk: int = 1 << 20, in_keys: bool = True, in_values: bool = True) -> Found:
    document = opened(data)
    search = hits(document, source_of(data), needle, in_keys=in_keys, in_values=in_values, watch=Watch(), chunk=chunk)
    return described(document, list(search))


def looked_up(data: bytes, needle: str, in_keys: bool, in_values: bool) -> Found:
    document = opened(data)
    found = []
    for node in all_nodes(document):
        place = f"{node.row}{document.path(node)}"
        if in_keys and isinstance(node.key, str) and needle.casefold() in node.key.casefold():
            found.append((place, True))
        if in_values and not node.kind.is_container and needle.casefold() in document.shown(node, 10_000).casefold():
            found.append((place, False))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_finds_what_a_plain_look_finds(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(150):
        data = written(value(chance), chance).encode()
        in_keys, in_values = chance.choice([(True, True), (True, False), (False, True)])
        for needle in ("a", "b{", "É", "é", "\\", '"', "k", "1", "tru", "s", "😀", "\n", "ss"):
            expected = looked_up(data, needle, in_keys, in_values)
            assert found_in(data, needle, chance.randrange(1, 30), in_keys, in_values) == expected


def test_case_is_ignored_beyond_ascii() -> None:
    data = '["STRASSE","Straße","ÉCOLE","\\u00C9cole","\\u212Aelvin","ΣΑΣ"]'.encode()
    assert found_in(data, "straße") == [("0$[0]", False), ("1$[1]", False)]
    assert found_in(data, "école") == [("2$[2]", False), ("3$[3]", False)]
    assert found_in(data, "KELVIN") == [("4$[4]", False)]
    assert found_in(data, "σας") == [("5$[5]", False)]


def test_escaped_text_is_found_as_what_it_means() -> None:
    data = rb'{"a\/b":"\ud83d\ude00","t":"x\ty","u":"\u0061\u0062"}'
    assert found_in(data, "a/b") == [("0$['a/b']", True)]
    assert found_in(data, "😀") == [("0$['a/b']", False)]
    assert found_in(data, "x\ty") == [("1$.t", False)]
    assert found_in(data, "AB") == [("2$.u", False)]
    assert found_in(data, "u0061") == []


def test_numbers_and_words_match_as_they_are_written() -> None:
    data = b'{"n":[1.50,-2e10,true,null],"12":12}'
    assert found_in(data, "1.50") == [("0$.n[0]", False)]
    assert found_in(data, "1.5") == [("0$.n[0]", False)]
    assert found_in(data, "2E10") == [("1$.n[1]", False)]
    assert found_in(data, "ul") == [("3$.n[3]", False)]
    assert found_in(data, "12") == [("1$['12']", True), ("1$['12']", False)]
    assert found_in(data, "12", in_keys=False) == [("1$['12']", False)]
    assert found_in(data, ",-2") == []
    assert found_in(data, "") == []


@pytest.mark.parametrize("chunk", [1, 2, 3, 5, 8, 13, 64])
def test_long_texts_are_searched_in_windows(chunk: int) -> None:
    text = "xyz\\\\u0041é€😀\\ud83d\\ude00\\u00e9\\n" * 5 + "Nadel\\u0031" + "\\\\" * 3 + "ß" * 10
    data = ('[1,"' + text + '","end"]').encode()
    for needle in ("nadel1", "u0041é€😀😀é\n", "\\\\\\ß", "z\\u0041", "ssssss"):
        assert found_in(data, needle, chunk) == [("1$[1]", False)]
    assert found_in(data, "xyzé", chunk) == []
    assert found_in(data, "end", chunk) == [("2$[2]", False)]


def test_deep_places_are_found() -> None:
    data = b'{"a":[' * 50 + b'"needle"' + b"]}" * 50
    assert found_in(data, "needle") == [("0$" + ".a[0]" * 50, False)]


def test_finds_in_broken_files() -> None:
    chance = random.Random(3)
    for _ in range(500):
        data = b"[" + rubbish(chance, chance.randrange(40))
        for place, _ in found_in(data, "a", chance.randrange(1, 9)):
            assert "$" in place


def test_a_file_cut_off_inside_a_text_is_searched_to_its_end() -> None:
    assert found_in(b'["abc', "c") == [("0$[0]", False)]
    assert found_in(b'["abc', "c", 2) == [("0$[0]", False)]


def test_a_root_without_children_is_searched() -> None:
    document = opened(b'"abc"')
    found = list(document.find("B", in_keys=False, in_values=True, watch=Watch()))
    assert [hit.chain[-1].kind for hit in found] == [JsonKind.STRING]


def test_stop_ends_the_search() -> None:
    watch = Watch()
    search = opened(b"[" + b'"a",' * 1000 + b"1]").find("a", in_keys=True, in_values=True, watch=watch)
    next(search)
    watch.cancel()
    with pytest.raises(Cancelled):
        list(search)
