"""Which columns of a table are shown, where, and how wide: chosen by the user, kept in the store, sampled otherwise."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from viewer.model.columns import Column, Kind, Table
from viewer.ui.messages import shown
from viewer.ui.models.column_table_model import ColumnTableModel
from viewer.ui.panes.store import Store

SAMPLED_ROWS = 200
MEASURED_TEXTS = 20
WIDEST_CHARACTERS = 40
NARROWEST_CHARACTERS = 20
NARROWEST_LONG_TEXT_CHARACTERS = 30


class ColumnArrangement(QObject):
    """Arranges the columns of a view. Widths are kept in characters, so that they fit another font too."""

    changed = Signal()

    def __init__(self, view: QTableView, model: ColumnTableModel, store: Store) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._store = store
        self._own_widths: dict[str, float] = {}
        self._needed: dict[int, int] = {}
        self._is_arranging = False
        self._is_changed = False
        header = view.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sectionResized.connect(self._note_width)
        header.sectionMoved.connect(self._note_change)

    @property
    def _columns(self) -> tuple[Column, ...]:
        return self._model.table.columns if self._model.table is not None else ()

    def arrange(self) -> None:
        """Arrange the columns of the model's table as they were left, or as they fit."""
        table = self._model.table
        if table is None:
            return
        self._is_arranging = True
        kept = self._kept(table)
        self._own_widths = kept["widths"]
        self._place(kept["order"])
        for number, column in enumerate(table.columns):
            is_chosen = column.name in kept["order"]
            self._view.setColumnHidden(number, column.name in kept["hidden"] if is_chosen else not column.is_visible)
        if all(self._view.isColumnHidden(number) for number in range(len(table.columns))):
            self._view.setColumnHidden(0, False)
        self._is_arranging = False
        self._is_changed = False
        self.fit()

    def fit(self) -> None:
        """Measure what the first rows need, and give the columns their widths."""
        self._needed = {number: self._needed_width(number, column) for number, column in enumerate(self._columns)}
        self.distribute()

    def distribute(self) -> None:
        """Give the columns their widths in the room there is: long texts get what is left, other texts give up some."""
        if len(self._needed) != len(self._columns):  # a scroll bar comes while the table is being exchanged
            return
        self._is_arranging = True
        widths = self._own() | {n: width for n, width in self._needed.items() if n not in self._own()}
        free = [number for number in self.visible_order() if number not in self._own()]
        spare = self._view.viewport().width() - sum(widths.get(number, 0) for number in self.visible_order())
        character = self._view.fontMetrics().averageCharWidth()
        long_texts = [number for number in free if self._columns[number].kind is Kind.LONG_TEXT]
        if long_texts:
            least = NARROWEST_LONG_TEXT_CHARACTERS * character
            widths[long_texts[-1]] = max(widths[long_texts[-1]] + spare, least)
        elif spare < 0:
            texts = [number for number in free if self._columns[number].kind is Kind.TEXT]
            _shrink(widths, texts, -spare, {number: self._least(number) for number in texts})
        for number, width in widths.items():
            if width != self._view.columnWidth(number) and not self._view.isColumnHidden(number):
                self._view.setColumnWidth(number, width)
        self._is_arranging = False

    def _least(self, number: int) -> int:
        """How narrow a column of texts may become: its header stays readable."""
        least = NARROWEST_CHARACTERS * self._view.fontMetrics().averageCharWidth()
        return min(self._needed[number], max(least, self._view.horizontalHeader().sectionSizeHint(number)))

    def remember(self) -> None:
        """Keep the arrangement in the store, where the user changed it."""
        table = self._model.table
        if table is None or not self._is_changed:
            return
        names = [column.name for column in table.columns]
        value = {
            "order": [names[number] for number in self.visible_order(with_hidden=True)],
            "hidden": [name for number, name in enumerate(names) if self._view.isColumnHidden(number)],
            "widths": self._own_widths,
        }
        self._store.set(f"tables/{table.name}/columns", value)
        self._is_changed = False

    def visible_order(self, *, with_hidden: bool = False) -> list[int]:
        """The columns' numbers from left to right as they are shown."""
        header = self._view.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        return [number for number in order if with_hidden or not header.isSectionHidden(number)]

    def fill_menu(self, menu: QMenu) -> None:
        """Put one checkable action per column into `menu`, and one that goes back to the columns as they come."""
        shown_columns = self.visible_order()
        for number, column in enumerate(self._columns):
            action = QAction(shown(column.title).replace("&", "&&"), menu)
            action.setObjectName(f"column_{column.name}")
            action.setCheckable(True)
            action.setChecked(number in shown_columns)
            action.setEnabled(shown_columns != [number])  # the last one stays
            action.toggled.connect(partial(self.set_shown, number))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(self.tr("&Reset columns")).triggered.connect(self.reset)

    def set_shown(self, number: int, is_shown: bool) -> None:
        """Show or hide a column."""
        self._view.setColumnHidden(number, not is_shown)
        self.distribute()
        self._note_change()

    def reset(self) -> None:
        """Forget what the user chose."""
        table = self._model.table
        if table is not None:
            self._store.set(f"tables/{table.name}/columns", {})
            self.arrange()
            self.changed.emit()

    def _own(self) -> dict[int, int]:
        """The widths that the user chose, by column number."""
        character = self._view.fontMetrics().averageCharWidth()
        names = [column.name for column in self._columns]
        return {names.index(name): round(width * character) for name, width in self._own_widths.items() if name in names}

    def _note_width(self, number: int, _: int, width: int) -> None:
        columns = self._columns
        if not self._is_arranging and width and number < len(columns):
            self._own_widths[columns[number].name] = width / self._view.fontMetrics().averageCharWidth()
            self._note_change()

    def _note_change(self) -> None:
        if not self._is_arranging:
            self._is_changed = True
            self.changed.emit()

    def _kept(self, table: Table) -> dict[str, Any]:
        """The kept arrangement, as far as it makes sense for this table."""
        kept = self._store.get(f"tables/{table.name}/columns", {})
        names = {column.name for column in table.columns}
        order, hidden, widths = (kept.get(part) for part in ("order", "hidden", "widths"))
        return {
            "order": [name for name in order if name in names] if isinstance(order, list) else [],
            "hidden": [name for name in hidden if name in names] if isinstance(hidden, list) else [],
            "widths": _widths(widths, names) if isinstance(widths, dict) else {},
        }

    def _place(self, order: list[str]) -> None:
        header = self._view.horizontalHeader()
        names = [column.name for column in self._columns]
        wanted = [names.index(name) for name in dict.fromkeys(order)]
        for number in range(len(names)):
            if number not in wanted:  # a column that was not there when the order was kept
                wanted.insert(number, number)
        for place, number in enumerate(wanted):
            header.moveSection(header.visualIndex(number), place)

    def _needed_width(self, number: int, column: Column) -> int:
        view, model = self._view, self._model
        metrics = view.fontMetrics()
        texts = {model.cell(row, number) for row in range(min(SAMPLED_ROWS, model.rowCount()))}
        longest = sorted(texts, key=len)[-MEASURED_TEXTS:]  # measuring takes far longer than counting characters
        needed = max((metrics.horizontalAdvance(text) for text in longest), default=0)
        needed += (2 if column.kind in (Kind.TEXT, Kind.LONG_TEXT) else 3) * metrics.averageCharWidth()
        header = view.horizontalHeader().sectionSizeHint(number)
        return max(header, min(needed, WIDEST_CHARACTERS * metrics.averageCharWidth()))


def _widths(kept: dict[Any, Any], names: set[str]) -> dict[str, float]:
    return {
        name: float(width) for name, width in kept.items() if name in names and isinstance(width, int | float) and width > 0
    }


def _shrink(widths: dict[int, int], columns: list[int], excess: int, least: dict[int, int]) -> None:
    """Cut these columns down to a common width, none below its least, so that together they are `excess` pixels narrower."""
    narrow, wide = 0, max((widths[number] for number in columns), default=0)
    while narrow < wide:
        cap = (narrow + wide + 1) // 2
        if sum(widths[number] - min(widths[number], max(cap, least[number])) for number in columns) >= excess:
            narrow = cap
        else:
            wide = cap - 1
    for number in columns:
        widths[number] = min(widths[number], max(narrow, least[number]))
