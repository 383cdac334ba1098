"""How long the client waits and how much it takes, in one frozen value; and the two errors that ask the user for more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from viewer.errors import ContentError, NetworkError, NextStep
from viewer.text import Text


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds on the monotonic clock, and bytes. `wire` is what travels, `decoded` what is written."""

    connect_seconds: float = 10.0  # name look-up, connection and TLS together, repeats included
    first_byte_seconds: float = 60.0  # from the sent request to the end of the headers
    stall_seconds: float = 30.0  # without any data
    pace_seconds: float = 120.0  # in each stretch of this length …
    least_bytes_per_second: float = 256.0  # … at least this much must come on average
    header_bytes: int = 64 * 1024  # httpcore itself never holds more than 100 KB
    wire_bytes: int = 1 << 30
    decoded_bytes: int = 1 << 30
    plausible_bytes: int = 1 << 40  # a stated length above this is nonsense, not a question
    expansion: int = 250  # decoded bytes per wire byte; JSON packs to a tenth, a gzip bomb to a thousandth
    expansion_free_bytes: int = 16 << 20  # up to here the ratio does not matter
    error_body_bytes: int = 1 << 20
    error_body_seconds: float = 10.0
    excess_seconds: float = 0.1  # wait this long for bytes after the stated end
    repeat_delays: tuple[float, ...] = (1.0, 4.0)  # seconds before each repeat; as many repeats as entries
    longest_wait_seconds: float = 300.0  # a server may ask for a longer delay, up to this


DEFAULT_LIMITS = Limits()


class TooLargeError(ContentError):
    """More bytes than the limits allow, yet plausible. `size` is what was stated, or what came until then.

    Fetching again with `wider_limits` takes it, if the user wants that.
    """

    def __init__(self, size: int, is_stated: bool, limits: Limits, **more: Any) -> None:
        limit = min(limits.wire_bytes, limits.decoded_bytes)
        super().__init__(
            Text("The result is very large: {size}.", size=size_words(size))
            if is_stated
            else Text("The result is very large: more than {size}.", size=size_words(size)),
            why=Text("Without asking, at most {limit} are fetched. Nothing was kept.", limit=size_words(limit)),
            advice=Text("If a result of this size is expected, fetch it with a higher limit."),
            **more,
        )
        self.size = size
        most = max(4 * limit, size + size // 4)
        self.wider_limits = replace(limits, wire_bytes=most, decoded_bytes=most)


class TooSlowError(NetworkError):
    """The data came, but too slowly to be worth waiting for without asking. `wider_limits` would wait for it."""

    def __init__(self, came: int, seconds: float, limits: Limits, **more: Any) -> None:
        super().__init__(
            Text("The service sends too slowly."),
            why=Text("In {seconds} s only {size} came. Nothing was kept.", seconds=round(seconds, 1), size=size_words(came)),
            advice=Text("Try again later, or fetch it without a limit for the speed."),
            step=NextStep.RETRY,
            **more,
        )
        self.wider_limits = replace(limits, least_bytes_per_second=0.0)


def size_words(size: int) -> str:
    """Return a number of bytes for people: "999 bytes", "1.5 MB"."""
    if size < 1000:
        return f"{size} bytes"
    number = float(size)
    for unit in ("kB", "MB", "GB"):
        number /= 1000
        if number < 999.95:
            return f"{number:.1f} {unit}"
    return f"{number / 1000:.1f} TB"
