"""The desk: what it tells while results are fetched and opened, and which job it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.desk_record import RecordedDesk, asked_of
from tests.ui.service import CANARY, CanaryEmulator, fetcher_in, holds_no_canary
from viewer.demo.emulator import Fault
from viewer.demo.jobs import DEMO_JOB_ID, FEW_TYPES_JOB_ID, PROCESSING_JOB_ID
from viewer.demo.results import TYPE_NAMES, result
from viewer.errors import NotAvailableError
from viewer.library.library import Library
from viewer.metadata_types import REGISTRY
from viewer.model.job import Job
from viewer.model.result import Fetched
from viewer.ui.background import Background
from viewer.ui.fetching import Client, Fetcher

TYPES = list(TYPE_NAMES)


@pytest.fixture
def shown(qtbot: QtBot, background: Background, tmp_path: Path) -> Iterator[RecordedDesk]:
    yield RecordedDesk(qtbot, background, fetcher_in(tmp_path))
    qtbot.waitUntil(lambda: not background.running)
    assert holds_no_canary(tmp_path)


def kept(shown: RecordedDesk) -> Library:
    return shown.desk.fetcher.library


def test_one_result_comes_in_this_order(shown: RecordedDesk, emulator: CanaryEmulator) -> None:
    assert shown.job == Job()
    shown.fetch(asked_of(emulator))
    assert shown.names == ["began", "job_changed", "library_changed", "ended"]
    assert shown.types == ["core"]
    assert shown.in_sight == ["core"]
    assert shown.job.job_id == DEMO_JOB_ID
    assert shown.desk.server == emulator.server
    assert not shown.desk.is_busy
    assert shown.desk.can_fetch_again


def test_a_kept_copy_is_opened_without_a_request_and_offers_another(shown: RecordedDesk, emulator: CanaryEmulator) -> None:
    shown.fetch(asked_of(emulator))
    shown.desk.close_job()
    shown.fetch(asked_of(emulator))
    assert emulator.asked_for == ["core"]
    assert shown.names == ["began", "job_changed", "told", "ended"]
    assert "kept on this computer since" in shown.words
    shown.action("Fetch again")()
    assert shown.names[-1] == "again_wanted"  # the window asks first
    shown.do(shown.desk.fetch_again)
    assert emulator.asked_for == ["core", "core"]
    assert len(kept(shown).copies(emulator.server, DEMO_JOB_ID, "core")) == 2


def test_all_results_arrive_one_by_one_and_only_the_first_is_brought_to_sight(
    shown: RecordedDesk, emulator: CanaryEmulator
) -> None:
    shown.fetch(asked_of(emulator, "all"))
    assert shown.types == TYPES
    assert shown.in_sight[: len(TYPES)] == ["core", *[""] * (len(TYPES) - 1)]
    assert shown.names.count("library_changed") == len(TYPES)
    assert shown.messages == []
    assert emulator.asked_for == TYPES


def test_all_results_that_are_kept_are_told_to_be(shown: RecordedDesk, emulator: CanaryEmulator) -> None:
    shown.fetch(asked_of(emulator, "all"))
    shown.fetch(asked_of(emulator, "all"))
    assert emulator.asked_for == TYPES
    assert "none was fetched anew" in shown.words
    assert "library_changed" not in shown.names
    shown.do(shown.desk.fetch_again)
    assert emulator.asked_for == TYPES * 2


def test_types_that_the_job_does_not_have_are_no_error(shown: RecordedDesk, emulator: CanaryEmulator) -> None:
    shown.fetch(asked_of(emulator, "all", job_id=FEW_TYPES_JOB_ID))
    assert shown.types == ["core", "speech_to_text_srt"]
    (message,) = shown.messages
    assert message.symbol == "info"
    assert shown.words.startswith("2 of 9 results came. ")
    assert "Faces, frame by frame" in shown.words
    assert "Core metadata" not in shown.words
    assert all(isinstance(failure.error, NotAvailableError) for failure in shown.desk.last_failures)


def test_an_error_is_told_with_its_next_step(shown: RecordedDesk, emulator: CanaryEmulator) -> None:
    emulator.faults["core"] = Fault(status=500, times=1)
    shown.fetch(asked_of(emulator))
    assert shown.names == ["began", "told", "ended"]
    (message,) = shown.messages
    assert message.symbol == "error"
    assert "Status: 500" in message.details
    assert shown.offers == ["Try again"]
    assert [failure.type_name for failure in shown.desk.last_failures] == ["core"]
    shown.do(shown.action("Try again"))
    assert shown.types == ["core"]
    assert shown.desk.last_failures == ()


def test_a_kept_result_of_another_server_brings_the_core_result_of_that_server(
    shown: RecordedDesk, emulator: CanaryEmulator
) -> None:
    with CanaryEmulator() as other:
        for server, name in ((other, "core"), (other, "frames_faces"), (emulator, "visual_captions"), (emulator, "core")):
            shown.fetch(asked_of(server, name))
        assert sorted(shown.types) == ["core", "visual_captions"]
        shown.fetch(asked_of(other, "frames_faces"))
        assert sorted(shown.types) == ["core", "frames_faces"]
        assert shown.desk.server == other.server
        origins = [one.origin for one in shown.job.results]
        assert all(isinstance(origin, Fetched) and origin.server == other.server for origin in origins)


def test_a_wrong_key_leads_to_the_key(shown: RecordedDesk, emulator: CanaryEmulator) -> None:
    shown.fetch(asked_of(emulator, key="made-up-canary-4"))
    assert shown.offers == ["Correct the key"]
    shown.action("Correct the key")()
    assert shown.names[-1] == "key_wanted"


def test_a_failure_among_all_results_is_told_with_what_came(shown: RecordedDesk, emulator: CanaryEmulator) -> None:
    emulator.faults["frames_objects"] = Fault(status=500, times=1)
    shown.fetch(asked_of(emulator, "all"))
    assert len(shown.types) == len(TYPES) - 1
    assert shown.words.startswith("8 of 9 results came. ")
    assert "Objects, frame by frame" in shown.words
    assert "The service has a fault" in shown.words
    emulator.forget()
    shown.do(shown.action("Try again"))
    assert emulator.asked_for == ["frames_objects"]  # nothing that came is fetched twice
    assert len(shown.types) == len(TYPES)


def test_try_again_after_fetch_again_fetches_anew_what_did_not_come(shown: RecordedDesk, emulator: CanaryEmulator) -> None:
    shown.fetch(asked_of(emulator))
    emulator.faults["core"] = Fault(status=500, times=1)
    shown.do(shown.desk.fetch_again)
    assert "told" in shown.names
    shown.do(shown.action("Try again"))
    assert emulator.asked_for == ["core"] * 3
    assert len(kept(shown).items()) == 2
    shown.fetch(asked_of(emulator, "all"))
    emulator.forget()
    emulator.faults["visual_captions"] = Fault(status=500, times=1)
    shown.do(shown.desk.fetch_again)
    emulator.forget()
    shown.do(shown.action("Try again"))
    assert emulator.asked_for == ["visual_captions"]


def test_a_large_result_is_fetched_all_the_same_if_the_user_wants_it(
    qtbot: QtBot, background: Background, emulator: CanaryEmulator, tmp_path: Path
) -> None:
    shown = RecordedDesk(qtbot, background, fetcher_in(tmp_path, wire_bytes=1000))
    shown.fetch(asked_of(emulator))
    assert shown.types == []
    assert "very large" in shown.words
    shown.do(shown.action("Fetch it all the same"))
    assert shown.types == ["core"]


def test_a_result_filed_as_another_type_is_told(shown: RecordedDesk, emulator: CanaryEmulator) -> None:
    emulator.faults["core"] = Fault(body=result("frames_faces", DEMO_JOB_ID))
    shown.fetch(asked_of(emulator))
    assert shown.types == ["frames_faces"]
    (message,) = shown.messages
    assert message.symbol == "warning"
    assert "kept as what it is" in shown.words


def test_stop_frees_at_once_and_the_service_sees_the_close(
    shown: RecordedDesk, emulator: CanaryEmulator, qtbot: QtBot
) -> None:
    emulator.faults["seconds_objects"] = Fault(stall_after_bytes=500)
    shown.desk.fetch(asked_of(emulator, "all"))
    qtbot.waitUntil(lambda: "seconds_objects" in emulator.asked_for)
    qtbot.waitUntil(lambda: shown.types == ["core", "frames_faces"])
    assert shown.desk.is_busy
    shown.desk.stop()
    assert not shown.desk.is_busy
    assert shown.names[-1] == "ended"
    assert emulator.log[-1].saw_close.wait(5)
    assert shown.types == ["core", "frames_faces"]
    (message,) = shown.messages
    assert message.symbol == "info"
    assert "2 of 9 results came and are kept" in shown.words
    assert shown.offers == ["Go on fetching"]
    shown.desk.stop()  # nothing more to stop
    assert shown.names.count("ended") == 1


def test_a_new_fetch_replaces_the_one_in_progress(shown: RecordedDesk, emulator: CanaryEmulator, qtbot: QtBot) -> None:
    emulator.faults["frames_faces"] = Fault(stall_after_bytes=500)
    shown.desk.fetch(asked_of(emulator, "frames_faces"))
    qtbot.waitUntil(lambda: emulator.asked_for == ["frames_faces"])
    shown.fetch(asked_of(emulator, "visual_captions"))
    qtbot.waitUntil(lambda: "job_changed" in shown.names)
    assert shown.names[:2] == ["ended", "began"]
    assert emulator.log[0].saw_close.wait(5)
    assert shown.types == ["visual_captions"]
    assert shown.messages == []


@pytest.mark.parametrize("leave", ["stop", "close", "open"])
def test_what_was_on_its_way_when_work_was_stopped_does_not_come_into_another_job(
    shown: RecordedDesk, emulator: CanaryEmulator, qtbot: QtBot, background: Background, tmp_path: Path, leave: str
) -> None:
    (tmp_path / "a.srt").write_bytes(result("speech_to_text_srt", DEMO_JOB_ID))
    emulator.faults["frames_faces"] = Fault(stall_after_bytes=500)
    shown.desk.fetch(asked_of(emulator, "all"))
    emulator.wait_for("frames_faces")  # without Qt's events: core is finished, and not yet delivered
    shown.desk.stop()
    if leave == "close":
        shown.desk.close_job()
    elif leave == "open":
        shown.do(lambda: shown.desk.open_paths((tmp_path / "a.srt",)))
    qtbot.waitUntil(lambda: not background.running)
    assert shown.types == {"stop": ["core"], "close": [], "open": ["speech_to_text_srt"]}[leave]


def test_core_comes_along_with_a_result_that_needs_its_names(shown: RecordedDesk, emulator: CanaryEmulator) -> None:
    shown.fetch(asked_of(emulator))
    shown.desk.close_job()
    shown.fetch(asked_of(emulator, "frames_faces"))
    assert emulator.asked_for == ["core", "frames_faces"]
    assert sorted(shown.types) == ["core", "frames_faces"]
    assert [name for name in shown.in_sight if name] == ["frames_faces"]
    faces = kept(shown).current(emulator.server, DEMO_JOB_ID, "frames_faces")
    assert faces is not None
    shown.desk.close_job()
    shown.open_item(faces)
    assert sorted(shown.types) == ["core", "frames_faces"]
    assert [name for name in shown.in_sight if name] == ["frames_faces"]
    assert shown.job.header.fps is not None


def test_several_kept_results_are_opened_as_a_job(shown: RecordedDesk, emulator: CanaryEmulator) -> None:
    shown.fetch(asked_of(emulator, "all"))
    items = kept(shown).items()
    shown.desk.close_job()
    shown.do(lambda: shown.desk.open_items(items))
    assert shown.types[0] == "core"
    assert sorted(shown.types) == sorted(TYPES)
    assert [name for name in shown.in_sight if name] == ["core"]
    assert not shown.desk.can_fetch_again
    assert len(emulator.asked_for) == len(TYPES)


def test_results_of_one_job_come_together_and_another_job_takes_their_place(
    shown: RecordedDesk, emulator: CanaryEmulator
) -> None:
    shown.fetch(asked_of(emulator, "speech_to_text_srt"))
    shown.fetch(asked_of(emulator, "visual_captions"))
    assert shown.types == ["speech_to_text_srt", "visual_captions"]
    shown.fetch(asked_of(emulator, "core", job_id=FEW_TYPES_JOB_ID))
    assert shown.types == ["core"]
    assert shown.job.job_id == FEW_TYPES_JOB_ID


def test_the_same_job_of_another_server_is_another_job(shown: RecordedDesk, emulator: CanaryEmulator) -> None:
    shown.fetch(asked_of(emulator, "visual_captions"))
    with CanaryEmulator() as other:
        shown.fetch(asked_of(other, "speech_to_text_srt"))
        assert shown.desk.server == other.server
    assert shown.types == ["speech_to_text_srt"]


def test_a_failure_leaves_the_job_on_show_as_it_is(shown: RecordedDesk, emulator: CanaryEmulator) -> None:
    shown.fetch(asked_of(emulator))
    shown.fetch(asked_of(emulator, job_id=PROCESSING_JOB_ID))
    assert shown.job.job_id == DEMO_JOB_ID
    assert "job_changed" not in shown.names


def test_a_closed_job_is_off_the_desk(shown: RecordedDesk, emulator: CanaryEmulator) -> None:
    shown.fetch(asked_of(emulator))
    shown.came.clear()
    shown.desk.close_job()
    assert shown.job == Job()
    assert shown.names == ["job_changed"]


def test_what_is_no_viewer_error_is_a_bug(qtbot: QtBot, background: Background, tmp_path: Path) -> None:
    bug = ZeroDivisionError("made up")

    def fail(*_arguments: object) -> None:
        raise bug

    shown = RecordedDesk(qtbot, background, Fetcher(Client(fail, fail), Library(tmp_path / "library"), REGISTRY))

    class Server:
        server = "http://127.0.0.1:1/"

    shown.fetch(asked_of(Server))
    assert shown.names == ["began", "failed", "ended"]
    assert shown.came[1][1] == (bug,)


def test_work_that_is_begun_by_an_outcome_is_not_ended_by_it(shown: RecordedDesk, emulator: CanaryEmulator) -> None:
    """A slot may begin the next work before the signals of the last are all through."""
    begin_next: Callable[[], None] = lambda: shown.desk.fetch(asked_of(emulator, "visual_captions"))  # noqa: E731
    shown.desk.library_changed.connect(begin_next)
    shown.do(lambda: shown.desk.fetch(asked_of(emulator)))
    shown.desk.library_changed.disconnect(begin_next)
    assert shown.desk.is_busy
    shown.do(lambda: None)
    assert sorted(shown.types) == ["core", "visual_captions"]
    assert not shown.desk.is_busy


def test_a_message_never_holds_the_key(shown: RecordedDesk, emulator: CanaryEmulator) -> None:
    emulator.faults["core"] = Fault(status=400, body=f'{{"errors":[{{"message":"not for {CANARY}"}}]}}'.encode())
    emulator.faults["job_status"] = Fault(body=f'{{"status":"error","details":"not for {CANARY}"}}'.encode())
    shown.fetch(asked_of(emulator))
    assert "not for [API key]" in shown.words
