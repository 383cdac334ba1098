"""Whatever is done on the desk, in any order and without waiting: what is on show belongs together, is read and checked."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from tests.ui.desk_record import RecordedDesk, asked_of
from tests.ui.service import CanaryEmulator, fetcher_in
from viewer.demo.emulator import Fault
from viewer.demo.jobs import DEMO_JOB_ID, FEW_TYPES_JOB_ID
from viewer.demo.results import TYPE_NAMES, result
from viewer.library.library import Item
from viewer.metadata_types import REGISTRY, MetadataType, Registry
from viewer.model.result import Fetched, Reading, Source
from viewer.reading.json_index import index
from viewer.ui.background import Background
from viewer.ui.opening import Opening
from viewer.watch import Watch

STEPS = 120
ODD = b',"made_up":{"a":{"b":{"c":{"d":01}}}}}'  # too deep for any reader of columns
FAULTS = (Fault(status=500, times=1), Fault(status=404, times=1), Fault(status=401, times=1))


def shown_early(kind: MetadataType) -> MetadataType:
    """The type, read as a large file is: on show bit by bit."""

    def read(source: Source, watch: Watch) -> Reading:
        index(source, watch, 512, worth_early=1)
        return kind.read(source, watch)

    return kind._replace(read=read) if kind.is_json else kind


class Somebody:
    """A user who does not wait."""

    def __init__(self, shown: RecordedDesk, servers: list[CanaryEmulator], folder: Path, chance: random.Random) -> None:
        self.desk = shown.desk
        self.shown = shown
        self.chance = chance
        self.did: list[str] = []
        self._servers = servers
        self._files = [*self._results(folder), *self._odd_files(folder)]
        self._questions: list[Opening] = []
        self.desk.asks_to_join.connect(self._questions.append)
        self._acts: list[Callable[[], object]] = [
            *[self.fetch, self.fetch, self.fetch_all, self.fetch_again],
            *[self.open, self.open, self.open_some, self.open_kept, self.open_kept_job, self.read_with_fps],
            *[self.desk.stop, self.desk.stop, self.desk.close_job, self.answer, self.break_the_service],
        ]

    def _results(self, folder: Path) -> list[Path]:
        made = []
        for job_id, names in ((DEMO_JOB_ID, TYPE_NAMES), (FEW_TYPES_JOB_ID, ("core", "speech_to_text_srt"))):
            for name in names:
                made.append(folder / f"{name}.{job_id}")
                data = result(name, job_id)
                made[-1].write_bytes(data.rstrip()[:-1] + ODD if name in ("core", "frames_faces") else data)
        return made

    def _odd_files(self, folder: Path) -> list[Path]:
        made = {"cut": result("core", DEMO_JOB_ID)[:3000], "empty": b"", "open": b'{"a":1', "text": b"made up"}
        for name, data in made.items():
            (folder / name).write_bytes(data)
        return [folder / name for name in made]

    def act(self) -> None:
        """Do anything; sometimes something happens before the next thing is done."""
        act = self.chance.choice(self._acts)
        self.did.append(act.__name__)
        act()
        for _ in range(self.chance.choice([0, 0, 1, 2, 5, 20, 200])):
            QCoreApplication.processEvents()

    def _asked(self, type_name: str) -> Any:
        job_id = self.chance.choice([DEMO_JOB_ID, DEMO_JOB_ID, FEW_TYPES_JOB_ID])
        return asked_of(self.chance.choice(self._servers), type_name, job_id=job_id)

    def fetch(self) -> None:
        self.desk.fetch(self._asked(self.chance.choice(TYPE_NAMES)), again=self.chance.random() < 0.3)

    def fetch_all(self) -> None:
        self.desk.fetch(self._asked("all"), again=self.chance.random() < 0.3)

    def fetch_again(self) -> None:
        self.chance.choice([self.desk.fetch_again, self.desk.retry])()

    def open(self) -> None:
        self.desk.open_paths((self.chance.choice(self._files),))

    def open_some(self) -> None:
        self.desk.open_paths(tuple(self.chance.sample(self._files, 3)))

    def _kept(self) -> list[Item]:
        items = list(self.desk.fetcher.library.items())
        return self.chance.sample(items, min(len(items), 1))

    def open_kept(self) -> None:
        for item in self._kept():
            self.desk.open_item(item)

    def open_kept_job(self) -> None:
        for item in self._kept():
            items = self.desk.fetcher.library.items()
            self.desk.open_items(tuple(one for one in items if (one.server, one.job_id) == (item.server, item.job_id)))

    def read_with_fps(self) -> None:
        self.desk.read_with_fps(self.chance.choice([25, 29.97]))

    def answer(self) -> None:
        if self._questions and not self.desk.is_busy:
            self.desk.join(self._questions[-1], is_joining=self.chance.random() < 0.7)
        self._questions.clear()

    def break_the_service(self) -> None:
        server = self.chance.choice(self._servers)
        server.faults.clear()
        server.faults[self.chance.choice(TYPE_NAMES)] = self.chance.choice(FAULTS)

    def look(self) -> None:
        """What is on show belongs together, at any time."""
        job = self.desk.job
        assert len(set(self.shown.types)) == len(self.shown.types), self.did
        assert {one.job_id for one in job.results} <= {None, job.job_id}, self.did
        assert len({one.origin.server for one in job.results if isinstance(one.origin, Fetched)}) <= 1, self.did
        assert sum(one.is_unread for one in job.results) <= self.desk.is_busy, self.did

    def look_closely(self) -> None:
        """Once all has come to rest: each result is read to its end, and what is wrong in it is found."""
        self.look()
        for one in self.desk.job.results:
            if one.source.read(0, one.source.size).endswith(ODD):
                assert any("made_up" in str(problem.path) for problem in one.problems), self.did


@pytest.mark.parametrize("seed", range(4))
def test_what_is_on_show_belongs_together(
    qtbot: QtBot, background: Background, emulator: CanaryEmulator, tmp_path: Path, seed: int
) -> None:
    registry = Registry(tuple(map(shown_early, REGISTRY.types)))
    with CanaryEmulator() as other:
        shown = RecordedDesk(qtbot, background, fetcher_in(tmp_path, registry=registry))
        somebody = Somebody(shown, [emulator, other], tmp_path, random.Random(seed))
        for step in range(STEPS):
            somebody.act()
            somebody.look()
            if step % 20 == 19:
                qtbot.waitUntil(lambda: not shown.desk.is_busy and not background.running, timeout=10_000)
                somebody.look_closely()
        shown.desk.close_job()
        qtbot.waitUntil(lambda: not background.running)
    assert shown.job.results == ()
    assert "failed" not in shown.names
