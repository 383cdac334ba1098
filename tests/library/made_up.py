"""Made-up results to keep, and ways to look at what lies in a library."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from viewer.library.items import Item
from viewer.library.library import Library
from viewer.model.request import ResultRequest

SERVER = "https://api-eu.valossa.com/core/1.0/"
JOB = "6faefb7f-e468-43f6-988c-ddcfb315d958"
OTHER_JOB = "0c0ffee0-0000-4000-8000-000000000001"
NOON = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)


def request(type_name: str = "core", job_id: str = JOB, server: str = SERVER) -> ResultRequest:
    return ResultRequest(server, job_id, type_name)


def keep(library: Library, data: bytes, asked: ResultRequest | None = None, time: datetime = NOON) -> Item:
    """Keep `data` the way the window does: write it to an incoming file, then add that."""
    with library.incoming() as (file, path):
        file.write(data)
        return library.add(asked or request(), path, ".json", time)


def files(folder: Path) -> set[str]:
    """Every file below `folder` but the index and its companions."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() or path.is_symlink()}
    return {name for name in found if not name.startswith("index.")}
