"""Bounding boxes of one result, by frame or by second, as fractions of the picture or in pixels."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from viewer.late import late
from viewer.model.boxes import BoxesContent
from viewer.model.columns import Table
from viewer.model.job import Job
from viewer.model.result import Result
from viewer.text import Text
from viewer.ui.panes.table_pane import TablePane

boxes_table = late("viewer.analysis.tables", "boxes_table")
FRACTIONS, PIXELS = range(2)


class BoxesPane(TablePane):
    """One row per box, with the label from the job's core metadata where that is there."""

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
        return (job.core, *(result for result in job.results if self._tells_size(result)), known.width, known.height)

    def table_maker(self, result: Result) -> Callable[[], Table]:
        boxes, job, in_pixels = result.content, self.job, self._in_pixels()
        return lambda: boxes_table(boxes, job, in_pixels)

    def show_result(self, result: Result | None) -> None:
        knows_size = self._knows_size()
        self._units.setVisible(knows_size)
        self._units_label.setVisible(knows_size)
        super().show_result(result)

    def no_rows_words(self) -> str:
        return self.tr("There are no boxes in this result.")

    def make_content(self) -> QWidget:
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
        return super().make_content()

    def _tells_size(self, result: Result) -> bool:
        return result.header.width is not None or result.header.fps is not None

    def _knows_size(self) -> bool:
        return bool(self.job.header.width and self.job.header.height)

    def _in_pixels(self) -> bool:
        return self._units.currentIndex() == PIXELS and self._knows_size()

    def _change_units(self, unit: int) -> None:
        self.store.set("panes/boxes/in_pixels", unit == PIXELS)
        self.show_result(self.result)
