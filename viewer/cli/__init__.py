"""The command line: it starts the window, or runs `check` and `convert`, which need neither Qt nor a display."""

from __future__ import annotations

import gc
import os
import sys

from viewer.cli.output import complain
from viewer.errors import ViewerError
from viewer.late import late
from viewer.ui.options import Options

use_plain_import = late("viewer.ui.plain_import", "use_plain_import")
run_window = late("viewer.app", "run")
options_from = late("viewer.cli.window", "understood")
start_demo = late("viewer.demo.emulator", "start_demo")
COMMANDS = {"check": late("viewer.cli.files", "check"), "convert": late("viewer.cli.files", "convert")}


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code: 0, 1 for what failed, 2 for words that are not understood."""
    words = sys.argv[1:] if arguments is None else arguments
    command = COMMANDS.get(words[0]) if words else None
    try:
        return command(words[1:]) if command is not None else _window(words)
    except ViewerError as error:
        complain(str(error))
        return 1
    except BrokenPipeError:
        # What reads our output has gone: nothing more to say, and nothing to flush at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


# --- the window


def _window(words: list[str]) -> int:
    options = options_from(words) if words else Options()
    if not _has_display():
        if options.screenshots is None:
            complain("There is no display. With --screenshots DIR the job is done without one, and pictures are written.")
            return 1
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    gc.disable()  # what the window is built of stays; once it is painted, ui/garbage collects
    use_plain_import()
    code: int = run_window(options, start_demo)
    return code


def _has_display() -> bool:
    """True where a window can be shown: everywhere but on a Unix without X11, Wayland or a chosen Qt platform."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
