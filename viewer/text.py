"""Sentences for users, made where Qt is not: an English template and the values that go into it.

The template is what gets translated (ui/messages); the values are data and are made harmless here, because they often
come from a file or a server: one line, control and direction characters visible, of bounded length.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from viewer.late import late

category_of = late("unicodedata", "category")  # most texts need none of it
LONGEST_VALUE = 500
_NAMED = {"\n": "⏎", "\r": "␍", "\t": "⇥", "\0": "␀"}
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_HARMLESS_FORMAT = frozenset("\u200c\u200d\ufe0f")  # joiners that emoji and several scripts need


def visible(data: str, limit: int = 300) -> str:
    """Return `data` as one line of at most `limit` characters in which nothing is hidden.

    Control characters, NUL, lone surrogates and the characters that reverse text (U+202A–E, U+2066–9) become signs or
    code points in brackets; what is cut off is marked with an ellipsis.
    """
    cut = data[: limit + 1]
    if cut.isascii() and cut.isprintable():
        shown = cut
    else:
        shown = "".join(_shown(character) for character in cut)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _shown(character: str) -> str:
    if character in _NAMED:
        return _NAMED[character]
    if category_of(character) in _HIDDEN and character not in _HARMLESS_FORMAT:
        return f"[U+{ord(character):04X}]"
    return character


class Text:
    """One sentence: `Text("{name} has {count} rows", name=…, count=…)`.

    With `plural` and `count`, the plural template is used where the value of `count` is not 1:
    `Text("{count} problem", plural="{count} problems", count=3)`.
    """

    __slots__ = ("plural", "template", "values")

    def __init__(self, template: str, *, plural: str | None = None, **values: Any) -> None:
        self.template = template
        self.plural = plural
        self.values = values

    def filled(self, template: str, translated: Callable[[Text], str] = str) -> str:
        """Return `template` (this one's, or its translation) with the values in it, each made harmless.

        A value that is itself a Text goes through `translated`.
        """
        values = {
            name: translated(value) if isinstance(value, Text) else _harmless(value) for name, value in self.values.items()
        }
        return template.format(**values)

    def chosen_template(self) -> str:
        """Return the English template that fits the count."""
        return self.plural if self.plural is not None and self.values.get("count") != 1 else self.template

    def __str__(self) -> str:
        return self.filled(self.chosen_template())

    def __repr__(self) -> str:
        return f"Text({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))


def _harmless(value: object) -> object:
    if isinstance(value, str):
        return visible(value, LONGEST_VALUE)
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}" if abs(value) >= 10_000 else value
    return value
