"""Imports after PySide's are Python's own: no source text is read for them, and PySide goes on working."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import linecache
from viewer.ui.plain_import import use_plain_import
if {is_plain}:
    use_plain_import()
from viewer.text import Text
from PySide6.QtCore import QObject
thing = QObject(objectName="thing")
print(thing.objectName(), any(name.endswith("text.py") for name in linecache.cache))
"""


@pytest.mark.own_process
@pytest.mark.parametrize("is_plain", [True, False])
def test_the_sources_of_what_is_imported_are_read_by_the_import_of_pyside_alone(is_plain: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(is_plain=is_plain)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == ["thing", str(not is_plain)]
