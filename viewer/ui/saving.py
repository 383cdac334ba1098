"""Saving what the chosen pane shows: the dialog, then the writing in a worker, with progress where it takes long.

Several files can be written at once. Progress is shown of the one begun last; the others tell when they are saved.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from viewer.errors import NextStep, ViewerError
from viewer.metadata_types import Registry
from viewer.model.columns import Table
from viewer.model.result import Result
from viewer.model.timing import TimeFormat
from viewer.settings import LAST_SAVE_FOLDER
from viewer.text import Text
from viewer.ui.background import Background
from viewer.ui.desk import Message
from viewer.ui.save_dialog import SaveDialog, SaveForm, save_forms
from viewer.ui.settings_store import SettingsStore
from viewer.watch import Progress


class Saving(QObject):
    """Emits `told(Message)`; `began`, `progressed` and `ended` while a file is being written."""

    told = Signal(object)
    failed = Signal(object)
    began = Signal(object, object)  # Text, what stops it
    progressed = Signal(object)
    ended = Signal()

    def __init__(self, window: QWidget, background: Background, registry: Registry, store: SettingsStore) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._registry = registry
        self._store = store
        self._begun = 0  # files so far

    def ask(self, result: Result, table: Table | None, rows: Any, time_format: TimeFormat = TimeFormat.CLOCK) -> SaveDialog:
        """Open the save dialog for a result and the table a pane shows of it (`rows`: shown rows, None for all)."""
        kind = self._registry.named(result.type_name)
        suffix = kind.suffix if kind is not None else (".json" if result.document is not None else ".txt")
        dialog = SaveDialog(self._window, result, save_forms(result, suffix, table, rows, time_format), self._folder())
        dialog.chosen.connect(partial(self._save, partial(self.ask, result, table, rows, time_format)))
        dialog.open()
        return dialog

    def _folder(self) -> Path:
        last = self._store.get(LAST_SAVE_FOLDER)
        if last and Path(last).is_dir():
            return Path(last)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(documents) if documents and Path(documents).is_dir() else Path.home()

    def _save(self, ask_again: Callable[[], object], form: SaveForm, target: Path) -> None:
        self._begun += 1
        task = self._background.start(partial(form.write, target), "save")
        task.progressed.connect(partial(self._progressed, self._begun))
        task.succeeded.connect(lambda _nothing: self._saved(target))
        task.failed.connect(lambda error: self._failed(error, ask_again))
        task.ended.connect(partial(self._ended, self._begun))
        self.began.emit(Text("Saving {name}", name=target.name), task.stop)

    def _progressed(self, number: int, progress: Progress) -> None:
        if number == self._begun:
            self.progressed.emit(progress)

    def _ended(self, number: int) -> None:
        if number == self._begun:
            self.ended.emit()

    def _saved(self, target: Path) -> None:
        self._store.set(LAST_SAVE_FOLDER, str(target.parent))
        self.told.emit(Message((Text("Saved as {path}.", path=str(target)),)))

    def _failed(self, error: BaseException, ask_again: Any) -> None:
        if not isinstance(error, ViewerError):
            self.failed.emit(error)
            return
        actions = ((Text("Save elsewhere…"), ask_again),) if error.step is NextStep.FOLDER else ()
        self.told.emit(Message(error.sentences, "error", error.details, actions))
