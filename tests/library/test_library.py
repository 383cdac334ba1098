"""What is kept, where, how it is found again, and what happens to it when disk, clock or files misbehave."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.library.made_up import JOB, NOON, OTHER_JOB, SERVER, files, keep, request
from viewer.errors import Cancelled, NextStep, StorageError
from viewer.library.library import Library
from viewer.model.request import ResultRequest
from viewer.watch import Watch

ROOT = Path(__file__).parents[2]
HASH = hashlib.sha256(b"bytes").hexdigest()
UNPRIVILEGED = """
import os, sys
from pathlib import Path
from viewer.errors import StorageError
from viewer.late import import_all
from viewer.library.library import Library
import_all()  # as long as this user may read the program
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
library = Library(Path(sys.argv[1]))
for attempt in (library.items, lambda: library.incoming().__enter__(), lambda: library.current("https://h/", "j", "core")):
    try:
        attempt()
    except StorageError as error:
        print(error.step.value, error)
"""
FULL = """
import resource, sys
from pathlib import Path
from tests.library.made_up import keep
from viewer.errors import StorageError
from viewer.library.library import Library
library = Library(Path(sys.argv[1]))
keep(library, b"kept")
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    with library.incoming() as (file, path):
        for _ in range(10):
            file.write(b"x" * 50_000)
except StorageError as error:
    print(error.step.value, error)
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


def run(program: str, *arguments: object) -> str:
    done = subprocess.run([sys.executable, "-c", program, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True)
    assert not done.stderr
    return done.stdout


def test_the_layout_on_disk(library: Library) -> None:
    item = keep(library, b"bytes")
    name = f"core.20260131T120000.000000Z-{HASH[:8]}.json"
    assert files(library.folder) == {f"api-eu.valossa.com/{JOB}/{name}", f"api-eu.valossa.com/{JOB}/{name}.json"}
    assert item.path == library.folder / "api-eu.valossa.com" / JOB / name
    assert item.path.read_bytes() == b"bytes"
    assert json.loads(item.sidecar_path.read_bytes()) == {
        "server": SERVER,
        "job_id": JOB,
        "type": "core",
        "time": "2026-01-31T12:00:00.000000Z",
        "size": 5,
        "sha256": HASH,
    }
    assert (item.host, item.server, item.job_id, item.type_name) == ("api-eu.valossa.com", SERVER, JOB, "core")
    assert (item.time, item.size, item.sha256) == (NOON, 5, HASH)


def test_nobody_else_may_look(library: Library) -> None:
    before = os.umask(0)
    try:
        keep(library, b"bytes")
    finally:
        os.umask(before)
    for path in (library.folder, *library.folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_found_again_newest_first(library: Library) -> None:
    first, second = (keep(library, data, time=NOON + timedelta(days=n)) for n, data in enumerate((b"1", b"2")))
    other = keep(library, b"3", request("visual_captions", OTHER_JOB), NOON + timedelta(hours=1))
    assert library.items() == (second, other, first)
    assert library.copies(SERVER, JOB, "core") == (second, first)
    assert library.current(SERVER, JOB, "core") == second
    assert library.current(SERVER, JOB, "frames_faces") is None
    assert library.current("https://elsewhere.example/core/1.0/", JOB, "core") is None
    assert library.current("not an address", JOB, "core") is None
    assert first.path.read_bytes() == b"1", "older copies stay"


def test_a_server_is_found_however_it_is_written(library: Library) -> None:
    item = keep(library, b"1", request(server="https://API-EU.valossa.com/core/1.0"))
    assert library.current(SERVER, JOB, "core") == item


def test_a_second_library_sees_what_the_first_adds(library: Library) -> None:
    second = Library(library.folder)
    assert second.items() == ()
    item = keep(library, b"1")
    assert second.items() == (item,)
    second.remove(item)
    assert library.items() == ()


def test_the_same_bytes_at_the_same_time_are_kept_once(library: Library) -> None:
    assert keep(library, b"1") == keep(library, b"1")
    assert len(library.items()) == 1
    assert len(files(library.folder)) == 2


def test_a_clock_that_went_back_makes_no_old_copy_current(library: Library) -> None:
    old = keep(library, b"1")
    new = keep(library, b"2", time=NOON - timedelta(days=1))
    again = keep(library, b"1", time=NOON - timedelta(days=2))
    assert library.copies(SERVER, JOB, "core") == (again, new, old)
    assert new.time == NOON + timedelta(microseconds=1)


def test_times_of_any_zone_are_kept_as_utc(library: Library) -> None:
    east = timezone(timedelta(hours=2))
    assert keep(library, b"1", time=NOON.astimezone(east)).path.name.startswith("core.20260131T120000.000000Z-")
    with pytest.raises(ValueError, match="without a zone"):
        keep(library, b"2", time=datetime(2026, 1, 1))  # noqa: DTZ001
    assert len(library.items()) == 1


def test_a_suffix_can_not_lead_elsewhere(library: Library) -> None:
    for suffix in ("", "json", "./x", "/../x", ".json.json", ".JSON", "." + "x" * 20, ".js\0"):
        with library.incoming() as (_, path), pytest.raises(ValueError, match="not a suffix"):
            library.add(request(), path, suffix, NOON)
    assert library.items() == ()


def test_an_incoming_file_that_is_not_added_leaves_nothing(library: Library) -> None:
    with library.incoming() as (file, path):
        file.write(b"half")
        assert path.read_bytes() == b"half", "what was written is there to be read"
        assert path.parent == library.folder
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(ZeroDivisionError), library.incoming():
        _ = 1 / 0
    assert files(library.folder) == set()


def test_a_file_from_elsewhere_is_copied(library: Library, tmp_path: Path) -> None:
    mine = tmp_path / "mine.json"
    mine.write_bytes(b"m" * 3_000_000)
    item = library.add(request(), mine, ".json", NOON)
    assert mine.exists()
    assert item.path.read_bytes() == mine.read_bytes()
    with pytest.raises(StorageError, match=r"gone\.json can't be read"):
        library.add(request(), tmp_path / "gone.json", ".json", NOON)


def test_stop_while_adding_keeps_nothing(library: Library, tmp_path: Path) -> None:
    watch = Watch()
    watch.cancel()
    (tmp_path / "mine.json").write_bytes(b"bytes")
    with pytest.raises(Cancelled):
        library.add(request(), tmp_path / "mine.json", ".json", NOON, watch=watch)
    assert files(library.folder) == set()


def test_removing(library: Library) -> None:
    first, second = keep(library, b"1"), keep(library, b"2", request("visual_captions"))
    library.remove(first)
    assert library.items() == (second,)
    assert first.path.parent.exists()
    library.remove(second)
    library.remove(second)
    assert library.items() == ()
    assert not list(library.folder.glob("*/"))


def test_only_items_of_this_library_are_removed(library: Library, tmp_path: Path) -> None:
    item = keep(library, b"1")
    other = Library(tmp_path / "other")
    with pytest.raises(ValueError, match="not an item"):
        other.remove(item)
    assert item.path.exists()


@pytest.mark.parametrize(
    "server",
    [
        "https://con/",
        "https://nul.example/",
        f"https://{'x.' * 110}example/",
        "https://[::1]:8443/core/",
        "https://aux:8443/",
    ],
)
def test_odd_hosts_get_a_folder_of_their_own_inside(library: Library, server: str) -> None:
    item = keep(library, b"1", request(server=server))
    assert item.path.resolve().is_relative_to(library.folder.resolve())
    assert len(item.path.relative_to(library.folder).parts) == 3
    assert item.host.strip(".- ") == item.host
    assert item.host not in ("con", "nul.example")
    assert Library(library.folder).current(server, JOB, "core") == item
    (library.folder / "index.sqlite").unlink()
    assert Library(library.folder).current(server, JOB, "core") == item


def test_loopback_hosts_differ_by_port(library: Library) -> None:
    items = [keep(library, b"1", request(server=f"http://127.0.0.1:{port}/core/1.0/")) for port in (8001, 8002)]
    assert [item.host for item in items] == ["127.0.0.1_8001", "127.0.0.1_8002"]


def test_the_name_of_a_device_is_no_file_name(library: Library) -> None:
    item = keep(library, b"1", request("con"))
    assert item.path.name.startswith("con_.")
    assert item.type_name == "con"
    longest = keep(library, b"1", request("x" * 64))
    assert len(longest.sidecar_path.name) <= 120
    (library.folder / "index.sqlite").unlink()
    assert set(Library(library.folder).items()) == {item, longest}


def test_a_link_in_place_of_a_folder_is_not_followed(library: Library, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    library.items()
    (library.folder / "api-eu.valossa.com").symlink_to(outside)
    with pytest.raises(StorageError):
        keep(library, b"1")
    assert list(outside.iterdir()) == []


def test_a_link_in_place_of_a_file_is_no_item(library: Library, tmp_path: Path) -> None:
    item = keep(library, b"1")
    outside = tmp_path / "outside"
    item.path.rename(outside)
    item.path.symlink_to(outside)
    library.refresh()
    assert library.items() == ()
    assert outside.exists()


def test_any_thread_may_call(library: Library) -> None:
    with ThreadPoolExecutor(4) as threads:
        items = list(threads.map(lambda n: keep(library, b"%d" % n, request(f"type_{n % 3}")), range(24)))
    assert set(library.items()) == set(items)
    assert len({item.path for item in items}) == 24


def test_a_folder_that_is_a_file_or_went_away_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StorageError) as caught:
            Library(folder).items()
        assert caught.value.step is NextStep.FOLDER
    library = Library(tmp_path / "library")
    library.items()
    (tmp_path / "library").rename(tmp_path / "unplugged")
    with pytest.raises(StorageError, match="folder is not there"):
        keep(library, b"1")
    with pytest.raises(StorageError, match="folder is not there"):
        library.items()
    assert not (tmp_path / "library").exists()


@pytest.mark.own_process
def test_a_folder_that_can_not_be_written_is_a_sentence() -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        lines = run(UNPRIVILEGED, name).splitlines()
        assert len(lines) == 3
        assert all(line.startswith("folder ") and "may not write there" in line for line in lines)
        assert os.listdir(name) == []


@pytest.mark.own_process
def test_a_disk_that_takes_no_more_leaves_what_is_kept(library: Library) -> None:
    assert "folder " in run(FULL, library.folder)
    (item,) = library.items()
    assert item.path.read_bytes() == b"kept"
    assert len(files(library.folder)) == 2


def test_no_sentence_of_a_library_has_an_api_key_in_it(library: Library) -> None:
    """Nothing that a library is given can hold one: a server with a query is refused before."""
    with pytest.raises(Exception, match="can't be used"):
        ResultRequest(f"{SERVER}?api_key=canary", JOB, "core")
    assert library.current(f"{SERVER}?api_key=canary", JOB, "core") is None
    keep(library, b"1")
    assert not any(b"canary" in path.read_bytes() for path in library.folder.rglob("*") if path.is_file())


def test_errors_keep_their_number(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError) as caught:
        Library(tmp_path / "file" / "below").items()
    assert errno.errorcode[errno.ENOTDIR] in caught.value.details
