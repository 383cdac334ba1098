"""A canary API key: after every way to fail it is in no file, log, title, sentence, Details text or library row."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from tests.support.driver import Driver
from viewer import logging_setup
from viewer.demo.emulator import Emulator, Fault
from viewer.demo.jobs import DEMO_JOB_ID, PROCESSING_JOB_ID

CANARY = "canary-7f3a/made+up=key"
ECHO = f'{{"errors":[{{"message":"no such key: {CANARY}"}}]}}'.encode()
FAULTS = {
    "wrong key": Fault(),
    "bad request": Fault(status=400, body=ECHO),
    "refused": Fault(status=401, body=ECHO),
    "forbidden": Fault(status=403, body=ECHO),
    "not found": Fault(status=404, body=ECHO),
    "odd status": Fault(status=418, body=ECHO),
    "server error": Fault(status=501, body=ECHO),
    "moved": Fault(status=302, body=b"", headers=(("Location", f"http://127.0.0.1:9/?api_key={CANARY}"),)),
    "error with 200": Fault(status=200, body=ECHO),
    "page": Fault(status=200, body=f"<html>login for {CANARY}</html>".encode(), content_type="text/html"),
    "empty": Fault(status=200, body=b""),
    "cut": Fault(cut_after_bytes=1000),
}


class CanaryEmulator(Emulator):
    """An emulator whose one key is the canary."""

    key = CANARY


@contextmanager
def log_into(path: Path) -> Iterator[None]:
    """Within the block, the program's own log is written to `path`, as a real run does."""
    bugs: list[str] = []
    take_back = logging_setup.install(path, bugs.append)
    try:
        logging.getLogger("viewer").info("a line, so that the log is there")
        yield
    finally:
        take_back()
    assert bugs == []


def everything_said(driver: Driver, qtbot: Any) -> str:
    """All words that can be read in the window or were copied from it, key field apart."""
    window = driver.window
    copy = window.findChild(QPushButton, "strip_copy_details")
    assert copy is not None
    copy.click()
    words = [window.windowTitle(), driver.message, window.strip.details(), QGuiApplication.clipboard().text()]
    words += [label.text() + label.toolTip() for label in window.findChildren(QLabel)]
    words += [field.text() for field in window.findChildren(QLineEdit) if field.objectName() != "api_key"]
    words += [text.toPlainText() for text in window.findChildren(QPlainTextEdit)]
    return "\n".join([*words, QApplication.applicationDisplayName()])


@pytest.mark.parametrize("name", FAULTS)
def test_no_failure_tells_the_key(name: str, start: Callable[..., Driver], tmp_path: Path, qtbot: Any) -> None:
    faults = {} if name == "wrong key" else {"core": FAULTS[name]}
    with log_into(tmp_path / "log.txt"), (Emulator if name == "wrong key" else CanaryEmulator)(faults=faults) as emulator:
        driver = start(emulator.server)
        driver.fetch("core", DEMO_JOB_ID, CANARY)
        assert driver.message
        said = everything_said(driver, qtbot)
        driver.window.close()
    assert CANARY not in said
    assert "canary" not in said.lower()
    assert_written_nowhere(tmp_path)


def test_success_tells_the_key_nowhere_either(start: Callable[..., Driver], tmp_path: Path, qtbot: Any) -> None:
    with log_into(tmp_path / "log.txt"), CanaryEmulator() as emulator:
        driver = start(emulator.server)
        driver.fetch("all", DEMO_JOB_ID, CANARY)
        driver.fetch("core", PROCESSING_JOB_ID, CANARY)
        qtbot.mouseClick(driver.fetch_button, Qt.MouseButton.LeftButton)
        driver.wait()
        driver.window.panes.choose("detections")
        driver.save(tmp_path / "saved.csv", "table")
        said = everything_said(driver, qtbot)
        driver.window.close()
    assert "canary" not in said.lower()
    assert len(list((tmp_path / "library").rglob("*.json"))) > 5
    assert_written_nowhere(tmp_path)


def assert_written_nowhere(folder: Path) -> None:
    """Fail where any file below `folder`, by content or by name, tells the key."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == "log.txt" for path in files)
    telling = [path for path in files if b"canary" in path.read_bytes().lower() or "canary" in path.name.lower()]
    assert telling == []
