"""A file as a source of bytes, read in slices; every thread reads through a handle of its own."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from viewer.errors import StorageError
from viewer.model.result import Source
from viewer.text import Text

SLICE = 1 << 20
_FLAGS = getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)  # a pipe is not waited for: it is refused


class _Handle:
    """A file descriptor that is closed with the last reference to it."""

    def __init__(self, path: Path) -> None:
        self.number = os.open(path, os.O_RDONLY | _FLAGS)

    def __del__(self) -> None:
        if hasattr(self, "number"):
            os.close(self.number)


class FileSource:
    """The bytes of one file. The size is the one at the time of opening; files of the library never change."""

    def __init__(self, path: Path) -> None:
        """Raises StorageError where the file can't be opened."""
        self.path = path
        self._handles = threading.local()
        try:
            status = os.fstat(self._handle().number)
        except OSError as error:
            raise _unreadable(path, error) from error
        if not stat.S_ISREG(status.st_mode):
            raise StorageError(
                Text("The file {path} can't be read.", path=str(path)),
                why=Text("It is a folder or a device, not a file."),
                advice=Text("Choose a file."),
            )
        self.size = status.st_size

    def _handle(self) -> _Handle:
        handle: _Handle | None = getattr(self._handles, "handle", None)
        if handle is None:
            handle = self._handles.handle = _Handle(self.path)
        return handle

    def read(self, offset: int, length: int) -> bytes:
        """Return up to `length` bytes from `offset`; fewer at the end. Raises StorageError."""
        try:
            number = self._handle().number
            os.lseek(number, offset, os.SEEK_SET)
            return os.read(number, length)
        except OSError as error:
            raise _unreadable(self.path, error) from error


@dataclass(frozen=True, slots=True)
class BytesSource:
    """Bytes in memory as a source, such as the head of a file; `path` names the file they come from."""

    path: Path
    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    def read(self, offset: int, length: int) -> bytes:
        """Return up to `length` bytes from `offset`; fewer at the end."""
        return self.data[offset : offset + length]


def whole(source: Source) -> bytes:
    """Return all bytes of a source; for files known to be small."""
    return b"".join(slices(source))


def slices(source: Source, length: int = SLICE) -> Iterator[bytes]:
    """Yield the bytes of a source from start to end in slices of `length`."""
    at = 0
    while piece := source.read(at, length):
        yield piece
        at += len(piece)


def _unreadable(path: Path, error: OSError) -> StorageError:
    return StorageError(
        Text("The file {path} can't be read.", path=str(path)),
        why=Text("{reason}.", reason=error.strerror or type(error).__name__),
        advice=Text("Check that it is still there and that you may read it."),
    )
