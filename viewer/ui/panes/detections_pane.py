"""Detections of the core metadata, and below them the occurrences of the chosen one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from viewer.late import late
from viewer.model.choice import NOTHING, Choice
from viewer.model.columns import Table
from viewer.model.detections import CoreContent
from viewer.model.result import Result
from viewer.text import Text, visible
from viewer.ui.background import Task
from viewer.ui.messages import shown
from viewer.ui.panes.table_pane import TablePane
from viewer.ui.panes.table_view import TableView
from viewer.ui.panes.two_parts import BELOW, TwoParts

if TYPE_CHECKING:
    from viewer.analysis.row_times import RowTimes

detections_table = late("viewer.analysis.tables", "detections_table")
occurrences_table = late("viewer.analysis.tables", "occurrences_table")
times_of_detections = late("viewer.analysis.row_times", "times_of_detections")
occurrence_marks = late("viewer.analysis.marks", "occurrence_marks")


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

    def times(self, result: Result) -> RowTimes | None:
        times: RowTimes = times_of_detections(result.content)
        return times

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
            self.view.quietly(lambda: self.view.step(1))

    # --- what is chosen

    def choice_at(self, view: TableView, row: int) -> Choice:
        core = self._core
        detection = row if view is self.view else self.view.current_table_row()
        if core is None or not 0 <= detection < len(core.detections):
            return NOTHING
        span = super().choice_at(view, row) if view is self.occurrences else NOTHING
        return Choice(core.detections.ids[detection], span.start_seconds, span.end_seconds)

    def choice_for(self, view: TableView, choice: Choice) -> Choice:
        """Occurrences are those of one detection; others may have the same times."""
        core, row = self._core, self.view.current_table_row()
        is_other = core is None or not 0 <= row < len(core.detections) or core.detections.ids[row] != choice.detection_id
        return NOTHING if view is self.occurrences and is_other else choice

    def show_choice(self, choice: Choice) -> None:
        super().show_choice(choice)
        self._show_chosen_occurrence(choice)

    def _chosen(self, choice: Choice, origin: object) -> None:
        """Let the steps from occurrence to occurrence be those of the chosen detection."""
        core = self._core
        if self.playhead is not None and core is not None and choice.detection_id is not None:
            self.playhead.set_marks({"occurrence": occurrence_marks(core, choice.detection_id)})
        super()._chosen(choice, origin)

    def _show_chosen_occurrence(self, choice: Choice) -> None:
        self.occurrences.now.choose(self.choice_for(self.occurrences, choice))
        chosen = self.occurrences.now.first_chosen()
        if chosen is not None and not self.occurrences.is_being_read:
            self.occurrences.make_current(chosen)

    @property
    def _core(self) -> CoreContent | None:
        content = self.result.content if self.result is not None else None
        return content if isinstance(content, CoreContent) else None

    def show_result(self, result: Result | None) -> None:
        if result is None:
            self._show_occurrences(-1)
        super().show_result(result)

    def _show_occurrences(self, row: int) -> None:
        if self._occurrences_task is not None:
            self._occurrences_task.stop()
            self._occurrences_task = None
        core = self._core
        if row < 0 or core is None or row >= len(core.detections):
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
        if self.playhead is not None:
            self._show_chosen_occurrence(self.playhead.choice)

    def _occurrences_failed(self, error: Exception) -> None:
        self._occurrences_task = None
        self._parts.title.setText(self.tr("The occurrences could not be shown."))
        raise error
