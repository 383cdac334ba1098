"""What the first window needs: nothing of the network, of numbers, of subtitles or of film is imported for it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LATE = {"httpx", "numpy", "msgspec", "pysrt", "webvtt", "truststore", "keyring", "PySide6.QtMultimedia", "PySide6.QtNetwork"}
PROGRAM = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from viewer.app import Program
from viewer.demo.emulator import start_demo
from viewer.library.library import Library
from viewer.ui.settings_store import SettingsStore
application = QApplication([])
program = Program(SettingsStore(Path(sys.argv[1]) / "s.ini"), Library(Path(sys.argv[1]) / "library"), start_demo=start_demo)
program.window.show()
application.processEvents()
before = set(sys.modules)
program.load_readers()
program.background.became_idle.connect(application.quit)
application.exec()
print(json.dumps([sorted(before), sorted(set(sys.modules) - before)]))
program.end()
"""


@pytest.mark.own_process
def test_the_first_window_does_without_the_readers_and_gets_them_afterwards(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    before, after = json.loads(done.stdout.splitlines()[-1])
    assert LATE & set(before) == set()
    assert {"httpx", "numpy", "msgspec", "pysrt", "webvtt"} <= set(after)
