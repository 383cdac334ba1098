"""Panes with the demo's results, read by the real readers, on a real Background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from viewer.demo.results import TYPE_NAMES, result
from viewer.metadata_types import REGISTRY
from viewer.model.job import Job
from viewer.model.result import Opened, Result
from viewer.reading.source import FileSource
from viewer.ui.background import Background
from viewer.ui.panes.pane import Pane
from viewer.ui.panes.store import MemoryStore
from viewer.watch import Watch

JOB_ID = "6faefb7f-e468-43f6-988c-ddcfb315d958"
AnyPane = TypeVar("AnyPane", bound=Pane)
MakePane = Callable[..., Any]


def read(path: Path, type_name: str) -> Result:
    """Read a file as a result of this type."""
    source = FileSource(path)
    return Result(type_name, source, Opened(path), REGISTRY.read(source, type_name, Watch()))


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo's nine results, each in a file named like its type."""
    folder = tmp_path_factory.mktemp("demo")
    for name in TYPE_NAMES:
        (folder / name).write_bytes(result(name, JOB_ID))
    return folder


@pytest.fixture
def demo_job(demo_files: Path) -> Job:
    """The demo's job with all nine results."""
    job = Job()
    for name in TYPE_NAMES:
        job = job.with_result(read(demo_files / name, name))
    return job


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def settle(qtbot: QtBot, background: Background) -> Callable[[], None]:
    """Wait until all work is done and what it brought is on the screen."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not background.running)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not background.running)

    return wait


@pytest.fixture
def make_pane(qtbot: QtBot, background: Background, store: MemoryStore, settle: Callable[[], None]) -> MakePane:
    """Make a pane of a class, shown, with a job in it."""
    kept: list[Pane] = []  # a forgotten widget could be taken down by a worker's garbage collection

    def make(pane_class: type[AnyPane], job: Job | None = None) -> AnyPane:
        pane = pane_class(background, REGISTRY, store)
        qtbot.addWidget(pane)
        kept.append(pane)
        pane.resize(900, 600)
        pane.show()
        pane.show_job(job if job is not None else Job())
        settle()
        return pane

    return make


def words_of(widget: QWidget, name: str) -> str:
    """The words of the child of this name."""
    child: Any = widget.findChild(QWidget, name)
    assert child is not None, name
    return str(child.text())
