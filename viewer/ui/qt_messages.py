"""Qt's own messages go to the log; and what happens in any thread can be told to the UI thread."""

from __future__ import annotations

import atexit
import logging
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def install() -> Callable[[], None]:
    """Send Qt's messages to the logger `qt`. Returns a function that takes this back; the end of the program does too."""
    previous = qInstallMessageHandler(_log_message)

    def take_back() -> None:
        qInstallMessageHandler(previous)
        atexit.unregister(take_back)

    atexit.register(take_back)  # Qt still speaks while Python is already gone
    return take_back


def _log_message(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    logging.getLogger("qt").log(_LEVELS[kind], "%s: %s", context.category or "default", message)


class ToUiThread(QObject):
    """Calls a function with a text in the UI thread, whichever thread it is called from."""

    _told = Signal(str)

    def __init__(self, function: Callable[[str], None]) -> None:
        """Build it in the UI thread."""
        super().__init__()
        self._function = function
        self._told.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def __call__(self, text: str) -> None:
        self._told.emit(text)

    def _call(self, text: str) -> None:
        self._function(text)
