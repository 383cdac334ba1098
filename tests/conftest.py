"""Rules for every test: fresh settings, no network but loopback, no unexpected warning, nothing left behind."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.support.left_behind import Snapshot, WarningLog, qt_warnings_into, unexpected
from tests.support.network_guard import NetworkGuard, guarded_network

if TYPE_CHECKING:
    from viewer.ui.background import Background

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_CACHE_HOME": ".cache",
    "XDG_STATE_HOME": ".state",
    "XDG_RUNTIME_DIR": "run",
}
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
_FOREIGN = (*_PROXIES, "JOB_RESULTS_VIEWER_", "SSL_CERT", "SSLKEYLOGFILE", "LANGUAGE")
_OFFSCREEN_NOISE = "^(Qt: )?This plugin does not support "
# What the multimedia library says of a computer without sound or a graphics card; the first test that needs it gets that.
_MULTIMEDIA_NOISE = (
    r"Couldn't (load|resolve) \S+( ?\(in plugin\))? (library|symbols)|pa_context_connect\(\) failed"
    r"|No RHI backend|No audio device detected"
)
_NOISE = (_OFFSCREEN_NOISE, _MULTIMEDIA_NOISE)
_LOG = pytest.StashKey[WarningLog]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "expects_warning(pattern, …): log records or Qt messages that must come and may come")
    settings.register_profile("same", derandomize=True)  # what passed passes until something changes
    settings.register_profile("search")
    if config.getoption("--hypothesis-profile", None) is None:
        settings.load_profile("same")


def pytest_sessionfinish() -> None:
    """What a test left on the clipboard is given up while Python is there; Qt would ask it when it is gone."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


def pytest_itemcollected(item: pytest.Item) -> None:
    ignored = [pattern for marker in item.iter_markers("qt_log_ignore") for pattern in marker.args]
    item.add_marker(pytest.mark.qt_log_ignore(*_NOISE, *_expected(item), *ignored), append=False)


def _expected(item: pytest.Item) -> list[str]:
    return [pattern for marker in item.iter_markers("expects_warning") for pattern in marker.args]


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder of this test's own, and none of the user's settings."""
    folder = tmp_path_factory.mktemp("home")
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    for name in [name for name in os.environ if name.upper().startswith(_FOREIGN)]:
        monkeypatch.delenv(name)
    for name, below in _FOLDERS.items():
        monkeypatch.setenv(name, str(folder / below))
    core = sys.modules.get("PySide6.QtCore")
    if core is not None:
        core.QStandardPaths.setTestModeEnabled(True)
        for kind in (core.QSettings.Format.IniFormat, core.QSettings.Format.NativeFormat):
            core.QSettings.setPath(kind, core.QSettings.Scope.UserScope, str(folder / ".config"))
    return folder


@pytest.fixture(scope="session")
def network() -> Iterator[NetworkGuard]:
    """Refuses everything but loopback, for the whole run."""
    with guarded_network() as guard:
        yield guard


@pytest.fixture(autouse=True)
def _nothing_left_behind(network: NetworkGuard, home: Path) -> Iterator[None]:
    """Set up before and taken down after all other fixtures of a test."""
    before = Snapshot()
    network.attempts.clear()
    api_key = sys.modules.get("viewer.model.api_key")
    keys = set(api_key.ApiKey._seen) if api_key is not None else set()
    yield
    if api_key is not None:
        api_key.ApiKey._seen.intersection_update(keys)  # a key of one test must not colour the texts of the next
    tried = [f"an attempt to reach {host}" for host in network.attempts]
    leftovers = [*before.leftovers(), *tried]
    if leftovers:
        pytest.fail("The test left behind " + "; ".join(leftovers), pytrace=False)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Any:
    item.stash[_LOG] = log = WarningLog()
    logging.getLogger().addHandler(log)
    try:
        return (yield)
    finally:
        logging.getLogger().removeHandler(log)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Any:
    outcome = yield
    log, patterns = item.stash[_LOG], _expected(item)
    qt_capture = getattr(item, "qt_log_capture", None)  # pytest-qt itself fails the test on what is not expected here
    came = [*log.messages, *(record.message for record in qt_capture.records)] if qt_capture else log.messages
    surprises = unexpected(log.messages, [*patterns, _MULTIMEDIA_NOISE])
    missing = [pattern for pattern in patterns if not any(re.search(pattern, message) for message in came)]
    log.messages.clear()
    if surprises:
        pytest.fail("Unexpected in the log:\n" + "\n".join(surprises), pytrace=False)
    if missing:
        pytest.fail(f"Expected warnings that did not come: {missing}", pytrace=False)
    return outcome


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Any:
    log = item.stash[_LOG]
    log.messages.clear()
    with qt_warnings_into(log.messages):
        outcome = yield
    surprises = unexpected(log.messages, [*_NOISE, *_expected(item)])
    if surprises:
        pytest.fail("Unexpected while taking the test down:\n" + "\n".join(surprises), pytrace=False)
    return outcome


@pytest.fixture
def background(qtbot: Any) -> Iterator[Background]:
    """A Background that is shut down after the test, which must not leave anything running in it."""
    from viewer.ui.background import Background

    background = Background()
    yield background
    if not background.is_closing:
        qtbot.waitUntil(lambda: not background.running, timeout=5000)
        background.shut_down()
