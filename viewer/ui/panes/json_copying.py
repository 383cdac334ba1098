"""Copying values, paths and parts of a JSON file to the clipboard: small ones at once, big ones in a worker."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator

from PySide6.QtCore import QByteArray, QObject, Signal

from viewer.errors import ViewerError
from viewer.model.json_document import JsonDocument, JsonNode
from viewer.text import Text
from viewer.ui.background import Background, Task
from viewer.ui.clipboard import copy_utf8
from viewer.ui.error_words import say_error
from viewer.ui.messages import shown
from viewer.watch import Watch

BYTES_AT_ONCE = 256 * 1024
MOST_BYTES = 50_000_000
PIECE_BYTES = 1 << 20  # while one is decoded, nothing else runs


class JsonCopying(QObject):
    """`said` gives a sentence where copying takes time or is not done, "" when there is none."""

    said = Signal(str)

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._task: Task | None = None

    def copy_value(self, document: JsonDocument, node: JsonNode) -> None:
        """Copy a text without quotes and escapes, a number with its digits, an object or array as it stands in the file."""
        if node.kind.is_container:
            self.copy_json(document, node)
        elif self._is_fit(document, node):
            size = node.stop - node.start
            self._copy(size, lambda _: [document.shown(node, size + 1)])

    def copy_json(self, document: JsonDocument, node: JsonNode) -> None:
        """Copy a value as it stands in the file."""
        if self._is_fit(document, node):
            self._copy(node.stop - node.start, lambda watch: _pieces(document, node, watch))

    def copy_text(self, text: str) -> None:
        """Copy a short text."""
        self._copy(0, lambda _: [text])

    def _is_fit(self, document: JsonDocument, node: JsonNode) -> bool:
        """Say why where a value can't be copied whole."""
        if document.is_open(node):
            self.said.emit(self.tr("This is still being read. It can be copied when it is complete."))
            return False
        if node.stop - node.start > MOST_BYTES:
            self.said.emit(
                self.tr("This is too much for the clipboard: other programs would come to a standstill. Save the result.")
            )
            return False
        return True

    def _copy(self, size: int, read: Callable[[Watch], Iterator[str] | list[str]]) -> None:
        if self._task is not None:
            self._task.stop()
            self._task = None
        if size <= BYTES_AT_ONCE:
            try:
                self._take(_joined(read(Watch())))
            except ViewerError as error:
                self._give_up(error)
            return
        self.said.emit(shown(Text("Copying {size} bytes…", size=size)))
        self._task = self._background.start(lambda watch: _joined(read(watch)), "copy JSON")
        self._task.succeeded.connect(self._take)
        self._task.failed.connect(self._give_up)

    def _take(self, text: QByteArray) -> None:
        self._task = None
        copy_utf8(text)
        self.said.emit("")

    def _give_up(self, error: Exception) -> None:
        self._task = None
        say_error(error, self.said.emit)


def _pieces(document: JsonDocument, node: JsonNode, watch: Watch) -> Iterator[str]:
    """Yield a value as it stands in the file; what is no UTF-8 is replaced."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    raw = document.raw(node)
    for start in range(0, len(raw), PIECE_BYTES):
        watch.check()
        yield decoder.decode(raw[start : start + PIECE_BYTES])
    yield decoder.decode(b"", final=True)


def _joined(pieces: Iterator[str] | list[str]) -> QByteArray:
    """Return the text as UTF-8; many programs would end it at a zero character, which is shown in its place."""
    joined = QByteArray()
    for piece in pieces:
        joined.append(piece.replace("\0", "␀").encode("utf-8", "replace"))
    return joined
