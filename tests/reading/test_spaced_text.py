"""White space in text that is put together from pieces."""

from __future__ import annotations

import pytest

from viewer.reading.spaced_text import SpacedText

BREAK = None


def put_together(*pieces: str | None, keeps_spaces: bool = False) -> str:
    text = SpacedText()
    for piece in pieces:
        if piece is BREAK:
            text.new_line()
        else:
            text.add(piece, keeps_spaces=keeps_spaces)
    return text.result()


@pytest.mark.parametrize(
    ("pieces", "result"),
    [
        (("Hello",), "Hello"),
        (("\n   Hello,\n\t\tyou  \n",), "Hello, you"),
        (("Hello ", " you"), "Hello you"),
        (("Hello", " ", "\n", "you"), "Hello you"),
        (("Hello  ", BREAK, "  you"), "Hello\nyou"),
        ((BREAK, "Hello", BREAK, BREAK, "you", BREAK), "Hello\n\nyou"),
        (("a\u00a0 b",), "a\u00a0 b"),
        ((" ", BREAK, "\n"), ""),
        ((), ""),
    ],
)
def test_the_default_way(pieces: tuple[str | None, ...], result: str) -> None:
    assert put_together(*pieces) == result


def test_spaces_that_are_kept() -> None:
    assert put_together("  a\n  b ", BREAK, " c", keeps_spaces=True) == "  a\n  b \n c"


def test_kept_and_collapsed_pieces_beside_each_other() -> None:
    text = SpacedText()
    text.add(" a ", keeps_spaces=False)
    text.add("  b  ", keeps_spaces=True)
    text.add("  c  ", keeps_spaces=False)
    assert text.result() == "a   b   c"
