"""The problems of a result below its content: one line that opens a list with places, to copy; never a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QToolButton, QVBoxLayout, QWidget

from viewer.model.result import Problem
from viewer.text import Text
from viewer.ui.messages import shown
from viewer.ui.models.problems_model import MESSAGE, PLACE, ProblemsModel
from viewer.ui.theme import icon

LINES = 6
WRAPPED_ROWS = 300  # more rows than these are all one line high; their tooltips have the rest


class ProblemsList(QWidget):
    """Hidden where there are no problems."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self._model = ProblemsModel(self)
        self._line = QToolButton()
        self._line.setObjectName("problems_line")
        self._line.setCheckable(True)
        self._line.setAutoRaise(True)
        self._line.setIcon(icon("warning"))
        self._line.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._line.toggled.connect(self._open)
        self.view = ProblemsView(self._model)
        self.view.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._line)
        column.addWidget(self.view)
        self.hide()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show these problems, as one line at first."""
        self._model.show_problems(problems)
        words = Text("{count} problem", plural="{count} problems", count=len(problems))
        self._line.setText(shown(words))
        self._line.setToolTip(self.tr("What was odd, repaired or unreadable in this result, and where"))
        self._line.setChecked(False)
        self.setVisible(bool(problems))

    def _open(self, is_open: bool) -> None:
        self.view.setVisible(is_open)
        if is_open:
            self.view.fit()


class ProblemsView(QTableView):
    """The list itself."""

    def __init__(self, model: ProblemsModel) -> None:
        super().__init__()
        self.setObjectName("problems_view")
        self.setAccessibleName(self.tr("Problems"))
        self._problems = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(MESSAGE, QHeaderView.ResizeMode.Stretch)

    def fit(self) -> None:
        """Make the columns and rows as big as the problems need, and the list not too high."""
        texts = [self._problems.index(row, PLACE).data() for row in range(min(self._problems.rowCount(), WRAPPED_ROWS))]
        widest = max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0)
        self.setColumnWidth(PLACE, min(widest + 3 * self.fontMetrics().averageCharWidth(), self.width() // 2))
        line = self.fontMetrics().height() * 3 // 2
        self.verticalHeader().setDefaultSectionSize(line)
        rows = self._problems.rowCount()
        if rows <= WRAPPED_ROWS:
            self.resizeRowsToContents()
        height = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        needed = sum(self.rowHeight(row) for row in range(min(rows, LINES)))
        self.setFixedHeight(height + min(needed, LINES * line))

    def copy(self) -> None:
        """Copy the selected problems, place and message."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        if rows:
            QGuiApplication.clipboard().setText("\n".join(self._problems.text(row) for row in rows) + "\n")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("&Copy"), self.copy).setEnabled(self.selectionModel().hasSelection())
        menu.addAction(self.tr("Select &all"), self.selectAll)
        menu.popup(event.globalPos())
