"""What is wrong with a JSON file as a whole: another encoding, bytes that are no UTF-8, brackets that don't fit."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from viewer.errors import ContentError
from viewer.model.result import Problem
from viewer.reading.json_levels import Levels
from viewer.reading.json_nodes import Reach
from viewer.text import Text
from viewer.watch import Watch

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_WITHOUT_MARK = re.compile(rb"\0{1,3}[^\0]\0|[^\0]\0[^\0]\0|[^\0]\0\0\0")

WRONG_KIND = Text("A bracket is closed by one of the other kind.")
ENDS_IN_TEXT = Text("The file ends in the middle of a text in quotes.")
REST = Text("After the end of the JSON, something else follows.")
NOT_UTF8 = Text("Not everything from here on is UTF-8; what is not is shown as �.")


def not_closed(count: int) -> Text:
    """Return the sentence for a file that ends while `count` brackets are open."""
    return Text(
        "The file ends before its JSON is complete: {count} bracket is not closed.",
        plural="The file ends before its JSON is complete: {count} brackets are not closed.",
        count=count,
    )


def other_encoding(head: bytes) -> str | None:
    """Return the name of the encoding that the first bytes of a JSON file show, or None where that is UTF-8."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if _WITHOUT_MARK.match(head) is None:
        return None
    return "UTF-32" if b"\0\0\0" in head[:4] else "UTF-16"


def refuse_other_encodings(head: bytes) -> None:
    """Raise ContentError where a JSON file is not in UTF-8."""
    name = other_encoding(head)
    if name is not None:
        raise ContentError(Text("This JSON is written in {encoding}, and JSON must be in UTF-8.", encoding=name))


def structural_problems(reach: Reach, levels: Levels, watch: Watch) -> Iterator[Problem]:
    """Yield what the scan of a whole file noticed, each with its byte offset."""
    if levels.mismatch is not None:
        yield Problem(WRONG_KIND, offset=levels.mismatch)
    if levels.is_in_string:
        yield Problem(ENDS_IN_TEXT, offset=levels.stop)
    if levels.open_levels:
        yield Problem(not_closed(levels.open_levels), offset=levels.stop)
    elif (rest := reach.first_not_white(levels.stop, reach.source.size, watch)) < reach.source.size:
        yield Problem(REST, offset=rest)


class Utf8Check:
    """Notices the first byte that is not UTF-8."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def feed(self, offset: int, raw: bytes) -> None:
        """Look at the next chunk, which begins at byte `offset`."""
        if self.problems:
            return
        waiting = self._decoder.getstate()[0]
        if not waiting and raw.isascii():
            return
        try:
            self._decoder.decode(raw)
        except UnicodeDecodeError as error:
            self._found(offset - len(waiting) + error.start)

    def finish(self, stop: int) -> None:
        """Notice a character that is cut off by the end at byte `stop`."""
        waiting = self._decoder.getstate()[0]
        if waiting and not self.problems:
            self._found(stop - len(waiting))

    def _found(self, offset: int) -> None:
        self.problems.append(Problem(NOT_UTF8, offset=offset))
