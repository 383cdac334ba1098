"""The list itself: how its lines are chosen, gone to and copied, and that it stands still while its rows change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu

from viewer.ui.models.column_table_model import Index
from viewer.ui.models.moment_model import MomentModel, ShownRow
from viewer.ui.moment.row_delegate import RowDelegate

_CONTROL = Qt.KeyboardModifier.ControlModifier
_SEVERAL = _CONTROL | Qt.KeyboardModifier.ShiftModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MomentView(QListView):
    """Emits the lines (Line) that the user chooses, and those to whose start the user wants to go."""

    line_chosen = Signal(object)
    start_wanted = Signal(object)

    def __init__(self, model: MomentModel) -> None:
        super().__init__()
        self.moments = model
        self.job_id: str | None = None  # of what is shown, for what is copied
        self._build()

    def _build(self) -> None:
        self.setObjectName("moment_list")
        self.setAccessibleName(self.tr("At this moment"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setModel(self.moments)
        self.setItemDelegate(RowDelegate(self.moments, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        digits = QFont()
        digits.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(digits)
        self.clicked.connect(self._click)
        self.doubleClicked.connect(self._go_to_start)

    def copy(self) -> None:
        """Copy the selected lines, else the current one, each as a line to cite."""
        places = sorted(index.row() for index in self.selectedIndexes()) or [self.currentIndex().row()]
        rows = (self._row(self.moments.index(place)) for place in places)
        words = [self.moments.cited(row, self.job_id) for row in rows if row is not None]
        if words:
            QGuiApplication.clipboard().setText("\n".join(words))

    def menu(self) -> QMenu:
        """The menu of the current line."""
        menu = QMenu(self)
        menu.setObjectName("moment_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = self._row(self.currentIndex())
        choose = menu.addAction(self.tr("C&hoose"), lambda: self._choose(self.currentIndex()))
        choose.setShortcut(QKeySequence(Qt.Key.Key_Return))
        go = menu.addAction(self.tr("&Go to start"), lambda: self._go_to_start(self.currentIndex()))
        go.setShortcut(QKeySequence(_CONTROL | Qt.Key.Key_Return))
        copy = menu.addAction(self.tr("&Copy"), self.copy)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        for action in (choose, copy):
            action.setEnabled(row is not None)
        go.setEnabled(row is not None and row.line is not None and row.line.start_seconds is not None)
        return menu

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """While the rows change within the block, keep what is read in its place, unless the list stands at its top."""
        anchors = self._anchors() if self.verticalScrollBar().value() > 0 else []
        yield
        if anchors:
            self.executeDelayedItemsLayout()
            bar = self.verticalScrollBar()
            for anchor, top in anchors:
                if anchor.isValid():
                    bar.setValue(bar.value() + self.visualRect(self.moments.index(anchor.row())).top() - top)
                    break

    def _anchors(self) -> list[tuple[QPersistentModelIndex, int]]:
        """The rows in sight and where they are: first the one that is selected, then from the first one whole."""
        found, place, bottom = [], 0, self.viewport().height()
        while place < bottom:
            index = self.indexAt(QPoint(0, place))
            if not index.isValid():
                break
            rect = self.visualRect(index)
            found.append((QPersistentModelIndex(index), rect.top()))
            place = rect.bottom() + 1
        current = self.currentIndex()
        chosen = current.row() if self.selectionModel().isSelected(current) else -1
        return sorted(found, key=lambda anchor: (anchor[0].row() != chosen, anchor[1] < 0))

    def _row(self, index: Index) -> ShownRow | None:
        row = self.moments.row(index)
        return row if row is not None and row.line is not None else None

    def _click(self, index: Index) -> None:
        if not QGuiApplication.keyboardModifiers() & _SEVERAL:
            self._choose(index)

    def _choose(self, index: Index) -> None:
        row = self._row(index)
        if row is not None:
            self.line_chosen.emit(row.line)

    def _go_to_start(self, index: Index) -> None:
        row = self._row(index)
        if row is not None:
            self.start_wanted.emit(row.line)

    # --- Qt

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 40, metrics.height() * 12)

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 20, metrics.height() * 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Labels break elsewhere in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in _ENTER and self._row(self.currentIndex()) is not None:
            is_going = bool(event.modifiers() & _CONTROL)
            (self._go_to_start if is_going else self._choose)(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._row(self.currentIndex()) is not None:
            self.menu().popup(event.globalPos())
