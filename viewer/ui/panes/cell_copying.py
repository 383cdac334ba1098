"""Copying cells to the clipboard as tab-separated text; very many of them in a worker, too many not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from viewer.model.columns import Table
from viewer.model.timing import TimeFormat
from viewer.text import Text
from viewer.ui.background import Background, Task
from viewer.ui.messages import shown
from viewer.ui.models.table_text import single_cell, tab_separated
from viewer.watch import Watch

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

CELLS_AT_ONCE = 200_000
MOST_CELLS = 10_000_000


class CellCopying(QObject):
    """Puts cells on the clipboard; `said` gives a sentence where that takes time or is not done, "" when there is none."""

    said = Signal(str)

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._task: Task | None = None

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
        if self._task is not None:
            self._task.stop()
            self._task = None
        cells = sum(len(span) for span in spans) * len(columns)
        if cells > MOST_CELLS:
            self.said.emit(shown(Text("{count} cells are too many for the clipboard. Save the table instead.", count=cells)))
            return

        def work(watch: Watch) -> str:
            return tab_separated(table, rows, spans, columns, time_format, with_headers=with_headers, watch=watch)

        if cells <= CELLS_AT_ONCE:
            is_single = cells == 1 and not with_headers
            row = next((span.start for span in spans), 0)
            self._take(single_cell(table, rows, row, columns[0], time_format) if is_single else work(Watch()))
            return
        self.said.emit(shown(Text("Copying {count} cells…", count=cells)))
        self._task = self._background.start(work, "copy cells")
        self._task.succeeded.connect(self._take)
        self._task.failed.connect(self._give_up)

    def _take(self, text: str) -> None:
        self._task = None
        QGuiApplication.clipboard().setText(text)
        self.said.emit("")

    def _give_up(self, error: Exception) -> None:
        self._task = None
        self.said.emit("")
        raise error
