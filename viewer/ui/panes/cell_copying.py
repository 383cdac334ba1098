"""Copying cells to the clipboard as tab-separated text; very many of them in a worker, too many not at all.

The text is UTF-8 throughout, as the clipboard takes it: to turn a long one into Qt's own form would stop the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from viewer.model.columns import Table
from viewer.model.timing import TimeFormat
from viewer.text import Text
from viewer.ui.background import Background, Task
from viewer.ui.clipboard import copy_utf8
from viewer.ui.models.table_text import single_cell, tab_separated
from viewer.watch import Watch

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

CELLS_AT_ONCE = 2_000
MOST_CELLS = 1_000_000
MOST_BYTES = 50_000_000
PATIENCE_MS = 300  # what is done by then is not worth a word
DOING = Text("Copying to the clipboard")
INSTEAD = Text(
    "That would bring other programs to a standstill. Save the table as a CSV file instead: "
    "it has the rows as they are shown here, with all columns."
)


class CellCopying(QObject):
    """Puts cells on the clipboard. What takes longer `began` and `ended`; what is too much for it is `refused`."""

    began = Signal(object, object)  # Text, what stops it
    progressed = Signal(object)  # Progress
    ended = Signal()
    copied = Signal(object)  # Text, after what began
    refused = Signal(object)  # Text

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._task: Task | None = None
        self._cells = 0
        self._has_begun = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._begin)

    def copy(
        self,
        table: Table,
        rows: NDArray[int64] | None,
        spans: Sequence[range],
        columns: Sequence[int],
        time_format: TimeFormat,
        *,
        with_headers: bool,
    ) -> None:
        """Copy the cells of `columns`, in that order, in the rows shown at `spans`."""
        self.stop()
        self._cells = sum(map(len, spans)) * len(columns)
        if self._cells == 1 and not with_headers:
            QGuiApplication.clipboard().setText(single_cell(table, rows, spans[0].start, columns[0], time_format))
        elif self._cells > MOST_CELLS:
            many = Text("{count} cells are too many for the clipboard.", count=self._cells)
            self.refused.emit(Text("{many} {instead}", many=many, instead=INSTEAD))
        else:

            def text(watch: Watch) -> QByteArray | None:
                return _joined(
                    tab_separated(table, rows, spans, columns, time_format, with_headers=with_headers, watch=watch)
                )

            self._start(text)

    def stop(self) -> None:
        """End the copying that is under way."""
        if self._task is not None:
            self._task.stop()

    def _start(self, text: Callable[[Watch], QByteArray | None]) -> None:
        if self._cells <= CELLS_AT_ONCE:
            self._take(text(Watch()))
            return
        self._task = self._background.start(text, "copy cells")
        self._task.progressed.connect(self.progressed)
        self._task.succeeded.connect(self._take)
        self._task.failed.connect(self._give_up)
        self._task.ended.connect(self._end)
        self._patience.start()

    def _begin(self) -> None:
        if self._task is not None:
            self._has_begun = True
            self.began.emit(DOING, self.stop)  # not the task's: a button would go on holding the table

    def _take(self, text: QByteArray | None) -> None:
        if text is None:
            self.refused.emit(
                Text("{much} {instead}", much=Text("This is too much text for the clipboard."), instead=INSTEAD)
            )
            return
        copy_utf8(text)
        if self._has_begun:
            self.copied.emit(Text("{count} cells are on the clipboard.", count=self._cells))

    def _give_up(self, error: Exception) -> None:
        self._end()
        raise error

    def _end(self) -> None:
        self._task = None
        self._patience.stop()
        if self._has_begun:
            self._has_begun = False
            self.ended.emit()


def _joined(pieces: Iterable[bytes | memoryview]) -> QByteArray | None:
    """Return the whole text; None where it is too long."""
    joined = QByteArray()
    for piece in pieces:
        joined.append(bytes(piece))
        if joined.size() > MOST_BYTES:
            return None
    return joined
