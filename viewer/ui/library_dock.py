"""The library dock: jobs and results kept on this computer, with filter, open, show in folder and remove."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from viewer.metadata_types import Registry
from viewer.text import Text
from viewer.ui.messages import shown
from viewer.ui.models.library_model import SIZE, Index, LibraryModel
from viewer.ui.theme import icon

if TYPE_CHECKING:
    from viewer.library.library import Item

Place = tuple[str, str, str | None]  # server, job ID, and type name or None for the job itself

CHARACTERS_WIDE = 52


class LibraryDock(QDockWidget):
    """Emits what the user wants done with kept results; the window does it, off the UI thread."""

    open_wanted = Signal(object)  # tuple of Item, all of one job
    show_wanted = Signal(object)  # Item
    remove_wanted = Signal(object)  # tuple of Item; already confirmed
    changed = Signal()  # other results are listed

    def __init__(self, registry: Registry) -> None:
        super().__init__()
        self.setObjectName("library_dock")
        self.setWindowTitle(self.tr("Library"))
        self.model = LibraryModel(registry)
        self._opened: set[Place] = set()
        self._build()

    def set_items(self, items: tuple[Item, ...]) -> None:
        """List these kept results, newest first."""
        chosen = self._place(self._tree.currentIndex())
        self.model.set_items(items)
        self._restore_places(chosen)
        self.changed.emit()

    def _build(self) -> None:
        self._filter = QLineEdit()
        self._filter.setObjectName("library_filter")
        self._filter.setPlaceholderText(self.tr("Filter by job or type"))
        self._filter.setAccessibleName(self.tr("Filter the library"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._filter_changed)
        self._empty = QLabel()
        self._empty.setObjectName("library_empty")
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._empty.setMargin(self.fontMetrics().height() // 2)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._build_tree())
        self._pages.addWidget(self._empty)
        inside = _Inside()
        column = QVBoxLayout(inside)
        column.addWidget(self._filter)
        column.addWidget(self._pages)
        self.setWidget(inside)
        self._choose_page()

    def _build_tree(self) -> QTreeView:
        tree = self._tree = QTreeView()
        tree.setObjectName("library_tree")
        tree.setAccessibleName(self.tr("Kept jobs and results"))
        tree.setModel(self.model)
        tree.setUniformRowHeights(True)
        tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setExpandsOnDoubleClick(False)
        tree.activated.connect(self._open)
        tree.expanded.connect(lambda index: self._opened.add(self._place(index)))
        tree.collapsed.connect(lambda index: self._opened.discard(self._place(index)))
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._show_menu)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        width = self.fontMetrics().horizontalAdvance("2026-12-28") + 2 * self.fontMetrics().averageCharWidth()
        tree.setColumnWidth(1, width)
        tree.setColumnHidden(SIZE, True)  # it stands in the tooltip; the names need the room
        self._open_action = self._action(self.tr("&Open"), "open", QKeySequence(), self._open_chosen)
        self._show_action = self._action(self.tr("&Show in folder"), "folder", QKeySequence(), self._show_chosen)
        delete = QKeySequence(QKeySequence.StandardKey.Delete)
        self._remove_action = self._action(self.tr("&Remove…"), "remove", delete, self._remove_chosen)
        return tree

    def _action(self, name: str, symbol: str, shortcut: QKeySequence, act: Callable[[], None]) -> QAction:
        action = QAction(icon(symbol), name, self._tree)
        action.setShortcut(shortcut)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        self._tree.addAction(action)
        return action

    def _filter_changed(self, needle: str) -> None:
        chosen = self._place(self._tree.currentIndex())
        self.model.set_filter(needle)
        self._restore_places(chosen)

    def _place(self, index: Index) -> Place:
        """What a row stands for, as it is found again among other rows: a job, or a result (of this type) of it."""
        items = self.model.items_at(index)
        if not items:
            return ("", "", None)
        return (items[0].server, items[0].job_id, items[0].type_name if index.parent().isValid() else None)

    def _restore_places(self, chosen: Place) -> None:
        """After other rows came: open the jobs that were open, choose the row that was chosen, where they are there."""
        rows = {(job.server, job.job_id): row for row, job in enumerate(self.model.jobs)}
        for server, job_id, _ in tuple(self._opened):
            if (server, job_id) in rows:
                self._tree.setExpanded(self.model.index(rows[server, job_id], 0), True)
        if chosen[:2] in rows:
            job = self.model.index(rows[chosen[:2]], 0)
            inside = (self.model.index(row, 0, job) for row in range(self.model.rowCount(job)))
            self._tree.setCurrentIndex(next((index for index in (job, *inside) if self._place(index) == chosen), job))
        self._choose_page()

    def _choose_page(self) -> None:
        self._pages.setCurrentIndex(0 if self.model.rowCount() else 1)
        self._empty.setText(
            self.tr("Nothing in the library fits this filter.")
            if self.model.is_filtered_out
            else self.tr("Results that you fetch are kept here, byte for byte, and open again without the network.")
        )

    def _chosen(self) -> tuple[Item, ...]:
        return self.model.items_at(self._tree.currentIndex())

    def _open(self) -> None:
        self._open_chosen()

    def _open_chosen(self) -> None:
        if items := self._chosen():
            self.open_wanted.emit(items)

    def _show_chosen(self) -> None:
        if items := self._chosen():
            self.show_wanted.emit(items[0])

    def _remove_chosen(self) -> None:
        items = self._chosen()
        if not items:
            return
        box = QMessageBox(self)
        box.setObjectName("confirm_remove")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        count = len(items)
        question = Text(
            "Remove {count} result of this job, with its older copies, from this computer?",
            plural="Remove {count} results of this job, with their older copies, from this computer?",
            count=count,
        )
        box.setText(shown(question))
        box.setInformativeText(
            self.tr("The service may not keep results for ever: what is removed here might not be had again.")
        )
        remove = box.addButton(self.tr("&Remove"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(self.tr("&Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        remove.clicked.connect(lambda: self.remove_wanted.emit(items))
        box.open()

    def _show_menu(self, place: QPoint) -> None:
        if not self._tree.currentIndex().isValid():
            return
        menu = QMenu(self._tree)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self._open_action, self._show_action, self._remove_action])
        menu.popup(self._tree.viewport().mapToGlobal(place))


class _Inside(QWidget):
    """Asks for room for the longest title and a date, until the user gives it another width."""

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * CHARACTERS_WIDE, super().sizeHint().height())
