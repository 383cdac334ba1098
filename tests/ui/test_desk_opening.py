"""The desk and opened files: which job they join, and the frame rate that subtitles wait for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.desk_record import RecordedDesk, asked_of
from tests.ui.service import CanaryEmulator, fetcher_in
from viewer.demo.jobs import DEMO_JOB_ID, FEW_TYPES_JOB_ID
from viewer.demo.results import result
from viewer.metadata_types import REGISTRY, Registry
from viewer.model.timed_text import CuesContent
from viewer.ui.background import Background
from viewer.ui.opening import Opening

AVID, SRT, TTML = "speech_to_text_avid_txt", "speech_to_text_srt", "speech_to_text_ttml"
FRAMES_TTML = b"""<tt xmlns="http://www.w3.org/ns/ttml"><body><div>
<p begin="00:00:01:10" end="00:00:02:00">Made up</p></div></body></tt>"""


@pytest.fixture
def emulator() -> Iterator[CanaryEmulator]:
    with CanaryEmulator() as emulator:
        yield emulator


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    return folder


def put(folder: Path, type_name: str, job_id: str = DEMO_JOB_ID) -> Path:
    """A file with a result of the demo."""
    path = folder / f"{type_name}.{job_id}"
    path.write_bytes(result(type_name, job_id))
    return path


def open_paths(shown: RecordedDesk, *paths: Path) -> None:
    shown.do(lambda: shown.desk.open_paths(paths))


def asked_to_join(shown: RecordedDesk) -> Opening:
    """What the desk asks about; asked once."""
    (opening,) = [carried[0] for name, carried in shown.came if name == "asks_to_join"]
    assert isinstance(opening, Opening)
    return opening


def cues(shown: RecordedDesk, type_name: str) -> CuesContent:
    found = shown.job.result(type_name)
    assert found is not None
    assert isinstance(found.content, CuesContent)
    return found.content


def test_a_file_is_opened_and_brought_to_sight(shown: RecordedDesk, folder: Path) -> None:
    open_paths(shown, put(folder, "core"))
    assert shown.names == ["began", "job_changed", "ended"]
    assert shown.in_sight == ["core"]
    assert shown.job.job_id == DEMO_JOB_ID
    assert not shown.desk.can_fetch_again


def test_a_file_of_the_open_job_joins_it_without_asking(shown: RecordedDesk, folder: Path) -> None:
    open_paths(shown, put(folder, "core"))
    open_paths(shown, put(folder, "frames_faces"))
    assert shown.types == ["core", "frames_faces"]
    assert shown.in_sight == ["frames_faces"]


def test_a_file_of_another_job_takes_its_place(shown: RecordedDesk, folder: Path) -> None:
    open_paths(shown, put(folder, "core"))
    open_paths(shown, put(folder, "core", FEW_TYPES_JOB_ID))
    assert shown.types == ["core"]
    assert shown.job.job_id == FEW_TYPES_JOB_ID


def test_a_file_that_names_no_job_is_asked_about(shown: RecordedDesk, folder: Path) -> None:
    open_paths(shown, put(folder, "core"))
    open_paths(shown, put(folder, SRT))
    assert shown.types == ["core"]
    assert shown.names == ["began", "asks_to_join", "ended"]
    opening = asked_to_join(shown)
    shown.desk.join(opening, is_joining=True)
    assert shown.types == ["core", SRT]
    assert shown.job.job_id == DEMO_JOB_ID
    shown.desk.join(opening, is_joining=False)
    assert shown.types == [SRT]
    assert shown.job.job_id is None


def test_a_file_that_names_no_job_is_just_opened_where_none_is_open(shown: RecordedDesk, folder: Path) -> None:
    open_paths(shown, put(folder, SRT))
    assert shown.types == [SRT]


def test_a_folder_is_a_job_of_its_own_and_tells_what_it_left_out(shown: RecordedDesk, folder: Path) -> None:
    open_paths(shown, put(folder, "core", FEW_TYPES_JOB_ID))
    (folder / "a.txt").write_text("made-up words\n")
    (folder / f"core.{FEW_TYPES_JOB_ID}").unlink()
    put(folder, "core")
    put(folder, SRT)
    open_paths(shown, folder)
    assert sorted(shown.types) == ["core", SRT]
    assert shown.job.job_id == DEMO_JOB_ID
    (message,) = shown.messages
    assert message.symbol == "warning"
    assert "a.txt" in shown.words


def test_a_file_that_can_t_be_opened_leaves_the_job_as_it_is(shown: RecordedDesk, folder: Path) -> None:
    open_paths(shown, put(folder, "core"))
    open_paths(shown, folder / "gone")
    assert shown.names == ["began", "told", "ended"]
    assert shown.messages[0].symbol == "error"
    assert shown.messages[0].actions == ()
    assert shown.types == ["core"]


def test_what_is_fetched_joins_the_opened_files_of_its_job(
    shown: RecordedDesk, folder: Path, emulator: CanaryEmulator
) -> None:
    open_paths(shown, put(folder, "core"))
    shown.fetch(asked_of(emulator, "visual_captions"))
    assert shown.types == ["core", "visual_captions"]
    open_paths(shown, put(folder, "core", FEW_TYPES_JOB_ID))
    shown.fetch(asked_of(emulator, "visual_captions"))
    assert shown.types == ["visual_captions"]


def test_frames_are_counted_at_an_assumed_rate_until_one_is_chosen(shown: RecordedDesk, folder: Path) -> None:
    open_paths(shown, put(folder, AVID))
    assert cues(shown, AVID).needs_fps
    before = cues(shown, AVID).cues
    shown.do(lambda: shown.desk.read_with_fps(50.0))
    assert shown.names == ["began", "job_changed", "ended"]
    assert cues(shown, AVID).fps == 50.0
    assert cues(shown, AVID).cues != before
    assert cues(shown, AVID).needs_fps  # it may be chosen again
    shown.do(lambda: shown.desk.read_with_fps(25.0))
    assert cues(shown, AVID).fps == 25.0


def test_a_chosen_rate_is_that_of_all_results_that_wait_for_one(shown: RecordedDesk, folder: Path) -> None:
    put(folder, AVID)
    (folder / "frames.ttml").write_bytes(FRAMES_TTML)
    open_paths(shown, folder)
    assert cues(shown, TTML).needs_fps
    shown.do(lambda: shown.desk.read_with_fps(60.0))
    assert (cues(shown, TTML).fps, cues(shown, AVID).fps) == (60.0, 60.0)


def test_nothing_is_read_again_where_no_rate_is_missing(shown: RecordedDesk, folder: Path) -> None:
    open_paths(shown, put(folder, SRT))
    shown.came.clear()
    shown.desk.read_with_fps(25.0)
    assert shown.names == []
    assert not shown.desk.is_busy


@pytest.mark.parametrize("order", [("core", AVID), (AVID, "core")])
def test_the_rate_of_core_is_taken_whichever_came_first(
    shown: RecordedDesk, emulator: CanaryEmulator, order: tuple[str, str]
) -> None:
    for type_name in order:
        shown.fetch(asked_of(emulator, type_name))
    assert sorted(shown.types) == ["core", AVID]
    assert cues(shown, AVID).fps == shown.job.header.fps
    assert not cues(shown, AVID).needs_fps


def test_a_folder_brings_its_own_rate(shown: RecordedDesk, folder: Path) -> None:
    put(folder, AVID)
    put(folder, "core")
    open_paths(shown, folder)
    assert cues(shown, AVID).fps == shown.job.header.fps
    assert not cues(shown, AVID).needs_fps


def test_what_was_told_stays_in_sight_while_subtitles_are_read_again(shown: RecordedDesk, folder: Path) -> None:
    put(folder, AVID)
    put(folder, "core")
    (folder / "a.txt").write_text("made-up words\n")
    open_paths(shown, folder)
    assert shown.names.index("told") > shown.names.index("began")
    assert shown.names.count("began") == 1  # a second one would take the message away
    assert shown.names.count("ended") == 1


def test_a_file_that_is_gone_is_told_once_and_not_read_for_ever(shown: RecordedDesk, folder: Path) -> None:
    avid = put(folder, AVID)
    open_paths(shown, avid)
    opening = Opening(shown.job.results)
    avid.unlink()
    open_paths(shown, put(folder, "core"))
    shown.desk.join(opening, is_joining=True)
    shown.do(lambda: shown.desk.read_with_fps(25.0))
    assert shown.names.count("told") == 1
    assert not shown.desk.is_busy


class HeldRegistry(Registry):
    """The registry, which reads with a frame rate only when it is let go."""

    def __init__(self) -> None:
        super().__init__(REGISTRY.types)
        self.is_reading = threading.Event()
        self.may_go_on = threading.Event()

    def read(self, source: Any, type_name: str, watch: Any, fps: float | None = None) -> Any:
        if fps is not None:
            self.is_reading.set()
            assert self.may_go_on.wait(10)
        return super().read(source, type_name, watch, fps)


def test_stop_also_ends_reading_again(qtbot: QtBot, background: Background, folder: Path, tmp_path: Path) -> None:
    registry = HeldRegistry()
    shown = RecordedDesk(qtbot, background, fetcher_in(tmp_path, registry=registry))
    put(folder, AVID)
    put(folder, "core")
    shown.desk.open_paths((folder,))
    qtbot.waitUntil(registry.is_reading.is_set)
    assert shown.desk.is_busy
    shown.desk.stop()
    assert not shown.desk.is_busy
    assert shown.names.count("ended") == 1
    registry.may_go_on.set()
    qtbot.waitUntil(lambda: not background.running)
    assert shown.names.count("ended") == 1
    assert cues(shown, AVID).needs_fps


def test_other_work_takes_the_place_of_reading_again(
    qtbot: QtBot, background: Background, folder: Path, tmp_path: Path
) -> None:
    registry = HeldRegistry()
    shown = RecordedDesk(qtbot, background, fetcher_in(tmp_path, registry=registry))
    put(folder, AVID)
    put(folder, "core")
    shown.desk.open_paths((folder,))
    qtbot.waitUntil(registry.is_reading.is_set)
    shown.do(lambda: shown.desk.open_paths((put(folder, "core", FEW_TYPES_JOB_ID),)))
    registry.may_go_on.set()
    qtbot.waitUntil(lambda: not background.running)
    assert shown.job.job_id == FEW_TYPES_JOB_ID
    assert shown.types == ["core"]
    assert not shown.desk.is_busy


def test_nothing_is_begun_while_the_program_ends(qtbot: QtBot, background: Background, folder: Path, tmp_path: Path) -> None:
    registry = HeldRegistry()
    shown = RecordedDesk(qtbot, background, fetcher_in(tmp_path, registry=registry))
    put(folder, AVID)
    put(folder, "core")
    shown.desk.open_paths((folder,))
    qtbot.waitUntil(registry.is_reading.is_set)
    registry.may_go_on.set()
    background.shut_down()
    assert not shown.desk.is_busy
    assert shown.names[-1] == "ended"
