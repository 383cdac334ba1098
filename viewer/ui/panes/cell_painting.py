"""How cells are painted where Qt's own way is cramped: room around numbers and texts, and rows of the tree less tight."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QLocale, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionHeader, QStyleOptionViewItem, QWidget

EN_SPACE = "\u2002"
LINE_SEPARATOR = "\u2028"  # what the painter takes for the end of a line


class CellDelegate(QStyledItemDelegate):
    """Leaves room right of a number, and above the text where texts wrap and all stand at the top of the row."""

    def __init__(self, parent: QObject, *, is_number: bool, is_at_top: bool) -> None:
        super().__init__(parent)
        self._is_number = is_number
        self._is_at_top = is_at_top

    def displayText(self, value: Any, locale: QLocale | QLocale.Language) -> str:  # noqa: N802 - Qt's name
        return f"{value}{EN_SPACE}" if self._is_number else str(value).replace("\n", LINE_SEPARATOR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        if self._is_at_top:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(option.rect, option.palette.highlight())
            option.rect = option.rect.adjusted(0, row_margin(option.fontMetrics.height()), 0, 0)
        super().paint(painter, option, index)


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
