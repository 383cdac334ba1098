"""A timeline dock with the demo's results, on a real Background."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.panes.conftest import demo_files, demo_job, settle, store
from viewer.analysis.lanes import Lane
from viewer.model.choice import Choice
from viewer.model.job import Job
from viewer.ui.background import Background
from viewer.ui.panes.store import MemoryStore
from viewer.ui.playhead import Moment, Playhead
from viewer.ui.timeline.timeline_dock import TimelineDock
from viewer.ui.timeline.timeline_state import TimelineState
from viewer.ui.timeline.tracks_canvas import TracksCanvas

__all__ = ["demo_files", "demo_job", "settle", "store"]
DURATION, FPS = 61.6, 25.0
Settle = Callable[[], None]
MakeDock = Callable[..., "Desk"]


class Desk(NamedTuple):
    """A dock, with the playhead and what was chosen through it."""

    dock: TimelineDock
    playhead: Playhead
    moments: list[Moment]
    choices: list[Choice]

    @property
    def tracks(self) -> TracksCanvas:
        return self.dock.view.tracks

    @property
    def state(self) -> TimelineState:
        return self.dock.view.state

    def lane(self, key: str) -> Lane:
        assert self.state.content is not None
        return next(lane for lane in self.state.content.lanes if lane.key == key)

    def number(self, key: str) -> int:
        """The row of a lane, which is brought into sight."""
        number = next(n for n, row in enumerate(self.state.rows) if row.lane.key == key)
        row = self.state.rows[number]
        self.state.set_top(row.top if row.bottom > self.state.top + self.state.height else min(self.state.top, row.top))
        return number

    def middle_of(self, key: str) -> int:
        """The height of a lane's row in the tracks, where it is seen."""
        row = self.state.rows[self.number(key)]
        return row.top + row.height // 2 - self.state.top

    def pixel_of(self, seconds: float) -> int:
        """The pixel that a moment lies in."""
        window = self.state.window
        return int((seconds - window.start_seconds) / window.seconds * self.tracks.width())


@pytest.fixture
def make_dock(qtbot: QtBot, background: Background, store: MemoryStore, settle: Settle) -> MakeDock:
    kept: list[QWidget] = []

    def make(job: Job | None = None) -> Desk:
        playhead = Playhead()
        playhead.reset(DURATION, FPS)
        dock = TimelineDock(background, store, playhead)
        qtbot.addWidget(dock)
        kept.append(dock)
        dock.resize(1000, 420)
        dock.show()
        dock.show_job(job if job is not None else Job())
        settle()
        desk = Desk(dock, playhead, [], [])
        playhead.moved.connect(desk.moments.append)
        playhead.chosen.connect(lambda choice, _origin: desk.choices.append(choice))
        return desk

    return make


@pytest.fixture
def desk(make_dock: MakeDock, demo_job: Job) -> Desk:
    """A dock with the demo's job."""
    return make_dock(demo_job)


def wheel(widget: QWidget, x: int, turn: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Turn the wheel over a widget."""
    place = QPointF(x, widget.height() // 2)
    event = QWheelEvent(
        place,
        widget.mapToGlobal(place),
        QPoint(),
        turn,
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
