"""The rules of conftest are in force: a test that breaks one of them fails, and one that keeps them passes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SETTINGS = "[pytest]\nqt_api = pyside6\nqt_log_level_fail = WARNING\nfilterwarnings = error\n"
EXAMPLES = """
import logging, socket, threading
from pathlib import Path
import pytest

released = threading.Event()

def test_good_without_qt(home):
    assert Path.home() == home

def test_good_with_a_closed_window(qtbot):
    from PySide6.QtWidgets import QWidget
    window = QWidget()
    window.setMinimumSize(100, 100)
    qtbot.addWidget(window)
    window.show()

def test_good_with_a_task(background, qtbot):
    with qtbot.waitSignal(background.start(lambda watch: 7, "seven").ended):
        pass

@pytest.mark.expects_warning("that was odd")
def test_good_with_an_expected_record():
    logging.getLogger("viewer").warning("that was odd")

@pytest.mark.expects_warning("Qt is unhappy")
def test_good_with_an_expected_message(qapp):
    from PySide6.QtCore import qWarning
    qWarning("Qt is unhappy")

def test_good_with_loopback():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()

def test_bad_log_record():
    logging.getLogger("viewer").warning("that was odd")

def test_bad_qt_message(qapp):
    from PySide6.QtCore import qWarning
    qWarning("Qt is unhappy")

@pytest.mark.expects_warning("that was odd")
def test_bad_expectation():
    pass

@pytest.fixture
def grumbling(qapp):
    yield
    from PySide6.QtCore import qWarning
    qWarning("Qt is unhappy")

def test_bad_qt_message_while_taken_down(grumbling):
    pass

def test_bad_window(qtbot):
    from PySide6.QtWidgets import QWidget
    global kept
    kept = QWidget()

def test_bad_timer(qapp):
    from PySide6.QtCore import QTimer
    global timer
    timer = QTimer()
    timer.start(100_000)

def test_bad_call_for_later(qapp):
    from PySide6.QtCore import QTimer
    QTimer.singleShot(100_000, lambda: None)

def test_bad_task(qtbot):
    from viewer.ui.background import Background
    global stuck
    stuck = Background()
    stuck.start(lambda watch: released.wait(), "waits for ever")

def test_bad_thread():
    threading.Thread(target=released.wait, daemon=True).start()

def test_bad_destination():
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    except OSError:
        pass

def test_bad_look_up():
    try:
        socket.getaddrinfo("example.org", 443)
    except OSError:
        pass

def test_bad_log_handler():
    logging.getLogger().addHandler(logging.NullHandler())
"""
NAMES = [line.split("(")[0].removeprefix("def ") for line in EXAMPLES.splitlines() if line.startswith("def test_")]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What became of each example, all run in one process of their own."""
    folder = tmp_path_factory.mktemp("examples")
    (folder / "pytest.ini").write_text(SETTINGS)
    (folder / "test_examples.py").write_text(EXAMPLES)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        "-rA",
        "-q",
        "test_examples.py",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": "", "TEST_PATIENCE_SECONDS": "0.1"}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    found: dict[str, set[str]] = {}
    for line in run.stdout.splitlines():
        outcome, _, rest = line.partition(" test_examples.py::")
        if rest:
            found.setdefault(rest.split(" ")[0], set()).add(outcome)
    assert set(found) == set(NAMES), run.stdout + run.stderr
    return found


@pytest.mark.own_process
@pytest.mark.parametrize("name", NAMES)
def test_a_broken_rule_fails_and_only_that(outcomes: dict[str, set[str]], name: str) -> None:
    is_good = outcomes[name] == {"PASSED"}
    assert is_good == name.startswith("test_good")
