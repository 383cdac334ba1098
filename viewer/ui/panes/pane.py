"""The base of all panes: which result of the job is shown, its problems, the find bar, and what stands in for no content."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from viewer.model.columns import Table
from viewer.model.job import Job
from viewer.model.result import Result
from viewer.model.timing import TimeFormat
from viewer.text import Text
from viewer.ui.announcing import announce
from viewer.ui.background import Background
from viewer.ui.messages import shown
from viewer.ui.panes.buttons import WordButton
from viewer.ui.panes.find_bar import FindBar
from viewer.ui.panes.pane_stack import PaneStack
from viewer.ui.panes.problems_list import ProblemsList
from viewer.ui.panes.result_choice import ResultChoice, Titles
from viewer.ui.panes.store import Store
from viewer.ui.playhead import Playhead

if TYPE_CHECKING:
    from viewer.ui.models.column_table_model import Rows


class Pane(QWidget):
    """One way to look at a job. A subclass gives its words, says what it accepts, and shows one result at a time."""

    title: ClassVar[Text]
    name: ClassVar[str]
    explanation: ClassVar[Text]  # what would be here, and how to get it
    filters: ClassVar[bool] = False  # its find bar hides what does not match
    is_general: ClassVar[bool] = False  # it can show many kinds; a pane made for one kind comes to the front before it

    has_data_changed = Signal(bool)
    save_wanted = Signal()  # the user wants what is shown in a file

    def __init__(self, background: Background, registry: Titles, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(self.name)
        self.setAccessibleName(shown(self.title))
        self.background = background
        self.store = store
        self.time_format = TimeFormat.CLOCK
        self.playhead: Playhead | None = None
        self._registry = registry
        self._job = Job()
        self._results: tuple[Result, ...] = ()
        self._result: Result | None = None
        self._shown_with: tuple[object, ...] = ()
        self._last_tool: QWidget
        self._build()
        self._show_state()

    # --- for the window

    @property
    def result(self) -> Result | None:
        """The result that is shown."""
        return self._result

    @property
    def job(self) -> Job:
        return self._job

    @property
    def is_in_use(self) -> bool:
        """True where the user has begun to do something in it, so that another pane must not push it aside."""
        return True

    @property
    def has_data(self) -> bool:
        """True where the job has a result that this pane can show."""
        return bool(self._results)

    def accepts(self, result: Result) -> bool:
        """True where this pane can show the result."""
        raise NotImplementedError

    def show_job(self, job: Job) -> None:
        """Show the results of a job; where the same result stays, everything stays in its place."""
        had_data = self.has_data
        self._job = job
        self._results = tuple(result for result in job.results if self.accepts(result))
        self._choice.fill(self._results)
        self._show(self._wanted())
        if self.has_data != had_data:
            self.has_data_changed.emit(self.has_data)

    def choose(self, result: Result) -> None:
        """Show this result of the job, if the pane accepts it."""
        if any(own is result for own in self._results):
            self._show(result)

    def set_time_format(self, time_format: TimeFormat) -> None:
        """Show times in this format."""
        self.time_format = time_format

    def use_playhead(self, playhead: Playhead) -> None:
        """Share this playhead with everything else that shows the job."""
        self.playhead = playhead

    def find(self) -> None:  # type: ignore[override]  # Qt's own finds a window by its number
        """Open the find bar."""
        if self._result is not None:
            self.find_bar.open()
            self.on_find_text(self.find_bar.text)

    def find_next(self) -> None:
        """Go to the next hit."""

    def find_previous(self) -> None:
        """Go to the previous hit."""

    def copy(self) -> None:
        """Copy what is selected in whatever has the focus, else from the content."""
        focused = self.focusWidget()
        if isinstance(focused, QLineEdit | QPlainTextEdit):
            focused.copy()
        elif focused is self.problems.view:
            self.problems.view.copy()
        else:
            self.copy_content()

    def copy_content(self) -> None:
        """Copy what is selected in the content."""

    def table(self) -> tuple[Table, Rows] | None:
        """The table that is shown, with its rows as sorted and filtered (None: all, in service order)."""
        return None

    def save_state(self) -> None:
        """Remember columns and the like for the next start."""

    # --- for the subclass

    def make_content(self) -> QWidget:
        """Make the widget that shows a result; called once."""
        raise NotImplementedError

    def show_result(self, result: Result | None) -> None:
        """Begin to show another result, or none. Call `stack.show_content` when it is on the screen."""
        raise NotImplementedError

    def concerns(self, job: Job) -> tuple[object, ...]:
        """What of the job, beside its own result, changes what the pane shows; compared by identity."""
        return ()

    def on_find_text(self, text: str) -> None:
        """The text in the find bar is another one. A filter gets "" when the bar closes; finds stay, to go on with."""

    def content_focus(self) -> QWidget:
        """The widget of the content that gets the focus when the find bar closes."""
        return self.content

    def say(self, words: str) -> None:
        """Show and announce a sentence below the content; "" takes it away."""
        self._notice.setText(words)
        self._notice.setVisible(bool(words))
        announce(self._notice, words)

    def add_tool(self, widget: QWidget) -> None:
        """Add a control of this pane to the line above the content."""
        self._tools.insertWidget(self._tools.indexOf(self._find_button), widget)
        self.setTabOrder(self._last_tool, widget)
        self.setTabOrder(widget, self._find_button)
        self._last_tool = widget

    # --- building

    def _build(self) -> None:
        self._line = self._build_line()
        self.find_bar = FindBar(self.tr("Fi&lter:") if self.filters else self.tr("Fi&nd:"), options=self.make_find_options())
        self.find_bar.changed.connect(self.on_find_text)
        self.find_bar.next_wanted.connect(self.find_next)
        self.find_bar.previous_wanted.connect(self.find_previous)
        self.find_bar.closed.connect(self._close_find_bar)
        self.stack = PaneStack()
        self._notice = QLabel()
        self._notice.setObjectName("notice")
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._notice.setWordWrap(True)
        self._notice.hide()
        self.problems = ProblemsList()
        column = QVBoxLayout(self)
        column.addWidget(self._line)
        column.addWidget(self.find_bar)
        column.addWidget(self.stack, 1)
        column.addWidget(self._notice)
        column.addWidget(self.problems)
        self.content = self.make_content()
        self.stack.set_content(self.content)

    def make_find_options(self) -> QWidget | None:
        """Make what stands beside the find field, if anything."""
        return None

    def _build_line(self) -> QWidget:
        line = QWidget()
        line.setObjectName("pane_line")
        self._choice = ResultChoice(self._registry)
        self._choice.chosen.connect(self._choose_by_hand)
        self._last_tool = self._choice  # the Tab key follows the order on the line
        symbol, words = ("filter", self.tr("Filter")) if self.filters else ("find", self.tr("Find"))
        self._find_button = WordButton("find_button", symbol, words)
        self._find_button.clicked.connect(self.find)
        self._tools = QHBoxLayout(line)
        self._tools.setContentsMargins(0, 0, 0, 0)
        self._tools.addWidget(self._choice)
        self._tools.addStretch(1)
        self._tools.addWidget(self._find_button)
        return line

    # --- which result

    def _wanted(self) -> Result | None:
        """The result of the type that is shown now, else of the type chosen last, else the first."""
        kept = self._result.type_name if self._result is not None else None
        for type_name in (kept, self.store.get(f"panes/{self.name}/result", "")):
            for result in self._results:
                if result.type_name == type_name:
                    return result
        return self._results[0] if self._results else None

    def _choose_by_hand(self, place: int) -> None:
        result = self._results[place]
        self.store.set(f"panes/{self.name}/result", result.type_name)
        self._show(result)

    def _show(self, result: Result | None) -> None:
        self._choice.mark(next((n for n, own in enumerate(self._results) if own is result), -1))
        concerns = self.concerns(self._job) if result is not None else ()
        is_same = result is not None and result.looks_like(self._result)
        if result is not None and result is not self._result:
            self.problems.show_problems(result.problems)
        if is_same and len(concerns) == len(self._shown_with) and all(map(_is, concerns, self._shown_with)):
            self._result = result
            return
        self._result, self._shown_with = result, concerns
        if result is None:
            self.problems.show_problems(())
        self.say("")
        self._show_state()
        self.show_result(result)

    def _show_state(self) -> None:
        """Show the line above only where there is content, and say what is missing where there is none."""
        self._line.setVisible(self._result is not None)
        if self._result is not None:
            return
        self.find_bar.hide()
        if any(result.is_unread for result in self._job.results):
            self.stack.show_reading()  # whether there is something for this pane is seen in the end
        else:
            self.stack.show_missing(shown(self.title), shown(self.explanation), has_job=bool(self._job.results))

    # --- find bar and keys

    def clear_filter(self) -> None:
        """Show all rows again."""
        self.find_bar.clear()
        self.find_bar.setFocus()

    def _close_find_bar(self) -> None:
        if self.filters:
            self.on_find_text("")
        self.content_focus().setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Only for keys that no action of the window has taken."""
        if event.matches(QKeySequence.StandardKey.Find):
            self.find()
        elif event.matches(QKeySequence.StandardKey.FindNext):
            self.find_next()
        elif event.matches(QKeySequence.StandardKey.FindPrevious):
            self.find_previous()
        else:
            super().keyPressEvent(event)


def _is(one: object, other: object) -> bool:
    return one is other
