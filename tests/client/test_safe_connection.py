"""A server that can't prove who it is gets no key; which of the reasons it is, is said."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from tests.support.misbehaving_server import Connection, MisbehavingServer, whole
from tests.support.one_fetch import fetch_from, is_fault
from viewer.client.faults import EXPIRED, NO_TLS, OLD_TLS, SELF_SIGNED, TLS_STALL, UNTRUSTED, WRONG_HOST, Fault
from viewer.errors import NextStep

CERTIFICATES = Path(__file__).parent.parent / "support" / "certificates"


def presenting(certificate: str) -> ssl.SSLContext:
    """The server's side of TLS, with one of the made-up certificates."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{certificate}.pem")
    return context


@pytest.fixture
def _trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """This computer trusts the made-up authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))


@pytest.mark.usefixtures("_trusting")
def test_a_trusted_server_is_asked() -> None:
    with MisbehavingServer(tls=presenting("good")) as server:
        server.uses(server.answers(whole(b"{}")))
        outcome = fetch_from(server.server)
    assert outcome.body == b"{}"
    assert len(server.requests) == 1


REFUSED: dict[str, Fault] = {"self_signed": SELF_SIGNED, "expired": EXPIRED, "other_host": WRONG_HOST}


@pytest.mark.usefixtures("_trusting")
@pytest.mark.parametrize("certificate", REFUSED)
def test_a_certificate_that_proves_nothing_is_refused(certificate: str) -> None:
    with MisbehavingServer(tls=presenting(certificate)) as server:
        server.uses(server.answers(whole(b"{}")))
        error = fetch_from(server.server).failure
    assert is_fault(error, REFUSED[certificate]), error
    assert error.step is NextStep.RETRY
    assert "API key was not sent" in str(error)
    assert (server.connections, server.requests) == (1, [])


def test_a_certificate_of_an_unknown_authority_is_refused() -> None:
    with MisbehavingServer(tls=presenting("good")) as server:
        server.uses(server.answers(whole(b"{}")))
        error = fetch_from(server.server).failure
    assert is_fault(error, UNTRUSTED), error
    assert server.requests == []


@pytest.mark.filterwarnings("ignore:.*TLSVersion.TLSv1_1 is deprecated")
def test_an_old_version_of_tls_is_refused() -> None:
    old = presenting("good")
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    with MisbehavingServer(tls=old) as server:
        server.uses(server.answers(whole(b"{}")))
        error = fetch_from(server.server).failure
    assert is_fault(error, OLD_TLS), error
    assert server.requests == []


UNABLE: dict[str, tuple[bytes, tuple[Fault, ...]]] = {
    "speaks no TLS": (b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", (OLD_TLS,)),
    "closes": (b"", (NO_TLS,)),
    "sends rubbish": (b"\x16\x03\x03\x00\x05rubbish", (NO_TLS,)),
}


@pytest.mark.parametrize("how", UNABLE)
def test_a_server_that_can_not_agree_on_tls_is_refused(server: MisbehavingServer, how: str) -> None:
    sent, faults = UNABLE[how]

    def script(connection: Connection) -> None:
        connection.is_closed_within(1)  # the client's greeting came; what is in it is of no interest
        connection.send(sent)

    server.uses(script)
    error = fetch_from(server.server.replace("http:", "https:")).failure
    assert any(is_fault(error, fault) for fault in faults), error
    assert server.connections == 1


def test_a_handshake_that_stalls_ends_at_the_limit_for_connecting(server: MisbehavingServer) -> None:
    server.uses(server.stall)
    error = fetch_from(server.server.replace("http:", "https:"), connect_seconds=0.5).failure
    assert is_fault(error, TLS_STALL), error
    assert server.saw_close.wait(5)
