"""Opening files that stay where they are: recognised by content, read, and told apart by job; without Qt."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from viewer.errors import ContentError, StorageError, ViewerError
from viewer.library.items import time_in_name
from viewer.metadata_types import Registry
from viewer.model.result import Opened, Result
from viewer.reading.source import FileSource
from viewer.text import Text
from viewer.ui.early import handing_over_early
from viewer.watch import Watch

MOST_FILES = 500
UNKNOWN_TYPE = "unknown"
_OWN_FILE = re.compile(r"\..*|index\.lock|index\.sqlite(-\w+)?")  # hidden ones, and the index of a library


@dataclass(frozen=True, slots=True)
class Opening:
    """What came of opening files: the results of one job, and a sentence for each thing the user should know."""

    results: tuple[Result, ...]
    notices: tuple[Text, ...] = ()
    is_set: bool = False


def files_of(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files named, and those that lie directly in the folders named; hidden files and the library's notes excepted.

    Kept results come newest first, as the newest copy of a result is the current one; other files by name.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        try:
            inside = [entry for entry in path.iterdir() if entry.is_file() and not _OWN_FILE.fullmatch(entry.name)]
        except OSError as error:
            raise StorageError(
                Text("The folder {path} can't be read.", path=str(path)),
                why=Text("{reason}.", reason=error.strerror or ""),
                advice=Text("Check that it is still there and that you may read it."),
            ) from error
        found.extend(sorted((entry for entry in inside if not _is_sidecar(entry)), key=_place))
    return tuple(found)


def read_file(registry: Registry, path: Path, watch: Watch, *, is_alone: bool = True) -> Result:
    """Read one file as what its content says it is; what is known of it early is shown where no others are opened.

    Raises StorageError, ContentError (nothing in it) or Cancelled."""
    watch.progress(0, doing=Text("Reading {name}", name=path.name))
    source = FileSource(path)
    recognition = registry.recognise(source, watch)
    if recognition.nature == "empty":
        raise ContentError(
            Text("{name} is empty.", name=path.name), advice=Text("Open another file, or fetch the result again.")
        )
    type_name = recognition.type.name if recognition.type is not None else UNKNOWN_TYPE
    origin = Opened(path)
    with handing_over_early(watch, type_name, source, origin) if is_alone else nullcontext():
        return Result(type_name, source, origin, registry.read(source, type_name, watch))


def open_files(registry: Registry, paths: tuple[Path, ...], watch: Watch) -> Opening:
    """Read files as the results of one job. Files of another job, or a second one of a type, are named and left out.

    Raises ViewerError where not one of them could be read.
    """
    files = files_of(paths)
    notices: list[Text] = []
    if len(files) > MOST_FILES:
        notices.append(Text("Only the first {most} of {all} files were opened.", most=MOST_FILES, all=len(files)))
    results: list[Result] = []
    error: ViewerError | None = None
    for path in files[:MOST_FILES]:
        try:
            results.append(read_file(registry, path, watch, is_alone=len(files) == 1))
        except ViewerError as caught:
            error = error or caught
            notices.append(Text("{name} was left out: {why}", name=path.name, why=caught.what))
    if not results:
        raise error or ContentError(
            Text("There is nothing to open in this folder."), advice=Text("Choose a folder with downloaded results.")
        )
    kept, left_out = _one_job(tuple(results))
    return Opening(
        kept,
        (*_errors_of_the_service(registry, kept), *notices, *left_out),
        is_set=len(files) > 1 or any(path.is_dir() for path in paths),
    )


def _one_job(results: tuple[Result, ...]) -> tuple[tuple[Result, ...], tuple[Text, ...]]:
    """Of results that may belong to several jobs, keep those of the most frequent one, and one of each type.

    Files that are no known result are left out beside one that is; where there is none, the first of them is kept.
    """
    if len(results) == 1:
        return results, ()
    known = [result for result in results if result.type_name != UNKNOWN_TYPE]
    jobs = Counter(result.job_id for result in known or results[:1] if result.job_id is not None)
    chosen = jobs.most_common(1)[0][0] if jobs else None
    kept: dict[str, Result] = {}
    notices: list[Text] = []
    for result in results:
        name = result.source.path.name
        if result.job_id not in (None, chosen):
            notices.append(Text("{name} belongs to another job and was left out.", name=name))
        elif result.type_name == UNKNOWN_TYPE and (known or kept):
            notices.append(Text("{name} is no result that is known here and was left out.", name=name))
        elif result.type_name in kept:
            first = kept[result.type_name].source.path.name
            notices.append(Text("{name} was left out: {first} is of the same type.", name=name, first=first))
        else:
            kept[result.type_name] = result
    return tuple(kept.values()), tuple(notices)


def _errors_of_the_service(registry: Registry, results: tuple[Result, ...]) -> tuple[Text, ...]:
    """A sentence for each file that is shown and holds an error of the service in place of a result."""
    unknown = (result.source for result in results if result.type_name == UNKNOWN_TYPE)
    found = ((source.path.name, registry.recognise(source).messages) for source in unknown)
    sentence = "{name} is an error that the service sent: {words}"
    return tuple(Text(sentence, name=name, words="; ".join(messages)) for name, messages in found if messages)


def _place(path: Path) -> tuple[float, str]:
    time = time_in_name(path.name)
    return (0.0 if time is None else -time.timestamp(), path.name)


def _is_sidecar(path: Path) -> bool:
    """True for the note that the library writes beside a result: its name is the result's, plus `.json`."""
    return path.suffix == ".json" and path.with_suffix("").suffix != "" and path.with_suffix("").is_file()
