"""The timeline as a list: a table with a row for everything that the lanes hold. Its rows move the playhead and choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent

from viewer.late import late
from viewer.model.choice import NOTHING, Choice
from viewer.model.columns import Numbers, Table, Texts
from viewer.ui.background import Background, Task
from viewer.ui.panes.store import Store
from viewer.ui.panes.table_view import TableView
from viewer.ui.playhead import Moment, Playhead

if TYPE_CHECKING:
    from viewer.analysis.timeline_content import TimelineContent

timeline_table = late("viewer.analysis.timeline_table", "timeline_table")
now_at = late("viewer.analysis.row_times", "now_at")
span_of = late("viewer.analysis.row_times", "span_of")


class TimelineList(TableView):
    """Its table is made in a worker, once it is to be seen. `origin` is who moves the playhead here."""

    def __init__(self, background: Background, store: Store, playhead: Playhead, origin: object) -> None:
        super().__init__(background, store)
        self._worker = background
        self._playhead = playhead
        self._origin = origin
        self._content: TimelineContent | None = None
        self._listed: TimelineContent | None = None  # what the table is of, or will be
        self._task: Task | None = None
        self.setObjectName("timeline_list")
        self.setAccessibleName(self.tr("Timeline as a list"))
        self.row_chosen.connect(self._go_to)
        playhead.moved.connect(self._moved)
        playhead.bounds_changed.connect(self._mark_now)
        playhead.chosen.connect(self._chosen)

    def show_content(self, content: TimelineContent | None) -> None:
        """List what the lanes of a timeline hold; nothing with None."""
        self._content = content
        if self.isVisible():
            self._list()
        elif content is not self._listed:
            self._let_go()

    def _let_go(self) -> None:
        """Keep nothing of what was listed."""
        if self._task is not None:
            self._task.stop()
        self._task = self._listed = None
        self.show_table(None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list()

    def _list(self) -> None:
        content = self._content
        if content is self._listed:
            return
        if content is None:
            self._let_go()
            return
        if self._task is not None:
            self._task.stop()
        self._listed = content
        self._task = self._worker.start(
            lambda watch: timeline_table(content.lanes, content.core, watch), "list what is on the timeline"
        )
        self._task.succeeded.connect(self._take)
        self._task.failed.connect(self._give_up)

    def _take(self, table: Table) -> None:
        self._task = None
        self.show_table(table, keep_place=True)
        self._mark_now()
        self._chosen(self._playhead.choice, None)

    def _give_up(self, error: Exception) -> None:
        self._task = self._listed = None
        self.failed.emit(error)

    # --- the playhead

    def _go_to(self, row: int) -> None:
        """Take everything to the time of a row; what has none moves nothing."""
        table = self.column_model.table
        if table is None:
            return
        start, end = span_of(self.now.times, row)
        detection_id = table.column("detection_id").values.at(row)
        is_curve = table.column("value").values.at(row) is not None
        choice = Choice(str(detection_id) or None, start, end) if not is_curve else NOTHING
        if choice != NOTHING:
            self._playhead.choose(choice, self._origin)
        if start is not None:
            self._playhead.move_to(start, self._origin)

    def _moved(self, _moment: Moment) -> None:
        if self.isVisible():
            self._mark_now()

    def _mark_now(self) -> None:
        if self.column_model.table is not None:
            self.now.set_now(now_at(self._playhead.seconds, self._playhead.frame, self._playhead.fps))

    def _chosen(self, choice: Choice, origin: object) -> None:
        self.now.choose(choice)
        if origin is not self._origin and choice != NOTHING and self.isVisible() and not self.is_being_read:
            row = self._row_of(choice)
            if row is not None:
                self.make_current(row)

    def _row_of(self, choice: Choice) -> int | None:
        """The row of the chosen occurrence, else the first that belongs to the choice."""
        table = self.column_model.table
        if table is not None and choice.start_seconds is not None:
            starts, ids = table.column("start_seconds").values, table.column("detection_id").values
            assert isinstance(starts, Numbers)
            assert isinstance(ids, Texts)
            is_it = starts.values == choice.start_seconds
            if choice.detection_id in ids.distinct:
                is_it &= ids.codes == ids.distinct.index(choice.detection_id)
            if is_it.any():
                return int(is_it.argmax())
        return self.now.first_chosen()
