"""A layout of groups side by side that go on in the next row where the width is used up."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class WrappingRow(QLayout):
    """Each widget has the size that it asks for; rows are as high as their highest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self._arrange(QRect(0, 0, width, 0), is_trial=True)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        self._arrange(rect, is_trial=False)

    def sizeHint(self) -> QSize:
        """All in one row."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self._gap() * max(0, len(shown) - 1)
        return self._framed(QSize(width, max((size.height() for size in shown), default=0)))

    def minimumSize(self) -> QSize:  # noqa: N802
        """Room for the widest alone."""
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return self._framed(QSize(max((s.width() for s in shown), default=0), max((s.height() for s in shown), default=0)))

    def _framed(self, size: QSize) -> QSize:
        return size.grownBy(QMargins(self.contentsMargins()))

    def _gap(self) -> int:
        return max(0, self.spacing())

    def _arrange(self, rect: QRect, *, is_trial: bool) -> int:
        """Place the items within `rect`, unless that is on trial; return the height that they take."""
        inside = rect.marginsRemoved(self.contentsMargins())
        top = inside.top()
        for row in self._rows(inside.width()):
            height = max(item.sizeHint().height() for item in row)
            left = inside.left()
            for item in row:
                size = item.sizeHint()
                size.setWidth(min(size.width(), max(inside.width(), item.minimumSize().width())))
                if not is_trial:
                    item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                left += size.width() + self._gap()
            top += height + self._gap()
        return max(0, top - self._gap() - inside.top()) + rect.height() - inside.height()

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint().width()
            if rows and used + self._gap() + wanted <= width:
                rows[-1].append(item)
                used += self._gap() + wanted
            else:
                rows.append([item])
                used = wanted
        return rows
