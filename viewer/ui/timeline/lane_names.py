"""The names of the lanes, left of the tracks: with arrows to fold and unfold them, and the one that has the focus marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from viewer.ui.focus_ring import WIDTH
from viewer.ui.messages import shown
from viewer.ui.timeline.timeline_state import Focus, TimelineState
from viewer.ui.timeline.timeline_words import lane_tooltip

if TYPE_CHECKING:
    from viewer.ui.painting.timeline_rows import Row

_NAME_CHARACTERS = 36
_TINT = 28  # of 255: marks the row with the focus, as in tables


class LaneNames(QWidget):
    """Has no keyboard focus of its own: the tracks have it, and what is focused there is marked here."""

    name_clicked = Signal(int)  # a row
    wheeled = Signal(QWheelEvent)

    def __init__(self, state: TimelineState) -> None:
        super().__init__()
        self._state = state
        self.setObjectName("timeline_names")
        self.setAccessibleName(self.tr("Lanes"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        for signal in (state.rows_changed, state.top_changed, state.focus_changed, state.keyboard_changed):
            signal.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_NAME_CHARACTERS * self.fontMetrics().averageCharWidth(), 0)

    # --- pointer

    def row_at(self, y: float) -> int | None:
        """The number of the row at a height of this widget."""
        return self._state.rows.place_at(int(y) + self._state.top)

    def arrow_rect(self, number: int) -> QRect:
        """Where the arrow of a row is; the whole height, to be hit easily."""
        row = self._state.rows[number]
        return QRect(0, row.top - self._state.top, self._indent(row), row.height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.row_at(event.position().y())
        if number is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._state.set_focus(Focus(number))
        self.name_clicked.emit(number)
        if self.arrow_rect(number).contains(event.position().toPoint()) and self._state.rows[number].lane.members:
            self._state.toggle(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self.row_at(event.position().y())
        if number is not None and not self.arrow_rect(number).contains(event.position().toPoint()):
            self._state.toggle(number)
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheeled.emit(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self.row_at(event.pos().y())
            if number is not None:
                QToolTip.showText(event.globalPos(), lane_tooltip(self._state.rows[number].lane), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Base))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = self._state
        for number, row in state.rows.between(state.top + event.rect().top(), state.top + event.rect().bottom() + 1):
            self._paint_row(painter, row, has_focus=state.focus is not None and state.focus.row == number)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawLine(QPointF(self.width() - 0.5, 0), QPointF(self.width() - 0.5, self.height()))
        painter.end()

    def _paint_row(self, painter: QPainter, row: Row, *, has_focus: bool) -> None:
        place = QRect(0, row.top - self._state.top, self.width(), row.height)
        if has_focus:
            self._mark(painter, place)
        if len(row.lane.members):
            self._paint_arrow(painter, row, place)
        left, gap = self._indent(row), self.fontMetrics().averageCharWidth()
        room = place.adjusted(left, 0, -gap, 0)
        role = QPalette.ColorRole.Text if row.depth == 0 else QPalette.ColorRole.PlaceholderText
        painter.setPen(self.palette().color(role))
        title = self.fontMetrics().elidedText(shown(row.lane.title), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(
            room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine, title
        )

    def _mark(self, painter: QPainter, place: QRect) -> None:
        tint = QColor(self.palette().color(QPalette.ColorRole.Highlight))
        tint.setAlpha(_TINT * 3)
        painter.fillRect(place, tint)
        focus = self._state.focus
        if self._state.has_keyboard and focus is not None and focus.place < 0:
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(place).adjusted(WIDTH / 2, WIDTH / 2, -WIDTH, -WIDTH / 2), WIDTH, WIDTH)

    def _paint_arrow(self, painter: QPainter, row: Row, place: QRect) -> None:
        size = self.fontMetrics().height() * 0.24
        middle = QPointF(self._indent(row) / 2, place.center().y() + 0.5)
        across, along = QPointF(size, 0), QPointF(0, size)
        if row.is_open:
            points = [middle - across - along / 2, middle + across - along / 2, middle + along * 0.8]
        else:
            points = [middle - along - across / 2, middle + along - across / 2, middle + across * 0.8]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Text))
        painter.drawPolygon(QPolygonF(points))

    def _indent(self, row: Row) -> int:
        return round(self.fontMetrics().height() * (1.15 + 0.75 * row.depth))
