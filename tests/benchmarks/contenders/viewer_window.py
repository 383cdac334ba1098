"""The program as its command starts it, up to its first painted window; settings and library are new and empty.

Nothing is imported here before the command does it: it would be counted against it, or for it.
"""

import importlib
import os
import sys

HOME = os.path.join("build", "benchmarks", "homes", str(os.getpid()))
os.makedirs(HOME)
os.environ.update(HOME=HOME, XDG_DATA_HOME=HOME, XDG_CONFIG_HOME=HOME, QT_QPA_PLATFORM="offscreen")

from viewer import cli  # noqa: E402 - the folders first

run_window = cli.run_window


def run_to_first_paint(*arguments: object) -> int:
    """The one difference: the program's window ends the process when it has been painted."""
    app = importlib.import_module("viewer.app")
    watched = importlib.import_module("tests.benchmarks.first_paint").EndsOncePainted
    app.MainWindow = type("Window", (app.MainWindow, watched), {})  # type: ignore[attr-defined]
    code: int = run_window(*arguments)
    return code


cli.run_window = run_to_first_paint
sys.exit(cli.main([]) or 1)
