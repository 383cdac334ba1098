"""The main job in the real window: job ID typed, type chosen, Fetch clicked, content read, Save accepted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox

from tests.support.driver import Driver
from tests.support.emulator_process import EmulatorProcess, emulator_process
from viewer.demo.jobs import DEMO_JOB_ID, DEMO_KEY, FEW_TYPES_JOB_ID, PROCESSING_JOB_ID, WRONG_KEY
from viewer.demo.results import TYPE_NAMES, result
from viewer.demo.scene import SCENE

Start = Callable[..., Driver]


def check_core(driver: Driver) -> None:
    rows = driver.texts("detections")
    persons = {row["person"] for row in rows if row["type"] == "human.face"}
    assert len(rows) > 100
    assert {"", *(figure for figure in persons if figure)} == persons
    assert any(persons)
    assert {"version_info", "detections", "segmentations"} <= set(driver.tree_keys())


def check_boxes(driver: Driver) -> None:
    rows = driver.texts("boxes")
    assert len(rows) > 20
    assert all(0 <= float(rows[0][name]) <= 1 for name in ("x", "y", "width", "height"))
    assert all(row["detection_id"] for row in rows)


def check_cues(driver: Driver) -> None:
    rows = driver.texts("subtitles")
    assert len(rows) == 16
    spoken = " ".join(row["text"] for row in rows)
    assert "kettle" in spoken.lower()
    assert rows[0]["start_seconds"].startswith("00:00:")


def check_captions(driver: Driver) -> None:
    rows = driver.texts("captions")
    assert len(rows) >= 5
    assert all(row["caption"] for row in rows)


CHECKS: dict[str, tuple[str, Callable[[Driver], None]]] = {
    "core": ("detections", check_core),
    "frames_faces": ("boxes", check_boxes),
    "frames_objects": ("boxes", check_boxes),
    "seconds_objects": ("boxes", check_boxes),
    "visual_captions": ("captions", check_captions),
    "speech_to_text_srt": ("subtitles", check_cues),
    "speech_to_text_vtt": ("subtitles", check_cues),
    "speech_to_text_ttml": ("subtitles", check_cues),
    "speech_to_text_avid_txt": ("subtitles", check_cues),
}


@pytest.mark.parametrize("type_name", TYPE_NAMES)
def test_a_result_is_fetched_shown_and_saved(
    type_name: str, start: Start, emulator: EmulatorProcess, tmp_path: Path
) -> None:
    driver = start(emulator.server)
    driver.fetch(type_name, DEMO_JOB_ID, DEMO_KEY)
    pane, check = CHECKS[type_name]
    assert driver.window.panes.current().name == pane
    check(driver)
    served = result(type_name, DEMO_JOB_ID)
    suffix = Path(driver.proposed_name()).suffix
    assert driver.proposed_name() == f"{DEMO_JOB_ID[:8]}_{type_name}{suffix}"
    target = tmp_path / f"saved{suffix}"
    driver.save(target)
    assert target.read_bytes() == served
    (item,) = driver.program.desk.fetcher.library.items()
    assert item.path.read_bytes() == served
    driver.save(tmp_path / "table.csv", "table")
    assert (tmp_path / "table.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_type_that_the_registry_has_never_heard_of(start: Start, tmp_path: Path) -> None:
    body = b'{"version_info":{"metadata_type":"sound_events"},"events":[{"ss":1.50,"name":"bell"}]}'
    (tmp_path / "body.json").write_bytes(body)
    with emulator_process("--extra", f"sound_events:{tmp_path / 'body.json'}") as process:
        driver = start(process.server)
        driver.fetch("sound_events", DEMO_JOB_ID, DEMO_KEY)
        assert driver.window.panes.current().name == "json"
        assert "events" in driver.tree_keys()
        driver.save(tmp_path / "saved.json")
        assert (tmp_path / "saved.json").read_bytes() == body


def test_all_results_come_one_after_another_and_share_labels(start: Start, emulator: EmulatorProcess) -> None:
    driver = start(emulator.server)
    driver.fetch("all", DEMO_JOB_ID, DEMO_KEY)
    assert len(driver.program.desk.job.results) == len(TYPE_NAMES)
    assert driver.window.panes.current().name == "detections"
    faces = driver.program.desk.job.result("frames_faces")
    assert faces is not None
    driver.window.panes.pane("boxes").choose(faces)
    driver.wait()
    named = {row["person"] for row in driver.texts("boxes")} - {""}
    assert named
    assert SCENE.title in driver.window.windowTitle()


def test_what_was_fetched_once_is_opened_without_the_network(start: Start, emulator: EmulatorProcess) -> None:
    driver = start(emulator.server)
    driver.fetch("visual_captions", FEW_TYPES_JOB_ID, DEMO_KEY)
    assert "not available" in driver.message
    driver.fetch("core", FEW_TYPES_JOB_ID, DEMO_KEY)
    before = emulator.count("request", "core")
    driver.window.actions_by_name["close_job"].trigger()
    driver.fetch("core", FEW_TYPES_JOB_ID, DEMO_KEY)
    assert emulator.count("request", "core") == before
    assert driver.texts("detections")
    assert "kept on this computer" in driver.message


def test_a_wrong_key_leads_to_the_key_field(start: Start, emulator: EmulatorProcess) -> None:
    driver = start(emulator.server)
    driver.fetch("core", DEMO_JOB_ID, WRONG_KEY)
    assert "key" in driver.message
    assert not driver.program.desk.job.results
    assert driver.program.desk.fetcher.library.items() == ()
    assert driver.window.start_page.isVisible()


def test_a_job_that_is_not_finished_says_so(start: Start, emulator: EmulatorProcess) -> None:
    driver = start(emulator.server)
    driver.fetch("core", PROCESSING_JOB_ID, DEMO_KEY)
    assert "not finished" in driver.message


def test_a_server_that_is_not_there_is_a_sentence(start: Start) -> None:
    driver = start("http://127.0.0.1:9/core/1.0/")
    driver.fetch("core", DEMO_JOB_ID, DEMO_KEY)
    assert "reach" in driver.message
    assert DEMO_KEY not in driver.message + driver.window.strip.details()


def test_stop_while_the_server_stalls_in_the_middle(start: Start) -> None:
    with emulator_process("--stall", "core:5000") as process:
        driver = start(process.server)
        driver.begin_fetch("core", DEMO_JOB_ID, DEMO_KEY)
        process.wait_for("request", "core")
        driver.wait_for_stop()
        assert driver.program.background.running == ("desk",)  # the work is off the UI thread …
        driver.window.panes.choose("subtitles")  # … which goes on answering
        assert driver.window.panes.current().name == "subtitles"
        driver.press_fetch()
        assert "Fetch" in driver.fetch_button.text().replace("&", "")
        process.wait_for("closed-by-client", "core")
        driver.wait()
        assert driver.program.desk.fetcher.library.items() == ()
        assert not [path for path in driver.program.desk.fetcher.library.folder.iterdir() if path.suffix == ".part"]


def test_stop_in_all_results_keeps_what_is_finished_and_goes_on_later(start: Start) -> None:
    with emulator_process("--stall", "seconds_objects:100") as process:
        driver = start(process.server)
        driver.begin_fetch("all", DEMO_JOB_ID, DEMO_KEY)
        process.wait_for("request", "seconds_objects")
        driver.wait_for_stop()
        driver.press_fetch()
        driver.wait()
        assert "2 of 9 results came and are kept" in driver.message
        kept = {item.type_name for item in driver.program.desk.fetcher.library.items()}
        assert kept == {"core", "frames_faces"}


def test_opening_a_file_during_a_fetch_says_that_it_was_stopped(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "opened.srt"
    path.write_bytes(result("speech_to_text_srt", DEMO_JOB_ID))
    with emulator_process("--stall", "core:100") as process:
        driver = start(process.server)
        driver.begin_fetch("all", DEMO_JOB_ID, DEMO_KEY)
        process.wait_for("request", "core")
        driver.window.open_paths((path,))
        driver.wait()
    assert driver.texts("subtitles")
    assert "was stopped to open this" in driver.message


def test_another_theme_leaves_the_server_that_was_named_at_the_start(start: Start, emulator: EmulatorProcess) -> None:
    driver = start(emulator.server)
    driver.window.actions_by_name["settings"].trigger()
    dialog = driver.window.findChild(QDialog, "settings_dialog")
    assert dialog is not None
    dialog.findChild(QComboBox, "theme").setCurrentIndex(1)
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    assert driver.window.form.server == emulator.server
