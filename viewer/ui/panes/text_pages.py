"""The bytes of a result as pages of text: 64 KB each, cut between characters, with nothing hidden and no endless lines."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from viewer.late import late
from viewer.model.result import Source
from viewer.text import visible
from viewer.watch import Watch

PAGE_BYTES = 64 * 1024
LONGEST_LINE = 1_000
_UNIT_BYTES = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
LONGEST_SIGN = 10  # characters that stand for a hidden one, such as [U+10FFFF]
_MARK = "\ufeff"
_POSITION_BITS = 32
_PLAIN_BYTES = bytes([0x09, 0x0A, *range(0x20, 0x7F)])

decode = late("viewer.reading.text_decoding", "decode")


@dataclass(frozen=True, slots=True)
class TextPage:
    """One page: `text` as it is shown, in which hidden characters are seen and lines are unbroken.

    `start`, `stop` are its bytes in the file, `encoding` is what they were read as.
    """

    number: int
    text: str
    start: int
    stop: int
    encoding: str


def place(page: int, position: int) -> int:
    """Return the number of a place, by which places are in the order of the file: character `position` of page `page`."""
    return page << _POSITION_BITS | position


def page_and_position(place: int) -> tuple[int, int]:
    """Return the page and the position in its text that the number of a place stands for."""
    return place >> _POSITION_BITS, place & ((1 << _POSITION_BITS) - 1)


class TextPages:
    """The pages of one source. Reading is meant for workers; it raises StorageError."""

    def __init__(self, source: Source, page_bytes: int = PAGE_BYTES) -> None:
        """`page_bytes` is a multiple of 4, so that no UTF-32 character is cut."""
        self._source = source
        self._page_bytes = page_bytes
        self._encoding: str | None = None

    @property
    def count(self) -> int:
        return max(1, -(-self._source.size // self._page_bytes))

    @property
    def size(self) -> int:
        """Bytes of the whole file."""
        return self._source.size

    def read(self, number: int) -> TextPage:
        """Read one page, from 0."""
        encoding = self._encoding_of_head()
        start = self._character_start(number * self._page_bytes, encoding)
        stop = self._character_start((number + 1) * self._page_bytes, encoding)
        data = self._source.read(start, stop - start)
        if encoding not in _UNIT_BYTES and not data.translate(None, _PLAIN_BYTES):
            return TextPage(number, data.decode("ascii"), start, start + len(data), "utf-8")
        if encoding in _UNIT_BYTES:
            text = data.decode(encoding, "replace").removeprefix(_MARK if number == 0 else "")
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        else:
            decoded: Any = decode(data)
            text, encoding = decoded.text, decoded.encoding
        return TextPage(number, _all_visible(text), start, start + len(data), encoding)

    def find(self, needle: str, watch: Watch) -> Iterator[array[int]]:
        """Yield the places of the occurrences of `needle` in the shown text, case ignored, also across the edges of pages.

        An occurrence has as many characters as the needle.
        """
        page = self.read(0)
        for number in range(self.count):
            watch.check()
            following = self.read(number + 1) if number + 1 < self.count else None
            overlap = following.text[: len(needle) - 1] if following is not None else ""
            starts = occurrences(page.text + overlap, needle)
            if starts:
                top, length = place(number, 0), len(page.text)
                yield array("q", [top + start for start in starts if start < length])
            if following is not None:
                page = following

    def _encoding_of_head(self) -> str:
        if self._encoding is None:
            encoding: str = decode(self._source.read(0, PAGE_BYTES)).encoding
            self._encoding = encoding
        return self._encoding

    def _character_start(self, offset: int, encoding: str) -> int:
        """The nearest place from `offset` on that is not inside of a character or of a CR LF."""
        if offset <= 0 or offset >= self._source.size:
            return min(max(offset, 0), self._source.size)
        around = self._source.read(offset - 4, 8)
        before, after = around[:4], around[4:]
        if encoding in _UNIT_BYTES:
            high_byte = after[1] if encoding.endswith("le") else after[0]
            is_low_surrogate = _UNIT_BYTES[encoding] == 2 and 0xDC <= high_byte <= 0xDF
            return offset + 2 if is_low_surrogate else offset
        if before.endswith(b"\r") and after.startswith(b"\n"):
            return offset + 1
        continuing = next((count for count, byte in enumerate(after) if byte & 0xC0 != 0x80), len(after))
        return offset + continuing if 0 < continuing < 4 and _ends_inside(before) else offset


def _ends_inside(before: bytes) -> bool:
    """True where UTF-8 bytes end within a character."""
    for back, byte in enumerate(reversed(before), 1):
        if byte & 0xC0 != 0x80:
            return byte >= 0xC0 and back < (2 if byte < 0xE0 else 3 if byte < 0xF0 else 4)
    return False


def occurrences(text: str, needle: str) -> list[int]:
    """Return where every occurrence of `needle` in `text` begins, case ignored; each is as long as the needle."""
    lower, wanted = text.lower(), needle.lower()
    if not wanted:
        return []
    if len(lower) != len(text) or len(wanted) != len(needle):  # a few capitals are longer as small letters
        return [found.start() for found in re.finditer(re.escape(needle), text, re.IGNORECASE)]
    return [found.start() for found in re.finditer(re.escape(wanted), lower)] if wanted in lower else []


def broken_lines(text: str) -> tuple[list[str], list[int]]:
    """Return `text` as lines of at most LONGEST_LINE characters, and the numbers of those that go on in the next one."""
    lines: list[str] = []
    continued: list[int] = []
    for line in text.split("\n"):
        for start in range(0, max(len(line), 1), LONGEST_LINE):
            if start:
                continued.append(len(lines) - 1)
            lines.append(line[start : start + LONGEST_LINE])
    return lines, continued


def shown_place(lines: list[str], continued: list[int], position: int) -> int:
    """Turn a place in the unbroken text into one in the lines joined, counted in UTF-16 units as Qt does."""
    starts, at, breaks = [], 0, set(continued)
    for number, line in enumerate(lines):
        starts.append(at)
        at += len(line) + (0 if number in breaks else 1)
    number = max(bisect_left(starts, position + 1) - 1, 0)
    above = sum(_units(line) + 1 for line in lines[:number])
    return above + _units(lines[number][: position - starts[number]])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _all_visible(text: str) -> str:
    """Make every hidden character visible; line ends and tabs stay."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "\n".join(map(_visible_line, text.split("\n")))


def _visible_line(line: str) -> str:
    parts = line.split("\t")
    return "\t".join(part if part.isprintable() else visible(part, LONGEST_SIGN * len(part) + 1) for part in parts)
