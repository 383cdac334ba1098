"""Qt's messages reach the log, and a bug in a thread reaches the UI thread."""

from __future__ import annotations

import logging
import threading

import pytest
from PySide6.QtCore import QLoggingCategory, QThread, qCCritical, qCWarning, qDebug, qWarning
from pytestqt.qtbot import QtBot

from viewer.ui import qt_messages


@pytest.fixture
def qt_log(qapp: object, caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    take_back = qt_messages.install()
    caplog.set_level(logging.DEBUG, "qt")
    yield caplog
    take_back()


@pytest.mark.expects_warning("default: a pixmap is null", "qt.somewhere: it is worse")
def test_messages_have_their_level_and_category(qt_log: pytest.LogCaptureFixture) -> None:
    qDebug("by the way")
    qWarning("a pixmap is null")
    qCCritical(QLoggingCategory("qt.somewhere"), "it is worse")
    assert [(record.levelname, record.getMessage()) for record in qt_log.records] == [
        ("DEBUG", "default: by the way"),
        ("WARNING", "default: a pixmap is null"),
        ("ERROR", "qt.somewhere: it is worse"),
    ]


@pytest.mark.expects_warning("100% of %s")
def test_percent_signs_are_only_signs(qt_log: pytest.LogCaptureFixture) -> None:
    qCWarning(QLoggingCategory("qt.%d"), "100% of %s")
    assert qt_log.messages == ["qt.%d: 100% of %s"]


@pytest.mark.expects_warning("not for the log")
def test_it_can_be_taken_back(qapp: object, caplog: pytest.LogCaptureFixture) -> None:
    qt_messages.install()()
    qWarning("not for the log")
    assert caplog.records == []


def test_what_a_thread_tells_is_heard_in_the_ui_thread(qtbot: QtBot) -> None:
    heard: list[tuple[str, bool]] = []
    tell = qt_messages.ToUiThread(lambda text: heard.append((text, QThread.isMainThread())))
    thread = threading.Thread(target=tell, args=("a report",))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [("a report", True)]
