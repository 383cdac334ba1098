"""Bounding boxes of one result, by frame or by second, beside the detections that they belong to."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from viewer.late import late
from viewer.model.boxes import BoxesContent
from viewer.model.choice import NOTHING, Choice
from viewer.model.columns import Table
from viewer.model.job import Job
from viewer.model.result import Result
from viewer.text import Text
from viewer.ui.announcing import announce
from viewer.ui.background import Task
from viewer.ui.messages import shown
from viewer.ui.panes.box_summary_view import BoxSummaryView
from viewer.ui.panes.buttons import IconButton, WordButton
from viewer.ui.panes.pane_stack import PaneStack
from viewer.ui.panes.table_pane import TablePane
from viewer.ui.panes.table_view import TableView
from viewer.ui.panes.two_parts import BELOW, BESIDE, TwoParts

if TYPE_CHECKING:
    from viewer.analysis.row_times import RowTimes
    from viewer.watch import Watch

boxes_table = late("viewer.analysis.tables", "boxes_table")
boxes_summary = late("viewer.analysis.tables", "boxes_summary")
times_of_box_groups = late("viewer.analysis.row_times", "times_of_box_groups")
first_box = late("viewer.analysis.row_times", "first_box")
FRACTIONS, PIXELS = range(2)
BESIDE_FROM_CHARACTERS = 120
SHARES = {BESIDE: (2, 5), BELOW: (2, 5)}


class BoxesPane(TablePane):
    """One row per box, with the label from the job's core metadata where that is there; chosen by detection."""

    title = Text("Boxes")
    name = "boxes"
    explanation = Text(
        "Here you see where in the picture faces and objects are. It comes with the types “Faces, frame by frame”, "
        "“Objects, frame by frame” and “Objects, second by second”; the names of what is in a box come with “Core metadata”."
    )

    def accepts(self, result: Result) -> bool:
        return isinstance(result.content, BoxesContent)

    def concerns(self, job: Job) -> tuple[object, ...]:
        known = job.header
        told = (one.header for one in job.results if self._tells_size(one) and not one.is_unread)
        return (job.core, *told, known.width, known.height)

    def table_maker(self, result: Result) -> Callable[[], Table]:
        boxes, job, in_pixels = result.content, self.job, self._in_pixels()
        return lambda: boxes_table(boxes, job, in_pixels)

    def show_result(self, result: Result | None) -> None:
        knows_size = self._knows_size()
        self._units.setVisible(knows_size)
        self._units_label.setVisible(knows_size)
        if result is None or result.content is not self._table_of:
            self.summary.show_table(None)
        super().show_result(result)

    def no_rows_words(self) -> str:
        return self.tr("There are no boxes in this result.")

    def save_state(self) -> None:
        super().save_state()
        self._parts.save_state()

    # --- content

    def make_content(self) -> QWidget:
        self._summary_task: Task | None = None
        self._make_units()
        boxes = super().make_content()
        self.summary = BoxSummaryView(self.background, self.store)
        self.take_view(self.summary, "box_summary", self.tr("Detections that have boxes"))
        self.summary.choice_changed.connect(self._choose)
        self.rows_stack = PaneStack("rows_stack", "no_rows")
        self.rows_stack.set_content(boxes)
        self.rows_stack.show_content()
        parts = (self.summary, self.rows_stack)
        self._parts = TwoParts(self.name, self.store, parts, SHARES, beside_from_characters=BESIDE_FROM_CHARACTERS)
        self._make_title_buttons()
        return self._parts

    def _make_title_buttons(self) -> None:
        words, tooltip = self.tr("Detections"), self.tr("Show the detections that have boxes, to choose from")
        self._summary_button = IconButton("summary_button", "summary", words, tooltip)
        self._summary_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._summary_button.setCheckable(True)
        self._summary_button.toggled.connect(self._show_summary)
        is_shown = bool(self.store.get("panes/boxes/has_summary", True))
        self._summary_button.setChecked(is_shown)
        self.summary.setVisible(is_shown)
        self._all_button = WordButton("all_detections", "clear", self.tr("All detections"))
        self._all_button.setToolTip(self.tr("Show the boxes of all detections again (Esc)"))
        self._all_button.clicked.connect(self._choose_all)
        self._all_button.hide()
        self._parts.put_beside_title(self._summary_button, self._all_button)
        for one, other in pairwise((self.summary, self._summary_button, self._all_button, self.view)):
            self.setTabOrder(one, other)

    def _make_units(self) -> None:
        self._units = QComboBox()
        self._units.setObjectName("units")
        self._units.addItems([self.tr("Fractions"), self.tr("Pixels")])
        self._units.setToolTip(self.tr("Position and size as fractions of the picture, or in its pixels"))
        self._units.setCurrentIndex(PIXELS if self.store.get("panes/boxes/in_pixels", False) else FRACTIONS)
        self._units.activated.connect(self._change_units)
        self._units_label = QLabel(self.tr("&Unit:"))
        self._units_label.setBuddy(self._units)
        self.add_tool(self._units_label)
        self.add_tool(self._units)

    # --- what is chosen

    def choice_at(self, view: TableView, row: int) -> Choice:
        """A box, or of a detection its first one."""
        content = self.result.content if self.result is not None else None
        if self.result is None or not isinstance(content, BoxesContent):
            return NOTHING
        box = row if view is self.view else first_box(view.now.times, row)
        if box is None or not 0 <= box < len(content):
            return NOTHING
        return Choice(content.detection_ids.at(box) or None, box=(self.result.type_name, box))

    def show_choice(self, choice: Choice) -> None:
        """Go to a chosen box. Of a detection that is chosen elsewhere the rows are only marked: there may be very many."""
        is_here = choice.box is not None and self.result is not None and choice.box[0] == self.result.type_name
        if choice.box is not None and is_here and not self.view.is_being_read:
            self.view.make_current(choice.box[1])

    # --- the detections

    def table_shown(self) -> None:
        """Count in the same result, with the same names, what the table has just been made of."""
        self._stop_summary()
        boxes, job = self.result.content if self.result is not None else None, self.job
        rows = self.view.column_model.table

        def count(watch: Watch) -> tuple[Table, RowTimes]:
            return boxes_summary(boxes, job, watch), times_of_box_groups(boxes, rows, watch)

        self._summary_task = self.background.start(count, "count the boxes", is_aside=True)
        self._summary_task.succeeded.connect(self._take_summary)
        self._summary_task.failed.connect(self._summary_failed)

    def stop_work(self) -> None:
        super().stop_work()
        self._stop_summary()

    def wanted_rows(self) -> int:
        return self.summary.wanted_boxes() if self.summary.chosen else super().wanted_rows()

    def _stop_summary(self) -> None:
        if self._summary_task is not None:
            self._summary_task.stop()
            self._summary_task = None

    def _take_summary(self, counted: tuple[Table, RowTimes]) -> None:
        self._summary_task = None
        table, times = counted
        self.summary.show_table(table, keep_place=True, times=times)
        self._say_choice()

    def _summary_failed(self, error: Exception) -> None:
        self._summary_task = None
        self._parts.title.setText(self.tr("The boxes could not be counted."))
        raise error

    def _choose(self) -> None:
        chosen = self.summary.chosen
        self.view.choose(("detection_id", chosen) if chosen else None)
        self._say_choice()
        announce(self._parts.title, self._parts.title.text())

    def _choose_all(self) -> None:
        self.summary.clearSelection()
        (self.summary if self.summary.isVisible() else self.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_choice(self) -> None:
        has_table = self.summary.column_model.table is not None
        self._parts.title.setText(shown(self.summary.words()) if has_table else "")
        self._all_button.setVisible(bool(self.summary.chosen))

    def _show_summary(self, is_shown: bool) -> None:
        self.store.set("panes/boxes/has_summary", is_shown)
        self.summary.setVisible(is_shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, where nothing else has taken it, wants all detections again."""
        if event.key() == Qt.Key.Key_Escape and self.summary.chosen:
            self._choose_all()
        else:
            super().keyPressEvent(event)

    # --- size and units

    def _tells_size(self, result: Result) -> bool:
        return result.header.width is not None or result.header.fps is not None

    def _knows_size(self) -> bool:
        return bool(self.job.header.width and self.job.header.height)

    def _in_pixels(self) -> bool:
        return self._units.currentIndex() == PIXELS and self._knows_size()

    def _change_units(self, unit: int) -> None:
        self.store.set("panes/boxes/in_pixels", unit == PIXELS)
        self.show_result(self.result)
