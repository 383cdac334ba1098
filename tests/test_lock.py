"""The locks are complete, name no place to fetch from, and fit the systems and Python versions that are promised."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCKS = sorted((ROOT / "packaging").glob("requirements*.lock"))
RUN_LOCK = ROOT / "packaging" / "requirements.lock"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
SYSTEMS = {"linux": ("Linux", "posix"), "win32": ("Windows", "nt"), "darwin": ("Darwin", "posix")}
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]


def entries(lock: Path) -> list[tuple[Requirement, list[str]]]:
    """Return each requirement of a lock with its hashes."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(Requirement(line.split(" --hash=")[0]), re.findall(r" --hash=sha256:([0-9a-f]{64})\b", line)) for line in lines]


def environment(system: str, python: str) -> dict[str, str]:
    platform, os_name = SYSTEMS[system]
    named = {"sys_platform": system, "platform_system": platform, "os_name": os_name}
    versions = {"python_version": python, "python_full_version": f"{python}.0", "implementation_version": f"{python}.0"}
    return {**default_environment(), **named, **versions, "platform_machine": "x86_64"}  # type: ignore[dict-item]


def locked(lock: Path, surroundings: dict[str, str]) -> dict[str, str]:
    """Return the version of each package that the lock installs in these surroundings; no package twice."""
    fitting = [one for one, _ in entries(lock) if one.marker is None or one.marker.evaluate(surroundings)]
    versions = {canonicalize_name(one.name): str(one.specifier).removeprefix("==") for one in fitting}
    assert len(versions) == len(fitting)
    return versions


def test_there_is_a_lock_for_each_use() -> None:
    assert [lock.name for lock in LOCKS] == ["requirements-build.lock", "requirements-bundle.lock", "requirements.lock"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_has_one_version_and_hashes(lock: Path) -> None:
    for requirement, hashes in entries(lock):
        assert re.fullmatch(r"==[0-9][^,]*", str(requirement.specifier)), requirement
        assert hashes, requirement


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_place(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "file:" not in text
    assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE)
    assert not re.search(r"^#.*(/home|/root|/tmp|/opt)", text, re.MULTILINE)


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(
    ("name", "extras"), [("requirements.lock", ["test", "lint", "bench"]), ("requirements-bundle.lock", ["bundle"])]
)
def test_each_dependency_is_locked_on_each_system(name: str, extras: list[str], system: str, python: str) -> None:
    surroundings = environment(system, python)
    versions = locked(ROOT / "packaging" / name, surroundings)
    for text in [*PROJECT["dependencies"], *(text for extra in extras for text in EXTRAS[extra])]:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate(surroundings):
            assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), text


def test_what_builds_is_locked() -> None:
    versions = locked(ROOT / "packaging" / "requirements-build.lock", environment("linux", "3.11"))
    for line in (ROOT / "packaging" / "requirements-build.in").read_text(encoding="utf-8").splitlines():
        requirement = Requirement(line)
        assert requirement.specifier.contains(versions[requirement.name])


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_locks_agree(system: str) -> None:
    for python in PYTHONS:
        surroundings = environment(system, python)
        reference = locked(RUN_LOCK, surroundings)
        for lock in LOCKS:
            versions = locked(lock, surroundings)
            shared = versions.keys() & reference.keys()
            assert {name: versions[name] for name in shared} == {name: reference[name] for name in shared}


def test_windows_only_packages_stay_on_windows() -> None:
    assert "colorama" in locked(RUN_LOCK, environment("win32", "3.12"))
    assert "colorama" not in locked(RUN_LOCK, environment("linux", "3.12"))
    assert "macholib" in locked(ROOT / "packaging" / "requirements-bundle.lock", environment("darwin", "3.12"))


def test_pyside_stays_below_the_version_that_aborts_on_old_pythons() -> None:
    for system in SYSTEMS:
        version = locked(RUN_LOCK, environment(system, "3.11"))["pyside6-essentials"]
        assert tuple(map(int, version.split("."))) < (6, 12)
