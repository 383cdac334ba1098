"""How rows of the list "At this moment" are painted: the label with confidence and end, and below, quietly, the details.

Long labels wrap, so that a cue can be read whole in a narrow dock; where the end finds no room beside the label it stands in
the last line. Lines are broken once for a text and a width.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from viewer.ui.models.moment_model import MomentModel, ShownRow
from viewer.ui.painting.data_colours import colour_of
from viewer.ui.panes.cell_painting import row_margin

MOST_LABEL_LINES, MOST_DETAIL_LINES = 5, 3
MOST_SWATCHES = 8
_CHIP, _BAR, _ROUND = 0.55, 0.17, 0.2  # of the height of a line of text
_LEAST_WIDTH = 10

Option = QStyleOptionViewItem
Role = QPalette.ColorRole
Align = Qt.AlignmentFlag
Place = QModelIndex | QPersistentModelIndex
_SINGLE = Qt.TextFlag.TextSingleLine | Align.AlignVCenter


class RowDelegate(QStyledItemDelegate):
    """Paints the rows of a MomentModel in a view that is as wide as its rows."""

    def __init__(self, model: MomentModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: Option, index: Place) -> QSize:
        row = self._model.row(index)
        width = option.rect.width()
        return QSize(width, _Parts(row, option.font, option.fontMetrics, width).height) if row is not None else QSize()

    def paint(self, painter: QPainter, option: Option, index: Place) -> None:
        row = self._model.row(index)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        parts = _Parts(row, option.font, option.fontMetrics, option.rect.width())
        if row.line is None:
            _paint_heading(painter, option, row, parts)
        else:
            _paint_line(painter, option, row, parts, self._model.is_chosen(row))
        painter.restore()


class _Parts:
    """The lines of a row, and how high it is."""

    def __init__(self, row: ShownRow, font: QFont, metrics: QFontMetrics, width: int) -> None:
        self.line_height = metrics.height()
        self.margin = row_margin(self.line_height)
        self.indent = indent(self.line_height)
        self.left = round((2 * _BAR + _CHIP) * self.line_height) + metrics.averageCharWidth()
        self.right = self.margin * 2
        room = max(_LEAST_WIDTH, width - self.left - self.right)
        gap = 2 * metrics.averageCharWidth()
        beside = metrics.horizontalAdvance(row.confidence) + gap if row.confidence else 0
        self.span_width = metrics.horizontalAdvance(row.span) + gap if row.span else 0
        self.span_is_beside = metrics.horizontalAdvance(row.label) + beside + self.span_width <= room
        name = font.toString()
        self.label = broken(row.label, name, max(_LEAST_WIDTH, room - beside), MOST_LABEL_LINES)
        self.details = broken(row.details, name, room, MOST_DETAIL_LINES) if row.details else ()
        self.has_swatches = row.line is not None and bool(row.line.colours)
        quiet = len(self.details) + self.has_swatches
        last = metrics.horizontalAdvance(self.details[-1]) if self.details and not self.has_swatches else 0
        self.span_is_below = not self.span_is_beside and (not quiet or last + self.span_width > room)
        lines = 1 if row.line is None else len(self.label) + quiet + self.span_is_below
        above = self.line_height // 2 if row.is_heading else 0
        self.height = lines * self.line_height + 2 * self.margin + above


def indent(line_height: int) -> int:
    """How far from the edge headings and chips stand; left of it is the bar of what is chosen."""
    return round(2 * _BAR * line_height)


def _paint_heading(painter: QPainter, option: Option, row: ShownRow, parts: _Parts) -> None:
    rect = QRect(option.rect)
    rect.setTop(rect.bottom() + 1 - parts.line_height - parts.margin)
    rect.setLeft(rect.left() + (parts.indent if row.is_heading else parts.left))
    rect.setHeight(parts.line_height)
    font = QFont(option.font)
    font.setBold(row.is_heading)
    painter.setFont(font)
    painter.setPen(option.palette.color(QPalette.ColorGroup.Active, Role.PlaceholderText))
    words = QFontMetrics(font).elidedText(row.label, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, _SINGLE | Align.AlignLeft, words)


def _paint_line(painter: QPainter, option: Option, row: ShownRow, parts: _Parts, is_chosen: bool) -> None:
    rect = QRect(option.rect)
    is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
    ink = option.palette.color(QPalette.ColorGroup.Active, Role.HighlightedText if is_selected else Role.Text)
    quiet = ink if is_selected else option.palette.color(QPalette.ColorGroup.Active, Role.PlaceholderText)
    if is_selected:
        painter.fillRect(rect, option.palette.highlight())
    if is_chosen:
        painter.fillRect(QRect(rect.left(), rect.top(), max(3, round(_BAR * parts.line_height)), rect.height()), ink)
    top = rect.top() + parts.margin
    if row.line is not None and row.line.detection_id is not None and not parts.has_swatches:
        _paint_chip(painter, row.line.detection_id, QPointF(rect.left() + parts.indent, top), parts.line_height)
    painter.setFont(option.font)
    place = QRect(rect.left() + parts.left, top, max(1, rect.width() - parts.left - parts.right), parts.line_height)
    first = place.adjusted(0, 0, -parts.span_width if parts.span_is_beside else 0, 0)
    painter.setPen(quiet)
    painter.drawText(first, _SINGLE | Align.AlignRight, row.confidence)
    if parts.span_is_beside:
        painter.drawText(place, _SINGLE | Align.AlignRight, row.span)
    painter.setPen(quiet if row.is_faint else ink)
    _paint_lines(painter, place, parts.label)
    painter.setPen(quiet)
    _paint_lines(painter, place, parts.details)
    if row.line is not None and parts.has_swatches:
        _paint_swatches(painter, row.line.colours[:MOST_SWATCHES], place)
    if not parts.span_is_beside:
        last = place.translated(0, 0 if parts.span_is_below else -parts.line_height)
        painter.setPen(quiet)
        painter.drawText(last, _SINGLE | Align.AlignRight, row.span)
    if option.state & QStyle.StateFlag.State_HasFocus:
        _paint_ring(painter, option)


def _paint_lines(painter: QPainter, place: QRect, lines: tuple[str, ...]) -> None:
    """Paint lines below each other and move `place` below them."""
    for words in lines:
        painter.drawText(place, _SINGLE | Align.AlignLeft, words)
        place.translate(0, place.height())


def _paint_chip(painter: QPainter, detection_id: str, corner: QPointF, line_height: int) -> None:
    """The colour of the detection, as its boxes have it."""
    side = _CHIP * line_height
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour_of(detection_id))
    place = QRectF(corner.x(), corner.y() + (line_height - side) / 2, side, side)
    painter.drawRoundedRect(place, _ROUND * side, _ROUND * side)


def _paint_swatches(painter: QPainter, colours: tuple[str, ...], place: QRect) -> None:
    """The colours themselves, each with an edge that is seen on any ground, and move `place` below them."""
    gap = _ROUND * place.height()
    width = min(2.0 * place.height(), place.width() / len(colours) - gap)
    painter.setPen(QPen(painter.pen().color(), 1))
    for number, colour in enumerate(colours):
        painter.setBrush(QColor(colour))
        left = place.left() + number * (width + gap) + 0.5
        painter.drawRect(QRectF(left, place.top() + gap / 2, max(1.0, width), place.height() - gap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    place.translate(0, place.height())


def _paint_ring(painter: QPainter, option: Option) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(option.palette.color(Role.Accent), 1.5))
    painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1))


@lru_cache(maxsize=2_000)
def broken(text: str, font: str, width: int, most: int) -> tuple[str, ...]:
    """Return `text` in at most `most` lines that are no wider than `width` pixels; the last is cut where there is more.

    `font` is a font as `QFont.toString` writes it.
    """
    used = QFont()
    used.fromString(font)
    metrics = QFontMetrics(used)
    if metrics.horizontalAdvance(text) <= width:
        return (text,)
    layout = QTextLayout(text, used)
    layout.setTextOption(_wrapping())
    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        if len(lines) == most - 1:
            lines.append(metrics.elidedText(text[line.textStart() :], Qt.TextElideMode.ElideRight, width))
            break
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return tuple(lines)


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
