"""Detections of the core metadata, and below them the occurrences of the chosen one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from viewer.late import late
from viewer.model.columns import Table
from viewer.model.detections import CoreContent
from viewer.model.result import Result
from viewer.text import Text, visible
from viewer.ui.background import Task
from viewer.ui.messages import shown
from viewer.ui.panes.table_pane import TablePane
from viewer.ui.panes.table_view import TableView
from viewer.ui.panes.two_parts import BELOW, TwoParts

detections_table = late("viewer.analysis.tables", "detections_table")
occurrences_table = late("viewer.analysis.tables", "occurrences_table")


class DetectionsPane(TablePane):
    """A table of detections over a table of occurrences."""

    title = Text("Detections")
    name = "detections"
    explanation = Text(
        "Here you see what the analysis recognised: objects, faces, sounds, speech, topics, and when each of them is there. "
        "It comes with the type “Core metadata”."
    )

    def accepts(self, result: Result) -> bool:
        return isinstance(result.content, CoreContent)

    def table_maker(self, result: Result) -> Callable[[], Table]:
        core = result.content
        return lambda: detections_table(core)

    def save_state(self) -> None:
        super().save_state()
        self._parts.save_state()

    def no_rows_words(self) -> str:
        return self.tr("There are no detections in this result.")

    # --- content

    def make_content(self) -> QWidget:
        detections = super().make_content()
        self._occurrences_task: Task | None = None
        self.occurrences = TableView(self.background, self.store)
        self.take_view(self.occurrences, "occurrences_table", self.tr("Occurrences"))
        self._parts = TwoParts(self.name, self.store, (detections, self.occurrences), {BELOW: (3, 2)})
        self.view.current_row_changed.connect(self._show_occurrences)
        return self._parts

    def table_shown(self) -> None:
        if not self.view.currentIndex().isValid():
            self.view.step(1)

    def show_result(self, result: Result | None) -> None:
        if result is None:
            self._show_occurrences(-1)
        super().show_result(result)

    def _show_occurrences(self, row: int) -> None:
        if self._occurrences_task is not None:
            self._occurrences_task.stop()
            self._occurrences_task = None
        core = self.result.content if self.result is not None else None
        if row < 0 or not isinstance(core, CoreContent) or row >= len(core.detections):
            self._parts.title.setText(self.tr("Choose a detection to see its occurrences."))
            self.occurrences.show_table(None)
            return
        self._parts.title.setText(self._title_of(core, row))
        self._occurrences_task = self.background.start(
            lambda _: occurrences_table(core, row), "make the table of occurrences"
        )
        self._occurrences_task.succeeded.connect(self._take_occurrences)
        self._occurrences_task.failed.connect(self._occurrences_failed)

    def _title_of(self, core: CoreContent, row: int) -> str:
        label = visible(core.detections.persons.at(row) or core.detections.labels.at(row), 80)
        first, stop = (int(place) for place in core.detections.first_occurrence[row : row + 2])
        if first == stop:
            return shown(Text("“{label}” has no occurrences: it concerns the whole video.", label=label))
        return shown(
            Text(
                "{count} occurrence of “{label}”", plural="{count} occurrences of “{label}”", count=stop - first, label=label
            )
        )

    def _take_occurrences(self, table: Table) -> None:
        self._occurrences_task = None
        self.occurrences.show_table(table)

    def _occurrences_failed(self, error: Exception) -> None:
        self._occurrences_task = None
        self._parts.title.setText(self.tr("The occurrences could not be shown."))
        raise error
