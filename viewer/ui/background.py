"""Plain functions run off the UI thread, and their outcome is handed back to it.

A task is held until its outcome came home, so that nothing is delivered to a dead object; its signals belong to the UI
thread. After `shut_down` nothing is delivered any more: quitting with live threads that still emit crashes Qt.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SIGNAL, QObject, QTimer, Signal

from viewer.errors import Cancelled
from viewer.late import late

if TYPE_CHECKING:
    from viewer.watch import Progress, Watch

new_watch = late("viewer.watch", "Watch")
PATIENCE_SECONDS = 1.0
GIVE_WAY_SECONDS = 0.0002  # a thread that holds the interpreter lets the UI thread in after this time; Python's own is 5 ms
EVENTS_OF_A_TURN = 3  # what is shown is laid out, then painted
LONGEST_TURN_SECONDS = LOOK_AGAIN_SECONDS = 0.05
GIVE_WAY_TO_PAINT_SECONDS = 0.0001  # each cell that is painted asks for the interpreter anew


class Task(QObject):
    """One function call in progress. Connect bound methods to its signals; `ended` comes last, whatever the outcome."""

    progressed = Signal(object)  # Progress
    arrived = Signal(object)  # a part that the function handed over before its end
    succeeded = Signal(object)  # what the function returned
    failed = Signal(object)  # the exception, Cancelled excepted
    ended = Signal()
    _reported = Signal(object)
    _handed_over = Signal(object)
    _outcome = Signal(object, object)

    def __init__(self, work: Callable[[Watch], Any], background: Background, name: str) -> None:
        super().__init__()
        self.name = name
        self.is_stopped = False
        self._work: Callable[[Watch], Any] | None = work
        self._background = background
        self._watch: Watch = new_watch(self._report, self._pass_on, background.way)
        self._reported.connect(self._deliver_progress)
        self._handed_over.connect(self._deliver_part)
        self._outcome.connect(self._deliver)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def stop(self) -> None:
        """End the work; the user is free at once, and what it still returns is dropped."""
        if self.is_stopped or not self._background.holds(self):
            return
        self.is_stopped = True
        self._watch.cancel()
        self.ended.emit()

    @property
    def is_alive(self) -> bool:
        """True while its thread has not ended."""
        return self._thread.is_alive()

    def _run(self) -> None:
        result: Any = None
        error: BaseException | None = None
        work, self._work = self._work, None  # what it holds is often large, and goes with it
        assert work is not None
        self._background.turn.wait(LONGEST_TURN_SECONDS)
        try:
            self._background.wait_for_turn(self)
            result = work(self._watch)
        except BaseException as caught:  # noqa: BLE001 - handed to the UI thread as a value
            error = caught
        self._background.leave_turn(self)
        if not self._background.is_closing:
            self._outcome.emit(result, error)
        del result, error, work  # an error refers to this frame, which would refer to it

    def _report(self, progress: Progress) -> None:
        if not self._background.is_closing:
            self._reported.emit(progress)

    def _pass_on(self, part: Any) -> None:
        if not self._background.is_closing:
            self._handed_over.emit(part)

    def _deliver_part(self, part: Any) -> None:
        if not self._background.is_closing:
            self._background.make_way_for(lambda: self.arrived.emit(part))

    def _deliver_progress(self, progress: Progress) -> None:
        if not self.is_stopped:
            self.progressed.emit(progress)

    def _deliver(self, result: Any, error: BaseException | None) -> None:
        self._background.make_way_for(lambda: self._end(result, error))

    def _end(self, result: Any, error: BaseException | None) -> None:
        self._background.release(self)
        if not self.is_stopped:
            if error is None:
                self.succeeded.emit(result)
            elif not isinstance(error, Cancelled):
                self.failed.emit(error)
            self.ended.emit()
        self._let_go()

    def _let_go(self) -> None:
        """What is connected holds what the work was about; that must not wait until somebody collects cycles."""
        for name, of in ((SIGNAL("succeeded(PyObject)"), self.succeeded), (SIGNAL("failed(PyObject)"), self.failed)):
            if self.receivers(name):
                of.disconnect()


class Background(QObject):
    """Owns all tasks of the program; built once, by app."""

    became_idle = Signal()  # nothing is being worked on that anybody waits for; patient work may go on

    def __init__(self) -> None:
        super().__init__()
        sys.setswitchinterval(GIVE_WAY_SECONDS)
        self._tasks: set[Task] = set()
        self._patient: set[Task] = set()
        self._aside: deque[Task] = deque()  # one after another; the first is at work
        self._turns = threading.Condition()
        self.way = threading.Event()
        self.way.set()
        self.turn = threading.Event()  # set but while the window shows that work was started
        self.turn.set()
        self.is_closing = False

    def start(self, work: Callable[[Watch], Any], name: str, *, is_patient: bool = False, is_aside: bool = False) -> Task:
        """Run `work(watch)` in a thread called `name` and return its task. Connect its signals before returning to Qt.

        Work that nobody waits for is patient: it stands still while other work goes on, and takes no processor from it.
        Work for what is not in front is done aside: one after another, however much of it begins when a result comes.
        """
        task = Task(work, self, name)
        self._tasks.add(task)
        if is_aside:
            with self._turns:
                self._aside.append(task)
        if is_patient:
            self._patient.add(task)
            task._watch.be_patient(lambda: self.is_waited_for)
        self._take_turn()
        task._thread.start()
        return task

    def _take_turn(self) -> None:
        """New work begins when the window has shown that it does: what starts it often starts more, and paints then."""
        if self.turn.is_set():
            self.turn.clear()
            self._let_events_pass(EVENTS_OF_A_TURN)

    def _let_events_pass(self, count: int) -> None:
        if count:
            QTimer.singleShot(0, self, lambda: self._let_events_pass(count - 1))
        else:
            self.turn.set()

    def wait_for_turn(self, task: Task) -> None:
        """In its thread: wait until a task may work. Raises Cancelled where it was stopped meanwhile."""
        with self._turns:
            if task not in self._aside:
                return
            while self._aside[0] is not task and not task.is_stopped:
                self._turns.wait(LOOK_AGAIN_SECONDS)
        if task.is_stopped:
            raise Cancelled

    def leave_turn(self, task: Task) -> None:
        """In its thread: let the next one work."""
        with self._turns:
            if task in self._aside:
                self._aside.remove(task)
                self._turns.notify_all()

    def make_way_for(self, act: Callable[[], object]) -> None:
        """Call `act` (it paints, or shows another job), during which work stands still at its next `check`.

        Until then it lets the UI thread in sooner.
        """
        if not self.way.is_set():
            act()
            return
        self.way.clear()
        sys.setswitchinterval(GIVE_WAY_TO_PAINT_SECONDS)
        try:
            act()
        finally:
            sys.setswitchinterval(GIVE_WAY_SECONDS)
            self.way.set()

    def holds(self, task: Task) -> bool:
        """True while the outcome of `task` has not come home."""
        return task in self._tasks

    def release(self, task: Task) -> None:
        """Forget a task whose outcome came home."""
        self._tasks.discard(task)
        self._patient.discard(task)
        if not self.is_waited_for and not self.is_closing:
            self.became_idle.emit()

    @property
    def is_waited_for(self) -> bool:
        """True while there is work that is not patient."""
        return len(self._tasks) > len(self._patient)

    @property
    def running(self) -> tuple[str, ...]:
        """The names of the tasks whose outcome has not come home; after `shut_down`, of those whose thread still lives."""
        return tuple(sorted(task.name for task in self._tasks if task.is_alive or not self.is_closing))

    def shut_down(self) -> None:
        """Before the application quits: stop every task, wait at most a second for them together, then stay silent."""
        self.is_closing = True
        tasks = list(self._tasks)
        for task in tasks:
            task.stop()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for task in tasks:
            task._thread.join(max(0.0, deadline - time.monotonic()))
