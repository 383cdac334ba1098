"""Work runs off the UI thread, its outcome comes home to it, and Stop and quitting end it."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThread
from pytestqt.qtbot import QtBot

from viewer.errors import Cancelled, NetworkError
from viewer.text import Text
from viewer.ui.background import Background, Task
from viewer.watch import Progress, Watch


class Listener(QObject):
    """Writes down what a task says, and in which thread."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.heard: list[tuple[str, Any]] = []
        self.is_always_ui_thread = True
        task.progressed.connect(self.progressed)
        task.arrived.connect(self.arrived)
        task.succeeded.connect(self.succeeded)
        task.failed.connect(self.failed)
        task.ended.connect(self.ended)

    def progressed(self, progress: Progress) -> None:
        self._note("progressed", progress.done)

    def arrived(self, part: Any) -> None:
        self._note("arrived", part)

    def succeeded(self, result: Any) -> None:
        self._note("succeeded", result)

    def failed(self, error: BaseException) -> None:
        self._note("failed", error)

    def ended(self) -> None:
        self._note("ended", None)

    def _note(self, what: str, value: Any) -> None:
        self.heard.append((what, value))
        self.is_always_ui_thread &= QThread.isMainThread()


class Large:
    """What a task is about."""


class Gate:
    """Work that waits until it is let go, whatever Stop says; a stuck name look-up is such work."""

    def __init__(self) -> None:
        self.began = threading.Event()
        self.released = threading.Event()
        self.is_over = threading.Event()

    def wait(self, watch: Watch) -> str:
        self.began.set()
        self.released.wait()
        self.is_over.set()
        return "late"


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.released.set()


def come_home(qtbot: QtBot, background: Background) -> None:
    qtbot.waitUntil(lambda: not background.running)


def run(qtbot: QtBot, background: Background, work: Callable[[Watch], Any]) -> Listener:
    """Run the work to its end and return who listened."""
    listener = Listener(background.start(work, "work"))
    come_home(qtbot, background)
    return listener


def test_the_result_comes_home_to_the_ui_thread(qtbot: QtBot, background: Background) -> None:
    threads: list[bool] = []

    def work(watch: Watch) -> int:
        threads.append(QThread.isMainThread())
        return 42

    listener = run(qtbot, background, work)
    assert listener.heard == [("succeeded", 42), ("ended", None)]
    assert listener.is_always_ui_thread
    assert threads == [False]


@pytest.mark.parametrize("result", [None, 0, "", [], {"a": 1}, object], ids=repr)
def test_any_result_comes_as_it_is(qtbot: QtBot, background: Background, result: object) -> None:
    listener = run(qtbot, background, lambda watch: result)
    assert listener.heard[0][0] == "succeeded"
    assert listener.heard[0][1] is result


@pytest.mark.parametrize("error", [NetworkError(Text("No answer.")), ZeroDivisionError(), SystemExit(3)], ids=repr)
def test_an_error_comes_home_as_a_value(qtbot: QtBot, background: Background, error: BaseException) -> None:
    def work(watch: Watch) -> None:
        raise error

    listener = run(qtbot, background, work)
    assert listener.heard == [("failed", error), ("ended", None)]
    assert listener.heard[0][1] is error


def test_cancelled_is_no_error(qtbot: QtBot, background: Background) -> None:
    def work(watch: Watch) -> None:
        raise Cancelled

    assert run(qtbot, background, work).heard == [("ended", None)]


def test_progress_and_parts_come_before_the_result(qtbot: QtBot, background: Background) -> None:
    def work(watch: Watch) -> str:
        watch.progress(1, 3)
        watch.hand_over("first part")
        watch.progress(3, 3)
        return "all"

    listener = run(qtbot, background, work)
    assert listener.heard == [
        ("progressed", 1),
        ("arrived", "first part"),
        ("progressed", 3),
        ("succeeded", "all"),
        ("ended", None),
    ]
    assert listener.is_always_ui_thread


def test_stop_frees_at_once_and_drops_the_late_result(qtbot: QtBot, background: Background, gate: Gate) -> None:
    task = background.start(gate.wait, "stuck")
    listener = Listener(task)
    gate.began.wait()
    task.stop()
    assert listener.heard == [("ended", None)]
    assert not gate.is_over.is_set()
    gate.released.set()
    come_home(qtbot, background)
    assert listener.heard == [("ended", None)]


def test_a_late_error_is_dropped_too(qtbot: QtBot, background: Background) -> None:
    began = threading.Event()

    def work(watch: Watch) -> None:
        woken = threading.Event()
        with watch.on_cancel(woken.set):
            began.set()
            woken.wait()
        raise ConnectionResetError

    task = background.start(work, "cut off")
    listener = Listener(task)
    began.wait()
    task.stop()
    come_home(qtbot, background)
    assert listener.heard == [("ended", None)]


def test_stop_wakes_work_that_waits_and_reports_nothing_more(qtbot: QtBot, background: Background) -> None:
    began, notes = threading.Event(), []

    def work(watch: Watch) -> str:
        woken = threading.Event()
        with watch.on_cancel(woken.set):
            began.set()
            woken.wait()
        notes.append(watch.is_cancelled)
        watch.progress(1)  # raises Cancelled
        return "never"

    task = background.start(work, "waiting")
    listener = Listener(task)
    began.wait()
    task.stop()
    come_home(qtbot, background)
    assert notes == [True]
    assert listener.heard == [("ended", None)]


def test_a_finished_part_is_kept_after_stop(qtbot: QtBot, background: Background) -> None:
    began = threading.Event()

    def work(watch: Watch) -> None:
        woken = threading.Event()
        with watch.on_cancel(woken.set):
            began.set()
            woken.wait()
        watch.hand_over("was already finished")
        watch.check()

    task = background.start(work, "parts")
    listener = Listener(task)
    began.wait()
    task.stop()
    come_home(qtbot, background)
    assert listener.heard == [("ended", None), ("arrived", "was already finished")]


def test_stop_after_the_end_says_nothing(qtbot: QtBot, background: Background) -> None:
    task = background.start(lambda watch: 1, "short")
    listener = Listener(task)
    come_home(qtbot, background)
    task.stop()
    task.stop()
    assert listener.heard == [("succeeded", 1), ("ended", None)]
    assert not task.is_stopped


def test_stop_twice_ends_once(qtbot: QtBot, background: Background, gate: Gate) -> None:
    task = background.start(gate.wait, "stuck")
    listener = Listener(task)
    task.stop()
    task.stop()
    assert listener.heard == [("ended", None)]
    gate.released.set()
    come_home(qtbot, background)


def test_it_knows_what_runs_and_says_when_nothing_does(qtbot: QtBot, background: Background, gate: Gate) -> None:
    first, second = background.start(gate.wait, "b"), background.start(gate.wait, "a")
    assert background.running == ("a", "b")
    assert background.holds(first)
    with qtbot.waitSignal(background.became_idle):
        gate.released.set()
    assert background.running == ()
    assert not background.holds(second)


def test_a_task_is_held_though_nobody_else_holds_it(qtbot: QtBot, background: Background) -> None:
    done: list[int] = []
    background.start(lambda watch: 7, "dropped").succeeded.connect(done.append)
    come_home(qtbot, background)
    assert done == [7]


@pytest.mark.parametrize("outcome", ["succeeded", "failed", "stopped"])
def test_what_is_connected_is_let_go_with_the_outcome(
    qtbot: QtBot, background: Background, gate: Gate, outcome: str
) -> None:
    """Without waiting for Python to collect cycles: a closed result may be half a gigabyte."""
    large, other = Large(), Large()
    told = [weakref.ref(large), weakref.ref(other)]

    def work(watch: Watch, large: Large = large) -> None:
        gate.wait(watch)
        if outcome == "failed":
            raise NetworkError(Text("made up"))

    gc.disable()
    try:
        task = background.start(work, "large")
        task.succeeded.connect(lambda _, other=other: None)
        task.failed.connect(lambda _, other=other: None)
        if outcome == "stopped":
            task.stop()
        del large, other, work
        gate.released.set()
        qtbot.waitUntil(lambda: not background.running)
        qtbot.waitUntil(lambda: [one() for one in told] == [None, None])
    finally:
        gc.enable()


def test_patient_work_stands_still_while_other_work_goes_on(qtbot: QtBot, background: Background, gate: Gate) -> None:
    steps: list[int] = []

    def count(watch: Watch) -> None:
        for step in range(3):
            watch.check()
            steps.append(step)

    background.start(gate.wait, "other")
    patient = background.start(count, "patient", is_patient=True)
    qtbot.waitUntil(gate.began.is_set)
    assert steps == []
    with qtbot.waitSignal(patient.succeeded):
        gate.released.set()
    assert steps == [0, 1, 2]


def test_work_makes_way_for_the_ui_thread(qtbot: QtBot, background: Background) -> None:
    began, steps = threading.Event(), []

    def count(watch: Watch) -> None:
        began.set()
        while len(steps) < 3:
            watch.check()
            steps.append(background.way.is_set())

    def paint() -> None:
        background.start(count, "counts")
        assert began.wait(5)
        was_free.append(background.way.is_set())

    was_free: list[bool] = []
    background.make_way_for(paint)
    qtbot.waitUntil(lambda: not background.running)
    assert was_free == [False]
    assert steps[-1]
    assert background.way.is_set()


def test_patient_work_that_waits_is_stopped_at_once(qtbot: QtBot, background: Background, gate: Gate) -> None:
    background.start(gate.wait, "other")
    patient = background.start(lambda watch: watch.check(), "patient", is_patient=True)
    patient.stop()
    qtbot.waitUntil(lambda: background.running == ("other",))
    gate.released.set()


def test_many_at_once(qtbot: QtBot, background: Background) -> None:
    listeners = [Listener(background.start(lambda watch, number=number: number, f"task {number}")) for number in range(50)]
    come_home(qtbot, background)
    assert [listener.heard[0] for listener in listeners] == [("succeeded", number) for number in range(50)]


def test_shut_down_returns_though_work_is_stuck_and_nothing_is_delivered(qtbot: QtBot, gate: Gate) -> None:
    background = Background()
    idle: list[bool] = []
    background.became_idle.connect(lambda: idle.append(True))

    def work(watch: Watch) -> str:
        gate.wait(watch)
        watch.hand_over("a part")
        return "a result"

    listener = Listener(background.start(work, "stuck"))
    gate.began.wait()
    background.shut_down()
    assert not gate.is_over.is_set()
    assert listener.heard == [("ended", None)]
    gate.released.set()
    gate.is_over.wait()
    for thread in threading.enumerate():
        if thread.name == "stuck":
            thread.join()
    QCoreApplication.processEvents()
    assert listener.heard == [("ended", None)]
    assert idle == []


def test_shut_down_drops_what_is_on_its_way_home(qtbot: QtBot) -> None:
    background, is_over = Background(), threading.Event()

    def work(watch: Watch) -> int:
        watch.progress(1)
        watch.hand_over("a part")
        is_over.set()
        return 7

    listener = Listener(background.start(work, "short"))
    is_over.wait()
    background.shut_down()
    QCoreApplication.processEvents()
    assert listener.heard == [("ended", None)]


def test_shut_down_ends_work_that_looks_at_its_watch(qtbot: QtBot) -> None:
    background, ended = Background(), threading.Event()

    def work(watch: Watch) -> None:
        try:
            while True:
                watch.check()
        finally:
            ended.set()

    background.start(work, "endless")
    background.shut_down()
    assert ended.is_set()


def test_shut_down_of_nothing(qtbot: QtBot) -> None:
    background = Background()
    background.shut_down()
    assert background.is_closing


def test_work_aside_is_done_one_after_another_in_its_order(qtbot: QtBot, background: Background) -> None:
    order: list[str] = []
    is_free = threading.Event()
    first = background.start(lambda _: (is_free.wait(5), order.append("first")), "first", is_aside=True)
    second = background.start(lambda _: order.append("second"), "second", is_aside=True)
    other = background.start(lambda _: order.append("other"), "other")
    with qtbot.waitSignal(other.ended):
        pass
    assert order == ["other"]
    with qtbot.waitSignals([first.ended, second.ended]):
        is_free.set()
    assert order == ["other", "first", "second"]


def test_work_aside_that_is_stopped_before_its_turn_is_never_done(qtbot: QtBot, background: Background) -> None:
    order: list[str] = []
    is_free = threading.Event()
    first = background.start(lambda _: (is_free.wait(5), order.append("first")), "first", is_aside=True)
    second = background.start(lambda _: order.append("second"), "second", is_aside=True)
    third = background.start(lambda _: order.append("third"), "third", is_aside=True)
    second.stop()
    with qtbot.waitSignals([first.ended, third.ended]):
        is_free.set()
    qtbot.waitUntil(lambda: not background.running)
    assert order == ["first", "third"]
