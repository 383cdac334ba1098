"""How cells are painted where Qt's own way is cramped: room around numbers and texts, and rows of the tree less tight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionHeader, QStyleOptionViewItem, QWidget

CellText = Callable[[int, int], str]
EN_SPACE = "\u2002"
LINE_SEPARATOR = "\u2028"  # what the painter takes for the end of a line


Option = QStyleOptionViewItem
Feature = QStyleOptionViewItem.ViewItemFeature
Align = Qt.AlignmentFlag


class CellDelegate(QStyledItemDelegate):
    """Paints the text of a cell, with room right of a number.

    Qt would ask the model for eight things a cell, each through Python; here it is one.
    """

    def __init__(self, parent: QObject, cell: CellText, *, is_number: bool, is_at_top: bool) -> None:
        super().__init__(parent)
        self._cell = cell
        self._is_number = is_number
        side = Align.AlignRight if is_number else Align.AlignLeft
        self._alignment = side | (Align.AlignTop if is_at_top else Align.AlignVCenter)
        self._features = Feature.HasDisplay | Feature.WrapText if is_at_top else Feature.HasDisplay

    def initStyleOption(self, option: Option, index: QModelIndex | QPersistentModelIndex) -> None:
        text = self._cell(index.row(), index.column())
        option.text = f"{text}{EN_SPACE}" if self._is_number else text.replace("\n", LINE_SEPARATOR)
        option.displayAlignment = self._alignment
        option.features = self._features


class WrappedCellDelegate(CellDelegate):
    """Leaves room above the text too, where texts wrap and all stand at the top of the row."""

    def paint(self, painter: QPainter, option: Option, index: QModelIndex | QPersistentModelIndex) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.highlight())
        option.rect = option.rect.adjusted(0, row_margin(option.fontMetrics.height()), 0, 0)
        super().paint(painter, option, index)


def delegate_of(parent: QObject, cell: CellText, is_number: bool, is_at_top: bool) -> CellDelegate:
    """Return the delegate that paints such a column; `cell` gives the text of a row and a column."""
    kind = WrappedCellDelegate if is_at_top else CellDelegate
    return kind(parent, cell, is_number=is_number, is_at_top=is_at_top)


class TableHeader(QHeaderView):
    """Leaves the same room in the headers of numbers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:  # noqa: N802, N803 - Qt's
        super().initStyleOptionForIndex(option, logicalIndex)
        if option.textAlignment & Qt.AlignmentFlag.AlignRight:
            option.text += EN_SPACE


class RoomyDelegate(QStyledItemDelegate):
    """Rows as high as those of a table."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        height = option.fontMetrics.height()
        return size.expandedTo(QSize(0, row_height(height)))


def row_height(text_height: int) -> int:
    """The height of a row with one line of text."""
    return text_height + 2 * row_margin(text_height)


def row_margin(text_height: int) -> int:
    """The room above and below the text of a row."""
    return max(1, text_height // 6)
