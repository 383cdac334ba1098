"""The sorts of what is not JSON, gathered with their places and told in sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from viewer.reading.json_checks import ENDS_IN_TEXT, NOT_UTF8, REST, WRONG_KIND
from viewer.reading.json_text import cut
from viewer.reading.problem_list import LISTED
from viewer.text import Text

SHOWN = 200  # bytes of which a sentence may show some
_LONGEST_SHOWN = 40
_LONGEST_WORD = re.compile(rb'[^ \t\r\n,:{}\[\]"]{1,200}')


class Sort(IntEnum):
    """What can be wrong at a place; 0 is for nothing."""

    WRONG_KIND = 1
    EXTRA_COMMA = 2
    TRAILING_COMMA = 3  # told of the comma, found at the bracket behind it
    MISSING_COMMA = 4
    MISSING_COLON = 5
    EXTRA_COLON = 6
    MISSING_VALUE = 7
    MISSING_NAME = 8
    QUOTE = 9
    WORD = 10
    NUMBER = 11
    CONTROL = 12
    ESCAPE = 13
    SURROGATE = 14
    NOT_UTF8 = 15
    ALSO_NOT_UTF8 = 16
    REST = 17
    ENDS_IN_TEXT = 18
    ENDS_AFTER_COMMA = 19
    ENDS_AFTER_COLON = 20
    ENDS_AFTER_NAME = 21
    LONG_NAME = 22


_SENTENCES = {
    Sort.WRONG_KIND: WRONG_KIND,
    Sort.EXTRA_COMMA: Text("There is a comma too many."),
    Sort.MISSING_COMMA: Text("Before this, a comma is missing."),
    Sort.MISSING_COLON: Text("Before this, a colon is missing."),
    Sort.EXTRA_COLON: Text("There is a colon where none belongs."),
    Sort.MISSING_VALUE: Text("Before this, a value is missing."),
    Sort.MISSING_NAME: Text("Here a name in quotes should stand."),
    Sort.QUOTE: Text("This touches the text in quotes beside it: a quote or a comma is missing."),
    Sort.NOT_UTF8: NOT_UTF8,
    Sort.ALSO_NOT_UTF8: Text("This is not UTF-8; it is shown as �."),
    Sort.REST: REST,
    Sort.ENDS_IN_TEXT: ENDS_IN_TEXT,
    Sort.ENDS_AFTER_COMMA: Text("After this comma, the file ends."),
    Sort.ENDS_AFTER_COLON: Text("After this colon, the file ends."),
    Sort.ENDS_AFTER_NAME: Text("After this name, the file ends."),
    Sort.LONG_NAME: Text("This name is too long to be shown or compared."),
}
_WORDS = {
    Sort.WORD: "{value} is no value that JSON knows.",
    Sort.NUMBER: "{value} is no number as JSON writes it.",
}
OF_A_VALUE = frozenset(_WORDS.values())  # the sentences about a word or number that its reader tells of as well
_ESCAPES = {
    Sort.ESCAPE: "{escape} is an escape that JSON does not know.",
    Sort.SURROGATE: "{escape} is half a character (a lone surrogate).",
}


def sentence(sort: Sort, raw: bytes) -> Text:
    """Return the sentence for what is wrong at a place; `raw` are the bytes there, up to `SHOWN` of them."""
    if sort in _WORDS:
        found = _LONGEST_WORD.match(raw)
        value = "" if found is None else found[0].decode("utf-8", "replace")
        return Text(_WORDS[sort], value=cut(value, _LONGEST_SHOWN))
    if sort in _ESCAPES:
        length = 6 if raw[1:2] == b"u" else 2
        return Text(_ESCAPES[sort], escape=raw[: length + 3].decode("utf-8", "replace")[:length])
    if sort is Sort.CONTROL:
        code = f"U+{raw[0]:04X}" if raw else ""
        return Text("In a text, the control character {code} must be written as an escape.", code=code)
    return _SENTENCES[sort]


@dataclass(slots=True)
class Faults:
    """Gathers places by their sort: the first hundred of each, and how many more there are."""

    places: dict[Sort, list[int]] = field(default_factory=dict)
    more: dict[Sort, int] = field(default_factory=dict)

    def add(self, sort: Sort, offset: int) -> None:
        """Take in a byte offset where something of this sort is wrong."""
        self.add_many(np.array([offset], np.int64), np.array([sort], np.uint8))

    def add_many(self, offsets: NDArray[np.int64], sorts: NDArray[np.uint8]) -> None:
        """Take in any number of byte offsets, each with its sort, in any order."""
        for number in np.unique(sorts).tolist():
            sort = Sort(number)
            places = self.places.setdefault(sort, [])
            chosen = np.sort(offsets[sorts == number])
            room = LISTED - len(places)
            places.extend(chosen[:room].tolist())
            self.more[sort] = self.more.get(sort, 0) + max(chosen.size - room, 0)
