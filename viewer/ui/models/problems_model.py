"""The problems of a result as a Qt model: where, and what."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from viewer.model.result import Problem
from viewer.ui.messages import shown
from viewer.ui.models.cells import plain_tooltip
from viewer.ui.models.column_table_model import Index

PLACE, MESSAGE = range(2)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_TOP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class ProblemsModel(QAbstractTableModel):
    """One row per problem, in the order in which they were found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: tuple[Problem, ...] = ()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show other problems."""
        self.beginResetModel()
        self._problems = problems
        self.endResetModel()

    def text(self, row: int) -> str:
        """One problem as tab-separated text."""
        problem = self._problems[row]
        return f"{shown(problem.place) if problem.place is not None else ''}\t{shown(problem.message)}"

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _TOOLTIP, _ALIGNMENT) or not index.isValid() or index.row() >= len(self._problems):
            return None
        if role == _ALIGNMENT:
            return _TOP
        problem = self._problems[index.row()]
        text = problem.message if index.column() == MESSAGE else problem.place
        words = shown(text) if text is not None else ""
        return plain_tooltip(words) if role == _TOOLTIP else words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ALIGNMENT:
            return _TOP
        if role != _DISPLAY or section not in (PLACE, MESSAGE):
            return None
        return self.tr("Problem") if section == MESSAGE else self.tr("Place")
