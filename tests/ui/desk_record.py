"""A desk without a window, and a record of everything that it tells."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from pytestqt.qtbot import QtBot

from tests.ui.service import CANARY, assert_no_canary, request_to
from viewer.demo.jobs import DEMO_JOB_ID
from viewer.library.library import Item
from viewer.model.api_key import ApiKey
from viewer.model.job import Job
from viewer.ui.background import Background
from viewer.ui.desk import Desk, Message
from viewer.ui.fetching import Fetcher
from viewer.ui.request_form import Asked

SIGNALS = (
    "job_changed",
    "began",
    "ended",
    "told",
    "failed",
    "library_changed",
    "key_wanted",
    "again_wanted",
    "asks_to_join",
)


def asked_of(server: Any, type_name: str = "core", *, job_id: str = DEMO_JOB_ID, key: str = CANARY) -> Asked:
    """What the form asks for; the type "all" is all results."""
    is_all = type_name == "all"
    return Asked(request_to(server, "core" if is_all else type_name, job_id), ApiKey(key), is_all)


class RecordedDesk:
    """A desk, and the names of its signals in the order in which they came, with what they carried."""

    def __init__(self, qtbot: QtBot, background: Background, fetcher: Fetcher) -> None:
        self.desk = Desk(background, fetcher)
        self.came: list[tuple[str, tuple[Any, ...]]] = []
        self._qtbot = qtbot
        for name in SIGNALS:
            getattr(self.desk, name).connect(partial(self._note, name))

    def _note(self, name: str, *carried: Any) -> None:
        self.came.append((name, carried))

    def do(self, act: Callable[[], None]) -> None:
        """Do something, and wait until the work that it began has ended."""
        self.came.clear()
        with self._qtbot.waitSignal(self.desk.ended, timeout=10_000):
            act()

    def fetch(self, asked: Asked, **more: Any) -> None:
        """Fetch, and wait until it has ended."""
        self.do(partial(self.desk.fetch, asked, **more))

    def open_item(self, item: Item) -> None:
        """Open a kept result, and wait until it is there."""
        self.do(partial(self.desk.open_item, item))

    @property
    def names(self) -> list[str]:
        """The signals that came, in order."""
        return [name for name, _ in self.came]

    @property
    def job(self) -> Job:
        return self.desk.job

    @property
    def types(self) -> list[str]:
        """The types of the results on show."""
        return [result.type_name for result in self.desk.job.results]

    @property
    def in_sight(self) -> list[str]:
        """The type that was brought to sight with each change of the job."""
        return [carried[1] for name, carried in self.came if name == "job_changed"]

    @property
    def messages(self) -> list[Message]:
        """What was told; none of it may hold the key."""
        told = [carried[0] for name, carried in self.came if name == "told"]
        for message in told:
            assert_no_canary(f"{message!r} {message.details} {words_of(message)}")
        return told

    @property
    def words(self) -> str:
        """The words of the last message."""
        return words_of(self.messages[-1]) if self.messages else ""

    def action(self, words: str) -> Callable[[], None]:
        """What the last message offers under these words."""
        return {str(name): act for name, act in self.messages[-1].actions}[words]

    @property
    def offers(self) -> list[str]:
        """The words of what the last message offers."""
        return [str(name) for name, _ in self.messages[-1].actions]


def words_of(message: Message) -> str:
    """A message as one text."""
    return " ".join(map(str, message.sentences))
