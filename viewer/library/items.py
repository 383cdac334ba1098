"""What is kept of one result: its item, its names on disk, and the sidecar that says where it came from.

Everything that is read back from disk is untrusted. An item is accepted only where its own words lead to exactly the name
and folders in which it was found, so that nothing outside the library is ever named by what lies in it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from viewer.errors import RequestError
from viewer.late import late
from viewer.model.request import ResultRequest, checked_server, is_job_id, is_type_name

new_sha256 = late("hashlib", "sha256")
SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
SIDECAR = ".json"
LARGEST_SIDECAR = 65_536
_FILE_NAME = re.compile(r"([a-z0-9_]{1,65})\.(\d{8}T\d{6}\.\d{6})Z-([0-9a-f]{8})(\.[a-z0-9]{1,8})", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PLAIN_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]{0,98}[a-z0-9_-])?")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")  # names of devices on Windows
_PORT = re.compile(r"(.+)_(\d{1,5})", re.ASCII)


class DamagedIndex(Exception):  # noqa: N818 - an outcome for the library, never shown
    """The index is missing, damaged or of another format, and has to be made anew."""


@dataclass(frozen=True, slots=True)
class Item:
    """One kept result. `host` is the folder of its server, `time` (UTC) when it came, `size` in bytes, `sha256` in hex."""

    host: str
    server: str
    job_id: str
    type_name: str
    time: datetime
    size: int
    sha256: str
    path: Path

    @property
    def sidecar_path(self) -> Path:
        return self.path.with_name(self.path.name + SIDECAR)


def new_item(root: Path, request: ResultRequest, time: datetime, size: int, sha256: str, suffix: str) -> Item:
    """Return the item of a result, with the path that it has or shall have. `time` has a time zone, `suffix` is as ".json".

    Raises ValueError where the suffix is none, or the time has no zone.
    """
    if not SUFFIX.fullmatch(suffix) or time.tzinfo is None:
        raise ValueError(f"not a suffix or a time without a zone: {suffix!r}, {time!r}")
    time = time.astimezone(UTC)
    host = host_folder(request)
    name = f"{start_of_name(request.type_name)}{time.year:04d}{time:%m%dT%H%M%S.%f}Z-{sha256[:8]}{suffix}"
    path = root / host / request.job_id / name
    return Item(host, address(request.server), request.job_id, request.type_name, time, size, sha256, path)


def address(server: str) -> str:
    """Return a base URL in the one form in which servers are compared. Raises RequestError as checked_server does."""
    parts = urlsplit(checked_server(server))
    return parts._replace(netloc=parts.netloc.lower()).geturl()


def host_folder(request: ResultRequest) -> str:
    """Return the folder name for a server: its host, changed only where not every system lets a folder have that name."""
    host = request.host.lower()
    if _PLAIN_HOST.fullmatch(host) and not _RESERVED.fullmatch(host):
        return host
    digits: str = new_sha256(host.encode()).hexdigest()
    return re.sub(r"[^a-z0-9_]", "_", host)[:80] + "-" + digits[:8]


def start_of_name(type_name: str) -> str:
    """What the file names of all copies of this type begin with."""
    return f"{type_name}_." if _RESERVED.fullmatch(type_name) else f"{type_name}."


def is_file_name(name: str) -> bool:
    """True for the name of a kept result, and for nothing else that lies in a library."""
    return time_in_name(name) is not None


def time_in_name(name: str) -> datetime | None:
    """Return the time that a kept result's name tells, or None where it is no such name."""
    found = _FILE_NAME.fullmatch(name)
    try:
        return datetime.fromisoformat(f"{found[2]}+00:00") if found else None
    except ValueError:
        return None


def sidecar_bytes(item: Item) -> bytes:
    """Return what the sidecar of an item says."""
    words = {
        "server": item.server,
        "job_id": item.job_id,
        "type": item.type_name,
        "time": iso_time(item.time),
        "size": item.size,
        "sha256": item.sha256,
    }
    return (json.dumps(words, indent=2) + "\n").encode()


def iso_time(time: datetime) -> str:
    """Return a UTC time as text that sorts as the times do."""
    return f"{time.year:04d}-{time:%m-%dT%H:%M:%S.%f}Z"


def from_sidecar(path: Path, data: bytes) -> Item | None:
    """Return the item that lies at `path` (…/host/job ID/name), as its sidecar tells; None where that can't be true."""
    found = _FILE_NAME.fullmatch(path.name)
    try:
        words: Any = json.loads(data)
        return _checked(path, words, found[4] if found else "")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError, RequestError):
        return None


def from_bytes(path: Path, server: str, size: int, sha256: str) -> Item | None:
    """Return the item at `path` of which no sidecar can be read: the name must be that of a result with this SHA-256."""
    found, time, job_id = _FILE_NAME.fullmatch(path.name), time_in_name(path.name), path.parent.name
    if found is None or time is None or found[3] != sha256[:8]:
        return None
    if not is_job_id(job_id) or not is_type_name(found[1]) or not is_host_folder(path.parents[1].name):
        return None
    return Item(path.parents[1].name, server, job_id, found[1], time, size, sha256, path)


def is_host_folder(name: str) -> bool:
    """True for a name that the folder of a server can have."""
    return _PLAIN_HOST.fullmatch(name) is not None and not _RESERVED.fullmatch(name)


def likely_server(host: str) -> str:
    """Return the base URL that a host's folder stands for, as well as its name can tell."""
    with_port = _PORT.fullmatch(host)
    name = f"{with_port[1]}:{with_port[2]}" if with_port else host
    try:
        return checked_server(f"http://{name}/")  # only on loopback
    except RequestError:
        return f"https://{name}/"


def _checked(path: Path, words: dict[str, Any], suffix: str) -> Item | None:
    server, sha256, size = words["server"], words["sha256"], words["size"]
    server.encode()  # a lone surrogate can't be stored
    request = ResultRequest(server, words["job_id"], words["type"])
    item = new_item(path.parents[2], request, datetime.fromisoformat(words["time"]), size, sha256, suffix)
    is_size = isinstance(size, int) and not isinstance(size, bool) and 0 <= size < 2**63
    return item if is_size and _SHA256.fullmatch(sha256) and item.path == path else None
