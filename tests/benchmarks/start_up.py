"""From the start of the process to the first painted window."""

from __future__ import annotations

import shutil

from tests.benchmarks.inputs import FOLDER
from tests.benchmarks.measuring import Comparison, Contender


def comparisons(is_small: bool) -> list[Comparison]:
    """The whole process is measured, the interpreter's own start included, in both contenders."""
    del is_small
    shutil.rmtree(FOLDER / "homes", ignore_errors=True)
    bare = Contender("a bare PySide6 window", "bare_window", is_whole=True)
    ours = Contender("Job Results Viewer", "viewer_window", is_whole=True)
    return [Comparison("start to first painted window", ours, bare, "seconds", 1.5)]
