"""What a test must not leave behind: threads, timers, windows, tasks and changed hooks; and warnings nobody expected.

Qt is looked at only where a test already brought it in.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

PATIENCE_SECONDS = float(os.environ.get("TEST_PATIENCE_SECONDS", "5"))
_QT_OWN_WINDOWS = {"QTipLabel"}  # Qt keeps its last tooltip


class WarningLog(logging.Handler):
    """Collects every log record of WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = logging.Formatter("%(levelname)s %(name)s: %(message)s").format(record)
        self.messages.append(text)


def unexpected(messages: Sequence[str], patterns: Sequence[str]) -> list[str]:
    """Return the messages that match none of the patterns."""
    return [message for message in messages if not any(re.search(pattern, message) for pattern in patterns)]


@contextmanager
def qt_warnings_into(messages: list[str]) -> Iterator[None]:
    """Within the block, add Qt's own warnings to `messages`, where Qt is there at all."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None:
        yield
        return
    serious = (core.QtMsgType.QtWarningMsg, core.QtMsgType.QtCriticalMsg, core.QtMsgType.QtFatalMsg)

    def note(kind: Any, _: Any, text: str) -> None:
        if kind in serious:
            messages.append(f"Qt: {text}")

    previous = core.qInstallMessageHandler(note)
    try:
        yield
    finally:
        core.qInstallMessageHandler(previous)


class Snapshot:
    """What there is now; `leftovers` tells what has come since and is still there."""

    def __init__(self) -> None:
        self._threads = set(threading.enumerate())
        self._hooks = (sys.excepthook, threading.excepthook)
        self._handlers = list(logging.getLogger().handlers)
        self._timers = {id(timer) for timer in _active_timers()}
        self._windows = {id(window) for window in _windows()}

    def leftovers(self) -> list[str]:
        """One sentence for each thing left behind."""
        _delete_what_qt_deletes_later()
        timers = [f"a running timer: {timer}" for timer in _active_timers() if id(timer) not in self._timers]
        return [*self._new_threads(), *timers, *self._new_windows(), *self._changed_hooks()]

    def _new_threads(self) -> list[str]:
        found = []
        for thread in set(threading.enumerate()) - self._threads:
            if not isinstance(thread, threading._DummyThread):  # Python's stand-in for a thread of Qt
                thread.join(PATIENCE_SECONDS)
                found += [f"a running thread: {thread.name}"] if thread.is_alive() else []
        return found

    def _new_windows(self) -> list[str]:
        windows = [window for window in _windows() if id(window) not in self._windows]
        if windows:
            del windows
            gc.collect()  # an unshown window in a reference cycle is garbage, not a leftover
            _delete_what_qt_deletes_later()
        return [f"a window: {window}" for window in _windows() if id(window) not in self._windows]

    def _changed_hooks(self) -> list[str]:
        changed = [] if (sys.excepthook, threading.excepthook) == self._hooks else ["a changed exception hook"]
        added = [handler for handler in logging.getLogger().handlers if handler not in self._handlers]
        return changed + [f"a log handler: {handler}" for handler in added]


def _application() -> Any:
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets.QApplication.instance() if widgets is not None else None


def _delete_what_qt_deletes_later() -> None:
    if _application() is not None:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _active_timers() -> list[Any]:
    if _application() is None:
        return []
    from PySide6.QtCore import QTimer
    from shiboken6 import Shiboken

    return [timer for timer in Shiboken.getAllValidWrappers() if isinstance(timer, QTimer) and timer.isActive()]


def _windows() -> list[Any]:
    app = _application()
    return [] if app is None else [w for w in app.topLevelWidgets() if w.parent() is None and not _is_of_qt(w)]


def _is_of_qt(window: Any) -> bool:
    return window.metaObject().className() in _QT_OWN_WINDOWS
