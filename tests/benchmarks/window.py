"""The program in its real window, used as a user would, step by step, while a timer watches over how it answers."""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from tests.benchmarks.inputs import FOLDER, job_id
from tests.benchmarks.inside import peak_bytes, resident_bytes, watch_memory
from tests.benchmarks.stalls import StallTimer
from tests.support.driver import Driver
from viewer.app import Program
from viewer.demo.jobs import DEMO_KEY
from viewer.ui.garbage import GarbageOnUiThread
from viewer.ui.graphics import paint_without_opengl
from viewer.ui.settings_store import SettingsStore
from viewer.ui.theme import apply_theme

LONGEST_STEP_SECONDS = 120
TICKS_AFTERWARDS = 12  # what a step brought is painted then
UNASKED = {"check JSON"}  # goes on after a result is shown, under everything that is done meanwhile
TICKS_A_LETTER = 6
TICKS_AT_FIRST = 60
TICKS_TO_SETTLE = 190  # three seconds: cycles are collected every second


class RealWindow:
    """The window with its program, and what each step in it took."""

    def __init__(self, folder: Path, server: str | None) -> None:
        self.folder = folder
        self.figures: dict[str, float | None] = {}
        self.program = Program(SettingsStore(folder / "settings.ini"), folder / "library", server=server)
        self.stalls = StallTimer()
        self.driver = Driver(self.program, _Hand(self.stalls))
        self.window = self.program.window
        self.window.show()
        garbage = GarbageOnUiThread(self.program)
        self.program.load_readers().succeeded.connect(garbage.keep_what_is_there)
        self.program.list_items()
        self.wait()
        self.stalls.wait_ticks(TICKS_AT_FIRST)
        watch_memory()
        self.idle_bytes = resident_bytes()

    def step(self, name: str, act: Callable[[], object], until: Callable[[], bool] | None = None) -> None:
        """Do something and wait until it is done: until nothing is being worked on, or until what is told."""
        self.stalls.wait_ticks(1)
        self.stalls.take_worst()
        started = time.perf_counter()
        try:
            act()
            self.wait(until)
        except TimeoutError as error:
            raise TimeoutError(f"{name}: {error}; running: {self.program.background.running}") from error
        self.figures[f"{name}.seconds"] = time.perf_counter() - started
        self.stalls.wait_ticks(TICKS_AFTERWARDS)
        self.figures[f"{name}.stall_seconds"] = self.stalls.take_worst()

    def wait(self, until: Callable[[], bool] | None = None) -> None:
        self.stalls.wait_until(until or self.is_idle, LONGEST_STEP_SECONDS)

    def is_idle(self) -> bool:
        """Tell whether nothing is being worked on that a user waits for."""
        return not self.program.desk.is_busy and not set(self.program.background.running) - UNASKED

    def close_job(self) -> None:
        """Close the job as the last step, and note what memory was needed at most, and what of it is given back."""
        self.step("wait for the last check", lambda: None, lambda: not self.program.background.running)
        peak = peak_bytes()
        self.step("close the job", self.window.actions_by_name["close_job"].trigger)
        self.stalls.wait_ticks(TICKS_TO_SETTLE)
        left, idle = resident_bytes(), self.idle_bytes
        if peak is None or left is None or idle is None:
            self.figures |= {"peak_bytes": None, "kept_bytes": None, "idle_bytes": None}
        else:
            self.figures |= {"peak_bytes": peak - idle, "kept_bytes": left - idle, "idle_bytes": idle}

    # --- what a user does

    def pane(self, name: str) -> Any:
        """The pane of this name."""
        return self.window.panes.pane(name)

    def fetch(self, type_name: str) -> None:
        """Fill in the form and press Fetch."""
        self.driver.begin_fetch(type_name, job_id(), DEMO_KEY)

    def save(self, name: str, file: str, form: str) -> None:
        """Save what is in front, in two steps: the dialog, and the writing of what it was accepted for."""
        dialogs: list[QFileDialog] = []
        self.step(f"{name}: the dialog", lambda: dialogs.append(self.driver.open_save_dialog(form)))
        self.step(f"{name}: the file", lambda: self.driver.accept_save(dialogs.pop(), self.folder / file))

    def open_find(self) -> QLineEdit:
        """Open the find bar of the pane in front; return its field."""
        self.window.actions_by_name["find"].trigger()
        field = self.window.panes.current().findChild(QLineEdit, "find_field")
        assert isinstance(field, QLineEdit)
        return field

    def type_slowly(self, field: QLineEdit, text: str) -> None:
        """Type a text, ten letters a second: each letter begins a search anew."""
        for letter in text:
            field.insert(letter)  # QTest has keys for ASCII only
            self.stalls.wait_ticks(TICKS_A_LETTER)

    def scroll_down(self, view: QWidget, pages: int) -> None:
        """Go down page by page, and see each of them."""
        for _ in range(pages):
            QTest.keyClick(view, Qt.Key.Key_PageDown)
            self.stalls.wait_ticks(1)

    def open_rows(self, *keys: str) -> None:
        """Open rows of the JSON tree, each below the one before, and of a big one the first page."""
        tree = self.pane("json").tree
        model, place = tree.model(), QModelIndex()
        for key in keys:
            place = next(
                index for row in range(model.rowCount(place)) if (index := model.index(row, 0, place)).data() == key
            )
            tree.expand(place)
            self.wait()
        if model.is_page(model.index(0, 0, place)):
            tree.expand(model.index(0, 0, place))
        tree.setCurrentIndex(place)


class _Hand:
    """What the driver needs of pytest-qt, with the patience that big results need."""

    def __init__(self, stalls: StallTimer) -> None:
        self._stalls = stalls

    def keyClicks(self, widget: QWidget, text: str) -> None:
        QTest.keyClicks(widget, text)

    def mouseClick(self, widget: QWidget, button: Qt.MouseButton) -> None:
        QTest.mouseClick(widget, button)

    def waitUntil(self, condition: Callable[[], bool], timeout: int) -> None:
        self._stalls.wait_until(condition, LONGEST_STEP_SECONDS)


class _Complaints(logging.Handler):
    """Whatever went wrong where nobody sees it: in a slot, or reported as a bug."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(self.format(record))

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.heard.append(f"{kind.__name__}: {error}")
        sys.__excepthook__(kind, error, trace)


@contextmanager
def real_window(server: str | None = None) -> Iterator[RealWindow]:
    """Within the block the program runs, with settings and a library of its own. Complaints of its make it fail."""
    complaints = _Complaints()
    logging.getLogger().addHandler(complaints)
    sys.excepthook = complaints.take
    FOLDER.mkdir(parents=True, exist_ok=True)
    paint_without_opengl()
    application = QApplication(sys.argv[:1])
    apply_theme(application, "light")
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        real = RealWindow(Path(folder), server)
        yield real
        real.window.close()
        real.program.end()
    assert not complaints.heard, complaints.heard
