"""How cells are painted where Qt's own way is too cramped: room to the right of numbers, and rows of the tree less tight."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionHeader, QStyleOptionViewItem, QWidget

EN_SPACE = "\u2002"


class NumberDelegate(QStyledItemDelegate):
    """Leaves room between a number, which stands on the right, and the next column."""

    def displayText(self, value: Any, locale: QLocale | QLocale.Language) -> str:  # noqa: N802 - Qt's name
        return f"{value}{EN_SPACE}"


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
    return text_height + 2 * max(1, text_height // 6)
