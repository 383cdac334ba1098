"""The log and the hooks for bugs: what the program writes about itself, with the API key taken out of all of it.

An exception that nobody caught is a bug: it goes to the log, and its report to a callback that shows it.
"""

from __future__ import annotations

import io
import logging
import os
import platform
import stat
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from viewer import __version__
from viewer.model.api_key import redacted

LARGEST_LOG = 1_000_000  # bytes, an older half included
LONGEST_RECORD = 20_000  # characters
_FORMAT = "%(asctime)s %(levelname)s %(name)s [%(threadName)s]: %(message)s"
_TALKATIVE = ("httpx", "httpcore")  # at INFO they print addresses, and with them the key
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_log = logging.getLogger(__name__)


class Redaction(logging.Filter):
    """Takes the API key out of a record's message, arguments, exception and stack, and cuts what is endless."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place, so that every handler after this one sees the same."""
        record.msg, record.args = _harmless(_message(record)), None
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = _harmless("".join(traceback.format_exception(*record.exc_info)).rstrip())
            record.exc_info = None  # its text says it all; the exception itself may hold a key
        if record.stack_info:
            record.stack_info = _harmless(record.stack_info)
        return True


class _PrivateFile(RotatingFileHandler):
    """A log file that only its owner can read, and its predecessor; together no larger than LARGEST_LOG."""

    def __init__(self, path: Path) -> None:
        # A quarter each, since a record is weighed in characters and may be four times as many bytes.
        super().__init__(path, maxBytes=LARGEST_LOG // 4, backupCount=1, encoding="utf-8", errors="backslashreplace")

    def _open(self) -> io.TextIOWrapper:
        return open(self.baseFilename, "a", encoding=self.encoding, errors=self.errors, opener=_open_privately)


def install(log_file: Path | None, on_bug: Callable[[str], None]) -> Callable[[], None]:
    """Start the log, and hand the report of every bug to `on_bug`, in the thread where it happened.

    The same bug twice in a row is reported once. A log file that can't be written is done without. Returns a function
    that takes all of this back.
    """
    outputs = [_outlet(output) for output in (_file(log_file), _terminal()) if output is not None]
    root, hooks = logging.getLogger(), _Hooks(on_bug)
    levels = {name: logging.getLogger(name).level for name in ("", *_TALKATIVE)}
    root.setLevel(logging.INFO)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    for output in outputs:
        root.addHandler(output)
    hooks.install()

    def take_back() -> None:
        hooks.take_back()
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        for output in outputs:
            root.removeHandler(output)
            output.close()

    return take_back


def report_of(error: BaseException) -> str:
    """Return what a developer needs to know of a bug, as text to copy: no API key, no name of the home folder."""
    lines = traceback.format_exception(error)
    place = f"Job Results Viewer {__version__}, Python {platform.python_version()}, {platform.platform()}"
    return _harmless(f"{place}\n\n{''.join(lines)}".rstrip().replace(str(Path.home()), "~"))


class _Hooks:
    """Python's hooks for exceptions that nobody caught."""

    def __init__(self, on_bug: Callable[[str], None]) -> None:
        self._on_bug = on_bug
        self._last = ""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    def install(self) -> None:
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        sys.unraisablehook = self._unraisable

    def take_back(self) -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.critical("A bug", exc_info=(kind, error, trace))
        report = report_of(error)
        if report == self._last:
            return
        self._last = report
        try:
            self._on_bug(report)
        except Exception:  # noqa: BLE001 - showing one bug must not become the next, endlessly
            _log.critical("The bug could not be shown", exc_info=True)

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self._uncaught(args.exc_type, args.exc_value, args.exc_traceback)

    def _unraisable(self, args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            place = f"{args.err_msg or 'Exception ignored in'}: {args.object!r}"
            _log.error("%s", place, exc_info=(args.exc_type, args.exc_value, args.exc_traceback))


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001 - a damaged record is a record all the same
        return f"{record.msg!r} {record.args!r}"


def _harmless(text: str) -> str:
    text = redacted(text)  # before it is cut, so that no half of a key is left
    return text if len(text) <= LONGEST_RECORD else text[: LONGEST_RECORD // 2] + "\n…\n" + text[-LONGEST_RECORD // 2 :]


def _outlet(output: logging.Handler) -> logging.Handler:
    output.addFilter(Redaction())
    output.setFormatter(logging.Formatter(_FORMAT))
    return output


def _terminal() -> logging.Handler | None:
    """Errors also go to the terminal, where there is one (a windowed program on Windows has none)."""
    if sys.stderr is None:
        return None
    output = logging.StreamHandler(sys.stderr)
    output.setLevel(logging.ERROR)
    return output


def _file(path: Path | None) -> logging.Handler | None:
    if path is None:
        return None
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return _PrivateFile(path)
    except OSError as error:
        _log.warning("No log is written: %s", error)
        return None


def _open_privately(name: str, flags: int) -> int:
    number = os.open(name, flags | _NO_LINKS, 0o600)
    if hasattr(os, "fchmod") and stat.S_IMODE(os.fstat(number).st_mode) != 0o600:
        os.fchmod(number, 0o600)
    return number
