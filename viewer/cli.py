"""The command line: it starts the window, or runs `check` and `convert`, which need neither Qt nor a display."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from viewer import __version__
from viewer.errors import ContentError, ViewerError
from viewer.late import late
from viewer.metadata_types import REGISTRY
from viewer.model.api_key import redacted
from viewer.model.job import Job
from viewer.model.result import JsonContent, Opened, Problem, Result
from viewer.model.timed_text import CuesContent
from viewer.reading.source import FileSource
from viewer.text import Text
from viewer.watch import Watch

counts = late("viewer.analysis.counts", "counts")
run_window = late("viewer.app", "run")
options_of = late("viewer.ui.errand", "Options")
start_demo = late("viewer.demo.emulator", "start_demo")
table_of = late("viewer.analysis.tables", "table_of")
write_table = late("viewer.export.csv_table", "write")
write_formatted = late("viewer.export.formatted_json", "write")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code: 0, 1 for what failed, 2 for words that are not understood."""
    words = sys.argv[1:] if arguments is None else arguments
    command = COMMANDS.get(words[0]) if words else None
    try:
        return command(words[1:]) if command is not None else _window(words)
    except ViewerError as error:
        _complain(str(error))
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
            _complain("There is no display. With --screenshots DIR the job is done without one, and pictures are written.")
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


# --- check


def _check(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="job-results-viewer check", description="Read files whole and tell what is in them."
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--cues", action="store_true", help="with --json: the cues, in seconds")
    wanted = parser.parse_args(words)
    show = _show_json if wanted.json else _show_words
    were_read = [_check_one(path, show, wanted.cues) for path in wanted.files]
    return 0 if all(were_read) else 1


def _check_one(path: Path, show: Callable[..., None], with_cues: bool) -> bool:
    """Check one file and show what was found; False where it could not be read."""
    try:
        result = _read(path)
    except ViewerError as error:
        show(path, None, {}, (Problem(Text("{error}", error=str(error))),), None)
        return False
    content = result.content
    cues = content.cues if with_cues and isinstance(content, CuesContent) else None
    is_known = result.type_name != UNKNOWN
    show(path, result.type_name if is_known else None, counts(content), result.problems, cues)
    # JSON of a type that is new to us is read as JSON; what is known and yet fell back to its bytes was not read.
    return bool(counts(content)) or (isinstance(content, JsonContent) and not is_known)


UNKNOWN = "unknown"


def _read(path: Path) -> Result:
    """Read a file as what its content says it is."""
    source = FileSource(path)
    recognition = REGISTRY.recognise(source)
    if recognition.nature == "empty":
        raise ContentError(Text("The file is empty."))
    if recognition.messages:
        raise ContentError(Text("This is an error that the service sent: {words}", words="; ".join(recognition.messages)))
    type_name = recognition.type.name if recognition.type is not None else UNKNOWN
    return Result(type_name, source, Opened(path), REGISTRY.read(source, type_name, Watch()))


def _show_json(
    path: Path, kind: str | None, found: dict[str, int], problems: Iterable[Problem], cues: Iterable[Any] | None
) -> None:
    line: dict[str, Any] = {"file": str(path), "type": kind, "counts": found, "problems": [*map(_problem, problems)]}
    if cues is not None:
        line["cues"] = [{"start": cue.start_seconds, "end": cue.end_seconds, "text": cue.text} for cue in cues]
    _say(json.dumps(line))


def _problem(problem: Problem) -> dict[str, Any]:
    places = {"line": problem.line, "path": problem.path, "offset": problem.offset}
    place = {name: value for name, value in places.items() if value is not None}
    return {**place, "message": redacted(str(problem.message))}


def _show_words(
    path: Path, kind: str | None, found: dict[str, int], problems: Iterable[Problem], _cues: Iterable[Any] | None
) -> None:
    title = "not recognised" if kind is None else f"{REGISTRY.title(kind)} ({kind})"
    _say(f"{path}: {title}")
    if found:
        _say("  " + ", ".join(f"{count:,} {name}" for name, count in found.items()))
    for problem in problems:
        place = "" if problem.place is None else f"{problem.place}: "
        _say(f"  {place}{redacted(str(problem.message))}")


# --- convert


def _convert(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="job-results-viewer convert", description="Write a result as formatted JSON (.json) or as a table (.csv)."
    )
    parser.add_argument("source", type=Path, metavar="IN")
    parser.add_argument("target", type=Path, metavar="OUT")
    wanted = parser.parse_args(words)
    suffix = wanted.target.suffix.lower()
    if suffix == ".json":
        write_formatted(FileSource(wanted.source), wanted.target, Watch())
    elif suffix == ".csv":
        result = _read(wanted.source)
        table = table_of(result, Job().with_result(result))
        if table is None:
            raise ContentError(
                Text("{name} has no table.", name=wanted.source.name),
                advice=Text("A file whose name ends in .json can be written."),
            )
        write_table(table, None, wanted.target, Watch())
    else:
        parser.error("OUT must end in .json or .csv")
    return 0


COMMANDS = {"check": _check, "convert": _convert}


def _say(words: str) -> None:
    print(words)  # noqa: T201 - what the command says


def _complain(words: str) -> None:
    print(redacted(words), file=sys.stderr)  # noqa: T201 - what the command says
