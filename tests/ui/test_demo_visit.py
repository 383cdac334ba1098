"""Visiting the demo: where its results are kept, and what is left of it afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from viewer.demo.emulator import start_demo
from viewer.errors import NetworkError, StorageError
from viewer.text import Text
from viewer.ui.demo_visit import Demo, DemoVisit


class StartedDemo:
    """In place of the demo's server: it only notes whether it was closed."""

    server, key, job_id = "http://127.0.0.1:1/", "made-up", "made-up"

    def __init__(self) -> None:
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def temporary(tmp_path: Path) -> Iterator[Path]:
    """The folder for temporary files, which is this test's own."""
    before, tempfile.tempdir = tempfile.tempdir, str(tmp_path / "temporary")
    Path(tempfile.tempdir).mkdir()
    yield tmp_path / "temporary"
    tempfile.tempdir = before


def test_the_demo_of_this_program_is_one(temporary: Path) -> None:
    visit = DemoVisit(start_demo, None)
    assert visit.demo.server.startswith("http://127.0.0.1:")
    visit.end()


def test_a_temporary_library_is_gone_afterwards(temporary: Path) -> None:
    started = StartedDemo()
    visit = DemoVisit(lambda: started, None)
    with visit.library.incoming() as (file, _):
        file.write(b"kept")
    assert visit.library.folder.parent == temporary
    assert visit.library.folder.stat().st_mode & 0o077 == 0
    visit.end()
    assert started.is_closed
    assert list(temporary.iterdir()) == []


def test_a_library_that_the_user_named_stays(temporary: Path, tmp_path: Path) -> None:
    visit = DemoVisit(StartedDemo, tmp_path / "named")
    assert visit.library.items() == ()
    visit.end()
    assert (tmp_path / "named").is_dir()
    assert list(temporary.iterdir()) == []


def test_a_demo_that_does_not_start_leaves_no_folder(temporary: Path) -> None:
    def refuse() -> Demo:
        raise NetworkError(Text("The demo could not be started."))

    with pytest.raises(NetworkError):
        DemoVisit(refuse, None)
    assert list(temporary.iterdir()) == []


def test_a_demo_without_room_for_its_results_is_closed(temporary: Path) -> None:
    temporary.rmdir()
    started = StartedDemo()
    with pytest.raises(StorageError, match=str(temporary)):
        DemoVisit(lambda: started, None)
    assert started.is_closed
