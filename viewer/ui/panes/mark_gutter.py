"""The narrow strip beside a table's rows with their marks: a triangle at what is now, a bar along what is chosen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPolygonF
from PySide6.QtWidgets import QHeaderView, QTableView

from viewer.ui.panes.now_rows import NowRows

_WIDTH, _BAR, _HALF_HEIGHT = 0.62, 0.17, 0.3  # of the height of the text


class MarkGutter(QHeaderView):
    """The table's vertical header. Shapes tell the marks apart, not colours alone."""

    def __init__(self, view: QTableView, rows: NowRows) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._rows = rows
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        """Qt would ask the model for the header of hundreds of rows."""
        return QSize(round(_WIDTH * self.fontMetrics().height()), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self.palette().base())
        now, chosen = self._rows.marks()
        for place in chosen:
            painter.fillRect(self._bar(place), self.palette().text())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Accent))
        for place in now:
            painter.drawPolygon(self._triangle(place))
        painter.end()

    def _bar(self, place: int) -> QRect:
        width = max(2, round(_BAR * self.fontMetrics().height()))
        left = self.viewport().width() - width if self._is_mirrored else 0
        return QRect(left, self.sectionViewportPosition(place), width, self.sectionSize(place))

    def _triangle(self, place: int) -> QPolygonF:
        """Beside the first line of the row's text, its tip towards the text."""
        line = self.fontMetrics().height()
        middle = self.sectionViewportPosition(place) + min(self.sectionSize(place), self.minimumSectionSize()) / 2
        tip = self.viewport().width() - 0.5
        foot = max(2, round(_BAR * line)) + 0.1 * line
        if self._is_mirrored:
            tip, foot = 0.5, self.viewport().width() - foot
        half = _HALF_HEIGHT * line
        return QPolygonF([QPointF(foot, middle - half), QPointF(tip, middle), QPointF(foot, middle + half)])

    @property
    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft
