"""A file as bytes in reach, from any thread, and a sentence where it is out of reach."""

from __future__ import annotations

import gc
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.errors import StorageError
from viewer.reading.source import BytesSource, FileSource, slices, whole

DATA = bytes(range(256)) * 40


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "made-up.bin"
    path.write_bytes(DATA)
    return path


def test_it_reads_any_slice(path: Path) -> None:
    source = FileSource(path)
    assert source.size == len(DATA)
    assert source.path == path
    assert source.read(0, 4) == DATA[:4]
    assert source.read(1000, 300) == DATA[1000:1300]
    assert source.read(len(DATA) - 3, 100) == DATA[-3:]
    assert source.read(len(DATA) + 5, 10) == b""


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=200), length=st.integers(1, 70))
def test_slices_are_the_whole(tmp_path_factory: pytest.TempPathFactory, data: bytes, length: int) -> None:
    path = tmp_path_factory.mktemp("source") / "x"
    path.write_bytes(data)
    for source in (FileSource(path), BytesSource(path, data)):
        assert source.size == len(data)
        pieces = list(slices(source, length))
        assert b"".join(pieces) == whole(source) == data
        assert all(len(piece) == length for piece in pieces[:-1])


def test_many_threads_read_at_once(path: Path) -> None:
    source, wrong = FileSource(path), []

    def read(start: int) -> None:
        for offset in range(start, len(DATA), 97):
            if source.read(offset, 64) != DATA[offset : offset + 64]:
                wrong.append(offset)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_it_closes_its_files(path: Path) -> None:
    def is_open(number: int) -> bool:
        try:
            return os.path.sameopenfile(number, probe.fileno())
        except OSError:
            return False

    def open_files() -> int:
        return sum(is_open(number) for number in range(256) if number != probe.fileno())

    probe = path.open("rb")
    source = FileSource(path)
    thread = threading.Thread(target=source.read, args=(0, 10))
    thread.start()
    thread.join()
    assert open_files() == 1
    del source, thread
    gc.collect()
    assert open_files() == 0
    probe.close()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        FileSource(tmp_path / "gone.json")
    assert "gone.json" in str(caught.value.what)
    assert caught.value.why is not None
    assert caught.value.advice is not None


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="can't be read"):
        FileSource(tmp_path)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StorageError, match="not a file"):
        FileSource(tmp_path / "pipe")


def test_a_file_that_shrinks_gives_what_is_left(path: Path) -> None:
    source = FileSource(path)
    path.write_bytes(b"short")
    assert whole(source) == b"short"


def test_a_file_that_is_replaced_is_still_the_one_that_was_opened(path: Path, tmp_path: Path) -> None:
    source = FileSource(path)
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "other").replace(path)
    assert whole(source) == DATA
