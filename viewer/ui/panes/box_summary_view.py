"""The detections that have boxes, beside the table of boxes: those that are chosen here are the ones shown there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from viewer.model.columns import Table
from viewer.text import Text, visible
from viewer.ui.background import Background
from viewer.ui.panes.kept_place import spans_of
from viewer.ui.panes.store import Store
from viewer.ui.panes.table_view import TableView

if TYPE_CHECKING:
    from viewer.analysis.row_times import RowTimes

LONGEST_NAME = 80


class BoxSummaryView(TableView):
    """Row n of its table is the detection with code n. With no row chosen, or with each of them, all boxes are wanted."""

    choice_changed = Signal()

    def __init__(self, background: Background, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(background, store, parent)
        self._chosen: tuple[int, ...] = ()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.selectionModel().selectionChanged.connect(self._note_choice)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The codes of the chosen detections, ascending; none where all boxes are wanted."""
        return self._chosen

    def show_table(self, table: Table | None, *, keep_place: bool = False, times: RowTimes | None = None) -> None:
        super().show_table(table, keep_place=keep_place, times=times)
        self._note_choice()

    def wanted_boxes(self) -> int:
        """How many boxes the wanted detections have."""
        table = self.column_model.table
        if table is None or not self._chosen:
            return self._count(range(table.row_count)) if table is not None else 0
        return self._count(self._chosen)

    def words(self) -> Text:
        """What is wanted, as a title of the table of boxes."""
        table = self.column_model.table
        detections = table.row_count if table is not None else 0
        count = self.wanted_boxes()
        boxes = Text("{count} box", plural="{count} boxes", count=count)
        if not self._chosen:
            of_all = Text("{count} detection", plural="{count} detections", count=detections)
            return Text("{boxes} of {detections}", boxes=boxes, detections=of_all)
        if len(self._chosen) > 1:
            return Text("{boxes} of {chosen} chosen detections", boxes=boxes, chosen=len(self._chosen))
        detection_id, name = self._text("detection_id"), self._text("name")
        if not detection_id:
            return Text("{boxes} without a detection ID", boxes=boxes)
        if not name:
            return Text("{boxes} of detection {id}", boxes=boxes, id=detection_id)
        return Text("{boxes} of “{name}”, detection {id}", boxes=boxes, name=name, id=detection_id)

    def _count(self, codes: tuple[int, ...] | range) -> int:
        table = self.column_model.table
        assert table is not None
        counts = table.column("boxes").values
        return sum(int(counts.at(code) or 0) for code in codes)

    def _text(self, name: str) -> str:
        """What a column says of the first of the chosen detections; "" where there is no such column."""
        table = self.column_model.table
        assert table is not None
        column = next((column for column in table.columns if column.name == name), None)
        return visible(str(column.values.at(self._chosen[0]) or ""), LONGEST_NAME) if column is not None else ""

    def _note_choice(self) -> None:
        chosen = self._codes()
        if chosen != self._chosen:
            self._chosen = chosen
            self.choice_changed.emit()

    def _codes(self) -> tuple[int, ...]:
        model = self.column_model
        spans, _ = spans_of(self.selectionModel().selection())
        if model.table is None or sum(map(len, spans)) == model.table.row_count:
            return ()
        rows = model.rows
        return tuple(
            sorted(row for span in spans for row in (span if rows is None else rows[span.start : span.stop].tolist()))
        )
