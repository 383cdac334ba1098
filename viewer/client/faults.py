"""What every failure of the network means to the user: one table of faults, and one of how to recognise them."""

from __future__ import annotations

import os
import socket
import ssl
from dataclasses import dataclass
from typing import Any

import httpx

from viewer.client.course import Course, Phase, chain
from viewer.client.limits import Limits
from viewer.errors import NetworkError, NextStep
from viewer.model.api_key import redacted
from viewer.text import Text

_ONLINE = "Are you online? Check the internet connection, then try again."
_UNSAFE = "The API key was not sent. A proxy or a network that wants a login may be in between; try from another network."
_NOT_REPEATED = "Nothing was kept. The request is not repeated by itself, since the service may count it: try again."


@dataclass(frozen=True, slots=True)
class Fault:
    """Templates of what happened, why, and what to do; `is_repeated` where no connection was made."""

    what: str
    why: str
    advice: str
    is_repeated: bool = False


UNKNOWN_HOST = Fault("The server {host} can't be reached.", "Its name was not found.", _ONLINE, is_repeated=True)
UNREACHABLE = Fault("The server {host} can't be reached.", "{reason}.", _ONLINE, is_repeated=True)
NO_CONNECTION = Fault("The server {host} can't be reached.", "No connection came about within {connect} s.", _ONLINE)
PROXY_UNREACHABLE = Fault(
    "The proxy {proxy} can't be reached.",
    "The system's settings lead all requests through it. {reason}.",
    "Check the proxy in the system's network settings, or the connection to it.",
    is_repeated=True,
)
PROXY = Fault(
    "The proxy {proxy} let nothing through.",
    "It says: {reason}",
    "Ask whoever looks after your network; the proxy may want a user name and a password.",
)
PROXY_SETTING = Fault(
    "The system's proxy setting can't be used.",
    "Only http and https proxies with a complete address are understood.",
    "Correct the proxy in the system's network settings (or the variables HTTPS_PROXY and ALL_PROXY).",
)
ADDRESS = Fault(
    "The server address can't be used.",
    "It is not the name of a computer.",
    "Correct it in the settings. The usual address is https://api-eu.valossa.com/core/1.0/.",
)
SELF_SIGNED = Fault("No safe connection to {host}.", "Its certificate is one that it made itself (self-signed).", _UNSAFE)
EXPIRED = Fault(
    "No safe connection to {host}.",
    "Its certificate is out of date, or not valid yet.",
    "The API key was not sent. Check this computer's date and time; if they are right, the server is at fault.",
)
WRONG_HOST = Fault("No safe connection to {host}.", "Its certificate belongs to another server.", _UNSAFE)
UNTRUSTED = Fault("No safe connection to {host}.", "Its certificate is not trusted by this computer.", _UNSAFE)
OLD_TLS = Fault("No safe connection to {host}.", "It offers only an old, unsafe version of encryption, or none.", _UNSAFE)
NO_TLS = Fault("No safe connection to {host}.", "It ended the attempt to agree on encryption.", _UNSAFE)
TLS_STALL = Fault("No safe connection to {host}.", "It did not finish agreeing on encryption within {connect} s.", _UNSAFE)
CLOSED = Fault(
    "The server {host} can't be reached.", "It closed the connection without an answer.", f"Are you online? {_NOT_REPEATED}"
)
NO_ANSWER = Fault("The service does not answer.", "Its answer did not begin within {first_byte} s.", _NOT_REPEATED)
STALLED = Fault("The service stopped sending.", "Nothing more came for {stall} s.", _NOT_REPEATED)
INCOMPLETE = Fault("The result is incomplete.", "The connection ended before the result did.", _NOT_REPEATED)
UNEXPECTED = Fault(
    "The server gave an unexpected answer.",
    "It does not keep to the rules of the web (HTTP). Nothing was kept.",
    "Try again. If it happens again, check the server address in the settings; a proxy may be answering instead.",
)

_TIMES = (TimeoutError, httpx.TimeoutException)
_OLD_WORDS = ("UNSUPPORTED_PROTOCOL", "PROTOCOL_VERSION", "WRONG_VERSION", "NO_PROTOCOLS", "VERSION_TOO_LOW", "HTTP_REQUEST")


@dataclass(frozen=True, slots=True)
class Sign:
    """A fault is recognised by an exception of the chain, the phase, and words of its text (any of them)."""

    fault: Fault
    exceptions: tuple[type[BaseException], ...]
    phase: Phase | None = None
    words: tuple[str, ...] = ("",)
    is_through_proxy: bool = False

    def fits(self, error: BaseException, course: Course) -> bool:
        """True where this is what `error` is a sign of."""
        if self.phase not in (None, course.phase) or (self.is_through_proxy and not course.proxy):
            return False
        return any(isinstance(one, self.exceptions) and any(word in str(one) for word in self.words) for one in chain(error))


SIGNS = (  # the first that fits
    Sign(ADDRESS, (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError)),
    Sign(PROXY, (httpx.ProxyError,)),
    Sign(SELF_SIGNED, (ssl.SSLCertVerificationError,), words=("self-signed", "self signed")),
    Sign(EXPIRED, (ssl.SSLCertVerificationError,), words=("expired", "not yet valid")),
    Sign(WRONG_HOST, (ssl.SSLCertVerificationError,), words=("mismatch", "not valid for", "not match")),
    Sign(UNTRUSTED, (ssl.SSLCertVerificationError,)),
    Sign(OLD_TLS, (ssl.SSLError,), Phase.SECURING, _OLD_WORDS),
    Sign(TLS_STALL, _TIMES, Phase.SECURING),
    Sign(NO_TLS, (Exception,), Phase.SECURING),
    Sign(PROXY_UNREACHABLE, (OSError, httpx.TransportError), Phase.CONNECTING, is_through_proxy=True),
    Sign(UNKNOWN_HOST, (socket.gaierror,)),
    Sign(NO_CONNECTION, (httpx.TimeoutException,), Phase.CONNECTING),
    Sign(UNREACHABLE, (httpx.ConnectError,), Phase.CONNECTING),
    Sign(NO_CONNECTION, _TIMES, Phase.CONNECTING),
    Sign(NO_ANSWER, _TIMES, Phase.WAITING),
    Sign(CLOSED, (httpx.NetworkError,), Phase.WAITING),
    Sign(CLOSED, (httpx.RemoteProtocolError,), Phase.WAITING, ("disconnected",)),
    Sign(STALLED, _TIMES, Phase.RECEIVING),
    Sign(INCOMPLETE, (httpx.NetworkError,), Phase.RECEIVING),
    Sign(INCOMPLETE, (httpx.RemoteProtocolError,), Phase.RECEIVING, ("closed connection",)),
    Sign(UNEXPECTED, (httpx.ProtocolError,)),
    Sign(UNREACHABLE, (Exception,)),
)


def fault_of(error: BaseException, course: Course) -> Fault:
    """Return what `error` means at this point of `course`."""
    return next(sign.fault for sign in SIGNS if sign.fits(error, course))


def explained(fault: Fault, course: Course, limits: Limits, error: BaseException | None = None) -> NetworkError:
    """Return the sentences for `fault`, with the technical facts as details."""
    values: dict[str, Any] = {
        "host": course.host,
        "proxy": course.proxy,
        "reason": _reason(error),
        "connect": _plain(limits.connect_seconds),
        "first_byte": _plain(limits.first_byte_seconds),
        "stall": _plain(limits.stall_seconds),
    }
    return NetworkError(
        Text(fault.what, **values),
        why=Text(fault.why, **values),
        advice=Text(fault.advice, **values),
        details=course.details(error),
        step=NextStep.RETRY,
        status=course.status,
    )


def _reason(error: BaseException | None) -> str:
    """The system's own words where there are some."""
    causes = tuple(chain(error)) if error is not None else ()
    for cause in causes:
        if isinstance(cause, OSError) and not isinstance(cause, socket.gaierror | ssl.SSLError) and cause.errno:
            return os.strerror(cause.errno)
    return redacted(str(causes[0])) if causes and str(causes[0]) else "No reason is known"


def _plain(seconds: float) -> float:
    return int(seconds) if seconds == int(seconds) else seconds
