"""The command line: it starts the window, or runs `check` and `convert`, which need neither Qt nor a display."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from viewer import __version__
from viewer.cli.output import complain
from viewer.errors import ViewerError
from viewer.late import late

run_window = late("viewer.app", "run")
options_of = late("viewer.ui.options", "Options")
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
    wanted = _window_parser().parse_args(words)
    if not _has_display():
        if wanted.screenshots is None:
            complain("There is no display. With --screenshots DIR the job is done without one, and pictures are written.")
            return 1
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    options = options_of(
        files=tuple(wanted.files),
        server=wanted.server,
        job=wanted.job,
        type_name=wanted.type or ("core" if wanted.job else None),
        library=wanted.library,
        is_demo=wanted.demo,
        screenshots=wanted.screenshots,
        theme=wanted.theme,
        font_scale=wanted.font_scale,
    )
    code: int = run_window(options, start_demo)
    return code


def _window_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="job-results-viewer",
        description="Fetch, keep and look at what a Valossa video-analysis job found.",
        epilog="Other commands: job-results-viewer check FILE … [--json] [--cues], job-results-viewer convert IN OUT. "
        "The API key is entered in the window or comes from the environment variable JOB_RESULTS_VIEWER_API_KEY; "
        "never from the command line, which other programs can see.",
        allow_abbrev=False,
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="files or folders to open")
    parser.add_argument("--server", metavar="URL", help="base URL of the service")
    parser.add_argument("--job", metavar="ID", help="the job whose results are fetched")
    parser.add_argument("--type", metavar="TYPE", help="the metadata type by its API name, or all (default: core)")
    parser.add_argument("--library", type=Path, metavar="DIR", help="where fetched results are kept")
    parser.add_argument("--demo", action="store_true", help="fetch and show a made-up job, without key or network")
    parser.add_argument("--screenshots", type=Path, metavar="DIR", help="do the job, write pictures, and end")
    parser.add_argument("--theme", choices=("light", "dark", "system"), help="the colours of the program")
    parser.add_argument("--font-scale", type=_scale, default=1.0, metavar="F", help="size of the text, 0.5 to 4 times")
    parser.add_argument("--version", action="version", version=f"job-results-viewer {__version__}")
    return parser


def _scale(word: str) -> float:
    scale = float(word)
    if not 0.5 <= scale <= 4:
        raise argparse.ArgumentTypeError("from 0.5 to 4")
    return scale


def _has_display() -> bool:
    """True where a window can be shown: everywhere but on a Unix without X11, Wayland or a chosen Qt platform."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
