"""A pane that shows one table: made in a worker, filtered by the find bar, its columns chosen by the user."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from viewer.late import late
from viewer.model.choice import NOTHING, Choice
from viewer.model.columns import Table
from viewer.model.result import Content, Result
from viewer.model.timing import TimeFormat
from viewer.text import Text
from viewer.ui.announcing import announce
from viewer.ui.background import Task
from viewer.ui.message_strip import MessageStrip
from viewer.ui.messages import shown
from viewer.ui.panes.buttons import WordButton
from viewer.ui.panes.following import PaneFollowing, follow_of
from viewer.ui.panes.pane import Pane
from viewer.ui.panes.table_view import TableView
from viewer.ui.playhead import Moment, Playhead

if TYPE_CHECKING:
    from viewer.analysis.row_times import RowTimes
    from viewer.ui.models.column_table_model import Rows

now_at = late("viewer.analysis.row_times", "now_at")
start_of = late("viewer.analysis.row_times", "start_of")
span_of = late("viewer.analysis.row_times", "span_of")


class TablePane(Pane):
    """A subclass says how the table of a result is made."""

    filters = True

    def table_maker(self, result: Result) -> Callable[[], Table]:
        """Return what makes the table of a result; it is called in a worker."""
        raise NotImplementedError

    def times(self, result: Result) -> RowTimes | None:
        """The times of the rows of a result's table, where its columns do not tell them."""
        return None

    def choice_at(self, view: TableView, row: int) -> Choice:
        """What somebody chooses who goes to a row of a view; the span of the row, unless a subclass knows better."""
        start, end = span_of(view.now.times, row)
        return Choice(start_seconds=start, end_seconds=end)

    def show_choice(self, choice: Choice) -> None:
        """Go to what was chosen elsewhere, in tables that nobody is reading."""
        chosen = self.view.now.first_chosen()
        if chosen is not None and not self.view.is_being_read:
            self.view.make_current(chosen)

    # --- for the window

    def use_playhead(self, playhead: Playhead) -> None:
        super().use_playhead(playhead)
        self.following.use(follow_of(playhead, self.store))
        playhead.moved.connect(self._moved)
        playhead.bounds_changed.connect(self._mark_now)
        playhead.chosen.connect(self._chosen)
        self._mark_now()
        self._chosen(playhead.choice, None)

    def table(self) -> tuple[Table, Rows] | None:
        model = self.view.column_model
        return (model.table, model.rows) if model.table is not None and self._result is not None else None

    def set_time_format(self, time_format: TimeFormat) -> None:
        super().set_time_format(time_format)
        for view in self.views:
            view.set_time_format(time_format)

    def find_next(self) -> None:
        """Go to the next of the rows that the filter left."""
        self._step(1)

    def find_previous(self) -> None:
        """Go to the previous of the rows that the filter left."""
        self._step(-1)

    def copy_content(self) -> None:
        """Copy from the table that has the focus, else from the first."""
        next((view for view in self.views if view.hasFocus()), self.view).copy()

    def save_state(self) -> None:
        for view in self.views:
            view.columns.remember()

    # --- content

    def make_content(self) -> QWidget:
        self._task: Task | None = None
        self._table_of: Content | None = None
        self.views: list[TableView] = []
        self.rows_stack = self.stack  # what says that the filter left nothing
        self.following = PaneFollowing(self, self.background)
        self.add_tool(self.following.button)
        self.view = TableView(self.background, self.store)
        self.take_view(self.view, f"{self.name}_table", shown(self.title))
        self.view.rows_changed.connect(self._rows_changed)
        self.find_bar.setToolTip(self._filter_tooltip())
        self.add_tool(self._columns_button())
        return self.view

    def take_view(self, view: TableView, name: str, accessible_name: str) -> None:
        """Take a table view into this pane."""
        view.setObjectName(name)
        view.setAccessibleName(accessible_name)
        view.copying.began.connect(self._copying_began)
        view.copying.copied.connect(self._copying_done)
        view.copying.refused.connect(self._copying_refused)
        view.failed.connect(self._order_failed)
        view.typed.connect(self.find_bar.open)
        view.row_chosen.connect(partial(self._row_chosen, view))
        self.following.take_view(view)
        self.views.append(view)

    def content_focus(self) -> QWidget:
        return self.view

    def show_result(self, result: Result | None) -> None:
        self.stop_work()
        if result is None:
            self._table_of = None
            self.view.show_table(None)
            return
        if result.content is not self._table_of:
            self.stack.show_reading()
        make = self.table_maker(result)
        self._task = self.background.start(lambda _: make(), f"make the table of {self.name}", is_aside=not self.isVisible())
        self._task.succeeded.connect(self._show_table)
        self._task.failed.connect(self._table_failed)

    def on_find_text(self, text: str) -> None:
        self.view.filter_by(text)

    def no_rows_words(self) -> str:
        """What to say where a result has no rows."""
        return self.tr("There is nothing in this result.")

    def _show_table(self, table: Table) -> None:
        self._task = None
        is_same = self._table_of is self._content
        self._table_of = self._content
        times = self.times(self._result) if self._result is not None else None
        self.view.show_table(table, keep_place=is_same, times=times)
        self.table_shown()
        if self.playhead is not None:
            self._mark_now()
            if not is_same:
                self._chosen(self.playhead.choice, None)

    def table_shown(self) -> None:
        """The table is on the screen; for subclasses."""

    def _table_failed(self, error: Exception) -> None:
        self._task = None
        self.stack.show_failure(error, self._again)

    def _again(self) -> None:
        self.show_result(self._result)

    def _order_failed(self, error: Exception) -> None:
        raise error

    @property
    def _content(self) -> Content | None:
        return self._result.content if self._result is not None else None

    def stop_work(self) -> None:
        """Stop making the table."""
        if self._task is not None:
            self._task.stop()
        self._task = None
        self.following.stop()

    # --- the playhead

    def _row_chosen(self, view: TableView, row: int) -> None:
        """Take everything to the time of a row; what has none moves nothing."""
        if self.playhead is None:
            return
        start = start_of(view.now.times, row, self.playhead.fps)
        choice = self.choice_at(view, row)
        if choice != NOTHING:
            self.playhead.choose(choice, self)
        if start is not None:
            self.playhead.move_to(start, self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.following.follow()

    def _moved(self, moment: Moment) -> None:
        self._mark_now()
        self.following.moved(moment)

    def _mark_now(self) -> None:
        if self.playhead is None or self._table_of is None:
            return
        now = now_at(self.playhead.seconds, self.playhead.frame, self.playhead.fps)
        for view in self.views:
            view.now.set_now(now)

    def _chosen(self, choice: Choice, origin: object) -> None:
        for view in self.views:
            view.now.choose(self.choice_for(view, choice))
        if origin is not self and choice != NOTHING:
            self.show_choice(choice)

    def choice_for(self, view: TableView, choice: Choice) -> Choice:
        """What of a choice concerns the rows of a view."""
        return choice

    # --- copying

    @property
    def _copy_strip(self) -> MessageStrip:
        """Progress of copying, or why it is not done, below the content; built when it is first needed."""
        strip = self.findChild(MessageStrip)
        if strip is None:
            strip, column = MessageStrip(), self.layout()
            assert isinstance(column, QVBoxLayout)
            column.insertWidget(column.indexOf(self.stack) + 1, strip)
            for view in self.views:
                view.copying.progressed.connect(strip.progress)
                view.copying.ended.connect(strip.end_progress)
        return strip

    def _copying_began(self, doing: Text, stop: Callable[[], None]) -> None:
        self._copy_strip.begin(doing, ((self.tr("Stop"), stop),))

    def _copying_done(self, words: Text) -> None:
        announce(self, shown(words))

    def _copying_refused(self, words: Text) -> None:
        self._copy_strip.say(shown(words), actions=((self.tr("Save…"), self.save_wanted.emit),))

    # --- rows and filter

    def _rows_changed(self) -> None:
        model, needle = self.view.column_model, self.view.needle
        if model.table is None or self._table_of is None or self._table_of is not self._content:
            return
        count, total = model.rowCount(), self.wanted_rows()
        numbers = {"shown": f"{count:,}", "total": f"{total:,}", "count": total}
        words = Text("{shown} of {total} row", plural="{shown} of {total} rows", **numbers)
        self.find_bar.say(shown(words) if needle else "")
        if not total:
            self.stack.show_no_rows(self.no_rows_words())
            return
        self.stack.show_content()
        if count:
            self.rows_stack.show_content()
        else:
            self.rows_stack.show_nothing_found(needle, self.clear_filter)

    def wanted_rows(self) -> int:
        """How many rows there are for the filter to choose from."""
        table = self.view.column_model.table
        return table.row_count if table is not None else 0

    def _filter_tooltip(self) -> str:
        return self.tr(
            "Rows in which every word is found: inside a text, as a whole ID or frame, "
            "or at the beginning of a decimal (0.5 finds 0.523 too) or of a time (03:12 finds 00:03:12.250 too)"
        )

    def _step(self, by: int) -> None:
        count = self.view.column_model.rowCount()
        if not count:
            return
        wrapped = self.view.step(by)
        number = Text("{number} of {count}", number=f"{self.view.currentIndex().row() + 1:,}", count=f"{count:,}")
        again = self.tr("from the start again") if by > 0 else self.tr("from the end")
        self.find_bar.say(
            shown(Text("{words}, {wrapped}", words=shown(number), wrapped=again)) if wrapped else shown(number)
        )

    def _columns_button(self) -> WordButton:
        button = WordButton("columns_button", "columns", self.tr("Columns"))
        button.setToolTip(self.tr("Choose the columns to show"))
        menu = QMenu(button)
        menu.setObjectName("columns_menu")
        menu.aboutToShow.connect(self._fill_columns_menu)
        button.setMenu(menu)
        self._columns_menu = menu
        return button

    def _fill_columns_menu(self) -> None:
        self._columns_menu.clear()
        self.view.columns.fill_menu(self._columns_menu)
