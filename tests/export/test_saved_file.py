"""Stop leaves nothing behind until the file has its name, whatever is being saved; what is saved is there whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from viewer.errors import Cancelled
from viewer.export import csv_table, formatted_json, original
from viewer.export.saved_file import saving
from viewer.model.columns import Column, Kind, Numbers, Table
from viewer.reading.source import FileSource
from viewer.text import Text
from viewer.watch import Watch

TABLE = Table("made up", (Column("x", Text("x"), Text("x"), Kind.NUMBER, Numbers(np.arange(10.0))),))
WRITERS: list[Callable[[Path, Path, Watch], None]] = [
    lambda source, target, watch: original.write(FileSource(source), target, watch),
    lambda source, target, watch: formatted_json.write(FileSource(source), target, watch),
    lambda _source, target, watch: csv_table.write(TABLE, None, target, watch),
]


@pytest.mark.parametrize("write", WRITERS)
def test_stop_when_all_is_written_leaves_the_older_file(tmp_path: Path, write: Callable[[Path, Path, Watch], None]) -> None:
    source, target = tmp_path / "source.json", tmp_path / "target"
    source.write_bytes(b"[1]")
    target.write_bytes(b"older")
    watch = Watch(lambda progress: watch.cancel() if progress.done == progress.total else None)
    with pytest.raises(Cancelled):
        write(source, target, watch)
    assert target.read_bytes() == b"older"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["source.json", "target"]


def test_more_than_is_settled_at_once(tmp_path: Path) -> None:
    pieces = [bytes([number]) * (5 << 20) for number in range(9)]
    with saving(tmp_path / "a", Watch()) as file:
        for piece in pieces:
            file.write(memoryview(piece))
    assert (tmp_path / "a").read_bytes() == b"".join(pieces)


def test_stop_is_noticed_with_the_next_bytes(tmp_path: Path) -> None:
    def save(watch: Watch) -> None:
        with saving(tmp_path / "a", watch) as file:
            file.write(b"first")
            watch.cancel()
            file.write(b"second")

    with pytest.raises(Cancelled):
        save(Watch())
    assert not any(tmp_path.iterdir())
