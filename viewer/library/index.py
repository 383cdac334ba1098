"""The index of a library: one SQLite table of its items, which can be made anew from the files at any time.

A connection lives for one call, so that any thread may call; SQLite's write-ahead log and its waiting for locks let several
processes work on one index. An index that can't be used as it is shows as DamagedIndex; whoever holds the files repairs.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from viewer.atomic_file import storage_error
from viewer.errors import NextStep, StorageError
from viewer.library.folders import Place, is_kept
from viewer.library.items import DamagedIndex, Item, is_file_name, is_host_folder, iso_time
from viewer.model.request import is_job_id
from viewer.text import Text

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

FORMAT = 1
_TABLE = """
CREATE TABLE IF NOT EXISTS items (
    host TEXT NOT NULL, job_id TEXT NOT NULL, name TEXT NOT NULL, server TEXT NOT NULL, type_name TEXT NOT NULL,
    time TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (host, job_id, name)
) WITHOUT ROWID
"""
_PUT = "INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_DROP = "DELETE FROM items WHERE host = ? AND job_id = ? AND name = ?"
_ALL = "SELECT * FROM items ORDER BY time DESC, name DESC"
_COPIES = "SELECT * FROM items WHERE server = ? AND job_id = ? AND type_name = ? ORDER BY time DESC, name DESC"
_REASONS = {
    sqlite3.SQLITE_FULL: Text("The disk is full."),
    sqlite3.SQLITE_READONLY: Text("It can only be read."),
    sqlite3.SQLITE_BUSY: Text("Another program has kept it locked for too long."),
    sqlite3.SQLITE_LOCKED: Text("Another program has kept it locked for too long."),
    sqlite3.SQLITE_IOERR: Text("The disk reports an error."),
    sqlite3.SQLITE_CANTOPEN: Text("It can't be opened: the folder is gone, or you may not write there."),
    sqlite3.SQLITE_PERM: Text("You may not write there."),
    sqlite3.SQLITE_AUTH: Text("You may not write there."),
}

_DAMAGED = (sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_READONLY_DBMOVED)


class Index:
    """The index file of the library in `root`. Every method raises StorageError; all but `prepare` also DamagedIndex."""

    def __init__(self, root: Path, busy_seconds: float) -> None:
        self._root = root
        self.path = root / "index.sqlite"
        self._busy_seconds = busy_seconds

    def prepare(self, *, is_suspect: bool) -> None:
        """Make the index usable: create it, or put an empty one in the place of one that is not.

        One that is suspect is read through, every row, as another process may have put it right in the meantime.
        """
        with self._alone():
            try:
                self._create()
                if is_suspect:
                    self.items()
            except DamagedIndex:
                self._discard()
                try:
                    self._create()
                except DamagedIndex as error:
                    raise self._unusable(Text("It can't be repaired."), str(error)) from error

    def items(self) -> list[Item]:
        """Return all items, newest first."""
        with self._connection() as connection:
            return [self._item(row) for row in connection.execute(_ALL)]

    def copies(self, server: str, job_id: str, type_name: str) -> list[Item]:
        """Return the items of one result, newest first."""
        with self._connection() as connection:
            return [self._item(row) for row in connection.execute(_COPIES, (server, job_id, type_name))]

    def places(self) -> set[Place]:
        """Return the place of every item."""
        with self._connection() as connection:
            return set(connection.execute("SELECT host, job_id, name FROM items"))

    def change(self, put: Iterable[Item] = (), drop: Iterable[Place] = ()) -> None:
        """Put items in and drop others, as far as the files agree at this moment: all of it or nothing.

        The files are looked at while the index is locked. As a file gets its name before its row is put in, and loses it
        before its row is dropped, no process can undo here what another has just done.
        """
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(_PUT, [_row(item) for item in put if is_kept(item.path)])
            connection.executemany(_DROP, [place for place in drop if not is_kept(self._root.joinpath(*place))])
            connection.execute("COMMIT")

    def _create(self) -> None:
        with suppress(FileExistsError):  # SQLite gives its other files the permissions of this one
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with self._connection() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            (found,) = connection.execute("PRAGMA user_version").fetchone()
            if found not in (0, FORMAT):
                raise DamagedIndex(f"format {found}")
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise DamagedIndex(verdict)
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_TABLE)
            connection.execute("CREATE INDEX IF NOT EXISTS items_by_result ON items (job_id, type_name)")
            connection.execute(f"PRAGMA user_version = {FORMAT}")
            connection.execute("COMMIT")

    def _discard(self) -> None:
        for ending in ("-wal", "-shm", "-journal", ""):  # a log must never be read into another index
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        if not os.path.lexists(self.path):
            raise DamagedIndex("missing")
        try:
            with closing(sqlite3.connect(self.path, timeout=self._busy_seconds, isolation_level=None)) as connection:
                yield connection
        except sqlite3.Error as error:
            raise self._meaning(error) from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one process at a time prepare the index, where the system has such locks."""
        try:
            descriptor = os.open(self._root / "index.lock", os.O_CREAT | os.O_RDWR, 0o600)
            try:
                with suppress(OSError):  # a disk without locks
                    if fcntl is not None:
                        fcntl.flock(descriptor, fcntl.LOCK_EX)
                yield
            finally:
                os.close(descriptor)
        except OSError as error:
            raise storage_error(self._root, error) from error

    def _item(self, row: tuple[str, str, str, str, str, str, int, str]) -> Item:
        """Make an item of a row, which must not lead out of the library either."""
        try:
            host, job_id, name, server, type_name, time, size, sha256 = row
            if is_host_folder(host) and is_job_id(job_id) and is_file_name(name):
                path = self._root / host / job_id / name
                return Item(host, server, job_id, type_name, datetime.fromisoformat(time), size, sha256, path)
        except (ValueError, TypeError, AttributeError) as error:
            raise DamagedIndex("a row that can't be") from error
        raise DamagedIndex("a row that can't be")

    def _meaning(self, error: sqlite3.Error) -> Exception:
        code = getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_CORRUPT
        why = _REASONS.get(code & 0xFF)
        if why is None or code in _DAMAGED:
            return DamagedIndex(str(error))
        return self._unusable(why, str(error))

    def _unusable(self, why: Text, details: str) -> StorageError:
        return StorageError(
            Text("The list of the library in {folder} can't be used.", folder=str(self._root)),
            why=why,
            advice=Text("The results themselves are files and stay. Try again, or choose another folder for the library."),
            details=details,
            step=NextStep.FOLDER,
        )


def _row(item: Item) -> tuple[str, str, str, str, str, str, int, str]:
    time = iso_time(item.time)
    return (item.host, item.job_id, item.path.name, item.server, item.type_name, time, item.size, item.sha256)
