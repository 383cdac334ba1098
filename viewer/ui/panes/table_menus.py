"""The menus of a table: of its cells and of its headers, with the same commands as by keys and clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from viewer.ui.messages import shown

if TYPE_CHECKING:
    from viewer.ui.panes.table_view import TableView


def cell_menu(view: TableView) -> QMenu:
    """Copying, selecting, sorting by the current column, and the column chooser."""
    menu = _menu(view, "cell_menu")
    copy = menu.addAction(_tr("&Copy"), lambda: view.copy())
    copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
    menu.addAction(_tr("Copy &without headers"), lambda: view.copy(with_headers=False))
    menu.addAction(_tr("Copy &row"), lambda: view.copy(with_headers=False, whole_rows=True))
    for action in menu.actions():
        action.setEnabled(view.selectionModel().hasSelection())
    menu.addSeparator()
    select_all = menu.addAction(_tr("Select &all"), view.selectAll)
    select_all.setShortcut(QKeySequence(QKeySequence.StandardKey.SelectAll))
    menu.addSeparator()
    _add_sorting(menu, view, view.currentIndex().column())
    view.columns.fill_menu(menu.addMenu(_tr("C&olumns")))
    return menu


def header_menu(view: TableView, column: int) -> QMenu:
    """Sorting by a column, and which columns are shown."""
    menu = _menu(view, "header_menu")
    _add_sorting(menu, view, column)
    menu.addSeparator()
    view.columns.fill_menu(menu)
    return menu


def _menu(view: TableView, name: str) -> QMenu:
    menu = QMenu(view)
    menu.setObjectName(name)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _add_sorting(menu: QMenu, view: TableView, column: int) -> None:
    table, header = view.column_model.table, view.horizontalHeader()
    if table is not None and 0 <= column < len(table.columns):
        title = shown(table.columns[column].title).replace("&", "&&")
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        words = _tr("Sort by “%1”, ascending").replace("%1", title)
        menu.addAction(words, lambda: header.setSortIndicator(column, up))
        words = _tr("Sort by “%1”, descending").replace("%1", title)
        menu.addAction(words, lambda: header.setSortIndicator(column, down))
    service = menu.addAction(_tr("&Service order"), view.service_order)
    service.setObjectName("service_order")
    service.setEnabled(header.sortIndicatorSection() >= 0)


def _tr(words: str) -> str:
    return QCoreApplication.translate("TableMenus", words)
