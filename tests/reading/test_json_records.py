"""Records that are all written alike are found by what stands between their values."""

from __future__ import annotations

import json
from typing import Any

import pytest

from viewer.reading.json_records import MARK, Form, Records, first_form, records_of, rows_of_marks

BOX = {"id": "7", "x": 0.5, "y": -1, "w": 1e-9, "h": 2}
STYLES: list[dict[str, Any]] = [{}, {"separators": (",", ":")}, {"indent": 1}, {"separators": (" ,\t", " :\n  ")}]


def found(raw: bytes) -> Records:
    form = first_form(raw, "x")
    assert form is not None
    records = records_of(raw, form)
    assert records is not None
    return records


def test_the_form_is_what_stands_between_the_values() -> None:
    assert first_form(b'[{"a":1},[{ "x":1, "id" :"b"}]]', "x") == Form(("x", "id"), (b'{ "x":', b', "id" :"', b'"}'))


def test_members_in_any_order_with_any_white_space() -> None:
    for style in STYLES:
        for names in (["id", "x", "y", "w", "h"], ["h", "w", "x", "id", "y"], ["x", "y", "w", "h", "id"]):
            box = {name: BOX[name] for name in names}
            records = found(json.dumps([[box], [], [box | {"id": "12"}, box | {"x": 44}]], **style).encode())
            assert len(records) == 3
            assert records.form.names == tuple(names)
            assert records.numbers("h", "x").tolist() == [[2, 2, 2], [0.5, 0.5, 44]]
            assert records.texts("id").tobytes() == b"7".ljust(8, b"\0") + b"12".ljust(8, b"\0") + b"7".ljust(8, b"\0")
            rows, count = rows_of_marks(records.rest())
            assert (rows.tolist(), count) == ([0, 2, 2], 3)


def test_what_is_around_the_records_is_left() -> None:
    raw = b'{"a":[ {"x":1},{"x":22} ],"b":{"x":3},"c":[{"y":1}]}'
    assert found(raw).rest() == b'{"a":[ %,% ],"b":%,"c":[{"y":1}]}'.replace(b"%", MARK)


@pytest.mark.parametrize(
    "raw",
    [
        b"[]",
        b'[{"y":1}]',
        b'[{"x":null}]',
        b'[{"x":true,"y":1}]',
        b'[{"x":"\\n"}]',
        b'[{"x":1,"x":2}]',
        b'[{"x":1,}]',
        b'[{"x":1 "y":2}]',
        b'[{"x":"a}]',
        b'[{"x":[1]}]',
        b'[{"x":1',
        b'[{"x":""}]',
    ],
)
def test_no_form(raw: bytes) -> None:
    assert first_form(raw, "x") is None


def test_records_that_go_on_differently() -> None:
    first = b'{"x":1,"id":"a"}'
    for other in (
        b'{"x":1,"y":"a"}',
        b'{"x":1, "id":"a"}',
        b'{"x":1,"id":"a","y":1}',
        b'{"x":1,"id":2}',
        b'{"x":1}',
        b'{"x":1,"id":"a"',
    ):
        form = first_form(first, "x")
        assert form is not None
        assert records_of(b"[" + first + b"," + other + b"," + first + b"]", form) is None


def test_values_that_are_no_values() -> None:
    for value in (b"", b"01", b"1]", b'"1"', b"1,2", b"nul"):
        raw = b'[{"x":1,"id":"a"},{"x":%s,"id":"a"}]' % value
        with pytest.raises(ValueError, match="no number"):
            found(raw).numbers("x")
    for value in (b"", b'a"b', b"\\", b"longer-than-8"):
        raw = b'[{"x":1,"id":"a"},{"x":1,"id":"%s"}]' % value
        with pytest.raises(ValueError, match="odd"):
            found(raw).texts("id")
    with pytest.raises(ValueError, match="x"):
        found(b'[{"x":1}]').texts("x")


def test_a_mark_in_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="marks"):
        found(b'[[{"x":1}],[' + MARK + b"]]").rest()


@pytest.mark.parametrize("text", ["[[%]]", "[[%,%],[],[%]]", "[[],[],[%],[]]", " [ [ % , % ] \n, [ ] ]\t"])
def test_arrays_of_marks(text: str) -> None:
    plain = json.loads(text.replace("%", "1"))
    rows, count = rows_of_marks(text.replace("%", MARK.decode()).encode())
    assert rows.tolist() == [row for row, inner in enumerate(plain) for _ in inner]
    assert count == len(plain)


def test_only_arrays_of_marks_are_accepted() -> None:
    """Every text of up to seven of these signs that is not an array of arrays of marks is refused."""
    texts = [""]
    accepted = 0
    for _ in range(7):
        texts = [text + sign for text in texts for sign in "[],1"]
        for text in texts:
            try:
                plain = json.loads(text)
                is_sound = isinstance(plain, list) and bool(plain) and all(isinstance(inner, list) for inner in plain)
                is_sound = is_sound and all(mark == 1 for inner in plain for mark in inner)
            except ValueError:
                is_sound = False
            try:
                rows_of_marks(text.replace("1", MARK.decode()).encode())
            except ValueError:
                assert not is_sound, text
            else:
                assert is_sound, text
                accepted += 1
    assert accepted > 3
