"""The index follows the files: damaged, missing, behind, or with rows and sidecars that somebody else wrote."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.library.made_up import JOB, NOON, OTHER_JOB, SERVER, files, keep, request
from viewer.errors import StorageError
from viewer.library.items import Item, from_sidecar, sidecar_bytes
from viewer.library.library import Library

ROOT = Path(__file__).parents[2]
ADDER = """
import sys
from pathlib import Path
from tests.library.made_up import keep, request
from viewer.library.library import Library
library = Library(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    item = keep(library, b"%s %d" % (sys.argv[2].encode(), number), request(f"type_{number % 4}"))
    print(item.path, flush=True)
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


def filled(library: Library) -> set[Item]:
    return {keep(library, b"%d" % n, request(f"type_{n % 2}"), NOON + timedelta(hours=n)) for n in range(4)}


def spoil(library: Library, how: str) -> None:
    index = library.folder / "index.sqlite"
    if how == "missing":
        index.unlink()
    elif how == "rubbish":
        index.write_bytes(b"this is no database " * 500)
    elif how == "empty":
        index.write_bytes(b"")
    elif how == "cut":
        index.write_bytes(index.read_bytes()[:5000])
    elif how == "zeros inside":
        index.write_bytes(index.read_bytes()[:4096] + bytes(8192))
    elif how == "a folder's log":
        (library.folder / "index.sqlite-wal").write_bytes(b"\x37\x7f\x06\x82" + b"x" * 5000)
        index.write_bytes(b"no database")
    else:
        with closing(sqlite3.connect(index)) as connection:
            connection.executescript(how)


@pytest.mark.parametrize(
    "how",
    [
        "missing",
        "rubbish",
        "empty",
        "cut",
        "zeros inside",
        "a folder's log",
        "DROP TABLE items",
        "DELETE FROM items",
        "PRAGMA user_version = 99",
        "DROP TABLE items; CREATE TABLE items (host); INSERT INTO items VALUES (1)",
        "UPDATE items SET host = '..'",
        "UPDATE OR REPLACE items SET name = '../../../etc/passwd'",
        "UPDATE items SET job_id = '/etc'",
        "UPDATE OR REPLACE items SET host = '/', job_id = 'etc', name = 'hostname'",
        "UPDATE items SET time = 'yesterday'",
        "UPDATE items SET server = x'ff00fe'",
        "UPDATE OR REPLACE items SET name = CAST(x'fffe' AS TEXT)",
    ],
)
@pytest.mark.parametrize("is_running", [True, False])
def test_it_is_made_anew_from_the_files(library: Library, how: str, is_running: bool) -> None:
    items = filled(library)
    spoil(library, how)
    if how == "DELETE FROM items" and is_running:
        library.refresh()
    found = (library if is_running else Library(library.folder)).items()
    assert {item.path for item in found} == {item.path for item in items}
    if "server" not in how:
        assert set(found) == items
    assert set(Library(library.folder).items()) == set(found)


def test_what_is_added_while_it_is_damaged_is_found(library: Library) -> None:
    items = filled(library)
    spoil(library, "rubbish")
    items.add(keep(library, b"new"))
    assert set(library.items()) == items


def test_files_that_come_and_go_are_noticed(library: Library, tmp_path: Path) -> None:
    items = sorted(filled(library), key=lambda item: item.time)
    moved = tmp_path / "moved"
    shutil.move(items[3].path, moved)
    assert library.current(SERVER, JOB, "type_1") == items[1]
    assert library.items() == tuple(reversed(items[:3]))
    shutil.move(moved, items[3].path)
    library.refresh()
    assert library.items() == tuple(reversed(items))


def test_leftovers_are_swept_everywhere(library: Library) -> None:
    (item,) = {keep(library, b"1")}
    for folder in (library.folder, item.path.parent):
        (folder / ".jrv-0123456789abcdef.part").write_bytes(b"half")
        (folder / "notes.part").write_bytes(b"mine")
    Library(library.folder).items()
    assert len(list(library.folder.rglob("*.part"))) == 2


def test_a_lost_sidecar_loses_no_result(library: Library) -> None:
    first, second = keep(library, b"1"), keep(library, b"2", request(job_id=OTHER_JOB))
    first.sidecar_path.write_bytes(b"{")
    (library.folder / "index.sqlite").unlink()
    assert set(Library(library.folder).items()) == {first, second}, "the neighbour names the server"
    second.sidecar_path.unlink()
    (library.folder / "index.sqlite").unlink()
    assert {item.server for item in Library(library.folder).items()} == {"https://api-eu.valossa.com/"}


def test_a_file_whose_bytes_are_others_than_its_name_says_is_no_result_of_ours(library: Library) -> None:
    item = keep(library, b"1")
    item.sidecar_path.unlink()
    item.path.write_bytes(b"other")
    assert Library(library.folder).items() == (item,), "still in the index"
    (library.folder / "index.sqlite").unlink()
    assert Library(library.folder).items() == ()
    assert item.path.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"job_id": "../../.."},
        {"job_id": OTHER_JOB},
        {"server": "https://elsewhere.example/"},
        {"server": "file:///etc/passwd"},
        {"server": "https://user:secret@api-eu.valossa.com/"},
        {"server": "https://api-eu.valossa.com/\ud800/"},
        {"server": 7},
        {"type": "../x"},
        {"type": "frames_faces"},
        {"time": "2026-01-31T12:00:01.000000Z"},
        {"time": "2026-01-31T12:00:00"},
        {"time": None},
        {"size": "5"},
        {"size": -1},
        {"size": True},
        {"size": 2**70},
        {"sha256": "0" * 64},
        {"sha256": "short"},
        {"sha256": ["a"]},
    ],
)
def test_a_sidecar_that_tells_another_story_is_not_believed(library: Library, change: dict[str, object]) -> None:
    item = keep(library, b"1")
    story = {**json.loads(item.sidecar_path.read_bytes()), **change}
    data = json.dumps(story).encode()
    assert from_sidecar(item.path, data) is None
    item.sidecar_path.write_bytes(data)
    (library.folder / "index.sqlite").unlink()
    (found,) = Library(library.folder).items()
    assert (found.path, found.type_name, found.job_id, found.size) == (item.path, "core", JOB, 1)
    assert found.server == "https://api-eu.valossa.com/"


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"[" * 60000, b'{"server":' + b"9" * 5000 + b"}", b"\xff\xfe"])
def test_a_sidecar_that_is_none_is_not_believed(library: Library, data: bytes) -> None:
    assert from_sidecar(keep(library, b"1").path, data) is None


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.integers(0, 300), st.integers(0, 40))
def test_any_bytes_in_a_sidecar_give_the_item_or_none(tmp_path: Path, noise: bytes, at: int, cut: int) -> None:
    library = Library(tmp_path / "library")
    item = keep(library, b"1")
    data = sidecar_bytes(item)
    read = from_sidecar(item.path, data[:at] + noise + data[at + cut :])
    assert read is None or read.path == item.path


def test_nothing_but_results_is_taken_for_one(library: Library) -> None:
    item = keep(library, b"1")
    for name in ("notes.json", "core.20269931T120000.000000Z-6b86b273.json", "core.json", "index.sqlite"):
        (item.path.parent / name).write_bytes(b"1")
    stray = library.folder / "not a host!" / JOB
    stray.mkdir(parents=True)
    (stray / item.path.name).write_bytes(b"1")
    no_job = library.folder / item.host / "no-job"
    no_job.mkdir()
    (no_job / item.path.name).write_bytes(b"1")
    (item.path.parent / f"core.20260131T120000.000009Z-{item.sha256[:8]}.json").mkdir()
    (library.folder / "index.sqlite").unlink()
    assert Library(library.folder).items() == (item,)


def test_an_index_that_stays_locked_is_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    library = Library(tmp_path / "library", busy_seconds=0.01)
    library.items()
    with closing(sqlite3.connect(library.folder / "index.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        item = keep(library, b"1")
        assert item.path.read_bytes() == b"1"
        with pytest.raises(StorageError, match="kept it locked"):
            library.items()
        other.execute("COMMIT")
    assert library.items() == (item,)


@pytest.mark.own_process
def test_two_processes_lose_neither_files_nor_rows(library: Library) -> None:
    command = [sys.executable, "-c", ADDER, str(library.folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    children = [subprocess.Popen([*command, name, "15"], **pipes) for name in ("a", "b")]  # type: ignore[call-overload]
    for child in children:
        assert child.stdout.readline() == "ready\n"
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    paths = [line for child in children for line in child.communicate()[0].splitlines()]
    assert [child.returncode for child in children] == [0, 0]
    assert len(set(paths)) == 30
    assert {str(item.path) for item in library.items()} == set(paths)
    assert len(library.copies(SERVER, JOB, "type_0")) == 8


@pytest.mark.own_process
@pytest.mark.parametrize("added_before", [0, 1, 4])
def test_kill_at_any_moment_leaves_whole_results(library: Library, added_before: int) -> None:
    command = [sys.executable, "-c", ADDER, str(library.folder), "x" * 100_000, "100000"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        child.stdin.write(b"go\n")
        child.stdin.flush()
        seen = {child.stdout.readline().decode().strip() for _ in range(added_before)}
        child.send_signal(signal.SIGKILL)
        seen |= {line.decode().strip() for line in child.stdout if line.endswith(b"\n")}
    found = {str(item.path): item for item in library.items()}
    assert seen <= found.keys()
    for item in found.values():
        assert item.path.stat().st_size == item.size
        assert from_sidecar(item.path, item.sidecar_path.read_bytes()) == item
    on_disk = files(library.folder)
    assert not any(name.endswith(".part") for name in on_disk)
    kept = {
        path.relative_to(library.folder).as_posix() for item in found.values() for path in (item.path, item.sidecar_path)
    }
    assert kept <= on_disk
