"""What is asked of the service, and what one attempt brings: an answer, or a setback."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from viewer.errors import ViewerError
from viewer.model.api_key import ApiKey


@dataclass(frozen=True, slots=True)
class Ask:
    """A GET request of the API: `server` ends in a slash, `call` is its method's name, the key is not yet in it."""

    server: str
    call: str
    parameters: tuple[tuple[str, str], ...]
    key: ApiKey

    @property
    def words(self) -> str:
        """The request without the key."""
        return f"GET {self.server}{self.call}?{urlencode(self.parameters)}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A body that came whole and was written. `size` in decoded bytes; `content_type` as the server claims it.

    `is_complete_known` is False where the body ended with the connection and nothing proves that it is all.
    """

    status: int
    content_type: str
    size: int
    is_complete_known: bool


@dataclass(frozen=True, slots=True)
class Setback:
    """An attempt without an answer. `wanted_delay` is the delay in seconds that the server asks for."""

    error: ViewerError
    is_repeatable: bool
    was_connected: bool
    wanted_delay: float | None = None
