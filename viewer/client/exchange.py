"""A request with its repeats, run in a loop of its own; what leaves here holds no trace of the URL or the API key."""

from __future__ import annotations

import time
from typing import BinaryIO

from viewer.client.ask import Answer, Ask
from viewer.client.attempt import Attempt, safety_for
from viewer.client.limits import Limits
from viewer.client.loop import run
from viewer.client.repeats import wait_in_sight
from viewer.errors import Cancelled, NextStep, RequestError, ViewerError
from viewer.text import Text
from viewer.watch import Watch


def exchange(ask: Ask, into: BinaryIO, watch: Watch, limits: Limits) -> Answer:
    """Send `ask`, write the decoded body of a 200 into `into`. Raises ViewerError and Cancelled.

    Repeats by itself only where no connection was made and the time for connecting is not over, or where the status says
    so; never after a time-out once the request was sent, never once a body began to be kept.
    """
    if not ask.key:
        raise RequestError(
            Text("There is no API key."),
            advice=Text("Paste the API key of your subscription into the key field."),
            step=NextStep.KEY,
        )
    failure: ViewerError | None = None
    try:
        answer = run(lambda: _with_repeats(ask, into, watch, limits), watch)
    except ViewerError as error:
        failure = error
    if watch.is_cancelled:
        raise Cancelled
    if failure is not None:
        raise bare(failure)
    return answer


def bare(error: ViewerError) -> ViewerError:
    """Cut off the frames and exceptions that `error` came from: they hold the URL with the key."""
    error.__traceback__ = error.__cause__ = error.__context__ = None
    return error


async def _with_repeats(ask: Ask, into: BinaryIO, watch: Watch, limits: Limits) -> Answer:
    safety = safety_for(ask.server)
    delays = iter(limits.repeat_delays)
    attempts = 0
    connect_until = time.monotonic() + limits.connect_seconds
    while True:
        attempts += 1
        outcome = await Attempt(ask, into, watch, limits, connect_until - time.monotonic()).outcome(safety)
        if isinstance(outcome, Answer):
            return outcome
        delay = next(delays, None) if outcome.is_repeatable else None
        if delay is not None and outcome.wanted_delay is not None:
            delay = outcome.wanted_delay
        is_too_late = not outcome.was_connected and delay is not None and time.monotonic() + delay >= connect_until
        if delay is None or is_too_late:
            outcome.error.details += f"\nAttempts: {attempts}"
            raise outcome.error
        await wait_in_sight(delay, outcome.error.what, watch)
        if outcome.was_connected:
            connect_until = time.monotonic() + limits.connect_seconds
