"""Which licence texts go into a bundle: our own folder's, and those that the bundled packages and system libraries bring."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
DISTRIBUTION_DOCUMENTS = Path("/usr/share/doc")


def of_packages(requirements: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (file, folder in the bundle) for the licence files of these Python packages and all that they need."""
    for package in _with_dependencies(requirements):
        for file in package.files or ():
            if LICENCE_FILE.search(file.name) and ".dist-info" in file.parts[0]:
                yield str(package.locate_file(file)), str(Path("licences", package.name, *file.parts[1:-1]))


def _with_dependencies(requirements: Iterable[str]) -> Iterator[Distribution]:
    waiting, seen = list(requirements), set()
    while waiting:
        name = re.split(r"[^A-Za-z0-9._-]", waiting.pop(), maxsplit=1)[0].lower().replace("_", "-")
        if name in seen:
            continue
        seen.add(name)
        try:
            package = distribution(name)
        except PackageNotFoundError:  # a dependency for another system or Python
            continue
        yield package
        waiting += [text for text in package.requires or () if "extra ==" not in text]


def of_system_libraries(files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (file, folder in the bundle) for the copyright notes of the Debian packages that these libraries come from."""
    found = {str(Path(file).resolve()) for file in files}
    theirs = sorted(file for file in found if file.startswith("/usr/lib/"))
    if not theirs or not DISTRIBUTION_DOCUMENTS.is_dir():
        return
    known_as = [*theirs, *(file.removeprefix("/usr") for file in theirs)]  # many are registered under /lib
    answer = subprocess.run(["dpkg-query", "--search", *known_as], capture_output=True, text=True, check=False)
    packages = {line.split(":")[0] for line in answer.stdout.splitlines()}
    for package in sorted(packages):
        note = DISTRIBUTION_DOCUMENTS / package / "copyright"
        if note.is_file():
            yield str(note), str(Path("licences", "system", package))
