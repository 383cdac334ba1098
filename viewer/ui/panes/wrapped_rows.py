"""Row heights of a table whose long texts wrap: measured for the rows in sight only, whenever other rows come into sight."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtWidgets import QStyle, QTableView

from viewer.model.columns import Kind
from viewer.ui.models.column_table_model import ColumnTableModel

MOST_LINES = 8


class WrappedRows(QObject):
    """Keeps the rows in sight as high as their texts need. The scroll bar counts rows, so that nothing jumps."""

    def __init__(self, view: QTableView, model: ColumnTableModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._is_fitting = False
        view.verticalScrollBar().valueChanged.connect(self.fit)
        view.horizontalHeader().sectionResized.connect(self.fit)

    def fit(self) -> None:
        """Measure the rows in sight; does nothing for a table without long texts."""
        columns = self._wrapped_columns()
        if self._is_fitting or not columns:
            return
        self._is_fitting = True
        bar = self._view.verticalScrollBar()
        is_at_end = bar.value() == bar.maximum() > 0
        below, row = self._view.viewport().height(), max(0, self._view.rowAt(0))
        while below > 0 and row < self._model.rowCount():
            height = self._height(row, columns)
            if height != self._view.rowHeight(row):
                self._view.setRowHeight(row, height)
            below -= height
            row += 1
        if is_at_end:
            bar.setValue(bar.maximum())
        self._is_fitting = False

    def height(self, row: int) -> int:
        """How high a row is as soon as it is in sight."""
        columns = self._wrapped_columns()
        return self._height(row, columns) if columns else self._view.rowHeight(row)

    def _wrapped_columns(self) -> list[int]:
        table = self._model.table
        if table is None:
            return []
        kinds = [column.kind for column in table.columns]
        return [
            number for number, kind in enumerate(kinds) if kind is Kind.LONG_TEXT and not self._view.isColumnHidden(number)
        ]

    def _height(self, row: int, columns: list[int]) -> int:
        view, metrics = self._view, self._view.fontMetrics()
        single = view.verticalHeader().defaultSectionSize()
        margin = 2 * (view.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, view) + 1)
        needed = metrics.height()
        for number in columns:
            text = self._model.index(row, number).data() or ""
            room = QRect(0, 0, max(1, view.columnWidth(number) - margin), MOST_LINES * metrics.lineSpacing())
            needed = max(needed, metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height())
        return single - metrics.height() + min(needed, MOST_LINES * metrics.lineSpacing())
