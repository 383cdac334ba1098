"""The library: results as they were received, each in a file of its own, never overwritten, found through an index.

Strategy: the files are the truth. A result gets its name in one step after its bytes and its sidecar are on the disk; the
index follows, and is brought in step with the files at first use and whenever it proves to be damaged or to be behind.
"""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from viewer.atomic_file import LEFTOVER, storage_error, temporary
from viewer.errors import RequestError, StorageError
from viewer.late import late
from viewer.library.folders import digest, is_kept, item_at, kept_files, make_folders, newest_time, place, take_away
from viewer.library.items import DamagedIndex, Item, address, is_file_name, new_item
from viewer.model.request import ResultRequest
from viewer.reading.source import FileSource, slices
from viewer.text import Text
from viewer.watch import Watch

if TYPE_CHECKING:
    from viewer.library.index import Index

open_index = late("viewer.library.index", "Index")
_NAMES_TRIED = 20
_REPAIRS = 3
Found = TypeVar("Found")

__all__ = ["Item", "Library"]


class Library:
    """The results kept in one folder, which is made at first use. Any thread may call, and other processes may work on it.

    Every method raises StorageError where the folder can't be used. The first call of a run compares the index with all
    files, so it belongs in a worker.
    """

    def __init__(self, folder: Path, *, busy_seconds: float = 10.0) -> None:
        """`busy_seconds` is how long to wait while another process writes to the index."""
        self.folder = folder.absolute()
        self._busy_seconds = busy_seconds
        self._made_index: Index | None = None
        self._lock = threading.RLock()
        self._is_made = False
        self._is_in_step = False
        self._is_suspect = False

    @property
    def _index(self) -> Index:
        """Made at first use: the first window need not wait for the database."""
        with self._lock:
            if self._made_index is None:
                self._made_index = open_index(self.folder, self._busy_seconds)
            return self._made_index

    @contextmanager
    def incoming(self) -> Iterator[tuple[BinaryIO, Path]]:
        """Give a temporary file inside the library and its path, for bytes that come; removed unless it was added.

        The file has no buffer: what was written is there to be read. It may be closed early (Windows adds no open file).
        """
        self._make_folder()
        with temporary(self.folder, shown=self.folder, is_private=True) as (file, path):
            yield file, path

    def add(self, request: ResultRequest, path: Path, suffix: str, time: datetime, *, watch: Watch | None = None) -> Item:
        """Keep the bytes at `path` as what `request` brought at `time` (with a time zone), and return the item.

        A file from `incoming` is moved; any other is copied and stays where it is. The new item is the current one even
        where the clock went back: its time is then just after the newest. The same bytes at the same time are kept once.
        """
        if path.parent != self.folder or not LEFTOVER.fullmatch(path.name):
            return self._add_copy(request, path, suffix, time, watch)
        try:
            size, sha256 = digest(path, watch, is_synced=True)
            item = self._placed(path, new_item(self.folder, request, time, size, sha256, suffix), request)
        except OSError as error:
            raise storage_error(self.folder, error) from error
        try:
            self._with_index(lambda index: index.change(put=[item]))
        except StorageError:  # the result is kept all the same, and the index catches up
            self._is_in_step = False
        return item

    def items(self) -> tuple[Item, ...]:
        """Return everything that is kept, newest first."""
        return tuple(self._with_index(lambda index: index.items()))

    def copies(self, server: str, job_id: str, type_name: str) -> tuple[Item, ...]:
        """Return all copies of one result that are still there, newest first."""
        try:
            where = address(server)
        except RequestError:
            return ()
        found = self._with_index(lambda index: index.copies(where, job_id, type_name))
        there = tuple(item for item in found if is_kept(item.path))
        if len(there) < len(found):
            self._is_in_step = False
        return there

    def current(self, server: str, job_id: str, type_name: str) -> Item | None:
        """Return the newest copy of one result, or None where none is kept."""
        return next(iter(self.copies(server, job_id, type_name)), None)

    def remove(self, item: Item) -> None:
        """Remove an item from the disk and the index; nothing happens where it is gone already."""
        if item.path != self.folder / item.host / item.job_id / item.path.name or not is_file_name(item.path.name):
            raise ValueError(f"not an item of this library: {item.path}")
        try:
            take_away(self.folder, item)
        except OSError as error:
            cause = storage_error(item.path, error)
            what = Text("{path} can't be removed.", path=str(item.path))
            raise StorageError(what, why=cause.why, advice=cause.advice, details=cause.details) from error
        self._with_index(lambda index: index.change(drop=[(item.host, item.job_id, item.path.name)]))

    def refresh(self) -> None:
        """Bring the index in step with the files, after something else may have changed them."""
        self._is_in_step = False
        self._with_index(lambda index: index.places())

    def _make_folder(self) -> None:
        """Make the folder at first use. One that goes away later is not made again: its disk may be gone for a while."""
        with self._lock:
            if self._is_made:
                return
            try:
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise storage_error(self.folder, error) from error
            self._is_made = True

    def _add_copy(self, request: ResultRequest, path: Path, suffix: str, time: datetime, watch: Watch | None) -> Item:
        with self.incoming() as (file, inner):
            for piece in slices(FileSource(path)):
                file.write(piece)
                if watch is not None:
                    watch.check()
            file.close()
            return self.add(request, inner, suffix, time, watch=watch)

    def _placed(self, path: Path, item: Item, request: ResultRequest) -> Item:
        """Give the file at `path` its place, as `item` or, where that is taken or not the newest, as a later one."""
        for _ in range(_NAMES_TRIED):
            try:
                make_folders(self.folder, item)
                if item.path.is_file() and digest(item.path)[1] == item.sha256:
                    return item
                newest = newest_time(item.path.parent, item.type_name)
                if newest is not None and newest >= item.time:
                    item = _later(self.folder, item, newest, request)
                place(path, item)
                return item
            except FileExistsError:  # another process took the name in this moment
                item = _later(self.folder, item, item.time, request)
            except (FileNotFoundError, StorageError):  # another process removed the empty folder in this moment?
                if item.path.parent.is_dir() or not self.folder.is_dir() or not path.is_file():
                    raise
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))

    def _with_index(self, work: Callable[[Index], Found]) -> Found:
        """Do `work` with an index that is in step; where it proves to be damaged, repair it and do the work again."""
        for _ in range(_REPAIRS):
            try:
                self._bring_in_step()
                return work(self._index)
            except DamagedIndex:
                self._is_in_step, self._is_suspect = False, True
        raise storage_error(self._index.path, OSError("it is damaged again and again"))

    def _bring_in_step(self) -> None:
        self._make_folder()
        with self._lock:
            if self._is_in_step:
                return
            try:
                self._index.prepare(is_suspect=self._is_suspect)
                listed, there = self._index.places(), set(kept_files(self.folder))
                new = [item_at(self.folder.joinpath(*one)) for one in sorted(there - listed)]
                self._index.change(put=[item for item in new if item is not None], drop=listed - there)
            except OSError as error:
                raise storage_error(self.folder, error) from error
            self._is_in_step, self._is_suspect = True, False


def _later(root: Path, item: Item, than: datetime, request: ResultRequest) -> Item:
    time = than
    with suppress(OverflowError):
        time = than + timedelta(microseconds=1)
    return new_item(root, request, time, item.size, item.sha256, item.path.suffix)
