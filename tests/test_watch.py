"""Work reports how far it has come, and notices when the user pressed Stop."""

from __future__ import annotations

import threading

import pytest

from viewer.errors import Cancelled
from viewer.text import Text
from viewer.watch import REPORTS_PER_SECOND, Progress, Watch


def test_work_goes_on_until_it_is_cancelled() -> None:
    watch = Watch()
    watch.check()
    watch.progress(1)
    assert not watch.is_cancelled
    watch.cancel()
    assert watch.is_cancelled
    with pytest.raises(Cancelled):
        watch.check()
    with pytest.raises(Cancelled):
        watch.progress(2)


def test_progress_reaches_the_one_who_asked() -> None:
    reports: list[Progress] = []
    Watch(reports.append).progress(5, 10, doing=Text("reading"), in_bytes=True)
    assert reports == [Progress(5, 10, Text("reading"), in_bytes=True)]


def test_progress_is_reported_rarely_but_the_end_always() -> None:
    reports: list[Progress] = []
    watch = Watch(reports.append)
    total = 10_000
    for done in range(1, total + 1):
        watch.progress(done, total)
    assert reports[0].done == 1
    assert reports[-1].done == total
    assert len(reports) < total / 10  # 20 a second: the loop takes far less than 50 seconds


def test_something_new_is_reported_at_once() -> None:
    reports: list[Progress] = []
    watch = Watch(reports.append)
    for doing in ("fetching", "fetching", "keeping", "reading"):
        watch.progress(0, 9, doing=Text(doing))
    assert [str(report.doing) for report in reports] == ["fetching", "keeping", "reading"]


def test_a_heading_stands_before_what_is_done() -> None:
    reports: list[Progress] = []
    watch = Watch(reports.append)
    watch.heading = Text("3 of 9")
    watch.progress(0, doing=Text("reading"))
    assert str(reports[0].doing) == "3 of 9: reading"


def test_a_heading_stands_alone_where_nothing_else_is_said() -> None:
    reports: list[Progress] = []
    watch = Watch(reports.append)
    watch.heading = Text("3 of 9")
    watch.progress(0)
    assert str(reports[0].doing) == "3 of 9"


def test_parts_are_handed_over_even_after_stop() -> None:
    parts: list[object] = []
    watch = Watch(hand_over=parts.append)
    watch.hand_over("one")
    watch.cancel()
    watch.hand_over("two")
    assert parts == ["one", "two"]
    Watch().hand_over("to nobody")


def test_cancel_wakes_what_waits() -> None:
    watch, woken = Watch(), threading.Event()
    waits = threading.Event()

    def work() -> None:
        with watch.on_cancel(woken.set):
            waits.set()
            woken.wait()

    thread = threading.Thread(target=work)
    thread.start()
    waits.wait()
    watch.cancel()
    thread.join()
    assert woken.is_set()


def test_what_begins_to_wait_after_cancel_is_woken_at_once() -> None:
    watch, woken = Watch(), threading.Event()
    watch.cancel()
    with watch.on_cancel(woken.set):
        assert woken.is_set()


def test_what_has_ended_is_not_woken() -> None:
    watch, woken = Watch(), threading.Event()
    with watch.on_cancel(woken.set):
        pass
    watch.cancel()
    assert not woken.is_set()


def test_every_one_that_waits_is_woken() -> None:
    watch, calls = Watch(), []
    with watch.on_cancel(lambda: calls.append("outer")), watch.on_cancel(lambda: calls.append("inner")):
        watch.cancel()
    assert sorted(calls) == ["inner", "outer"]


def test_the_rate_is_that_of_the_design() -> None:
    assert REPORTS_PER_SECOND == 20


def test_early_parts_reach_who_shows_them_and_only_meanwhile() -> None:
    watch = Watch()
    shown: list[object] = []
    watch.show_early("before")
    with watch.showing_early(shown.append):
        assert watch.wants_early
        watch.show_early("during")
    watch.show_early("after")
    assert shown == ["during"]
    assert not watch.wants_early
