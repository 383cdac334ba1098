"""The dock "At this moment" with the demo's job: what it lists, what is chosen from it, and when it works."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from viewer.demo.jobs import DEMO_JOB_ID
from viewer.demo.results import TYPE_NAMES, result
from viewer.metadata_types import REGISTRY
from viewer.model.choice import NOTHING, Choice
from viewer.model.job import Job
from viewer.model.result import Opened, Result, UnreadContent
from viewer.model.timing import TimeFormat
from viewer.reading.source import FileSource
from viewer.ui.background import Background
from viewer.ui.moment_dock import MomentDock
from viewer.ui.panes.store import MemoryStore
from viewer.ui.playhead import Playhead
from viewer.watch import Watch

PATIENCE_MS = 5000
CONTROL = Qt.KeyboardModifier.ControlModifier
INSIDE = 12.3  # a face, a cue, a scene caption and much else are there


def read(folder: Path, type_name: str) -> Result:
    kind = REGISTRY.named(type_name)
    assert kind is not None
    path = folder / f"{type_name}{kind.suffix}"
    path.write_bytes(result(type_name, DEMO_JOB_ID))
    source = FileSource(path)
    return Result(type_name, source, Opened(path), kind.read(source, Watch()))


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    folder = tmp_path_factory.mktemp("demo")
    job = Job()
    for type_name in TYPE_NAMES:
        job = job.with_result(read(folder, type_name))
    return job


class Desk:
    """A shown dock with its playhead."""

    def __init__(self, qtbot: QtBot, background: Background) -> None:
        self._qtbot = qtbot
        self._background = background
        self.playhead = Playhead()
        self.playhead.reset(60.0, 25)
        self.dock = MomentDock(background, MemoryStore(), self.playhead)
        self.view, self.model = self.dock.view, self.dock.model
        qtbot.addWidget(self.dock)
        self.dock.resize(320, 360)
        self.dock.show()
        qtbot.waitExposed(self.dock)

    def show(self, job: Job, seconds: float = INSIDE) -> None:
        self.playhead.move_to(seconds)
        self.dock.show_job(job)
        self.settle()

    def go(self, seconds: float) -> None:
        self.playhead.move_to(seconds)
        self.settle()

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self._background.running, timeout=PATIENCE_MS)
        self.view.executeDelayedItemsLayout()

    def labels(self) -> list[str]:
        return [self.model.index(row).data() for row in range(self.model.rowCount())]

    def index(self, label: str) -> QModelIndex:
        return self.model.index(self.labels().index(label))

    def middle(self, label: str) -> QPoint:
        self.view.scrollTo(self.index(label))
        return self.view.visualRect(self.index(label)).center()

    def make_current(self, label: str) -> None:
        self.view.setFocus()
        self.view.selectionModel().setCurrentIndex(self.index(label), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def words(self, name: str) -> str:
        found = self.dock.findChild(QLabel, name)
        assert isinstance(found, QLabel)
        return found.text()


@pytest.fixture
def desk(qtbot: QtBot, background: Background) -> Iterator[Desk]:
    desk = Desk(qtbot, background)
    yield desk
    desk.dock.hide()


def test_what_is_there_is_listed_by_kind(desk: Desk, job: Job) -> None:
    desk.show(job)
    labels = desk.labels()
    assert labels[:4] == ["Faces", "Mirja Öhn", "Speech and cues", "Every evening the same song, just before the mail boat."]
    assert desk.words("moment_header") == "Second 12 · frame 307 · shot 1"
    assert desk.words("moment_note") == ""
    row = desk.model.row(desk.index("Mirja Öhn"))
    assert row is not None
    assert row.span == "until 00:00:13.640"
    desk.dock.set_time_format(TimeFormat.SECONDS)
    row = desk.model.row(desk.index("Mirja Öhn"))
    assert row is not None
    assert row.span == "until 13.64"


def test_a_click_chooses_and_does_not_move_the_playhead(desk: Desk, job: Job, qtbot: QtBot) -> None:
    desk.show(job)
    qtbot.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=desk.middle("Mirja Öhn"))
    assert desk.playhead.choice == Choice("1", 6.32, 13.64)
    assert desk.playhead.seconds == INSIDE
    row = desk.model.row(desk.index("Mirja Öhn"))
    assert row is not None
    assert desk.model.is_chosen(row)
    desk.playhead.choose(NOTHING)
    assert not desk.model.is_chosen(row)


def test_a_click_on_a_heading_chooses_nothing(desk: Desk, job: Job, qtbot: QtBot) -> None:
    desk.show(job)
    qtbot.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=desk.middle("Faces"))
    assert desk.playhead.choice == NOTHING


def test_a_double_click_goes_to_the_start(desk: Desk, job: Job, qtbot: QtBot) -> None:
    desk.show(job)
    place = desk.middle("Mirja Öhn")
    qtbot.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.playhead.seconds == 6.32
    desk.settle()
    assert desk.words("moment_header") == "Second 6 · frame 158 · shot 1"


def test_keys_choose_go_and_pass_over_headings(desk: Desk, job: Job, qtbot: QtBot) -> None:
    desk.show(job)
    desk.make_current("Mirja Öhn")
    qtbot.keyClick(desk.view, Qt.Key.Key_Down)
    cue = "Every evening the same song, just before the mail boat."
    assert desk.view.currentIndex().data() == cue
    assert desk.playhead.choice == NOTHING
    qtbot.keyClick(desk.view, Qt.Key.Key_Return)
    assert (desk.playhead.choice.start_seconds, desk.playhead.choice.end_seconds) == (9.64, 12.96)
    assert desk.playhead.seconds == INSIDE
    qtbot.keyClick(desk.view, Qt.Key.Key_Return, CONTROL)
    assert desk.playhead.seconds == 9.64
    desk.settle()
    assert desk.view.currentIndex().data() == cue, "what stays is still current"


def test_the_menu_goes_to_the_start(desk: Desk, job: Job) -> None:
    desk.show(job)
    desk.make_current("Mirja Öhn")
    actions = {action.text(): action for action in desk.view.menu().actions()}
    actions["&Go to start"].trigger()
    assert desk.playhead.seconds == 6.32
    desk.settle()
    desk.make_current("comedy")  # a topic of the whole video
    actions = {action.text(): action for action in desk.view.menu().actions()}
    assert not actions["&Go to start"].isEnabled()
    assert actions["C&hoose"].isEnabled()


def test_copying_cites_the_line(desk: Desk, job: Job, qtbot: QtBot) -> None:
    desk.show(job)
    desk.make_current("Mirja Öhn")
    qtbot.keyClick(desk.view, Qt.Key.Key_C, CONTROL)
    cited = f"Mirja Öhn, 00:00:06.320–00:00:13.640, 0.981, {DEMO_JOB_ID}, human.face"
    assert QGuiApplication.clipboard().text() == cited


def test_rows_that_stay_keep_selection_and_place(desk: Desk, job: Job) -> None:
    desk.show(job)
    desk.make_current("comedy")
    desk.view.scrollTo(desk.index("comedy"), desk.view.ScrollHint.PositionAtTop)
    kept = QPersistentModelIndex(desk.index("comedy"))
    top = desk.view.visualRect(desk.index("comedy")).top()
    before = desk.labels()
    assert desk.view.verticalScrollBar().value() > 0
    desk.go(30.52)
    assert desk.labels() != before
    assert kept.isValid()
    assert desk.view.selectedIndexes() == [desk.index("comedy")]
    assert desk.view.visualRect(desk.index("comedy")).top() == top


def test_states_with_nothing_to_list(desk: Desk, job: Job, tmp_path: Path) -> None:
    assert "No job is open" in desk.dock.page.text()
    cues = Job().with_result(read(tmp_path, "speech_to_text_srt"))
    desk.show(cues)
    assert desk.labels() == ["Speech and cues", "Every evening the same song, just before the mail boat."]
    assert "Without Core metadata" in desk.words("moment_note")
    assert desk.view.isVisible()
    desk.go(0.0)
    assert not desk.view.isVisible()
    assert "Nothing at this moment" in desk.dock.page.text()
    core = job.result("core")
    assert core is not None
    unread = replace(core, reading=replace(core.reading, content=UnreadContent(), document=None))
    desk.show(cues.with_result(unread))
    assert "still being read" in desk.words("moment_note")
    desk.show(Job())
    assert "No job is open" in desk.dock.page.text()
    assert desk.words("moment_header") == ""


def test_the_index_is_made_once_for_the_same_contents(desk: Desk, job: Job) -> None:
    box_types = ("frames_faces", "seconds_objects", "frames_objects")
    without = replace(job, results=tuple(one for one in job.results if one.type_name not in box_types))
    desk.show(without)
    made = desk.dock._answers._index
    assert made is not None
    desk.show(job)
    assert desk.dock._answers._index is made
    desk.show(replace(job, results=job.results[:1]))
    assert desk.dock._answers._index is not made


def test_the_last_moment_counts(desk: Desk, job: Job) -> None:
    desk.show(job)
    for number in range(20):
        desk.playhead.move_to(number / 2)
    desk.playhead.move_to(30.52)
    desk.settle()
    assert desk.words("moment_header") == "Second 30 · frame 763 · shot 4"


def test_while_playing_it_is_asked_now_and_then_and_for_the_last(desk: Desk, job: Job, qtbot: QtBot) -> None:
    desk.show(job)
    seen: list[float] = []
    desk.dock._answers.answered.connect(lambda at: seen.append(at.seconds))
    for frame in range(50):
        desk.playhead.play_on(20 + frame / 25, None)
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] == 20 + 49 / 25, timeout=PATIENCE_MS)
    assert len(seen) <= 3
    assert desk.words("moment_header").startswith("Second 21")


def test_a_hidden_dock_does_no_work(desk: Desk, job: Job, background: Background) -> None:
    desk.dock.hide()
    desk.dock.show_job(job)
    desk.playhead.move_to(INSIDE)
    assert not background.running
    assert desk.dock._answers._index is None
    desk.dock.show()
    desk.settle()
    assert "Mirja Öhn" in desk.labels()
    desk.dock.hide()
    desk.playhead.move_to(30.52)
    assert not background.running
    desk.dock.show()
    desk.settle()
    assert desk.words("moment_header").startswith("Second 30")
    desk.dock.hide()
    desk.dock.show_job(Job())
    assert desk.dock._answers._index is None, "what is not seen keeps nothing of a job that is gone"
    assert desk.labels() == []


def test_it_can_be_narrow_and_long_labels_wrap(desk: Desk, job: Job) -> None:
    desk.show(job)
    cue = "Every evening the same song, just before the mail boat."
    wide = desk.view.visualRect(desk.index(cue)).height()
    desk.dock.resize(200, 360)
    desk.settle()
    assert desk.dock.width() <= 264
    assert desk.view.visualRect(desk.index(cue)).height() > wide
    assert desk.view.visualRect(desk.index(cue)).width() <= desk.view.viewport().width()
