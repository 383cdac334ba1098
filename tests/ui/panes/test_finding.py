"""Searching in a worker: the first hit, count, next, previous, wrap-around, and a newer search in the place of an older."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from viewer.errors import StorageError
from viewer.text import Text
from viewer.ui.background import Background
from viewer.ui.panes.finding import MOST_HITS, Finding
from viewer.watch import Watch

Hits = Iterator[tuple[int, str]]


class Heard(QObject):
    """What a Finding said and chose."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.said: list[str] = []
        self.chosen: list[str] = []
        finding.said.connect(self.said.append)
        finding.hit_chosen.connect(self.chosen.append)


@pytest.fixture
def owner(qapp: object) -> QObject:
    return QObject()


@pytest.fixture
def finding(background: Background, owner: QObject) -> Finding:
    return Finding(background, owner)


@pytest.fixture
def heard(finding: Finding) -> Heard:
    return Heard(finding)


def places(*numbers: int) -> Callable[[Watch], Hits]:
    """A search that finds hits at these places."""
    return lambda _: iter([(number, f"at {number}") for number in numbers])


def search(qtbot: QtBot, background: Background, finding: Finding, *numbers: int, start: int = 0) -> None:
    finding.begin(places(*numbers), start)
    qtbot.waitUntil(lambda: not background.running)


def test_the_first_hit_is_chosen_and_counted(qtbot: QtBot, background: Background, finding: Finding, heard: Heard) -> None:
    search(qtbot, background, finding, 3, 7, 9)
    assert heard.chosen == ["at 3"]
    assert heard.said[0] == "Searching…"
    assert heard.said[-1] == "1 of 3"


def test_the_search_begins_where_the_user_is(qtbot: QtBot, background: Background, finding: Finding, heard: Heard) -> None:
    search(qtbot, background, finding, 3, 7, 9, start=7)
    assert heard.chosen == ["at 7"]
    search(qtbot, background, finding, 3, 7, 9, start=10)
    assert heard.chosen[-1] == "at 3"


def test_next_and_previous_wrap_and_say_so(qtbot: QtBot, background: Background, finding: Finding, heard: Heard) -> None:
    search(qtbot, background, finding, 3, 7)
    finding.next(3)
    finding.next(7)
    assert heard.said[-2:] == ["2 of 2", "1 of 2, from the start again"]
    finding.previous(3)
    assert heard.said[-1] == "2 of 2, from the end"
    assert heard.chosen == ["at 3", "at 7", "at 3", "at 7"]


def test_next_goes_on_from_where_the_user_went(qtbot: QtBot, background: Background, finding: Finding, heard: Heard) -> None:
    search(qtbot, background, finding, 3, 7, 9, 12)
    finding.next(8)
    assert heard.chosen[-1] == "at 9"
    finding.previous(8)
    assert heard.chosen[-1] == "at 7"


def test_nothing_found(qtbot: QtBot, background: Background, finding: Finding, heard: Heard) -> None:
    search(qtbot, background, finding)
    assert heard.said[-1] == "Not found"
    finding.next()
    finding.previous()
    assert heard.chosen == []


def test_there_may_be_more_than_are_counted(qtbot: QtBot, background: Background, finding: Finding, heard: Heard) -> None:
    search(qtbot, background, finding, *range(MOST_HITS + 5))
    assert heard.said[-1] == f"1 of {MOST_HITS:,}+"


def test_a_newer_search_replaces_the_one_under_way(
    qtbot: QtBot, background: Background, finding: Finding, heard: Heard
) -> None:
    def endless(watch: Watch) -> Hits:
        number = 0
        while True:
            watch.check()
            number += 1
            yield number, f"old {number}"

    finding.begin(endless)
    qtbot.waitUntil(lambda: bool(heard.chosen))
    finding.begin(places(5))
    qtbot.waitUntil(lambda: not background.running)
    assert heard.chosen == ["old 1", "at 5"]
    assert heard.said[-1] == "1 of 1"
    finding.begin(None)
    assert heard.said[-1] == ""


def test_a_search_that_fails_says_why(qtbot: QtBot, background: Background, finding: Finding, heard: Heard) -> None:
    def failing(watch: Watch) -> Hits:
        yield 1, "one"
        raise StorageError(Text("The disk is gone."))

    finding.begin(failing)
    qtbot.waitUntil(lambda: not background.running)
    assert heard.said[-1] == "The disk is gone."
