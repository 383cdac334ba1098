"""The tree of kept jobs and results in the library dock: what is open and chosen in it, and what can be done with a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QMessageBox, QTreeView

from viewer.metadata_types import Registry
from viewer.text import Text
from viewer.ui.messages import shown
from viewer.ui.models.library_model import SIZE, Index, LibraryModel
from viewer.ui.theme import icon

if TYPE_CHECKING:
    from viewer.library.library import Item

Place = tuple[str, str, str | None]  # server, job ID, and type name or None for the job itself


class LibraryTree(QTreeView):
    """Emits what the user wants done with kept results."""

    open_wanted = Signal(object)  # tuple of Item, all of one job
    show_wanted = Signal(object)  # Item
    remove_wanted = Signal(object)  # tuple of Item; already confirmed

    def __init__(self, registry: Registry) -> None:
        super().__init__()
        self.library = LibraryModel(registry)
        self._opened: set[Place] = set()
        self._build()

    def set_items(self, items: tuple[Item, ...]) -> None:
        """List these kept results, newest first."""
        chosen = self._place(self.currentIndex())
        self.library.set_items(items)
        self._restore_places(chosen)

    def set_filter(self, needle: str) -> None:
        """List only jobs in which every word of `needle` is found."""
        chosen = self._place(self.currentIndex())
        self.library.set_filter(needle)
        self._restore_places(chosen)

    def _build(self) -> None:
        self.setObjectName("library_tree")
        self.setAccessibleName(self.tr("Kept jobs and results"))
        self.setModel(self.library)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.activated.connect(self._open_chosen)
        self.expanded.connect(lambda index: self._opened.add(self._place(index)))
        self.collapsed.connect(lambda index: self._opened.discard(self._place(index)))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        width = self.fontMetrics().horizontalAdvance("2026-12-28") + 2 * self.fontMetrics().averageCharWidth()
        self.setColumnWidth(1, width)
        self.setColumnHidden(SIZE, True)  # it stands in the tooltip; the names need the room
        self._open_action = self._action(self.tr("&Open"), "open", QKeySequence(), self._open_chosen)
        self._show_action = self._action(self.tr("&Show in folder"), "folder", QKeySequence(), self._show_chosen)
        delete = QKeySequence(QKeySequence.StandardKey.Delete)
        self._remove_action = self._action(self.tr("&Remove…"), "remove", delete, self._remove_chosen)

    def _action(self, name: str, symbol: str, shortcut: QKeySequence, act: Callable[[], None]) -> QAction:
        action = QAction(icon(symbol), name, self)
        action.setShortcut(shortcut)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        self.addAction(action)
        return action

    def _place(self, index: Index) -> Place:
        """What a row stands for, as it is found again among other rows: a job, or a result (of this type) of it."""
        items = self.library.items_at(index)
        if not items:
            return ("", "", None)
        return (items[0].server, items[0].job_id, items[0].type_name if index.parent().isValid() else None)

    def _restore_places(self, chosen: Place) -> None:
        """After other rows came: open the jobs that were open, choose the row that was chosen, where they are there."""
        rows = {(job.server, job.job_id): row for row, job in enumerate(self.library.jobs)}
        for server, job_id, _ in tuple(self._opened):
            if (server, job_id) in rows:
                self.setExpanded(self.library.index(rows[server, job_id], 0), True)
        if chosen[:2] in rows:
            job = self.library.index(rows[chosen[:2]], 0)
            inside = (self.library.index(row, 0, job) for row in range(self.library.rowCount(job)))
            self.setCurrentIndex(next((index for index in (job, *inside) if self._place(index) == chosen), job))

    def _chosen(self) -> tuple[Item, ...]:
        return self.library.items_at(self.currentIndex())

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
        if not self.currentIndex().isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self._open_action, self._show_action, self._remove_action])
        menu.popup(self.viewport().mapToGlobal(place))
