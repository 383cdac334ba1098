"""The command as a whole, in a process of its own and without a display: pictures, sentences, exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.emulator_process import EmulatorProcess, emulator_process
from viewer.demo.jobs import DEMO_JOB_ID, DEMO_KEY, FEW_TYPES_JOB_ID, PROCESSING_JOB_ID, WRONG_KEY
from viewer.demo.results import result

ROOT = Path(__file__).resolve().parents[2]
DISPLAYS = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}

pytestmark = pytest.mark.own_process


def run(folder: Path, *words: object, key: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command in `folder`, which also gets everything that it writes."""
    environment = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    environment |= {"PYTHONPATH": str(ROOT), "HOME": str(folder), "JOB_RESULTS_VIEWER_API_KEY": key}
    command = [sys.executable, "-m", "viewer", *map(str, words)]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, encoding="utf-8", check=False
    )


def fetch(folder: Path, server: EmulatorProcess, job_id: str, type_name: str, key: str) -> subprocess.CompletedProcess[str]:
    words = ("--server", server.server, "--library", "library", "--job", job_id, "--type", type_name)
    return run(folder, *words, "--screenshots", "pictures", key=key)


def test_the_demo_writes_the_window_and_every_pane(tmp_path: Path) -> None:
    done = run(tmp_path, "--demo", "--screenshots", "pictures")
    assert (done.returncode, done.stderr) == (0, "")
    names = ["window", "detections", "json", "boxes", "subtitles", "captions", "text"]
    assert [Path(line).stem for line in done.stdout.splitlines()] == names
    assert all((tmp_path / "pictures" / f"{name}.png").stat().st_size > 5000 for name in names)


def test_one_result_is_fetched_kept_and_pictured(tmp_path: Path, emulator: EmulatorProcess) -> None:
    done = fetch(tmp_path, emulator, DEMO_JOB_ID, "speech_to_text_srt", DEMO_KEY)
    assert (done.returncode, done.stderr) == (0, "")
    assert [Path(line).stem for line in done.stdout.splitlines()] == ["window", "subtitles", "text"]
    (kept,) = (tmp_path / "library").rglob("*.srt")
    assert kept.read_bytes() == result("speech_to_text_srt", DEMO_JOB_ID)


@pytest.mark.parametrize(
    ("job_id", "type_name", "key", "words"),
    [
        (DEMO_JOB_ID, "core", WRONG_KEY, "Invalid API key"),
        (PROCESSING_JOB_ID, "all", DEMO_KEY, "not finished"),
        (FEW_TYPES_JOB_ID, "visual_captions", DEMO_KEY, "not available for this job"),
        ("not-an-id", "core", DEMO_KEY, "not"),
        (DEMO_JOB_ID, "No Type!", DEMO_KEY, "metadata type"),
    ],
)
def test_a_failed_fetch_says_why_and_ends_with_1(
    job_id: str, type_name: str, key: str, words: str, tmp_path: Path, emulator: EmulatorProcess
) -> None:
    done = fetch(tmp_path, emulator, job_id, type_name, key)
    assert done.returncode == 1
    assert words in done.stderr
    assert key not in done.stderr + done.stdout
    assert not list((tmp_path / "pictures").glob("*.png"))


def test_types_that_the_job_does_not_have_are_no_failure_of_all(tmp_path: Path, emulator: EmulatorProcess) -> None:
    done = fetch(tmp_path, emulator, FEW_TYPES_JOB_ID, "all", DEMO_KEY)
    assert (done.returncode, done.stderr) == (0, "")
    assert "subtitles" in done.stdout


def test_another_failure_among_all_is_one(tmp_path: Path) -> None:
    with emulator_process("--status", "frames_objects:418") as server:
        done = fetch(tmp_path, server, DEMO_JOB_ID, "all", DEMO_KEY)
    assert done.returncode == 1
    assert "418" in done.stderr


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, "missing.json", "--screenshots", "pictures")
    assert done.returncode == 1
    assert "missing.json" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_display_and_without_pictures_it_says_so(tmp_path: Path) -> None:
    if sys.platform in ("win32", "darwin"):
        return
    done = run(tmp_path)
    assert done.returncode == 1
    assert "--screenshots" in done.stderr


def test_the_key_is_taken_out_of_the_environment(tmp_path: Path) -> None:
    code = (
        "import os, sys; sys.argv[1:] = ['--screenshots', 'p']; from viewer.cli import main;"
        "code = main(); print('KEY' if 'JOB_RESULTS_VIEWER_API_KEY' in os.environ else 'gone'); sys.exit(code)"
    )
    environment = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    environment |= {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "JOB_RESULTS_VIEWER_API_KEY": "made-up-canary"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.splitlines()[-1] == "gone"
