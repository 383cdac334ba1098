"""What the program writes about itself: no API key in it, bugs shown and logged, and no more than a megabyte of it."""

from __future__ import annotations

import logging
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer import logging_setup
from viewer.errors import NetworkError
from viewer.model.api_key import ApiKey
from viewer.text import Text

CANARY = "canary+0123456789/abcdef=="
LOG = logging.getLogger("viewer.test")
BUGS: list[str] = []


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """A log in a folder that is not there yet; the reports of bugs come into BUGS."""
    ApiKey(CANARY)
    BUGS.clear()
    take_back = logging_setup.install(tmp_path / "data" / "log.txt", BUGS.append)
    yield tmp_path / "data" / "log.txt"
    take_back()


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    """The error as it is once it was raised, with a traceback, and with its cause."""
    try:
        raise error from cause
    except BaseException as caught:  # noqa: BLE001
        return caught


def uncaught(error: BaseException) -> None:
    sys.excepthook(type(error), error, error.__traceback__)


LEAKS: dict[str, Callable[[], None]] = {
    "message": lambda: LOG.info(f"asked https://x.example/?api_key={CANARY}&job_id=1"),
    "encoded": lambda: LOG.info("asked https://x.example/?api_key=%s", quote(CANARY, safe="")),
    "argument": lambda: LOG.info("the key is %s", CANARY),
    "argument that is no text": lambda: LOG.info("asked %r %d", {"headers": [CANARY]}, 7),
    "named argument": lambda: LOG.info("%(a)s", {"a": CANARY}),
    "message that is no text": lambda: LOG.info({"key": CANARY}),
    "damaged record": lambda: LOG.info("%d %d", CANARY),
    "exception": lambda: LOG.info("failed", exc_info=raised(ValueError(CANARY))),
    "cause": lambda: LOG.info("failed", exc_info=raised(ValueError("x"), raised(KeyError(CANARY)))),
    "key nobody has seen": lambda: LOG.info('{"api_key": "another-canary-0123"}'),
}


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS.keys())
def test_no_key_reaches_the_log(log: Path, leak: Callable[[], None]) -> None:
    leak()
    written = log.read_text()
    assert written.count("\n") >= 1
    assert "[API key]" in written
    assert "canary" not in written


@pytest.mark.expects_warning("A bug")
def test_no_key_reaches_the_terminal_or_a_report(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    uncaught(raised(ValueError(f"api_key={CANARY}"), raised(OSError(CANARY))))
    assert "canary" not in log.read_text() + "".join(BUGS)
    assert "[API key]" in BUGS[0]


def test_libraries_that_print_addresses_are_quiet(log: Path) -> None:
    for name in ("httpx", "httpcore", "httpcore.connection"):
        logging.getLogger(name).info("HTTP Request: GET https://x.example/")
    LOG.info("ours")
    assert log.read_text().count("\n") == 1


@pytest.mark.expects_warning("A bug")
def test_a_bug_is_logged_and_reported(log: Path) -> None:
    uncaught(raised(ZeroDivisionError("by zero")))
    assert "ZeroDivisionError: by zero" in log.read_text()
    assert "ZeroDivisionError: by zero" in BUGS[0]
    assert BUGS[0].startswith("Job Results Viewer ")
    assert str(Path.home()) not in BUGS[0]


@pytest.mark.expects_warning("A bug")
def test_a_bug_in_a_thread_is_logged_and_reported(log: Path) -> None:
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    assert len(BUGS) == 1
    assert "ZeroDivisionError" in log.read_text()


@pytest.mark.expects_warning("A bug")
def test_the_same_bug_again_and_again_is_reported_once(log: Path) -> None:
    bug, other = raised(ValueError("in every repaint")), raised(ValueError("another"))
    for error in (bug, bug, bug, other, bug):
        uncaught(error)
    assert [report.splitlines()[-1] for report in BUGS] == [
        "ValueError: in every repaint",
        "ValueError: another",
        "ValueError: in every repaint",
    ]
    assert log.read_text().count("CRITICAL") == 5


@pytest.mark.expects_warning("A bug", "could not be shown")
def test_a_bug_while_showing_a_bug_ends_there(tmp_path: Path) -> None:
    take_back = logging_setup.install(tmp_path / "log.txt", lambda report: BUGS[1_000_000].strip())
    uncaught(raised(ValueError("the first")))
    take_back()
    assert "IndexError" in (tmp_path / "log.txt").read_text()


def test_what_is_no_bug_is_not_reported(log: Path) -> None:
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    uncaught(raised(KeyboardInterrupt()))
    assert BUGS == []


@pytest.mark.expects_warning("Exception ignored")
def test_an_exception_that_python_ignores_is_logged(log: Path) -> None:
    class Careless:
        def __del__(self) -> None:
            raise ValueError(CANARY)

    Careless()
    assert "ValueError: [API key]" in log.read_text()
    assert BUGS == []


def test_only_the_owner_can_read_the_log(log: Path) -> None:
    LOG.info("x")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


def test_an_older_log_becomes_private(tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_text("older\n")
    path.chmod(0o644)
    logging_setup.install(path, BUGS.append)()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == "older\n"


def test_the_log_stays_under_a_megabyte(log: Path) -> None:
    for number in range(25):
        LOG.info("%d %s", number, "ä" * 50_000)
        LOG.info("%d %s", number, "x" * 19_000)
    files = list(log.parent.iterdir())
    assert len(files) == 2
    assert sum(file.stat().st_size for file in files) <= logging_setup.LARGEST_LOG
    assert "24 xxx" in log.read_text()


@pytest.mark.expects_warning("No log is written")
def test_a_log_that_can_not_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    take_back = logging_setup.install(tmp_path / "file" / "log.txt", BUGS.append)
    LOG.info("still alive")
    take_back()


def test_a_key_is_not_cut_in_half() -> None:
    ApiKey(CANARY)
    half = logging_setup.LONGEST_RECORD // 2
    report = logging_setup.report_of(ValueError("." * (half - 110) + CANARY * 3 + "." * half))
    assert "canary" not in report
    assert "[API" in report


def test_the_report_of_an_error_for_users_says_what_it_says() -> None:
    assert "No answer came." in logging_setup.report_of(NetworkError(Text("No answer came.")))


@settings(max_examples=60, deadline=None)
@given(message=st.text(max_size=60), arguments=st.lists(st.text(max_size=20) | st.integers() | st.none(), max_size=3))
def test_any_record_can_be_written(message: str, arguments: list[object]) -> None:
    record = logging.LogRecord("viewer.test", logging.INFO, __file__, 1, message, tuple(arguments), None)
    assert logging_setup.Redaction().filter(record)
    assert logging.Formatter("%(name)s %(message)s").format(record).startswith("viewer.test ")
