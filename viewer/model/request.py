"""What is asked of the service: one result of one job, from one server."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from viewer.errors import RequestError
from viewer.text import Text

_JOB_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_TYPE_NAME = re.compile(r"[a-z0-9_]{1,64}")
_HOST = re.compile(r"(?=.{1,253}$)[\w-]{1,63}(?:\.[\w-]{1,63})*|[0-9a-f:.]*:[0-9a-f:.]*")  # a name or an address, IPv6 too
_LOOPBACK = re.compile(r"127(?:\.\d{1,3}){3}|::1|localhost")


@dataclass(frozen=True, slots=True)
class ResultRequest:
    """One request: `server` is the base URL ending in `/`, `job_id` a lower-case UUID, `type_name` the API's `type`.

    Raises RequestError where one of the three can't be asked; nothing but the `/` is ever repaired silently here.
    """

    server: str
    job_id: str
    type_name: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "server", checked_server(self.server))
        if not is_job_id(self.job_id):
            raise RequestError(
                Text("“{job_id}” is not a job ID.", job_id=self.job_id),
                advice=Text("A job ID has 32 hexadecimal digits, such as 6faefb7f-e468-43f6-988c-ddcfb315d958."),
            )
        if not is_type_name(self.type_name):
            raise RequestError(
                Text("“{name}” can't be the name of a metadata type.", name=self.type_name),
                advice=Text("A name has 1 to 64 small letters, digits and underscores."),
            )

    @property
    def host(self) -> str:
        """The server's host and port, as the library names its folder: no characters that a file name can't have."""
        parts = urlsplit(self.server)
        name = (parts.hostname or "").replace(":", "_")
        return name if parts.port is None else f"{name}_{parts.port}"


def is_job_id(text: str) -> bool:
    """True for a UUID in its plain lower-case form with hyphens."""
    return _JOB_ID.fullmatch(text) is not None


def is_type_name(text: str) -> bool:
    """True for what can be the API's name of a metadata type."""
    return _TYPE_NAME.fullmatch(text) is not None


def is_loopback(host: str) -> bool:
    """True where `host` is this computer: 127.0.0.0/8, ::1 or localhost."""
    return _LOOPBACK.fullmatch(host) is not None


def checked_server(server: str) -> str:
    """Return the base URL `server`, ending in `/`. Raises RequestError where it is not https (http on loopback only)."""
    try:
        parts = urlsplit(server)
        parts.port  # noqa: B018 - raises on a port that is no number
    except ValueError as error:
        raise _server_error(server, Text("It is not an address.")) from error
    host = parts.hostname or ""
    if not server.isprintable() or " " in server:
        raise _server_error(server, Text("An address has no spaces and no hidden characters."))
    if parts.username or parts.password or parts.query or parts.fragment or not host:
        raise _server_error(server, Text("It must be a plain address: no user, no question mark, no #."))
    if not _HOST.fullmatch(host):
        raise _server_error(server, Text("“{host}” is not the name of a server.", host=host))
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise _server_error(server, Text("The API key would travel unprotected: only https is allowed."))
    return server if server.endswith("/") else server + "/"


def _server_error(server: str, why: Text) -> RequestError:
    return RequestError(
        Text("The server address “{server}” can't be used.", server=server),
        why=why,
        advice=Text("Correct it in the settings. The usual address is https://api-eu.valossa.com/core/1.0/."),
    )
