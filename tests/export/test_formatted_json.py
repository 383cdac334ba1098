"""Formatted JSON has line breaks and indentation and is otherwise what was received; what is no JSON is refused."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from viewer.errors import Cancelled, ContentError
from viewer.export.formatted_json import DEEPEST_INDENT, write
from viewer.reading.source import FileSource
from viewer.watch import Progress, Watch

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "charade_core_1.3.1.json"


def formatted(folder: Path, data: bytes, chunk: int = 1 << 18) -> bytes:
    path, target = folder / "in.json", folder / "out.json"
    path.write_bytes(data)
    write(FileSource(path), target, Watch(), chunk)
    return target.read_bytes()


def refused(folder: Path, data: bytes, chunk: int = 1 << 18) -> str:
    """Return why; an older file at the target stays, and nothing else is left in the folder."""
    target = folder / "out.json"
    target.write_bytes(b"older")
    with pytest.raises(ContentError) as refusal:
        formatted(folder, data, chunk)
    assert target.read_bytes() == b"older"
    assert sorted(path.name for path in folder.iterdir()) == ["in.json", "out.json"]
    return str(refusal.value.why)


def test_line_breaks_and_indentation(tmp_path: Path) -> None:
    data = b' {"a":[1,{"b" : null}],"c":{},"d":[ ],\n"e":"x,{}[]:\\"","f":[[]]}\n'
    expected = """
{
  "a": [
    1,
    {
      "b": null
    }
  ],
  "c": {},
  "d": [],
  "e": "x,{}[]:\\"",
  "f": [
    []
  ]
}
"""
    assert formatted(tmp_path, data).decode() == expected.lstrip()


def test_everything_else_is_as_received(tmp_path: Path) -> None:
    data = rb'{"a":1.50,"a":1E400,"\u00e9":"\ud800\/","n":123456789012345678901234567890,"z":-0}'
    lines = formatted(tmp_path, data).splitlines()
    assert lines[1:-1] == [b"  " + line for line in data[1:-1].replace(b",", b",\n").replace(b'":', b'": ').splitlines()]


def test_any_border_between_reads_gives_the_same(tmp_path: Path) -> None:
    value: Any = {'k"é\\': [True, False, None, -1.5e-10, "é€😀\\", {"": []}, 12345], "x" * 30: {"a": {}}}
    for indent in (None, 1):
        for ascii_only in (True, False):
            data = json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode()
            expected = json.dumps(value, indent=2, ensure_ascii=ascii_only) + "\n"
            for chunk in range(1, 14):
                assert formatted(tmp_path, data, chunk).decode() == expected


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(values, st.integers(1, 40), st.sampled_from([None, 3]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_agrees_with_the_standard_library(tmp_path: Path, value: Any, chunk: int, indent: int | None) -> None:
    data = json.dumps(value, indent=indent).encode()
    assert formatted(tmp_path, data, chunk).decode() == json.dumps(value, indent=2) + "\n"


def test_broken_json_is_refused_exactly_where_the_standard_library_refuses(tmp_path: Path) -> None:
    chance = random.Random(4)
    good = b'{"a": [1, -2.5e3, {"b": null}], "c": "x", "d": {"e": true, "f": []}}'
    for _ in range(300):
        data = bytearray(good)
        for _ in range(chance.randrange(1, 3)):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(2)] = bytes([chance.choice(b'{}[],:"1e-. ntx')])
        try:
            value = json.loads(data)
            chunk = chance.randrange(1, 20)
            assert json.loads(formatted(tmp_path, bytes(data), chunk)) == value
        except ValueError:
            refused(tmp_path, bytes(data), chance.randrange(1, 20))


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"", "byte 0"),
        (b" \n", "byte 2"),
        (b'{"a":1', "byte 6"),
        (b'{"a":1}}', "byte 7"),
        (b'{"a":1} {}', "byte 8"),
        (b'{"a":1]', "byte 6"),
        (b"[1,]", "byte 3"),
        (b"[,1]", "byte 1"),
        (b"[1 2]", "byte 3"),
        (b'{"a" 1}', "byte 1"),
        (b"{1:2}", "byte 1"),
        (b'["a":1]', "byte 1"),
        (b"[NaN]", "byte 1"),
        (b"[01]", "byte 1"),
        (b"1,2", "byte 0"),
        (b'["abc', "byte 1"),
        (b"<html></html>", "byte 0"),
        (b'["\xe9"]', "byte 2"),
        (b'["\xc3', "byte 2"),
        ('["é"]'.encode("utf-16"), "byte 0"),
    ],
)
def test_the_refusal_names_the_place(tmp_path: Path, data: bytes, place: str) -> None:
    for chunk in (1, 2, 1000):
        assert place in refused(tmp_path, data, chunk)


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    for chunk in (1, 5, 100):
        assert formatted(tmp_path, '\ufeff["é"]'.encode(), chunk).decode() == '[\n  "é"\n]\n'


def test_roots_without_children(tmp_path: Path) -> None:
    for data in (b"1", b'"a"', b" null\n", b"[]", b"{ }"):
        assert formatted(tmp_path, data, 1) == data.replace(b" ", b"").strip() + b"\n"


def test_very_deep_nesting_is_indented_only_so_far(tmp_path: Path) -> None:
    output = formatted(tmp_path, b"[" * 20_000 + b"]" * 20_000)
    assert max(map(len, output.splitlines())) == 2 * DEEPEST_INDENT + 2
    assert output.split() == [b"["] * 19_999 + [b"[]"] + [b"]"] * 19_999


def test_a_long_text_is_passed_on(tmp_path: Path) -> None:
    data = b'["' + b"x\\\\" * 500_000 + b'"]'
    assert formatted(tmp_path, data, 1000) == b"[\n  " + data[1:-1] + b"\n]\n"


@pytest.mark.skipif(not SAMPLE.exists(), reason="the vendor's sample is not part of the project")
def test_the_vendors_sample(tmp_path: Path) -> None:
    write(FileSource(SAMPLE), tmp_path / "out.json", Watch())
    assert (tmp_path / "out.json").read_text() == json.dumps(json.loads(SAMPLE.read_bytes()), indent=2) + "\n"


def test_progress_and_stop(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_bytes(b"[" + b"1," * 5000 + b"1]")
    reports: list[Progress] = []
    write(FileSource(tmp_path / "in.json"), tmp_path / "out.json", Watch(reports.append), 1000)
    assert reports[0].total == 10_003
    watch = Watch(lambda progress: watch.cancel())
    (tmp_path / "out.json").unlink()
    with pytest.raises(Cancelled):
        write(FileSource(tmp_path / "in.json"), tmp_path / "out.json", watch, 1000)
    assert [path.name for path in tmp_path.iterdir()] == ["in.json"]
