"""The program as its command starts it, up to its first painted window; settings and library are new and empty."""

import os
import shutil
import sys

from tests.benchmarks.inputs import FOLDER

HOME = FOLDER / "home"
shutil.rmtree(HOME, ignore_errors=True)
HOME.mkdir(parents=True)
os.environ.update(HOME=str(HOME), XDG_DATA_HOME=str(HOME), XDG_CONFIG_HOME=str(HOME))

import viewer.app  # noqa: E402 - the folders first
from tests.benchmarks.first_paint import FirstPaint  # noqa: E402
from viewer.cli import main  # noqa: E402

viewer.app.QApplication = FirstPaint  # the one difference: it ends at the first paint
sys.exit(main(["--library", str(HOME / "library")]) or 1)
