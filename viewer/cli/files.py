"""`check` and `convert`: what files are and hold, and writing them in another form; without Qt and without a display."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from viewer.analysis.counts import counts
from viewer.cli.output import say
from viewer.errors import ContentError, StorageError, ViewerError
from viewer.late import late
from viewer.metadata_types import REGISTRY
from viewer.model.api_key import redacted
from viewer.model.job import Job
from viewer.model.result import Content, JsonContent, Opened, Problem, Result
from viewer.model.timed_text import CuesContent
from viewer.reading.source import FileSource
from viewer.text import Text
from viewer.watch import Watch

merged = late("viewer.reading.json_problems", "merged")
strict_problems = late("viewer.reading.json_strict", "strict_problems")
table_of = late("viewer.analysis.tables", "table_of")
write_table = late("viewer.export.csv_table", "write")
write_formatted = late("viewer.export.formatted_json", "write")


# --- check


def check(words: list[str]) -> int:
    """Tell of each file what it is, what it holds and what is wrong with it; 1 where one could not be read."""
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
        problems = _problems(result)
    except ViewerError as error:
        show(path, None, {}, (Problem(Text("{error}", error=str(error))),), None)
        return False
    content = result.content
    cues = content.cues if with_cues and isinstance(content, CuesContent) else None
    is_known = result.type_name != UNKNOWN
    if not is_known:
        problems = (*_why_unknown(content), *problems)
    show(path, result.type_name if is_known else None, counts(content), problems, cues)
    # JSON of a type that is new to us is read as JSON; what is known and yet fell back to its bytes was not read.
    return bool(counts(content)) or (isinstance(content, JsonContent) and not is_known)


def _problems(result: Result) -> tuple[Problem, ...]:
    """Return what reading a result has noticed, and what else in it is not JSON where it should be."""
    if result.document is None:
        return result.problems
    problems: tuple[Problem, ...] = merged(result.problems, strict_problems(result.document, Watch()))
    return problems


def _why_unknown(content: Content) -> tuple[Problem, ...]:
    if isinstance(content, JsonContent):
        return (Problem(Text("It is JSON of a type that is not known here; it is shown as a tree.")),)
    return (Problem(Text("It is none of the nine types of results; it is shown as text.")),)


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
    say(json.dumps(line))


def _problem(problem: Problem) -> dict[str, Any]:
    places = {"line": problem.line, "path": problem.path, "offset": problem.offset}
    place = {name: value for name, value in places.items() if value is not None}
    return {**place, "message": redacted(str(problem.message))}


def _show_words(
    path: Path, kind: str | None, found: dict[str, int], problems: Iterable[Problem], _cues: Iterable[Any] | None
) -> None:
    title = "not recognised" if kind is None else f"{REGISTRY.title(kind)} ({kind})"
    say(f"{path}: {title}")
    if found:
        say("  " + ", ".join(f"{count:,} {name}" for name, count in found.items()))
    for problem in problems:
        place = "" if problem.place is None else f"{problem.place}: "
        say(f"  {place}{redacted(str(problem.message))}")


# --- convert


def convert(words: list[str]) -> int:
    """Write a result as formatted JSON or as a table, by the suffix of the target."""
    parser = argparse.ArgumentParser(
        prog="job-results-viewer convert", description="Write a result as formatted JSON (.json) or as a table (.csv)."
    )
    parser.add_argument("source", type=Path, metavar="IN")
    parser.add_argument("target", type=Path, metavar="OUT")
    wanted = parser.parse_args(words)
    suffix = wanted.target.suffix.lower()
    if wanted.target.exists() and wanted.target.samefile(wanted.source):
        raise StorageError(
            Text("{name} would be written over itself.", name=wanted.source.name),
            why=Text("What was received is kept as it is, byte for byte."),
            advice=Text("Name another file to write to."),
        )
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
