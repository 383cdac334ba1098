"""The library dock: jobs and results kept on this computer, with a filter; while none is listed, what will be here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QLabel, QLineEdit, QVBoxLayout, QWidget

from viewer.late import late
from viewer.metadata_types import Registry

if TYPE_CHECKING:
    from viewer.library.library import Item
    from viewer.ui.library_tree import LibraryTree
    from viewer.ui.models.library_model import LibraryModel

new_tree = late("viewer.ui.library_tree", "LibraryTree")
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
        self._registry = registry
        self._tree: LibraryTree | None = None
        self._build()

    @property
    def tree(self) -> LibraryTree:
        """The tree of kept results. The first window does without it: it is built when it is first needed."""
        if self._tree is None:
            tree: LibraryTree = new_tree(self._registry)
            tree.open_wanted.connect(self.open_wanted)
            tree.show_wanted.connect(self.show_wanted)
            tree.remove_wanted.connect(self.remove_wanted)
            tree.hide()
            self._column.addWidget(tree, 1)
            self._filter.setClearButtonEnabled(True)
            QWidget.setTabOrder(self._filter, tree)
            self._tree = tree
        return self._tree

    @property
    def model(self) -> LibraryModel:
        """The kept results that are listed."""
        return self.tree.library

    def set_items(self, items: tuple[Item, ...]) -> None:
        """List these kept results, newest first."""
        self.tree.set_items(items)
        self._choose_page()
        self.changed.emit()

    def _build(self) -> None:
        self._filter = QLineEdit()
        self._filter.setObjectName("library_filter")
        self._filter.setPlaceholderText(self.tr("Filter by job or type"))
        self._filter.setAccessibleName(self.tr("Filter the library"))
        self._filter.textChanged.connect(self._filter_changed)
        self._nothing_yet = self.tr(
            "Results that you fetch are kept here, byte for byte, and open again without the network."
        )
        self._empty = QLabel(self._nothing_yet)
        self._empty.setObjectName("library_empty")
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._empty.setMargin(self.fontMetrics().height() // 2)
        inside = _Inside()
        self._column = QVBoxLayout(inside)
        self._column.addWidget(self._filter)
        self._column.addWidget(self._empty, 1)
        self.setWidget(inside)

    def _filter_changed(self, needle: str) -> None:
        self.tree.set_filter(needle)
        self._choose_page()

    def _choose_page(self) -> None:
        has_rows = self.model.rowCount() > 0
        self.tree.setVisible(has_rows)
        self._empty.setVisible(not has_rows)
        nothing_fits = self.tr("Nothing in the library fits this filter.")
        self._empty.setText(nothing_fits if self.model.is_filtered_out else self._nothing_yet)


class _Inside(QWidget):
    """Asks for room for the longest title and a date, until the user gives it another width."""

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * CHARACTERS_WIDE, super().sizeHint().height())
