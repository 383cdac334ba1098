"""A result's bytes as they were received, written to another file."""

from __future__ import annotations

from pathlib import Path

from viewer.errors import StorageError
from viewer.export.saved_file import saving
from viewer.model.result import Source
from viewer.text import Text
from viewer.watch import Watch

_SLICE = 1 << 20


def write(source: Source, target: Path, watch: Watch) -> None:
    """Write the bytes of `source` to `target`, byte for byte; an older file there stays whole until all are written.

    Raises StorageError where the one can't be read or the other not written, and Cancelled.
    """
    done = 0
    with saving(target, watch) as file:
        watch.progress(done, source.size, in_bytes=True)
        while piece := source.read(done, _SLICE):
            file.write(piece)
            done += len(piece)
            watch.progress(done, source.size, in_bytes=True)
        if done != source.size:
            raise StorageError(
                Text("The file {path} changed while it was read.", path=str(source.path)),
                advice=Text("Nothing was written. Open it again, then save it."),
            )
