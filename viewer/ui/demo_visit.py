"""Visiting the demo: a server on this computer with a made-up job, and a library of its own that is gone afterwards."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from viewer.atomic_file import storage_error
from viewer.library.library import Library


class Demo(Protocol):
    """The running demo server, and what to put into the form."""

    @property
    def server(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def job_id(self) -> str: ...
    def close(self) -> None: ...


class DemoVisit:
    """A started demo and where its results are kept. `end` closes the server and removes a temporary library."""

    def __init__(self, start_demo: Callable[[], Demo], library_folder: Path | None) -> None:
        """Raises NetworkError where the server can't be started, StorageError where there is no room for its results."""
        self.demo = start_demo()
        self._temporary = None if library_folder is not None else self._temporary_folder()
        self.library = Library(library_folder or self._temporary or Path())

    def _temporary_folder(self) -> Path:
        try:
            return Path(tempfile.mkdtemp(prefix="job-results-viewer-demo-"))
        except OSError as error:
            self.demo.close()
            raise storage_error(Path(tempfile.gettempdir()), error) from error

    def end(self) -> None:
        """Close the server; remove the library unless the user named its folder."""
        self.demo.close()
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)
