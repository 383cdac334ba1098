"""When a request is repeated by itself, and after how long: a pure reading of Retry-After, and a wait that is seen."""

from __future__ import annotations

import asyncio
import math
import re
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from viewer.text import Text
from viewer.watch import Watch

_SECONDS = re.compile(r"\d{1,9}", re.ASCII)


def wanted_delay(retry_after: str | None, date: str | None, longest_seconds: float) -> float | None:
    """Return the delay in seconds that a server asks for, or None where it asks for nothing sensible.

    `retry_after` and `date` are the headers of these names: a number of seconds, or a date, which is measured against the
    server's own clock where it tells it. Past, negative or junk values, and delays above `longest_seconds`, are None.
    """
    if retry_after is None:
        return None
    text = retry_after.strip()
    if _SECONDS.fullmatch(text):
        delay = float(text)
    else:
        until = _moment(text)
        if until is None:
            return None
        delay = (until - (_moment(date or "") or datetime.now(UTC))).total_seconds()
    return delay if 0 <= delay <= longest_seconds else None


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


async def wait_in_sight(delay: float, what: Text, watch: Watch) -> None:
    """Wait `delay` seconds, counting down before the user's eyes. Raises Cancelled."""
    until = time.monotonic() + delay
    while (left := until - time.monotonic()) > 0:
        watch.progress(0, doing=Text("{what} Trying again in {seconds} s …", what=what, seconds=math.ceil(left)))
        await asyncio.sleep(min(left, 1.0))
