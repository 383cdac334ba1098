"""What may stand for a needle: nothing of Unicode's case folding is left out."""

from __future__ import annotations

import sys

import pytest

from viewer.reading.json_needle import folding, needle_for


def test_every_character_that_folds_is_known() -> None:
    everything = map(chr, range(0x80, sys.maxunicode + 1))
    assert folding() == {sign: sign.casefold() for sign in everything if sign.casefold() != sign}


def test_ascii_folds_to_the_small_letter_only() -> None:
    for code in range(0x80):
        assert chr(code).casefold() == bytes([code]).lower().decode()


def test_what_a_character_becomes_stays_as_it_is() -> None:
    assert all(becomes.casefold() == becomes for becomes in folding().values())


def test_every_way_to_write_a_character_is_a_form() -> None:
    needle = needle_for("Äk𐐀")
    assert needle is not None
    assert needle.plain == b""
    assert set(needle.forms[0]) == {"ä".encode(), "Ä".encode(), b"\\u00e4", b"\\u00c4"}
    assert needle.forms[1] == (b"k",)
    assert set(needle.forms[2]) == {"𐐨".encode(), "𐐀".encode(), b"\\ud801\\udc28", b"\\ud801\\udc00"}
    assert set(needle.rare_forms) == {"\u212a".encode(), b"\\u212a"}
    assert needle.rare_codes == {ord("k"), ord("K")}


def test_only_what_can_be_part_of_a_match_makes_a_text_one_to_be_decoded() -> None:
    def rare(text: str) -> set[str]:
        needle = needle_for(text)
        assert needle is not None
        return {form.decode() for form in needle.rare_forms if not form.isascii()}

    assert rare("person") == {"ſ"}
    assert rare("STRASSE") == {"ß", "ẞ", "ſ", "ﬅ", "ﬆ"}
    assert rare("0.") == set()
    assert rare("ffi") >= {"ﬀ", "ﬃ", "ﬁ"}


@pytest.mark.parametrize(
    ("text", "is_in_place", "may_be_scalar"), [("1.5", True, True), ("a b", True, False), ('a"', False, False)]
)
def test_where_it_can_be(text: str, is_in_place: bool, may_be_scalar: bool) -> None:
    needle = needle_for(text)
    assert needle is not None
    assert (needle.is_in_place, needle.may_be_scalar) == (is_in_place, may_be_scalar)


def test_nothing_is_found_of_nothing_and_of_half_a_character() -> None:
    assert needle_for("") is None
    assert needle_for("a\ud83d") is None
