"""Pictures of the window and of every pane that has data, written once all work is done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from viewer.ui.background import Background
from viewer.ui.main_window import MainWindow

SETTLE_MS = 50  # so that what was laid out is also painted


class Pictures(QObject):
    """Walks through the panes, waiting for each one's work; emits `written(Path)` for each picture, then `done()`."""

    written = Signal(object)
    failed = Signal(object)  # the Path that could not be written
    done = Signal()

    def __init__(self, window: MainWindow, background: Background, folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._folder = folder
        self._waiting: list[str] = []
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._look)
        background.became_idle.connect(self._settle.start)

    def start(self) -> None:
        """Begin with the window as it is, then take the panes that have data in the order of their tabs."""
        self._waiting = ["", *self._window.panes.with_data()]
        self._settle.start()

    def _look(self) -> None:
        if not self._waiting or self._background.running:
            return
        name = self._waiting.pop(0)
        if name:
            self._take(self._window.panes.pane(name), name)
        else:
            self._take(self._window, "window")
        if self._waiting:
            self._window.panes.choose(self._waiting[0])
            self._settle.start()
        else:
            self.done.emit()

    def _take(self, widget: QWidget, name: str) -> None:
        path = self._folder / f"{name}.png"
        if widget.grab().save(str(path)):
            self.written.emit(path)
        else:
            self.failed.emit(path)
