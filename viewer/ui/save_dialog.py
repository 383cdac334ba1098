"""Saving a result or a table: which forms there are, under which name, and one question before anything is overwritten.

The question is ours: on Linux the system's dialog does not ask where it added the suffix itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from viewer.late import late
from viewer.model.columns import Table
from viewer.model.request import is_job_id
from viewer.model.result import Result
from viewer.model.timing import TimeFormat
from viewer.text import Text
from viewer.ui.messages import shown
from viewer.watch import Watch

write_original = late("viewer.export.original", "write")
write_formatted = late("viewer.export.formatted_json", "write")
write_table = late("viewer.export.csv_table", "write")


@dataclass(frozen=True, slots=True)
class SaveForm:
    """One form a file can be saved in: its words in the dialog, its suffix, and what writes it to a path."""

    name: str
    words: Text
    suffix: str
    write: Callable[[Path, Watch], None]

    @property
    def filter(self) -> str:
        """The form as Qt's dialog lists it."""
        return f"{shown(self.words)} (*{self.suffix})"


def save_forms(
    result: Result, suffix: str, table: Table | None, rows: Any, time_format: TimeFormat = TimeFormat.CLOCK
) -> tuple[SaveForm, ...]:
    """The forms for a result: as received, formatted where it is JSON, and as a table where the pane shows one.

    `rows` are the shown row numbers in their order, or None for all rows in service order. A table has its times in seconds
    and as a clock, and in `time_format` too.
    """
    source = result.source
    forms = [
        SaveForm("original", Text("Original, byte for byte"), suffix, lambda to, watch: write_original(source, to, watch))
    ]
    if result.document is not None:
        forms.append(
            SaveForm("formatted", Text("Formatted JSON"), ".json", lambda to, watch: write_formatted(source, to, watch))
        )
    if table is not None:
        shown_rows = Text("Table, rows as shown") if rows is not None else Text("Table, all rows")
        forms.append(
            SaveForm("table", shown_rows, ".csv", lambda to, watch: write_table(table, rows, to, watch, time_format))
        )
        if rows is not None:
            forms.append(
                SaveForm(
                    "whole_table",
                    Text("Table, all rows"),
                    ".csv",
                    lambda to, watch: write_table(table, None, to, watch, time_format),
                )
            )
    return tuple(forms)


def proposed_name(result: Result, form: SaveForm) -> str:
    """Return `<first 8 of job>_<type><suffix>`; `formatted` is told apart from the original of the same suffix."""
    job_id = (result.job_id or "").lower()
    job = job_id[:8] if is_job_id(job_id) else "job"  # an opened file may name anything as its job
    addition = "_formatted" if form.name == "formatted" else ""
    return f"{job}_{result.type_name}{addition}{form.suffix}"


class SaveDialog(QObject):
    """Asks where to save, then emits `chosen(SaveForm, Path)`; nothing is written here."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget, result: Result, forms: tuple[SaveForm, ...], folder: Path) -> None:
        super().__init__(parent)
        self._result = result
        self._forms = forms
        self._parent = parent
        self._dialog = self._build(folder)

    def open(self) -> None:
        """Show the dialog; it does not stop the rest of the program's work."""
        self._dialog.open()

    def _build(self, folder: Path) -> QFileDialog:
        dialog = QFileDialog(self._parent, self.tr("Save"))
        dialog.setObjectName("save_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setDirectory(str(folder))
        dialog.setNameFilters([form.filter for form in self._forms])
        dialog.selectFile(proposed_name(self._result, self._forms[0]))
        dialog.filterSelected.connect(self._follow_filter)
        dialog.accepted.connect(self._accepted)
        dialog.rejected.connect(self._end)
        return dialog

    def _form(self) -> SaveForm:
        chosen = self._dialog.selectedNameFilter()
        return next((form for form in self._forms if form.filter == chosen), self._forms[0])

    def _follow_filter(self, _filter: str) -> None:
        """A proposed name follows the chosen form; a name of the user's own only changes its suffix.

        Qt's own dialog may have changed the suffix already.
        """
        form = self._form()
        files = self._dialog.selectedFiles()
        name = Path(files[0]).name if files else ""
        proposals = {Path(proposed_name(self._result, other)).stem for other in self._forms}
        if not name or Path(name).stem in proposals:
            self._dialog.selectFile(proposed_name(self._result, form))
        elif Path(name).suffix in {other.suffix for other in self._forms}:
            self._dialog.selectFile(str(Path(name).with_suffix(form.suffix)))

    def _accepted(self) -> None:
        form = self._form()
        target = Path(self._dialog.selectedFiles()[0])
        if target.suffix.lower() != form.suffix:
            target = target.with_name(target.name + form.suffix)
        if os.path.lexists(target):
            self._ask_to_replace(form, target)
        else:
            self._choose(form, target)

    def _ask_to_replace(self, form: SaveForm, target: Path) -> None:
        box = QMessageBox(self._parent)
        box.setObjectName("confirm_overwrite")
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(shown(Text("“{name}” is already there. Replace it?", name=target.name)))
        box.setInformativeText(shown(Text("Folder: {folder}", folder=str(target.parent))))
        replace = box.addButton(self.tr("&Replace"), QMessageBox.ButtonRole.AcceptRole)
        other = box.addButton(self.tr("&Another name…"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(other)
        box.setEscapeButton(other)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(lambda _code: self._answered(box.clickedButton() is replace, form, target))
        box.open()

    def _answered(self, is_replaced: bool, form: SaveForm, target: Path) -> None:
        """Whatever way the question was closed, but for Replace, leads back to the dialog."""
        if is_replaced:
            self._choose(form, target)
        else:
            self._dialog.open()

    def _choose(self, form: SaveForm, target: Path) -> None:
        self.chosen.emit(form, target)
        self._end()

    def _end(self) -> None:
        self._dialog.deleteLater()
        self.deleteLater()
