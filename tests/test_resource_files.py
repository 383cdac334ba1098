"""Resources are found alike from a checkout and from the built wheel, which carries nothing else of `resources/`."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from viewer import __version__
from viewer.resource_files import resource

ROOT = Path(__file__).parent.parent
ICON = "icons/job-results-viewer.svg"
FILM = "demo_film.webm"
ASK = "import sys; from viewer.resource_files import resource; print(*map(resource, sys.argv[1:]), sep='\\n')"


def test_a_checkout_uses_its_own_folder() -> None:
    assert resource(ICON) == ROOT / "resources" / ICON
    assert resource(FILM) == ROOT / "resources" / FILM
    assert resource("icons").is_dir()


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/no-such\.svg"):
        resource("icons/no-such.svg")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contents of the wheel that this checkout builds, in a folder of their own."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    assert wheel.name == f"job_results_viewer-{__version__}-py3-none-any.whl"
    zipfile.ZipFile(wheel).extractall(folder / "unpacked")
    return folder / "unpacked"


@pytest.mark.own_process
def test_the_wheel_finds_its_resources_from_another_folder(unpacked: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    answer = subprocess.run(
        [sys.executable, "-c", ASK, ICON, FILM], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
    )
    for name, found in zip((ICON, FILM), map(Path, answer.stdout.splitlines()), strict=True):
        assert found == unpacked / "viewer" / "resources" / name
        assert found.read_bytes() == resource(name).read_bytes()


@pytest.mark.own_process
def test_the_wheel_holds_the_program_its_resources_and_its_licence_only(unpacked: Path) -> None:
    information = f"job_results_viewer-{__version__}.dist-info"
    assert sorted(entry.name for entry in unpacked.iterdir()) == [information, "viewer"]
    assert {entry.name for entry in (unpacked / "viewer" / "resources").iterdir()} == {"icons", FILM}
    assert (unpacked / information / "licenses" / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    packed = {path.relative_to(unpacked / "viewer") for path in (unpacked / "viewer").rglob("*.py")}
    assert packed == {path.relative_to(ROOT / "viewer") for path in (ROOT / "viewer").rglob("*.py")}
