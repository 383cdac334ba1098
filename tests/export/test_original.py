"""The bytes of a result are saved as they are, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from viewer.errors import Cancelled, StorageError
from viewer.export.original import write
from viewer.reading.source import FileSource
from viewer.watch import Progress, Watch

DATA = bytes(range(256)) * 10_000


@pytest.fixture
def source(tmp_path: Path) -> FileSource:
    (tmp_path / "source.json").write_bytes(DATA)
    return FileSource(tmp_path / "source.json")


@dataclass
class Shrunk:
    """A source that has fewer bytes than it said: its file was cut while it was open."""

    path: Path
    size: int

    def read(self, offset: int, length: int) -> bytes:
        return self.path.read_bytes()[offset : offset + length]


def test_every_byte(source: FileSource, tmp_path: Path) -> None:
    reports: list[Progress] = []
    write(source, tmp_path / "a.json", Watch(reports.append))
    assert (tmp_path / "a.json").read_bytes() == DATA
    assert reports[0] == Progress(0, len(DATA), in_bytes=True)


def test_onto_itself(source: FileSource) -> None:
    write(source, source.path, Watch())
    assert source.path.read_bytes() == DATA


def test_nothing_at_all(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    write(FileSource(tmp_path / "empty"), tmp_path / "a.json", Watch())
    assert (tmp_path / "a.json").read_bytes() == b""


def test_stop_leaves_the_older_file(source: FileSource, tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_bytes(b"old")
    watch = Watch(lambda progress: watch.cancel())
    with pytest.raises(Cancelled):
        write(source, target, watch)
    assert target.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_source_that_was_cut_is_not_saved(source: FileSource, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="changed while it was read"):
        write(Shrunk(source.path, len(DATA) + 1), tmp_path / "a.json", Watch())
    assert not (tmp_path / "a.json").exists()
