"""The program installs as the README says: from a wheel, and by run.sh in any folder. Packages come from the network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LOCKS = ROOT / "packaging"
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "build", "dist", "demo-pictures", "__pycache__", ".*_cache", ".hypothesis"
)
NOWHERE = "http://127.0.0.1:9/"
HAS_DISPLAY = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}


def run(*command: str | Path, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command without a display; it must end well."""
    environment = {name: value for name, value in os.environ.items() if name not in HAS_DISPLAY}
    answer = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env={**environment, **variables},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout
    return answer


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an empty environment into which the locked packages and our wheel were installed."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    run(sys.executable, "-m", "venv", folder / "environment", folder=folder)
    commands = folder / "environment" / ("Scripts" if os.name == "nt" else "bin")
    install = [commands / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*install, "--require-hashes", "-r", LOCKS / "requirements-build.lock", folder=folder)
    locked = ["--require-hashes", "--use-pep517", "--no-build-isolation", "-r", LOCKS / "requirements.lock"]
    run(*install, *locked, folder=folder)
    run(*install, "--no-deps", *folder.glob("*.whl"), folder=folder)
    return commands


def test_the_wheel_shows_the_demo_from_another_folder(installed: Path, tmp_path: Path) -> None:
    answer = run(installed / "job-results-viewer", "--demo", "--screenshots", "pictures", folder=tmp_path)
    pictures = sorted(path.name for path in (tmp_path / "pictures").iterdir())
    assert "window.png" in pictures
    assert len(pictures) > 1, answer.stdout


def test_run_sh_works_in_any_folder_and_then_without_a_network(tmp_path: Path) -> None:
    checkout = tmp_path / "a copy, größer"
    shutil.copytree(ROOT, checkout, ignore=NOT_COPIED)
    script = checkout / "packaging" / "run.sh"
    first = run("sh", script, "test", "tests/test_lock.py", folder=tmp_path)
    assert "Setting up" in first.stdout
    again = run("sh", script, "test", "tests/test_lock.py", folder=tmp_path, PIP_INDEX_URL=NOWHERE, PIP_NO_CACHE_DIR="1")
    assert "Setting up" not in again.stdout
