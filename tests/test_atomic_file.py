"""Files are written whole or not at all, whatever goes wrong; leftovers of dead processes are swept."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from viewer.atomic_file import LEFTOVER, UNTOUCHED_SECONDS, replacing, storage_error, sweep, temporary
from viewer.errors import NextStep, StorageError

ROOT = Path(__file__).parent.parent
WRITER = """
import sys
from pathlib import Path
from viewer.atomic_file import replacing
with replacing(Path(sys.argv[1])) as file:
    for _ in range(64):
        file.write(b"new " * 65536)
    file.flush()
    print("writing", flush=True)
    sys.stdin.read()
"""
LIMITED = """
import resource, sys
from pathlib import Path
from viewer.atomic_file import replacing
from viewer.errors import StorageError
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    with replacing(Path(sys.argv[1])) as file:
        for _ in range(10):
            file.write(b"x" * 50_000)
        file.flush()
except StorageError as error:
    print(error)
"""
UNPRIVILEGED = """
import os, sys
from pathlib import Path
from viewer.atomic_file import replacing
from viewer.errors import StorageError
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    with replacing(Path(sys.argv[1])) as file:
        file.write(b"x")
except StorageError as error:
    print(error)
"""


def run(program: str, *arguments: object) -> str:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert not done.stderr
    return done.stdout


def write_and_fail(target: Path, error: type[BaseException]) -> None:
    with replacing(target) as file:
        file.write(b"new" * 1_000_000)
        raise error


def test_a_new_file_has_exactly_what_was_written(tmp_path: Path) -> None:
    with replacing(tmp_path / "a.bin") as file:
        file.write(b"one ")
        assert not (tmp_path / "a.bin").exists()
        file.write(bytearray(b"two"))
    assert (tmp_path / "a.bin").read_bytes() == b"one two"
    assert os.listdir(tmp_path) == ["a.bin"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, OSError])
def test_after_an_error_the_old_file_is_whole(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "a.bin"
    target.write_bytes(b"old")
    with pytest.raises(StorageError if error is OSError else error):
        write_and_fail(target, error)
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.bin"]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"precious")
    link = tmp_path / "link"
    link.symlink_to(outside)
    with replacing(link) as file:
        file.write(b"new")
    assert outside.read_bytes() == b"precious"
    assert not link.is_symlink()
    assert link.read_bytes() == b"new"


@pytest.fixture
def usual_mask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("usual_mask")
def test_permissions(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.touch()
    kept.chmod(0o640)
    for name, is_private, expected in (("usual", False, 0o644), ("private", True, 0o600), ("kept", False, 0o640)):
        with replacing(tmp_path / name, is_private=is_private) as file:
            file.write(b"x")
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == expected


def test_names_that_can_not_be_files_are_told_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    words = {
        "folder": "a folder of that name",
        "n" * 300: "too long",
        "gone/a.csv": "folder is not there",
        "file/a.csv": "is a file, not a folder",
        "nul\0": "does not take such a name",
    }
    for name, word in words.items():
        with pytest.raises(StorageError, match=word) as caught, replacing(tmp_path / name):
            pytest.fail("the work has begun")
        assert caught.value.step is NextStep.FOLDER
        assert caught.value.advice is not None


def test_every_reason_is_told_with_path_and_advice(tmp_path: Path) -> None:
    for number in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.EFBIG, errno.ENOLCK):
        error = storage_error(tmp_path / "a.csv", OSError(number, os.strerror(number)))
        assert "a.csv" in str(error)
        assert len(error.sentences) == 3
        assert errno.errorcode[number] in error.details
    assert "disk is full" in str(storage_error(tmp_path, OSError(errno.ENOSPC, "")))
    assert "another program has" in str(storage_error(tmp_path, PermissionError(errno.EACCES, "")))


@pytest.mark.own_process
def test_a_size_limit_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.bin"
    target.write_bytes(b"old")
    assert "A file of this size is not allowed" in run(LIMITED, target)
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.bin"]


@pytest.mark.own_process
def test_a_read_only_folder_is_a_sentence() -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        assert "may not write there" in run(UNPRIVILEGED, Path(name, "a.csv"))
        assert os.listdir(name) == []


@pytest.mark.own_process
def test_kill_leaves_the_old_file_and_a_leftover_that_is_swept(tmp_path: Path) -> None:
    target = tmp_path / "a.bin"
    target.write_bytes(b"old")
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(target)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"writing\n"
        assert sweep(tmp_path) == 0, "its writer still lives"
        child.send_signal(signal.SIGKILL)
    assert target.read_bytes() == b"old"
    assert [bool(LEFTOVER.fullmatch(name)) for name in sorted(os.listdir(tmp_path))] == [True, False]
    assert sweep(tmp_path) == 1
    assert os.listdir(tmp_path) == ["a.bin"]


def test_sweeping_leaves_everything_else_alone(tmp_path: Path) -> None:
    strangers = [".jrv-notes.part", ".jrv-0123456789abcdef.part.bak", "0123456789abcdef.part", "a.csv"]
    for name in strangers:
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1, 1))
    (tmp_path / ".jrv-0123456789abcdee.part").mkdir()
    (tmp_path / ".jrv-0123456789abcded.part").symlink_to(tmp_path / "a.csv")
    before = sorted(os.listdir(tmp_path))
    with temporary(tmp_path, shown=tmp_path, is_private=True) as (file, path):
        file.close()
        old = path.stat().st_mtime - 2 * UNTOUCHED_SECONDS
        os.utime(path, (old, old))
        assert sweep(tmp_path) == 0, "its owner still wants it, closed or not"
        assert path.exists()
    assert sorted(os.listdir(tmp_path)) == before
    assert sweep(tmp_path / "gone") == 0


def test_a_write_that_fails_names_the_final_path(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with temporary(tmp_path, shown=tmp_path / "a.csv", is_private=False) as (file, _):
        os.dup2(writer, file.fileno())
        os.close(writer)
        with pytest.raises(StorageError, match=r"a\.csv can't be written"):
            file.write(b"nobody reads this")
