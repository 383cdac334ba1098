"""The film dock with real films: joined with the playhead, and saying what is wrong and what can be done."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QMessageBox
from pytestqt.qtbot import QtBot

from tests.support.frame_number import frame_number
from tests.support.sample_films import FILMS, NOT_A_FILM
from tests.ui.film.conftest import PATIENCE_MS
from viewer.metadata_types import REGISTRY
from viewer.model.choice import Choice
from viewer.model.job import Job
from viewer.model.result import Opened, Result
from viewer.reading.source import FileSource
from viewer.ui.background import Background
from viewer.ui.film.film_dock import FilmDock
from viewer.ui.panes.store import MemoryStore
from viewer.ui.playhead import Playhead
from viewer.watch import Watch

ROOT = Path(__file__).parents[3]
JOB_ID = "6faefb7f-e468-43f6-988c-ddcfb315d958"
FILM_23976, FILM_25 = FILMS[0], FILMS[2]


class Desk:
    """A shown film dock with its playhead and store."""

    def __init__(self, qtbot: QtBot, background: Background, own_films: Mapping[str, Path] | None = None) -> None:
        self._qtbot = qtbot
        self._background = background
        self.store = MemoryStore()
        self.playhead = Playhead()
        self.dock = FilmDock(background, self.store, self.playhead, own_films)
        qtbot.addWidget(self.dock)
        self.dock.resize(480, 480)
        self.dock.show()

    def show(self, job: Job) -> None:
        """Show a job as the window does, and wait until it was looked for its film."""
        if job.job_id != self.dock._job.job_id:
            self.playhead.reset(job.header.duration_seconds, job.header.fps)
        self.dock.show_job(job)
        self.wait(lambda: not self._background.running)

    def open(self, path: Path) -> None:
        self.dock.open_film(path)
        self.wait(lambda: self.dock.canvas.has_film or not self.dock.player.is_open)
        self.settle()

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def settle(self) -> None:
        self.wait(lambda: not self.dock.player.is_seeking)

    def frame_on_canvas(self) -> int | None:
        """The number that is read from the picture on the screen."""
        self.settle()
        canvas = self.dock.canvas
        return frame_number(canvas.grab().toImage(), QRectF(canvas.picture_rect()))

    def said(self, matter: str) -> str:
        return self.dock.notices.said(matter)

    def button(self, name: str) -> QAbstractButton:
        found = self.dock.findChild(QAbstractButton, name)
        assert isinstance(found, QAbstractButton), name
        return found

    def step(self, words: str) -> QAbstractButton:
        """The button of a notice with these words."""
        found = [b for b in self.dock.notices.findChildren(QAbstractButton) if b.text().replace("&", "") == words]
        return found[-1]


def job_of(folder: Path, *, fps: float = 25, seconds: float = 5.0, job_id: str = JOB_ID, url: str | None = None) -> Job:
    """A job whose core result says that its video has this rate and length."""
    path = folder / f"core.{fps}.{job_id}"
    technical = {"duration_s": seconds, "fps": fps, "resolution": {"x_pixels": 480, "y_pixels": 270}}
    about = {"job_id": job_id, "request": {"media": {"video": {"url": url}}}}
    core = {"version_info": {"metadata_type": "core"}, "job_info": about, "media_info": {"technical": technical}}
    path.write_text(json.dumps({**core, "detections": {}}))
    source = FileSource(path)
    return Job().with_result(Result("core", source, Opened(path), REGISTRY.read(source, "core", Watch())))


@pytest.fixture
def desk(qtbot: QtBot, background: Background) -> Iterator[Desk]:
    desk = Desk(qtbot, background)
    yield desk
    desk.dock.player.close()


def test_the_film_follows_the_playhead_to_the_exact_frame(desk: Desk, tmp_path: Path) -> None:
    desk.show(job_of(tmp_path))
    desk.open(FILM_25.path)
    assert desk.frame_on_canvas() == 0
    for seconds, frame in ((2.0, 50), (2.039, 50), (2.04, 51), (0.0, 0), (5.0, 124)):
        desk.playhead.move_to(seconds)
        assert desk.frame_on_canvas() == frame
        assert desk.playhead.seconds == seconds
    assert desk.said("seek") == ""


def test_a_film_that_comes_later_goes_where_the_playhead_is(desk: Desk, tmp_path: Path) -> None:
    desk.show(job_of(tmp_path))
    desk.playhead.move_to(3.2)
    desk.open(FILM_25.path)
    assert desk.frame_on_canvas() == 80


def test_the_playhead_follows_the_film_that_plays(desk: Desk, tmp_path: Path) -> None:
    desk.show(job_of(tmp_path))
    desk.open(FILM_25.path)
    moments = []
    desk.playhead.moved.connect(moments.append)
    desk.button("film_play").click()
    desk.wait(lambda: len(moments) >= 5)
    assert all(moment.is_playing and moment.origin is desk.dock for moment in moments)
    desk.button("film_play").click()
    assert not desk.dock.player.is_playing
    assert not moments[-1].is_playing
    assert desk.playhead.frame == desk.frame_on_canvas()
    assert desk.playhead.can_go_back


def test_whoever_moves_the_playhead_takes_the_playing_film_along(desk: Desk, tmp_path: Path) -> None:
    desk.show(job_of(tmp_path))
    desk.open(FILM_25.path)
    desk.dock.toggle_playing()
    desk.wait(lambda: desk.playhead.seconds > 0.1)
    desk.playhead.move_to(3.0)
    seen = []
    desk.playhead.moved.connect(lambda moment: seen.append(moment.seconds))
    desk.wait(lambda: len(seen) >= 3)
    assert desk.dock.player.is_playing
    assert all(3.0 <= seconds < 4.5 for seconds in seen)
    desk.button("film_frame_forward").click()
    assert not desk.dock.player.is_playing
    assert desk.frame_on_canvas() == desk.playhead.frame


def test_the_chosen_span_is_repeated(desk: Desk, tmp_path: Path) -> None:
    desk.show(job_of(tmp_path))
    desk.open(FILM_25.path)
    assert not desk.button("film_repeat").isEnabled()
    desk.playhead.choose(Choice("7", 1.0, 1.2))
    desk.button("film_repeat").click()
    frames: list[int | None] = []
    desk.playhead.moved.connect(lambda _moment: frames.append(desk.playhead.frame))
    desk.dock.toggle_playing()
    desk.wait(lambda: frames.count(25) >= 2)
    desk.dock.toggle_playing()
    assert set(frames) <= set(range(25, 30))


def test_without_a_film_the_transport_moves_the_playhead(desk: Desk, tmp_path: Path) -> None:
    desk.show(job_of(tmp_path))
    assert not desk.button("film_play").isEnabled()
    assert "No film" in desk.button("film_play").toolTip()
    desk.button("film_second_forward").click()
    desk.button("film_frame_forward").click()
    assert desk.playhead.seconds == pytest.approx(1.04)
    assert not desk.dock.canvas.has_film
    assert "PySide6.QtMultimedia" in sys.modules or desk.dock.player.facts is None


def test_a_film_is_remembered_and_one_that_is_gone_is_missing(desk: Desk, tmp_path: Path) -> None:
    film = tmp_path / "the film.webm"
    film.write_bytes(FILM_25.path.read_bytes())
    job, other = job_of(tmp_path), job_of(tmp_path, job_id=JOB_ID.replace("6", "7"))
    desk.show(job)
    desk.open(film)
    desk.show(other)
    assert not desk.dock.canvas.has_film
    assert not desk.dock.player.is_open
    desk.show(job)
    desk.wait(lambda: desk.dock.canvas.has_film)
    desk.show(other)
    film.unlink()
    desk.show(job)
    assert desk.said("film").startswith("The film the film.webm is not in")
    assert not desk.dock.player.is_open
    desk.step("Forget it").click()
    assert desk.said("film") == ""
    desk.show(other)
    desk.show(job)
    assert desk.said("film") == ""


def test_a_film_that_came_with_the_program_opens_by_itself(qtbot: QtBot, background: Background, tmp_path: Path) -> None:
    desk = Desk(qtbot, background, {JOB_ID: FILM_25.path})
    desk.show(job_of(tmp_path))
    desk.wait(lambda: desk.dock.canvas.has_film)
    assert desk.said("length") == desk.said("rate") == ""
    desk.dock.close_film()
    assert not desk.dock.canvas.has_film
    desk.show(job_of(tmp_path))
    assert not desk.dock.player.is_open


@pytest.mark.expects_warning("Could not open media")
def test_what_is_no_film_is_said(desk: Desk, tmp_path: Path) -> None:
    desk.show(job_of(tmp_path))
    desk.open(FILM_25.path)
    desk.open(NOT_A_FILM)
    assert "can't be opened" in desk.said("film")
    assert not desk.dock.canvas.has_film
    desk.playhead.move_to(2.0)
    assert not desk.button("film_play").isEnabled()
    assert desk.dock.source.remembered(JOB_ID) == FILM_25.path


def test_another_length_is_said(desk: Desk, tmp_path: Path) -> None:
    desk.show(job_of(tmp_path, seconds=60.0))
    desk.open(FILM_25.path)
    assert "00:00:05.000 long" in desk.said("length")
    desk.playhead.move_to(30.0)
    desk.settle()
    assert not desk.dock.canvas.has_film
    desk.playhead.move_to(1.0)
    assert desk.frame_on_canvas() == 25


def test_frames_can_be_counted_in_the_rate_of_the_film(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    desk.show(job_of(tmp_path, fps=23.98, seconds=5.005))
    desk.open(FILM_23976.path)
    assert "23.976 frames a second, the results say 23.98" in desk.said("rate")
    with qtbot.waitSignal(desk.dock.fps_wanted) as wanted:
        desk.step("Count at 23.976").click()
    assert wanted.args == [pytest.approx(24000 / 1001)]
    desk.playhead.set_bounds(5.005, 24000 / 1001)
    desk.playhead.move_to(100 * 1001 / 24000)
    assert desk.playhead.frame == desk.frame_on_canvas() == 100
    assert "Frames are counted at 23.976" in desk.said("rate")
    with qtbot.waitSignal(desk.dock.fps_wanted) as wanted:
        desk.step("Use the rate of the results").click()
    assert wanted.args == [None]


def test_a_film_without_results_has_its_own_clock(desk: Desk) -> None:
    desk.open(FILM_25.path)
    assert (desk.playhead.duration_seconds, desk.playhead.fps) == (5.0, 25.0)
    desk.playhead.step("second", 1)
    assert desk.frame_on_canvas() == 25


class _Whole(SimpleHTTPRequestHandler):
    """Sends files as a whole."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _InParts(_Whole):
    """Sends the part of the file that is asked for."""

    def do_GET(self) -> None:
        data = Path(self.translate_path(self.path)).read_bytes()
        first = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")[0])
        self.send_response(206)
        self.send_header("Content-Type", "video/webm")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Range", f"bytes {first}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - first))
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(data[first:])


@contextmanager
def serving(kind: type[_Whole]) -> Iterator[str]:
    """The address of a server on loopback that has the sample films."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(kind, directory=str(FILM_25.path.parent))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def film_server() -> Iterator[str]:
    with serving(_InParts) as address:
        yield address


def test_the_jobs_own_video_is_played_only_after_asking(desk: Desk, film_server: str, tmp_path: Path) -> None:
    desk.show(job_of(tmp_path, url=f"http://somebody:secret@{film_server}/{FILM_25.name}?token=secret"))
    action = desk.dock.findChild(QAction, "network_film")
    assert isinstance(action, QAction)
    assert action.isVisible()
    assert film_server in action.text()
    assert not desk.dock.player.is_open
    action.trigger()
    box = desk.dock.findChild(QMessageBox, "confirm_network_film")
    assert isinstance(box, QMessageBox)
    assert film_server in box.informativeText()
    assert "not encrypted" in box.informativeText()
    assert "secret" not in box.text() + box.informativeText() + action.text()
    yes = [button for button in box.buttons() if box.buttonRole(button) is QMessageBox.ButtonRole.AcceptRole]
    yes[0].click()
    desk.wait(lambda: desk.dock.canvas.has_film)
    desk.playhead.move_to(1.0)
    assert desk.frame_on_canvas() == 25
    assert desk.dock.source.remembered(JOB_ID) is None
    desk.dock.player.close()


@pytest.mark.expects_warning("Demuxing failed")
def test_a_film_that_is_sent_from_its_start_only_says_so_where_it_has_to_go_back(desk: Desk, tmp_path: Path) -> None:
    desk.show(job_of(tmp_path))
    with serving(_Whole) as address:
        desk.dock._open(QUrl(f"http://{address}/{FILM_25.name}"), "film")
        desk.wait(lambda: desk.dock.canvas.has_film)
        desk.playhead.move_to(3.0)
        assert desk.frame_on_canvas() == 75
        desk.playhead.move_to(0.4)
        desk.wait(lambda: "only be sent from its start" in desk.said("film"))
        assert not desk.dock.player.is_open


def test_no_address_no_offer(desk: Desk, tmp_path: Path) -> None:
    desk.show(job_of(tmp_path))
    action = desk.dock.findChild(QAction, "network_film")
    assert isinstance(action, QAction)
    assert not action.isVisible()
    assert desk.dock.ask_network() is None


def drop(desk: Desk, path: Path) -> bool:
    """Drop a file on the dock; tell whether it was taken."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), copy, mime, left, none)
    desk.dock.dragEnterEvent(enter)
    if enter.isAccepted():
        desk.dock.dropEvent(QDropEvent(QPointF(50, 50), copy, mime, left, none))
    return enter.isAccepted()


def test_a_dropped_film_is_opened_and_a_result_is_left_to_the_window(desk: Desk, tmp_path: Path) -> None:
    desk.show(job_of(tmp_path))
    assert not drop(desk, tmp_path / "core.json")
    assert drop(desk, FILM_25.path)
    desk.wait(lambda: desk.dock.canvas.has_film)


def test_speed_and_volume_are_remembered(qtbot: QtBot, background: Background, desk: Desk) -> None:
    desk.dock.transport.speed_chosen.emit(2.0)
    desk.dock.transport.sound_chosen.emit(35, True)
    again = FilmDock(background, desk.store, Playhead())
    qtbot.addWidget(again)
    assert again.transport.speed == 2.0
    mute = again.findChild(QAbstractButton, "film_mute")
    assert isinstance(mute, QAbstractButton)
    assert mute.isChecked()


PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from viewer.ui.background import Background
from viewer.ui.film.film_dock import FilmDock
from viewer.ui.panes.store import MemoryStore
from viewer.ui.playhead import Playhead
application = QApplication([])
background, playhead = Background(), Playhead()
dock = FilmDock(background, MemoryStore(), playhead)
dock.show()
before = "PySide6.QtMultimedia" in sys.modules
dock.open_film(Path(sys.argv[1]))
dock.player.loaded.connect(lambda facts: dock.toggle_playing())
playhead.moved.connect(lambda moment: moment.seconds > 0.2 and application.quit())
application.exec()
background.shut_down()
print(before, "PySide6.QtMultimedia" in sys.modules)
"""


@pytest.mark.own_process
def test_the_library_comes_with_the_first_film_and_goes_with_the_program() -> None:
    command = [sys.executable, "-c", PROGRAM, str(FILM_25.path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["False True"]), done.stderr
