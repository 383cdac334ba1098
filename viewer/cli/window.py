"""What the command line says of the window, understood as options."""

from __future__ import annotations

import argparse
from pathlib import Path

from viewer import __version__
from viewer.ui.options import Options


def understood(words: list[str]) -> Options:
    """Return what `words` ask of the window. Ends the process, as argparse does, for --help and what is not understood."""
    wanted = _parser().parse_args(words)
    return Options(
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


def _parser() -> argparse.ArgumentParser:
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
