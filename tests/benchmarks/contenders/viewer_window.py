"""The program as its command starts it, up to its first painted window; settings and library are new and empty.

Nothing is imported here that the command itself would not import: it would be counted against it.
"""

import os
import sys

HOME = os.path.join("build", "benchmarks", "homes", str(os.getpid()))
os.makedirs(HOME)
os.environ.update(HOME=HOME, XDG_DATA_HOME=HOME, XDG_CONFIG_HOME=HOME)

import viewer.app  # noqa: E402 - the folders first
from tests.benchmarks.first_paint import FirstPaint  # noqa: E402
from viewer.cli import main  # noqa: E402

viewer.app.QApplication = FirstPaint  # the one difference: it ends at the first paint
sys.exit(main(["--library", os.path.join(HOME, "library")]) or 1)
