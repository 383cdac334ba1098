"""A fetcher over a real library, the real client and the real registry, and a key that must show nowhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from viewer.client import Answer, Limits, fetch, job_status
from viewer.demo.emulator import Emulator, Fault
from viewer.demo.jobs import DEMO_JOB_ID
from viewer.errors import ViewerError
from viewer.library.library import Library
from viewer.metadata_types import REGISTRY, Registry
from viewer.model.api_key import ApiKey
from viewer.model.request import ResultRequest
from viewer.ui.fetching import Client, Fetcher
from viewer.watch import Watch

CANARY = "canary+Key/42"  # needs encoding in a URL
CANARY_FORMS = ("canary", "Key/42", "Key%2F42")
QUICK = Limits(connect_seconds=5, first_byte_seconds=5, stall_seconds=5, repeat_delays=())


class CanaryEmulator(Emulator):
    """The emulator, with a key that is easily found wherever it was written."""

    key = CANARY

    def __init__(self) -> None:
        self.faults: dict[str, Fault] = {}
        self.extra: dict[tuple[str, str], bytes] = {}
        super().__init__(faults=self.faults, extra=self.extra)

    def forget(self) -> None:
        """Be as at first, for another test."""
        self.faults.clear()
        self.extra.clear()
        with self._news:
            self._log.clear()
            self._faults_seen.clear()

    @property
    def asked_for(self) -> list[str]:
        """The metadata types that were asked for, in order; the job's state is `job_status`."""
        return [entry.type_name for entry in self.log]


def client_with(**limits: Any) -> Client:
    """The real client with small limits, of which some are changed."""
    small = replace(QUICK, **limits)

    def fetch_quickly(request: ResultRequest, key: ApiKey, watch: Watch, into: BinaryIO, limits: Limits = small) -> Answer:
        return fetch(request, key, watch, into, limits)

    return Client(fetch_quickly, lambda server, job_id, key, watch: job_status(server, job_id, key, watch, small))


def fetcher_in(tmp_path: Path, *, registry: Registry = REGISTRY, **limits: Any) -> Fetcher:
    """A fetcher whose library is `library` in this folder."""
    return Fetcher(client_with(**limits), Library(tmp_path / "library"), registry)


def request_to(server: Any, type_name: str = "core", job_id: str = DEMO_JOB_ID) -> ResultRequest:
    """A request to a running server of the tests."""
    return ResultRequest(server.server, job_id, type_name)


def no_part_left(fetcher: Fetcher) -> bool:
    """True where the library holds no file of an unfinished fetch."""
    return not list(fetcher.library.folder.rglob("*.part"))


def assert_no_canary(text: str) -> None:
    """Assert that no form of the key is in `text`."""
    assert not [form for form in CANARY_FORMS if form.lower() in text.lower()], text


def holds_no_canary(folder: Path) -> bool:
    """True where no file below `folder` has the key in its bytes or its name."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    found = [path for path in files if any(form.encode() in path.read_bytes() for form in CANARY_FORMS)]
    return not found and not [path for path in files if any(form in str(path) for form in CANARY_FORMS)]


def words_of(error: ViewerError) -> str:
    """All that an error tells, its details included."""
    return f"{error}\n{error.details}\n{error!r}"
