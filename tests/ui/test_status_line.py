"""The status line: what is known of a job, in words; nothing of it is rich text, and it never widens the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from tests.ui.made_up import result_of
from viewer.model.job import Job
from viewer.model.result import Header, JsonContent, PlainContent
from viewer.ui.status_line import StatusLine

JOB = "6faefb7f-e468-43f6-988c-ddcfb315d958"


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def line(window: QMainWindow) -> StatusLine:
    return StatusLine(window.statusBar())


def words(window: QMainWindow) -> Any:
    found = window.findChild(QLabel, "status_words")
    assert found is not None
    return found


def job_of(tmp_path: Path, **known: Any) -> Job:
    path = tmp_path / "made_up.json"
    path.write_text("{}")
    return Job().with_result(result_of(path, JsonContent(), header=Header(**known)))


def test_without_a_job_it_says_so(line: StatusLine, window: QMainWindow) -> None:
    line.show_job(Job())
    assert words(window).text() == "No job open"


def test_it_tells_what_is_known_of_the_job(line: StatusLine, window: QMainWindow, tmp_path: Path) -> None:
    job = job_of(tmp_path, job_id=JOB, title="A film", duration_seconds=61.5, fps=29.97, width=1920, height=1080)
    line.show_job(job)
    parts = words(window).text().split("  ·  ")
    assert parts == [
        "A film",
        "Duration 00:01:01.500",
        "29.97 frames a second",
        "1920 × 1080",
        "1 result",
        f"Job {JOB}",
    ]
    line.show_job(job.with_result(result_of(tmp_path / "made_up.json", PlainContent(), type_name="other")))
    assert "2 results" in words(window).text()


def test_files_that_name_no_job_are_named_so(line: StatusLine, window: QMainWindow, tmp_path: Path) -> None:
    line.show_job(job_of(tmp_path))
    assert words(window).text() == "1 result  ·  Files that name no job"


def test_a_hostile_title_is_one_plain_line_that_does_not_widen_the_window(
    line: StatusLine, window: QMainWindow, tmp_path: Path
) -> None:
    window.resize(400, 300)
    window.show()
    line.show_job(job_of(tmp_path, title="<img src='file:///etc/passwd'>\n\u202e" + "W" * 10_000))
    assert words(window).textFormat() is Qt.TextFormat.PlainText
    assert "\n" not in words(window).text()
    assert "[U+202E]" in words(window).text()
    assert len(words(window).text()) < 1000
    assert window.minimumSizeHint().width() <= 400
    assert window.width() == 400
