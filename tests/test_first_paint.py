"""What the first window needs: neither network, numbers, subtitles nor film, nor what is not seen of the window itself."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OTHERS = {
    "httpx",
    "numpy",
    "msgspec",
    "pysrt",
    "webvtt",
    "truststore",
    "keyring",
    "PySide6.QtMultimedia",
    "PySide6.QtNetwork",
}
SLOW = {"dataclasses", "json"}  # a frozen dataclass takes half a millisecond to make
OURS = {f"viewer.{name}" for name in ("model.pasted", "ui.desk", "ui.library_tree", "ui.menus", "ui.message_strip")}
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from viewer.app import Program
from viewer.cli import start_demo
from viewer.ui.settings_store import SettingsStore
application = QApplication([])
home = Path(sys.argv[1])
program = Program(SettingsStore(home / "s.ini"), home / "library", start_demo=start_demo, is_joined=False)
program.window.show()
application.processEvents()
before = set(sys.modules)
program.join()
program.load_readers()
program.background.became_idle.connect(application.quit)
application.exec()
print([before, set(sys.modules) - before])
program.end()
"""


@pytest.mark.own_process
def test_the_first_window_does_without_the_readers_and_gets_them_afterwards(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    before, after = ast.literal_eval(done.stdout.splitlines()[-1])
    assert (OTHERS | SLOW | OURS) & before == set()
    assert {"httpx", "numpy", "msgspec", "pysrt", "webvtt"} | SLOW | OURS <= after
