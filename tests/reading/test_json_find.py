"""Finding agrees with decoding every value and looking, whatever the borders between reads."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from tests.reading.json_made_up import all_nodes, rubbish, source_of, value, written
from viewer.errors import Cancelled
from viewer.model.json_document import JsonKind, JsonNode
from viewer.reading.json_find import LONGEST_HELD, hits
from viewer.reading.json_index import JsonFile, index
from viewer.watch import Watch

NEEDLES = (
    "a",
    "b{",
    "É",
    "é",
    "\\",
    '"',
    "k",
    "1",
    "tru",
    "s",
    "😀",
    "\n",
    "ss",
    "k/",
    "aé",
    "é€",
    "\\n",
    "u00",
    "😀a",
    "00e9",
)
SIGNS = [
    "a",
    "B",
    "k",
    "s",
    "S",
    "ß",
    "ſ",
    "K",
    "é",
    "É",
    "€",
    "😀",
    "𐐀",
    "𐐨",
    "İ",
    "ﬁ",
    "ŉ",
    "\\n",
    "\\\\",
    '\\"',
    "\\/",
    "\\x",
    "1",
    "{",
    ",",
]
ESCAPES = [
    "\\u0061",
    "\\u004B",
    "\\u00e9",
    "\\u00C9",
    "\\u017f",
    "\\uFB01",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\ude00",
    "\\u12",
    "\\u005c",
]


def opened(data: bytes) -> JsonFile:
    return index(source_of(data), Watch())


def places_in(
    data: bytes,
    needle: str,
    chunk: int = 1 << 20,
    *,
    in_keys: bool = True,
    in_values: bool = True,
    longest_held: int = LONGEST_HELD,
) -> list[int]:
    root = opened(data).root
    search = hits(
        source_of(data),
        root.start,
        root.stop,
        needle,
        in_keys=in_keys,
        in_values=in_values,
        watch=Watch(),
        chunk=chunk,
        longest_held=longest_held,
    )
    return [place for portion in search for place in portion]


def found_in(data: bytes, needle: str, chunk: int = 1 << 20, in_keys: bool = True, in_values: bool = True) -> list[str]:
    document = opened(data)
    places = places_in(data, needle, chunk, in_keys=in_keys, in_values=in_values)
    return [document.path(document.chain_at(place)[-1]) for place in places]


def looked_up(data: bytes, needle: str, in_keys: bool, in_values: bool) -> list[int]:
    """Where the values of the rows begin that match, each row being decoded and looked at."""
    document = opened(data)

    def matches(node: JsonNode) -> bool:
        if in_keys and isinstance(node.key, str) and needle.casefold() in node.key.casefold():
            return True
        is_leaf = in_values and not node.kind.is_container
        return is_leaf and needle.casefold() in document.shown(node, 10_000).casefold()

    return [node.start for node in all_nodes(document) if matches(node)]


@pytest.mark.parametrize("seed", range(4))
def test_finds_what_a_plain_look_finds(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(50):
        data = written(value(chance), chance).encode()
        in_keys, in_values = chance.choice([(True, True), (True, False), (False, True)])
        for needle in chance.sample(NEEDLES, 8):
            found = places_in(data, needle, chance.randrange(1, 40), in_keys=in_keys, in_values=in_values)
            assert found == looked_up(data, needle, in_keys, in_values)


@pytest.mark.parametrize("seed", range(6))
def test_any_mixture_of_escapes_and_letters_is_compared_as_decoded(seed: int) -> None:
    chance = random.Random(100 + seed)
    for _ in range(25):
        texts = ["".join(chance.choices(SIGNS + ESCAPES, k=chance.randrange(9))) for _ in range(chance.randrange(1, 12))]
        data = ("[" + ",".join(f'"{text}"' for text in texts) + "]").encode()
        document = opened(data)
        rows = [document.shown(child) for child in document.children(document.root)]
        source = chance.choice(rows)
        for _ in range(6):
            start = chance.randrange(len(source) + 1)
            part = source[start : start + chance.randrange(1, 5)]
            needle = chance.choice([part, part.upper(), part.swapcase(), "".join(chance.choices("aksﬁßé😀𐐨i̇n\\u", k=2))])
            if needle:
                found = places_in(data, needle, chance.randrange(1, 40))
                assert found == looked_up(data, needle, True, True), (data, needle)


@pytest.mark.parametrize("seed", range(4))
def test_texts_that_are_not_held_are_found_as_well(seed: int) -> None:
    chance = random.Random(200 + seed)
    for _ in range(25):
        texts = ["".join(chance.choices(SIGNS + ESCAPES, k=chance.choice([1, 3, 30]))) for _ in range(6)]
        texts = [text.replace("\\x", "").replace("\\ud83d", "") for text in texts]
        rows = [f'"{name}" :{" " * chance.randrange(3)}"{text}"' for name, text in pairwise(texts)]
        data = ("{" + ",\n".join(rows) + "}").encode()
        in_keys, in_values = chance.choice([(True, True), (True, False), (False, True)])
        for needle in ("a", "é", "ss", "k", "1{", "😀", '"', "kéK"):
            found = places_in(
                data,
                needle,
                chance.randrange(1, 20),
                in_keys=in_keys,
                in_values=in_values,
                longest_held=chance.randrange(20, 60),
            )
            assert found == looked_up(data, needle, in_keys, in_values), (data, needle)


def test_case_is_ignored_beyond_ascii() -> None:
    data = '["STRASSE","Straße","ÉCOLE","\\u00C9cole","\\u212Aelvin","ΣΑΣ","𐐀"]'.encode()
    assert found_in(data, "straße") == ["$[0]", "$[1]"]
    assert found_in(data, "école") == ["$[2]", "$[3]"]
    assert found_in(data, "KELVIN") == ["$[4]"]
    assert found_in(data, "σας") == ["$[5]"]
    assert found_in(data, "𐐨") == ["$[6]"]


def test_escaped_text_is_found_as_what_it_means() -> None:
    data = rb'{"a\/b":"\ud83d\ude00","t":"x\ty","u":"\u0061\u0062"}'
    assert found_in(data, "a/b") == ["$['a/b']"]
    assert found_in(data, "😀") == ["$['a/b']"]
    assert found_in(data, "x\ty") == ["$.t"]
    assert found_in(data, "AB") == ["$.u"]
    assert found_in(data, "u0061") == []


def test_numbers_and_words_match_as_they_are_written() -> None:
    data = b'{"n":[1.50,-2e10,true,null],"12":12}'
    assert found_in(data, "1.50") == ["$.n[0]"]
    assert found_in(data, "1.5") == ["$.n[0]"]
    assert found_in(data, "2E10") == ["$.n[1]"]
    assert found_in(data, "ul") == ["$.n[3]"]
    assert found_in(data, "12") == ["$['12']"]
    assert found_in(data, "12", in_keys=False) == ["$['12']"]
    assert found_in(data, ",-2") == []
    assert found_in(data, "") == []
    assert found_in(data, "\ud800") == []


def test_a_place_is_where_the_value_of_the_row_begins_whatever_white_space_there_is() -> None:
    data = b'{"name" \n:' + b" " * 5000 + b'"name", "name":\r\n\tnull  ,"x":["name"  ]}'
    first, second, third = b'"name",', b"null", b'"name"  ]'
    for chunk in (1, 7, 1 << 20):
        assert places_in(data, "NAME", chunk) == [data.index(first), data.index(second), data.index(third)]
        assert places_in(data, "NAME", chunk, in_keys=False) == [data.index(first), data.index(third)]


@pytest.mark.parametrize("chunk", [1, 2, 3, 5, 8, 13, 64])
def test_long_texts_are_searched_in_windows(chunk: int) -> None:
    text = "xyz\\\\u0041é€😀\\ud83d\\ude00\\u00e9\\n" * 5 + "Nadel\\u0031" + "\\\\" * 3 + "ß" * 10
    data = ('[1,"' + text + '","end"]').encode()
    for needle in ("nadel1", "u0041é€😀😀é\n", "\\\\\\ß", "z\\u0041", "ssssss"):
        assert places_in(data, needle, chunk, longest_held=40) == [3]
    assert places_in(data, "xyzé", chunk, longest_held=40) == []
    assert places_in(data, "end", chunk, longest_held=40) == [data.index(b'"end"')]


@pytest.mark.parametrize("filler", [b"0", b" ", b'"a" ', b'"a":'])
def test_rows_that_never_end_are_searched_piece_by_piece(filler: bytes) -> None:
    data = b"[" + filler * 100 + b'"needle" : 1]'
    assert places_in(data, "needle", 8, longest_held=32)[-1] >= data.index(b'"needle"')


def test_deep_places_are_found() -> None:
    data = b'{"a":[' * 50 + b'"needle"' + b"]}" * 50
    assert found_in(data, "needle") == ["$" + ".a[0]" * 50]


def test_finds_in_broken_files() -> None:
    chance = random.Random(3)
    for _ in range(200):
        data = b"[" + rubbish(chance, chance.randrange(40))
        document = opened(data)
        places = places_in(data, "a", chance.randrange(1, 9), longest_held=chance.randrange(9, 40))
        assert places == sorted(set(places))
        for place in places:
            nodes = document.chain_at(place)
            assert nodes[0] == document.root
            assert all(node.start <= max(place, node.start) <= node.stop for node in nodes[:-1])


def test_a_file_cut_off_inside_a_text_is_searched_to_its_end() -> None:
    assert found_in(b'["abc', "c") == ["$[0]"]
    assert found_in(b'["abc', "c", 2) == ["$[0]"]
    assert found_in(b'{"abc":', "c") == ["$['']"]


def test_what_is_whole_in_a_file_that_is_cut_off_is_found() -> None:
    chance = random.Random(11)
    for _ in range(120):
        data = ("[" + written(value(chance), chance)).encode()
        data = data[: chance.randrange(1, len(data) + 1)]
        document = opened(data)
        broken = {node.start for node in all_nodes(document) if node.kind is JsonKind.INVALID}
        for needle in ("a", "é", "1", "ru", '"'):
            found = {document.chain_at(place)[-1].start for place in places_in(data, needle, chance.randrange(1, 40))}
            assert found - broken == set(looked_up(data, needle, True, True)) - broken, (data, needle)


def test_a_root_without_children_is_searched() -> None:
    document = opened(b'"abc"')
    (portion,) = document.find("B", in_keys=False, in_values=True, watch=Watch())
    assert [document.chain_at(place)[-1].kind for place in portion] == [JsonKind.STRING]


def test_the_place_of_a_container_leads_to_it() -> None:
    document = opened(b'{"list":[[1,2],{"a":{}}]}')
    assert [found_in(b'{"list":[1]}', "list"), document.path(document.chain_at(9)[-1])] == [["$.list"], "$.list[0]"]
    assert [node.start for node in document.chain_at(20)] == [0, 8, 15, 20]


def test_a_root_that_ends_before_the_file_does_is_searched_to_its_end() -> None:
    assert found_in(b'["a"] "a" ["a"]', "a") == ["$[0]"]


def test_stop_ends_the_search() -> None:
    watch = Watch()
    data = b"[" + b'"\\u0061",' * 1000 + b"1]"
    search = hits(source_of(data), 0, len(data), "a", in_keys=True, in_values=True, watch=watch, chunk=100)
    next(search)
    watch.cancel()
    with pytest.raises(Cancelled):
        list(search)
