"""A file that the user waits for: progress tells what is on the disk, and until it has its name, Stop leaves nothing behind.

The system takes some hundred megabytes at once and brings them to a slow disk later. Were that left to the end, progress
would stand at 100 % for a minute, and Stop would come too late.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from viewer.atomic_file import replacing
from viewer.watch import Watch

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_SETTLED = 1 << 25


class SavedFile:
    """Takes bytes; brings each 32 MB of them to the disk before it takes more."""

    def __init__(self, file: BinaryIO, watch: Watch) -> None:
        self._file = file
        self._watch = watch
        self._waiting = 0

    def write(self, data: ReadableBuffer) -> None:
        """Write all of `data`. Raises StorageError and Cancelled."""
        self._watch.check()
        self._waiting += self._file.write(data)
        if self._waiting >= _SETTLED:
            self.settle()

    def settle(self) -> None:
        """Bring to the disk what was written. Raises OSError and Cancelled."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._waiting = 0
        self._watch.check()


@contextmanager
def saving(target: Path, watch: Watch) -> Iterator[SavedFile]:
    """Give a file to write to, which becomes `target` at the end of the block; after Stop or an error `target` is as before.

    Raises StorageError and Cancelled.
    """
    with replacing(target) as file:
        saved = SavedFile(file, watch)
        yield saved
        saved.settle()
