"""The system's proxy is obeyed for the service, never for this computer; its faults are told without its password."""

from __future__ import annotations

import socket

import pytest

from tests.support.misbehaving_server import Connection, MisbehavingServer, head, whole
from tests.support.one_fetch import fetch_from, is_fault
from viewer.client.faults import PROXY, PROXY_SETTING, PROXY_UNREACHABLE, Fault
from viewer.errors import NextStep, ViewerError

SERVICE = "https://service.invalid/core/1.0/"


def use_proxy(monkeypatch: pytest.MonkeyPatch, address: str, variable: str = "HTTPS_PROXY") -> None:
    """Set the system's proxy for https."""
    monkeypatch.setenv(variable, address)


def check_names_no_password(error: ViewerError) -> None:
    """The proxy's own user and password are in no text."""
    for text in (str(error), error.details):
        assert "hush" not in text
        assert "somebody" not in text


def test_the_service_is_asked_through_the_proxy(server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch) -> None:
    use_proxy(monkeypatch, f"http://somebody:hush@127.0.0.1:{server.port}")
    server.uses(server.answers(head("407 Proxy Authentication Required") + b"hush"))
    error = fetch_from(SERVICE).failure
    assert is_fault(error, PROXY), error
    assert f"127.0.0.1:{server.port}" in str(error)
    assert "407 Proxy Authentication Required" in str(error)
    assert server.connections == 1
    assert server.requests[0].startswith("CONNECT service.invalid:443 ")
    assert "api_key" not in server.requests[0]
    check_names_no_password(error)


def test_a_proxy_that_stalls_ends_at_the_limit(server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch) -> None:
    use_proxy(monkeypatch, f"http://127.0.0.1:{server.port}")
    server.uses(server.stall)
    error = fetch_from(SERVICE, connect_seconds=0.3).failure
    assert is_fault(error, PROXY_UNREACHABLE), error
    assert server.saw_close.wait(5)
    assert server.connections == 1


@pytest.mark.parametrize("sent", [b"", b"220 mail.example\r\n\r\n"], ids=["nothing", "rubbish"])
def test_a_proxy_that_is_none(server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    use_proxy(monkeypatch, f"http://127.0.0.1:{server.port}")

    def script(connection: Connection) -> None:
        connection.read_request()
        connection.send(sent)

    server.uses(script)
    error = fetch_from(SERVICE).failure
    assert is_fault(error, PROXY_UNREACHABLE), error
    assert server.connections == 1


def test_a_proxy_that_is_not_there_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    use_proxy(monkeypatch, f"http://somebody:hush@127.0.0.1:{port}")
    error = fetch_from(SERVICE).failure
    assert is_fault(error, PROXY_UNREACHABLE), error
    assert f"The proxy 127.0.0.1:{port} can't be reached." in str(error)
    assert "Connection refused" in str(error)
    assert error.details.endswith("Attempts: 3")
    check_names_no_password(error)


SETTINGS: dict[str, Fault] = {
    "socks5://somebody:hush@127.0.0.1:1080": PROXY_SETTING,
    "ftp://somebody:hush@127.0.0.1:21": PROXY_SETTING,
    "http://somebody:hush@127.0.0.1:many": PROXY_SETTING,
    "http://somebody:hush@[::1": PROXY_SETTING,
}


@pytest.mark.parametrize("address", SETTINGS)
@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY"])
def test_a_proxy_setting_that_can_not_be_used(monkeypatch: pytest.MonkeyPatch, address: str, variable: str) -> None:
    use_proxy(monkeypatch, address, variable)
    error = fetch_from(SERVICE).failure
    assert is_fault(error, SETTINGS[address]), error
    assert error.step is NextStep.RETRY
    check_names_no_password(error)


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_this_computer_is_never_asked_through_a_proxy(
    server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    with MisbehavingServer() as proxy:
        proxy.uses(proxy.answers(whole(b"from the proxy")))
        use_proxy(monkeypatch, f"http://127.0.0.1:{proxy.port}", variable)
        server.uses(server.answers(whole(b"from the server")))
        for address in (server.server, server.server.replace("127.0.0.1", "localhost")):
            assert fetch_from(address).body == b"from the server"
    assert proxy.connections == 0
