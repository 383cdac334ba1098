"""The folders of a library: what lies in them, and how a file comes into them without ever replacing another."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from viewer.atomic_file import LEFTOVER, replacing, sweep, sync_folder
from viewer.library.items import (
    LARGEST_SIDECAR,
    Item,
    from_bytes,
    from_sidecar,
    is_file_name,
    is_host_folder,
    likely_server,
    new_sha256,
    sidecar_bytes,
    start_of_name,
    time_in_name,
)
from viewer.model.request import is_job_id
from viewer.watch import Watch

_SLICE = 1 << 20
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)

Place = tuple[str, str, str]  # host, job ID, file name


def kept_files(root: Path) -> Iterator[Place]:
    """Yield the place of every kept result below `root`; links are not followed. Sweeps the leftovers on its way."""
    sweep(root)
    for host in _folders(root):
        if is_host_folder(host):
            for job_id in _folders(root / host):
                if is_job_id(job_id):
                    yield from ((host, job_id, name) for name in _file_names(root / host / job_id))


def is_kept(path: Path) -> bool:
    """True where there is a file at `path`, and no link."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def item_at(path: Path) -> Item | None:
    """Return the item at `path`, from its sidecar, or else from its name and bytes; None where it is not a kept result."""
    with suppress(OSError):
        item = from_sidecar(path, _small_file(path.with_name(path.name + ".json")))
        if item is not None:
            return item
    with suppress(OSError):
        size, digits = digest(path)
        return from_bytes(path, _server_of_neighbour(path) or likely_server(path.parents[1].name), size, digits)
    return None


def digest(path: Path, watch: Watch | None = None, *, is_synced: bool = False) -> tuple[int, str]:
    """Return size and SHA-256 of a file; with `is_synced` its bytes are on the disk afterwards. Raises OSError."""
    descriptor = os.open(path, (os.O_RDWR if is_synced else os.O_RDONLY) | _NO_LINKS)
    try:
        size, total = 0, new_sha256()
        while piece := os.read(descriptor, _SLICE):
            total.update(piece)
            size += len(piece)
            if watch is not None:
                watch.check()
        if is_synced:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return size, total.hexdigest()


def newest_time(folder: Path, type_name: str) -> datetime | None:
    """Return the time of the newest copy of this type that lies in a job's folder."""
    start = start_of_name(type_name)
    names = [name for name in _file_names(folder) if name.startswith(start)]
    return max((time for name in names if (time := time_in_name(name)) is not None), default=None)


def make_folders(root: Path, item: Item) -> None:
    """Make the folders of an item, for the user alone. Raises OSError; also where one of them is a link."""
    for folder in (root / item.host, root / item.host / item.job_id):
        try:
            folder.mkdir(mode=0o700)
            sync_folder(folder.parent)
        except FileExistsError:
            if not stat.S_ISDIR(folder.lstat().st_mode):
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None


def place(path: Path, item: Item) -> None:
    """Give the file at `path` the name of `item`, its sidecar first. Raises FileExistsError rather than replace a file."""
    with replacing(item.sidecar_path, is_private=True) as sidecar:
        sidecar.write(sidecar_bytes(item))
    try:
        if os.name == "nt":
            path.rename(item.path)  # never replaces there
        else:
            os.link(path, item.path)
            path.unlink()
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:  # a file system without hard links
        if os.path.lexists(item.path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        path.rename(item.path)
    sync_folder(item.path.parent)


def take_away(root: Path, item: Item) -> None:
    """Remove an item's file, then its sidecar, then the folders that are empty now. Raises OSError."""
    for folder in (root / item.host, root / item.host / item.job_id):
        if folder.is_symlink():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    item.path.unlink(missing_ok=True)
    item.sidecar_path.unlink(missing_ok=True)
    sync_folder(item.path.parent)
    with suppress(OSError):
        item.path.parent.rmdir()
        item.path.parents[1].rmdir()


def _folders(folder: Path) -> list[str]:
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        return [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    return []


def _file_names(folder: Path) -> list[str]:
    names, has_leftovers = [], False
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            has_leftovers = has_leftovers or LEFTOVER.fullmatch(entry.name) is not None
            if is_file_name(entry.name) and entry.is_file(follow_symlinks=False):
                names.append(entry.name)
    if has_leftovers:
        sweep(folder)
    return names


def _small_file(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | _NO_LINKS | getattr(os, "O_NONBLOCK", 0))
    try:
        return os.read(descriptor, LARGEST_SIDECAR)
    finally:
        os.close(descriptor)


def _server_of_neighbour(path: Path) -> str | None:
    """The server that another sidecar of the same host names."""
    for job_id in _folders(path.parents[1]):
        for name in _file_names(path.parents[1] / job_id):
            with suppress(OSError):
                neighbour = path.parents[1] / job_id / name
                item = from_sidecar(neighbour, _small_file(neighbour.with_name(name + ".json")))
                if item is not None:
                    return item.server
    return None
