"""Records of JSON that are all written alike, found by numpy over their bytes without making an object of any.

The first record tells the form: the names of its members, and every byte that stands between two values. Records of this
form are taken out; what is left of the text, with a mark in the place of each, is small and tells where each belongs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.reading.json_numbers import WORD, Positions, Words, numbers, plain_texts, word, words
from viewer.reading.json_text import WHITE

MARK = b"\1"  # no JSON has this byte in it

_INNERMOST = re.compile(rb"\{[^{}\[\]]+\}")
_MEMBER = re.compile(rb'("?)[ \t\r\n]*[{,][ \t\r\n]*"(\w+)"[ \t\r\n]*:[ \t\r\n]*("?)')
_VALUES = {b'"': re.compile(rb'[^"\\]+'), b"": re.compile(rb"[-+.0-9eE]+")}
_END = re.compile(rb'("?)[ \t\r\n]*\}')
_OPENING, _CLOSING, _COLON, _ARRAY = b"{}:["

_KINDS = np.full(256, 4, np.uint8)
_KINDS[list(b"[]," + MARK)] = range(4)
_TRIPLES = np.frombuffer(b"[%][%,%,%,%,,%]%],],[,[%,[][],".replace(b"%", MARK), np.uint8).reshape(-1, 3)  # in arrays of %
_IS_SOUND = np.zeros(5**3, np.bool_)
_IS_SOUND[_KINDS[_TRIPLES] @ np.array([25, 5, 1])] = True


@dataclass(frozen=True, slots=True)
class Form:
    """How a record is written: the names of its members, and what stands before, between and after their values."""

    names: tuple[str, ...]
    between: tuple[bytes, ...]

    def is_text(self, name: str) -> bool:
        """True where there is a member of this name and its value is a text."""
        return name in self.names and self.between[self.names.index(name)].endswith(b'"')


def first_form(raw: bytes, name: str) -> Form | None:
    """Return the form of the first innermost object of `raw` that has a member called `name`.

    None where there is none, or where not all of its members have names of their own and texts or numbers for values.
    """
    wanted = b'"' + name.encode() + b'"'
    record = next((found[0] for found in _INNERMOST.finditer(raw) if wanted in found[0]), b"")
    names: list[str] = []
    between: list[bytes] = []
    at, quote = 0, b""
    while (member := _MEMBER.match(record, at)) is not None and member[1] == quote:
        names.append(member[2].decode())
        between.append(record[at : member.end()])
        quote = member[3]
        value = _VALUES[quote].match(record, member.end())
        if value is None:
            return None
        at = value.end()
    end = _END.fullmatch(record, at)
    if end is None or end[1] != quote or len(set(names)) < len(names):
        return None
    return Form(tuple(names), (*between, end[0]))


@dataclass(frozen=True, slots=True)
class Records:
    """Records of one form: where the text of each value begins and ends, one row a member, one column a record.

    `raw` is the text that they are in, of `size` bytes, and some bytes more.
    """

    form: Form
    raw: bytes
    size: int
    starts: Positions
    ends: Positions

    def __len__(self) -> int:
        return len(self.starts[0])

    def rest(self) -> bytes:
        """Return the text with `MARK` in the place of each record. Raises ValueError where there are other marks in it."""
        begins = self.starts[0] - len(self.form.between[0])
        after_last = np.concatenate((np.zeros(1, np.int64), self.ends[-1] + len(self.form.between[-1])))
        lengths = np.append(begins + len(MARK), self.size) - after_last  # of what stays, with a mark at its end
        stops = np.cumsum(lengths)
        places = np.repeat(after_last - (stops - lengths), lengths)
        places += np.arange(places.size)
        values = np.frombuffer(self.raw, np.uint8)[places]
        values[stops[:-1] - 1] = MARK[0]
        rest: bytes = values.tobytes()
        if rest.count(MARK) != len(self):
            raise ValueError("marks")
        return rest

    def numbers(self, *names: str) -> NDArray[np.float64]:
        """Return the numbers of these members, one row a member. Raises ValueError where one is no finite JSON number."""
        rows = [self.form.names.index(name) for name in names]
        return numbers(self.raw, self.starts[rows], self.ends[rows])

    def texts(self, name: str) -> Words:
        """Return the texts of a member, one a word. Raises ValueError where one is no text, or `plain_texts` refuses it."""
        if not self.form.is_text(name):
            raise ValueError(name)
        row = self.form.names.index(name)
        return plain_texts(self.raw, self.starts[row], self.ends[row])


def rows_of_marks(rest: bytes) -> tuple[Positions, int]:
    """Return the row of the array that each mark is in, and the number of arrays, where `rest` is an array of those.

    Raises ValueError where anything but marks is in them.
    """
    rest = rest.translate(None, WHITE)
    inner = np.frombuffer(rest, np.uint8)[1:-1]
    kinds = _KINDS[inner]
    triples = kinds[:-2] * np.uint8(25)
    triples += kinds[1:-1] * np.uint8(5)
    triples += kinds[2:]
    if not (rest.startswith(b"[[") and rest.endswith(b"]]") and _IS_SOUND[triples].all()):
        raise ValueError("more than marks")
    rows = np.cumsum(inner == _ARRAY)
    return rows[inner == MARK[0]] - 1, int(rows[-1])


def records_of(raw: bytes, form: Form) -> Records | None:
    """Return all records in `raw` that begin as `form` does; None where there is none, or where one goes on differently.

    A record that begins inside of a text is found too: then the rest is no JSON, or has fewer marks than there are records.
    """
    anchors = [text.index(b":" if number < len(form.names) else b"}") for number, text in enumerate(form.between)]
    padded = raw + b" " * (max(map(len, form.between)) + WORD)
    values, windows = np.frombuffer(raw, np.uint8), words(padded)
    places = np.flatnonzero((values == _COLON) | (values == _CLOSING))
    places = places[places.searchsorted(anchors[0]) :]
    first = np.flatnonzero(values[places - anchors[0]] == _OPENING)
    first = first[: first.searchsorted(places.size - len(form.names))]
    first = first[_is_there(form.between[0], windows, places[first] - anchors[0])]
    if not first.size:
        return None
    begins = np.empty((len(form.between), first.size), np.int64)
    for row, anchor in enumerate(anchors):
        begins[row] = places[first + row] - anchor
        if row and not _is_there(form.between[row], windows, begins[row]).all():
            return None
    lengths = np.array([[len(text)] for text in form.between[:-1]])
    return Records(form, padded, len(raw), begins[:-1] + lengths, begins[1:])


def _is_there(text: bytes, windows: Words, places: Positions) -> NDArray[np.bool_]:
    """Tell for each place whether `text` stands there."""
    found = np.ones(places.size, np.bool_)
    for start in range(0, len(text), WORD):
        part = text[start : start + WORD]
        here = windows[places + start]
        if len(part) < WORD:
            here &= word(b"\xff" * len(part))
        found &= here == word(part)
    return found
