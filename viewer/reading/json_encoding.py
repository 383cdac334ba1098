"""Every place in a file where its bytes are not UTF-8."""

from __future__ import annotations

import codecs

from viewer.reading.json_faults import Faults, Sort
from viewer.reading.problem_list import LISTED

_SHOWN_INSTEAD = "\ufffd"
_STEP = 1 << 17  # while one is decoded, no other thread runs


class EncodingCheck:
    """Looks at the bytes of a file from start to end."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._found = 0
        self._waiting = b""  # the beginning of a character

    def feed(self, offset: int, raw: bytes) -> None:
        """Look at the next bytes, which begin at byte `offset`."""
        if raw.isascii() and not self._waiting:
            return
        for first in range(0, len(raw), _STEP):
            piece = raw[first : first + _STEP]
            if self._waiting or not piece.isascii():
                self._look(offset + first - len(self._waiting), self._waiting + piece)

    def finish(self, stop: int) -> None:
        """Notice a character that is cut off by the end at byte `stop`."""
        if self._waiting:
            self._add(stop - len(self._waiting))

    def _look(self, offset: int, raw: bytes) -> None:
        while self._found < LISTED:
            try:
                done = codecs.utf_8_decode(raw)[1]
            except UnicodeDecodeError as error:
                self._add(offset + error.start)
                offset, raw = offset + error.end, raw[error.end :]
            else:
                self._waiting = raw[done:]
                return
        text, done = codecs.utf_8_decode(raw, "replace")
        self._faults.more[Sort.ALSO_NOT_UTF8] += text.count(_SHOWN_INSTEAD) - raw.count(_SHOWN_INSTEAD.encode())
        self._waiting = raw[done:]

    def _add(self, offset: int) -> None:
        self._faults.add(Sort.ALSO_NOT_UTF8 if self._found else Sort.NOT_UTF8, offset)
        self._found += 1
