"""Following: tables scroll to what is now, where the user asked for it and is not at work in them.

There is one switch for the whole program. A pane in which the user scrolls, clicks or types pauses, which its button shows;
it goes on when the button is pressed, or when the user goes to a moment elsewhere. Nothing but the scroll bar moves.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer.late import late
from viewer.ui.background import Background, Task
from viewer.ui.panes.buttons import WordButton
from viewer.ui.panes.store import Store
from viewer.ui.panes.table_view import TableView
from viewer.ui.playhead import Moment, Playhead
from viewer.ui.theme import icon

first_shown = late("viewer.analysis.row_times", "first_shown")
is_at_hand = late("viewer.analysis.row_times", "is_at_hand")
ROWS_AT_ONCE = 50_000  # in a bigger table a worker looks
REST_SECONDS = 0.5  # a film that stops moves the playhead by less; that is no wish to go anywhere
_KEY, _NAME = "follow", "follow"


class Follow(QObject):
    """The switch: whether tables follow the playhead. It belongs to the playhead, which all panes share."""

    changed = Signal()

    def __init__(self, playhead: Playhead, store: Store) -> None:
        super().__init__(playhead)
        self.setObjectName(_NAME)
        self._store = store
        self.is_on = bool(store.get(_KEY, False))

    def switch(self, is_on: bool) -> None:
        """Switch it on or off; on also ends every pause."""
        self.is_on = is_on
        self._store.set(_KEY, is_on)
        self.changed.emit()


def follow_of(playhead: Playhead, store: Store) -> Follow:
    """Return the switch of this playhead."""
    found = playhead.findChild(Follow, _NAME)
    return found if isinstance(found, Follow) else Follow(playhead, store)


class PaneFollowing(QObject):
    """Lets the views of one pane follow, and is its button."""

    def __init__(self, pane: QWidget, background: Background) -> None:
        super().__init__(pane)
        self._pane = pane
        self._background = background
        self._finders: list[NowFinder] = []
        self._follow: Follow | None = None
        self._before = Moment(0.0)
        self.is_paused = False
        self.button = WordButton("follow_button", "follow", self.tr("Follo&w"))
        self.button.setCheckable(True)
        self.button.clicked.connect(self._press)
        self.button.hide()

    @property
    def is_on(self) -> bool:
        """True where the views of this pane follow at present."""
        return self._follow is not None and self._follow.is_on and not self.is_paused

    def take_view(self, view: TableView) -> None:
        """Let this view follow, too."""
        self._finders.append(NowFinder(self._background, view))
        view.touched.connect(self.pause)
        view.rows_changed.connect(self.follow)

    def use(self, follow: Follow) -> None:
        """Obey this switch."""
        self._follow = follow
        follow.changed.connect(self._switched)
        self.button.show()
        self._show_state()

    def moved(self, moment: Moment) -> None:
        """Follow to another moment; a wish to go there, from elsewhere, ends a pause."""
        before, self._before = self._before, moment
        is_at_rest = before.is_playing and abs(moment.seconds - before.seconds) < REST_SECONDS
        if self.is_paused and not moment.is_playing and moment.origin is not self._pane and not is_at_rest:
            self.is_paused = False
            self._show_state()
        if moment.origin is not self._pane:
            self.follow()

    def follow(self) -> None:
        """Scroll to what is now, in the views on the screen, if that is wanted."""
        if self.is_on:
            for finder in self._finders:
                finder.look()

    def stop(self) -> None:
        """Look for nothing any more."""
        for finder in self._finders:
            finder.stop()

    def _press(self, is_checked: bool) -> None:
        assert self._follow is not None
        self.is_paused = False
        self._follow.switch(is_checked)

    def _switched(self) -> None:
        self.is_paused = False
        self._show_state()
        self.follow()

    def pause(self) -> None:
        """Stay where the views are: the user is at work in them."""
        self.stop()
        if self.is_on:
            self.is_paused = True
            self._show_state()

    def _show_state(self) -> None:
        """What is pressed in follows; a pause is seen by its sign, and told."""
        assert self._follow is not None
        is_paused = self._follow.is_on and self.is_paused
        self.button.setChecked(self.is_on)
        self.button.setIcon(icon("follow_paused" if is_paused else "follow"))
        if is_paused:
            words = self.tr("Paused here while you read. Press to follow again, or go to a moment anywhere else.")
        elif self._follow.is_on:
            words = self.tr("The tables scroll to what is now. One in which you scroll, click or type stays as it is.")
        else:
            words = self.tr("Let the tables scroll to what is now")
        self.button.setToolTip(words)
        self.button.setAccessibleDescription(words)


class NowFinder(QObject):
    """Finds the first shown row that is now and scrolls there. Of wishes that come while it looks, the last one counts."""

    def __init__(self, background: Background, view: TableView) -> None:
        super().__init__(view)
        self._background = background
        self._view = view
        self._task: Task | None = None
        self._sought: tuple[object, ...] = ()

    def look(self) -> None:
        """Scroll to what is now, if the view is on the screen."""
        rows, table = self._view.now, self._view.column_model.table
        if rows.times is None or rows.now is None or table is None or not self._view.isVisible() or self._view.is_busy:
            return
        if self._task is not None:
            return
        asked = (rows.times, self._view.column_model.rows, table.row_count, rows.now)
        self._sought = asked
        if table.row_count <= ROWS_AT_ONCE or is_at_hand(*asked[:2]):
            self._go_to(first_shown(*asked))
            return
        self._task = self._background.start(lambda watch: first_shown(*asked, watch), "find what is now")
        self._task.succeeded.connect(self._take)
        self._task.failed.connect(self._give_up)

    def stop(self) -> None:
        """Stay where the view is."""
        if self._task is not None:
            self._task.stop()
        self._task = None

    def _take(self, place: int | None) -> None:
        self._task = None
        times, rows, _, now = self._sought
        state = self._view.now
        if self._view.column_model.rows is rows and state.times is times:
            self._go_to(place)
        if state.now is not now or self._view.column_model.rows is not rows:
            self.look()

    def _go_to(self, place: int | None) -> None:
        if place is not None:
            self._view.show_row(place)

    def _give_up(self, error: Exception) -> None:
        self._task = None
        raise error
