"""Copying values, paths and parts of a JSON file to the clipboard: small ones at once, big ones in a worker."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from viewer.model.json_document import JsonDocument, JsonNode
from viewer.text import Text
from viewer.ui.background import Background, Task
from viewer.ui.error_words import say_error
from viewer.ui.messages import shown

BYTES_AT_ONCE = 256 * 1024
MOST_BYTES = 64 * 1024 * 1024


class JsonCopying(QObject):
    """`said` gives a sentence where copying takes time or is not done, "" when there is none."""

    said = Signal(str)

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._task: Task | None = None

    def copy_value(self, document: JsonDocument, node: JsonNode) -> None:
        """Copy a text without quotes and escapes, a number with its digits, an object or array as it stands in the file."""
        size = node.stop - node.start
        if self._is_too_big(size):
            return
        if node.kind.is_container:
            self._copy(size, lambda: document.raw(node).decode("utf-8", "replace"))
        else:
            self._copy(size, lambda: document.shown(node, size + 1))

    def copy_json(self, document: JsonDocument, node: JsonNode) -> None:
        """Copy a value as it stands in the file."""
        size = node.stop - node.start
        if not self._is_too_big(size):
            self._copy(size, lambda: document.raw(node).decode("utf-8", "replace"))

    def copy_text(self, text: str) -> None:
        """Copy a short text."""
        self._copy(0, lambda: text)

    def _is_too_big(self, size: int) -> bool:
        if size > MOST_BYTES:
            self.said.emit(self.tr("This is too much for the clipboard. Save the result instead."))
        return size > MOST_BYTES

    def _copy(self, size: int, read: object) -> None:
        assert callable(read)
        if self._task is not None:
            self._task.stop()
            self._task = None
        if size <= BYTES_AT_ONCE:
            self._take(read())
            return
        self.said.emit(shown(Text("Copying {size} bytes…", size=size)))
        self._task = self._background.start(lambda _: read(), "copy JSON")
        self._task.succeeded.connect(self._take)
        self._task.failed.connect(self._give_up)

    def _take(self, text: str) -> None:
        self._task = None
        QGuiApplication.clipboard().setText(text.replace("\0", "␀"))
        self.said.emit("")

    def _give_up(self, error: Exception) -> None:
        self._task = None
        say_error(error, self.said.emit)
