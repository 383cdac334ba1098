"""Does in the real window what a user does, and reads from it what a user reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPushButton

from viewer.app import Program
from viewer.ui.panes.table_pane import TablePane

PATIENCE_MS = 20_000


class Driver:
    """Types, clicks and waits; `program` is there for what can't be seen."""

    def __init__(self, program: Program, qtbot: Any) -> None:
        self.program = program
        self.window = program.window
        self._qtbot = qtbot

    # --- the form

    def type_into(self, name: str, text: str) -> None:
        """Replace what is in a field of the form, key by key."""
        field = self._find(QLineEdit, name)
        field.clear()
        self._qtbot.keyClicks(field, text)

    def choose_type(self, type_name: str) -> None:
        """Choose a metadata type by its API name; one that is not listed goes into the field for other types."""
        kinds = self._find(QComboBox, "metadata_type")
        place = kinds.findData(type_name)
        kinds.setCurrentIndex(place if place >= 0 else kinds.count() - 1)
        if place < 0:
            self.type_into("other_type", type_name)

    def ask_for(self, type_name: str, job_id: str, key: str) -> None:
        """Fill in the form."""
        self.type_into("api_key", key)
        self.type_into("job_id", job_id)
        self.choose_type(type_name)

    def press_fetch(self) -> None:
        """Click Fetch, without waiting."""
        self._qtbot.mouseClick(self.fetch_button, Qt.MouseButton.LeftButton)

    def begin_fetch(self, type_name: str, job_id: str, key: str) -> None:
        """Fill in the form and click Fetch, without waiting."""
        self.ask_for(type_name, job_id, key)
        self.press_fetch()

    def fetch(self, type_name: str, job_id: str, key: str) -> None:
        """Fill in the form, click Fetch, and wait until everything is on the screen."""
        self.begin_fetch(type_name, job_id, key)
        self.wait()

    def wait_for_stop(self) -> None:
        """Wait until Fetch has become Stop."""
        self._qtbot.waitUntil(lambda: self.fetch_button.text() == "S&top", timeout=5000)

    @property
    def fetch_button(self) -> QPushButton:
        return self._find(QPushButton, "fetch_button")

    def wait(self) -> None:
        """Wait until nothing is being worked on any more."""
        self._qtbot.waitUntil(
            lambda: not self.program.background.running and not self.program.desk.is_busy, timeout=PATIENCE_MS
        )

    # --- what is seen

    @property
    def message(self) -> str:
        """The words in the strip."""
        return self.window.strip.text()

    def texts(self, pane_name: str) -> list[dict[str, str]]:
        """The rows of a table pane as the user reads them, by the names of the columns."""
        pane = self.window.panes.pane(pane_name)
        assert isinstance(pane, TablePane)
        model = pane.view.column_model
        assert model.table is not None
        names = [column.name for column in model.table.columns]
        return [
            {name: model.index(row, column).data() or "" for column, name in enumerate(names)}
            for row in range(model.rowCount())
        ]

    def tree_keys(self) -> list[str]:
        """The keys at the top level of the JSON tree, below its root."""
        tree = self.window.panes.pane("json").tree  # type: ignore[attr-defined]
        model = tree.model()
        top = model.index(0, 0, QModelIndex())
        parent = top if model.rowCount(QModelIndex()) == 1 else QModelIndex()
        return [model.index(row, 0, parent).data() for row in range(model.rowCount(parent))]

    # --- saving

    def save(self, target: Path, form: str = "original") -> None:
        """Save what the pane in front shows, through the dialog, and wait until it is written."""
        self.accept_save(self.open_save_dialog(form), target)
        self.wait()

    def open_save_dialog(self, form: str) -> QFileDialog:
        """Open the dialog and choose a form."""
        self.window.actions_by_name["save"].trigger()
        dialog: QFileDialog = self._find(QFileDialog, "save_dialog")
        words = {"original": "Original", "formatted": "Formatted", "table": "Table"}[form]
        chosen = next(one for one in dialog.nameFilters() if one.startswith(words))
        dialog.selectNameFilter(chosen)
        dialog.filterSelected.emit(chosen)
        return dialog

    def accept_save(self, dialog: QFileDialog, target: Path) -> None:
        """Type a path into the dialog and accept it, without waiting."""
        self._find(QLineEdit, "fileNameEdit").setText(str(target))
        dialog.accept()

    def proposed_name(self) -> str:
        """The name that the save dialog proposes; the dialog is closed again."""
        self.window.actions_by_name["save"].trigger()
        dialog = self._find(QFileDialog, "save_dialog")
        name = Path(dialog.selectedFiles()[0]).name
        dialog.reject()
        return name

    def _find(self, kind: type, name: str) -> Any:
        found = [widget for widget in self.window.findChildren(kind, name) if widget.isVisible()]
        assert found, f"no visible {name}"
        return found[-1]
