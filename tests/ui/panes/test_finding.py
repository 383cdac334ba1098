"""Searching in a worker: the first hit, count, next, previous, wrap-around, and a newer search in the place of an older."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from threading import Event

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from viewer.errors import StorageError
from viewer.text import Text
from viewer.ui.background import Background
from viewer.ui.panes.finding import MOST_KEPT, Finding
from viewer.watch import Watch

Portions = Iterator["array[int]"]


class Heard(QObject):
    """What a Finding said and chose."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.said: list[str] = []
        self.chosen: list[int] = []
        finding.said.connect(self.said.append)
        finding.place_chosen.connect(self.chosen.append)


@pytest.fixture
def owner(qapp: object) -> QObject:
    return QObject()


@pytest.fixture
def finding(background: Background, owner: QObject) -> Finding:
    return Finding(background, owner)


@pytest.fixture
def heard(finding: Finding) -> Heard:
    return Heard(finding)


def places(*numbers: int) -> Callable[[Watch], Portions]:
    """A search that finds hits at these places, one at a time."""
    return lambda _: iter([array("q", [number]) for number in numbers])


def search(qtbot: QtBot, background: Background, finding: Finding, *numbers: int, start: int = 0) -> None:
    finding.begin(places(*numbers), start)
    qtbot.waitUntil(lambda: not background.running)


def test_the_first_hit_is_chosen_and_counted(qtbot: QtBot, background: Background, finding: Finding, heard: Heard) -> None:
    search(qtbot, background, finding, 3, 7, 9)
    assert heard.chosen == [3]
    assert heard.said[0] == "Searching…"
    assert heard.said[-1] == "1 of 3"


def test_the_search_begins_where_the_user_is(qtbot: QtBot, background: Background, finding: Finding, heard: Heard) -> None:
    search(qtbot, background, finding, 3, 7, 9, start=7)
    assert heard.chosen == [7]
    search(qtbot, background, finding, 3, 7, 9, start=10)
    assert heard.chosen[-1] == 3


def test_next_and_previous_wrap_and_say_so(qtbot: QtBot, background: Background, finding: Finding, heard: Heard) -> None:
    search(qtbot, background, finding, 3, 7)
    finding.next(3)
    finding.next(7)
    assert heard.said[-2:] == ["2 of 2", "1 of 2, from the start again"]
    finding.previous(3)
    assert heard.said[-1] == "2 of 2, from the end"
    assert heard.chosen == [3, 7, 3, 7]


def test_next_goes_on_from_where_the_user_went(qtbot: QtBot, background: Background, finding: Finding, heard: Heard) -> None:
    search(qtbot, background, finding, 3, 7, 9, 12)
    finding.next(8)
    assert heard.chosen[-1] == 9
    finding.previous(8)
    assert heard.chosen[-1] == 7


def test_nothing_found(qtbot: QtBot, background: Background, finding: Finding, heard: Heard) -> None:
    search(qtbot, background, finding)
    assert heard.said[-1] == "Not found"
    finding.next()
    finding.previous()
    assert heard.chosen == []


def test_all_are_counted_and_the_first_million_can_be_gone_to(
    qtbot: QtBot, background: Background, finding: Finding, heard: Heard
) -> None:
    finding.begin(lambda _: iter([array("q", range(MOST_KEPT - 2)), array("q", range(MOST_KEPT - 2, MOST_KEPT + 3))]))
    qtbot.waitUntil(lambda: not background.running)
    assert heard.said[-1] == "1 of 1,000,003"
    finding.previous(0)
    assert heard.said[-1] == "1,000,000 of 1,000,003, only the first 1,000,000 can be gone to"
    assert heard.chosen[-1] == MOST_KEPT - 1
    finding.next(MOST_KEPT - 1)
    assert heard.said[-1] == "1 of 1,000,003, only the first 1,000,000 can be gone to"


def test_the_count_grows_while_the_search_goes_on(
    qtbot: QtBot, background: Background, finding: Finding, heard: Heard
) -> None:
    go_on = Event()

    def waiting(_: Watch) -> Portions:
        yield array("q", range(200))
        go_on.wait(5)
        yield array("q", range(200, 34_567))

    finding.begin(waiting)
    qtbot.waitUntil(lambda: bool(heard.chosen))
    assert heard.said[-1] == "1 of 200+"
    finding.previous(0)
    assert heard.said[-1] == "200 of 200+, from the end"
    go_on.set()
    qtbot.waitUntil(lambda: not background.running)
    assert heard.said[-1] == "200 of 34,567"
    assert heard.chosen == [0, 199]


def test_places_beyond_the_range_of_32_bits_are_chosen(
    qtbot: QtBot, background: Background, finding: Finding, heard: Heard
) -> None:
    search(qtbot, background, finding, 1, 2**40, start=2**33)
    assert heard.chosen == [2**40]


def test_a_newer_search_replaces_the_one_under_way(
    qtbot: QtBot, background: Background, finding: Finding, heard: Heard
) -> None:
    def endless(watch: Watch) -> Portions:
        number = 100
        while True:
            watch.check()
            number += 1
            yield array("q", [number])

    finding.begin(endless)
    qtbot.waitUntil(lambda: bool(heard.chosen))
    finding.begin(places(5))
    qtbot.waitUntil(lambda: not background.running)
    assert heard.chosen == [101, 5]
    assert heard.said[-1] == "1 of 1"
    finding.begin(None)
    assert heard.said[-1] == ""


def test_a_search_that_fails_says_why(qtbot: QtBot, background: Background, finding: Finding, heard: Heard) -> None:
    def failing(watch: Watch) -> Portions:
        yield array("q", [1])
        raise StorageError(Text("The disk is gone."))

    finding.begin(failing)
    qtbot.waitUntil(lambda: not background.running)
    assert heard.said[-1] == "The disk is gone."
