"""Writing a file so that its name never stands for half of it.

Strategy: everything goes into a temporary file in the same folder, is brought to the disk (fsync) and then takes the
final name in one step (os.replace); on any error the temporary file is removed and an older file of that name stays
whole. A symbolic link at the final name is replaced, never written through.

A process that dies leaves its temporary file behind. `sweep` removes such leftovers: the name says that they are ours, and
a lock that the writer holds while it lives (flock) says whether anybody still writes. Where there are no such locks
(Windows, some network drives), a leftover is one that has not changed for an hour.
"""

from __future__ import annotations

import errno
import io
import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from viewer.errors import NextStep, StorageError
from viewer.text import Text

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]
if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

LEFTOVER = re.compile(r"\.jrv-[0-9a-f]{16}\.part")
UNTOUCHED_SECONDS = 3600.0
_BUFFER = 1 << 18
_NAMES_TRIED = 20
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_OTHER_FOLDER = Text("Choose another folder.")
_OTHER_NAME = Text("Choose another name.")
_REASONS: dict[int, tuple[Text, Text]] = {
    errno.ENOSPC: (Text("The disk is full."), Text("Free some space there, or choose a folder on another disk.")),
    errno.EDQUOT: (Text("Your share of that disk is used up."), Text("Delete something there, or choose another folder.")),
    errno.EFBIG: (Text("A file of this size is not allowed there."), _OTHER_FOLDER),
    errno.EROFS: (Text("That disk can only be read."), _OTHER_FOLDER),
    errno.EIO: (Text("The disk reports an error."), Text("Check the disk, or choose a folder on another one.")),
    errno.ENOENT: (Text("The folder is not there."), Text("Connect its disk again, or choose another folder.")),
    errno.ENOTDIR: (Text("A part of its path is a file, not a folder."), _OTHER_FOLDER),
    errno.ELOOP: (Text("A part of its path is a link that leads nowhere."), _OTHER_FOLDER),
    errno.EEXIST: (Text("There is already a file of that name."), _OTHER_NAME),
    errno.EISDIR: (Text("There is a folder of that name."), _OTHER_NAME),
    errno.ENAMETOOLONG: (Text("The name is too long."), Text("Choose a shorter name.")),
    errno.EINVAL: (Text("The disk does not take such a name."), _OTHER_NAME),
}
_DENIED = (
    Text("You may not write there, or another program has the file open."),
    Text("Close it in the other program, or choose another folder or name."),
)


class UnbufferedFile(io.FileIO):
    """A temporary file for writing: every `write` is complete, or it raises StorageError naming `shown`."""

    def __init__(self, descriptor: int, shown: Path) -> None:
        super().__init__(descriptor, "wb")
        self._shown = shown

    def write(self, data: ReadableBuffer, /) -> int:
        rest = memoryview(data).cast("B")
        size = len(rest)
        try:
            while rest:
                rest = rest[super().write(rest) :]
        except OSError as error:
            raise storage_error(self._shown, error) from error
        return size


@contextmanager
def replacing(path: Path, *, is_private: bool = False) -> Iterator[BinaryIO]:
    """Give a file to write to, which becomes `path` at the end of the block; after any error `path` is as it was.

    Private files can be read by nobody else (0600). Others get the permissions of the file that they replace, or else
    the usual ones. Raises StorageError, also for every OSError of the block.
    """
    try:
        old = _checked_target(path)
        with temporary(path.parent, shown=path, is_private=is_private) as (file, temporary_path):
            if old is not None and not is_private and hasattr(os, "fchmod"):
                os.fchmod(file.fileno(), stat.S_IMODE(old.st_mode) & 0o777)
            buffered = io.BufferedWriter(file, _BUFFER)
            yield buffered
            buffered.flush()
            os.fsync(file.fileno())
            file.close()  # Windows renames no open file
            temporary_path.replace(path)
            sync_folder(path.parent)
    except OSError as error:
        raise storage_error(path, error) from error


@contextmanager
def temporary(folder: Path, *, shown: Path, is_private: bool) -> Iterator[tuple[UnbufferedFile, Path]]:
    """Give a new temporary file in `folder` and its path; after the block it is closed, and removed if it is still there.

    `shown` is the path that messages name. For the whole block `sweep` leaves the file alone, even when it was closed.
    Raises StorageError where it can't be made.
    """
    try:
        descriptor, path = _created(folder, 0o600 if is_private else 0o666)
        lock = os.dup(descriptor) if fcntl is not None else None
    except OSError as error:
        raise storage_error(shown, error) from error
    file = UnbufferedFile(descriptor, shown)
    try:
        yield file, path
    finally:
        with suppress(OSError):
            file.close()
        with suppress(OSError):
            path.unlink(missing_ok=True)
        if lock is not None:
            os.close(lock)


def sweep(folder: Path) -> int:
    """Remove the temporary files that dead processes left in `folder`; return how many. Never raises OSError."""
    removed = 0
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if LEFTOVER.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    removed += _removed_if_abandoned(entry.path)
    return removed


def sync_folder(folder: Path) -> None:
    """Bring the names in `folder` to the disk, where the system can do that."""
    if os.name != "posix":
        return
    with suppress(OSError):  # the file itself is safe; some file systems can't do this for folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def storage_error(path: Path, error: OSError) -> StorageError:
    """Say in plain words that `path` can't be written, why, and what to do; another folder is always offered."""
    if isinstance(error, PermissionError):
        why, advice = _DENIED
    else:
        unknown = Text("{reason}.", reason=error.strerror or type(error).__name__)
        why, advice = _REASONS.get(error.errno or 0, (unknown, _OTHER_FOLDER))
    details = f"{type(error).__name__}: {errno.errorcode.get(error.errno or 0, error.errno)}"
    return StorageError(
        Text("{path} can't be written.", path=str(path)), why=why, advice=advice, details=details, step=NextStep.FOLDER
    )


def _checked_target(path: Path) -> os.stat_result | None:
    """Find out before any work whether `path` can be a file's name; return what is there, if it is a file."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    except ValueError as error:  # a NUL in the name
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from error
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return found if stat.S_ISREG(found.st_mode) else None


def _created(folder: Path, mode: int) -> tuple[int, Path]:
    """Return descriptor and path of a new empty file that is locked, where locks exist."""
    for _ in range(_NAMES_TRIED):
        path = folder / f".jrv-{os.urandom(8).hex()}.part"
        with suppress(FileExistsError):
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINKS, mode)
            if _is_locked_and_there(descriptor, path):
                return descriptor, path
            os.close(descriptor)  # a sweep came between creating and locking; it removes the file
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


def _is_locked_and_there(descriptor: int, path: Path) -> bool:
    if _lock(descriptor) is False:
        return False
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _lock(descriptor: int) -> bool | None:
    """True: the lock is ours now; False: somebody else has it; None: there are no locks here."""
    if fcntl is None:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _removed_if_abandoned(path: str) -> bool:
    descriptor = os.open(path, os.O_RDWR | _NO_LINKS)
    try:
        is_free = _lock(descriptor)
        if is_free is None:
            is_free = time.time() - os.fstat(descriptor).st_mtime > UNTOUCHED_SECONDS
        if is_free and os.name == "posix":  # while the lock is held
            Path(path).unlink()
    finally:
        os.close(descriptor)
    if is_free and os.name != "posix":
        Path(path).unlink()
    return is_free
