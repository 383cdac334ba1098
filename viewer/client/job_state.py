"""Asks how far a job is: GET job_status. Tolerant of other names, other types and more keys than are documented."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, replace
from typing import Any

from viewer.client.ask import Ask
from viewer.client.exchange import bare, exchange
from viewer.client.limits import DEFAULT_LIMITS, Limits
from viewer.errors import ContentError, NextStep, ServiceError, ViewerError
from viewer.model.api_key import ApiKey, redacted
from viewer.model.error_body import error_messages
from viewer.model.request import ResultRequest, checked_server
from viewer.text import Text, visible
from viewer.watch import Watch

_LARGEST_BODY = 1 << 20
_LONGEST_POLL_SECONDS = 24 * 3600
_NAMES = {
    "status": ("status", "job_status"),
    "media_transfer_status": ("media_transfer_status",),
    "details": ("details",),
    "poll_again_after_seconds": ("poll_again_after_seconds", "poll_again_after_s"),
}


@dataclass(frozen=True, slots=True)
class JobStatus:
    """What the service says of a job. `status` is an open vocabulary ("" where it is missing); `other` is all else."""

    status: str
    media_transfer_status: str
    details: str | None
    poll_again_after_seconds: int | None
    other: dict[str, Any]


def job_status(server: str, job_id: str, key: ApiKey, watch: Watch, limits: Limits = DEFAULT_LIMITS) -> JobStatus:
    """Return how far the job is. FORMATS.md A2, known. Raises like `fetch`, and ServiceError for an error body."""
    ResultRequest(server, job_id, "core")  # raises where these can't be asked
    body = io.BytesIO()
    small = replace(limits, wire_bytes=_LARGEST_BODY, decoded_bytes=_LARGEST_BODY)
    exchange(Ask(checked_server(server), "job_status", (("job_id", job_id),), key), body, watch, small)
    try:
        return parsed_status(body.getvalue())
    except ViewerError as error:
        failure = error
    raise bare(failure)  # the body may hold the key


def parsed_status(body: bytes) -> JobStatus:
    """Read the body of job_status. Raises ServiceError for an error body, ContentError for what is no status at all."""
    messages = error_messages(body)
    if messages:
        words = visible("; ".join(messages), 500)
        error = ServiceError(
            Text("The service can't say how far the job is."),
            why=Text("The service says: “{words}”", words=words),
            advice=Text("Check the job ID and the API key."),
            step=NextStep.RETRY,
            status=200,
        )
        error.server_words = words
        raise error
    try:
        fields = json.loads(redacted(body.decode(json.detect_encoding(body), "replace")))
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise ContentError(
            Text("The service's answer about the job can't be understood."),
            why=Text("It is not a JSON object."),
            advice=Text("Try again later."),
            step=NextStep.RETRY,
            status=200,
        )
    known = {name: _first(fields, names) for name, names in _NAMES.items()}
    used = {name for names in _NAMES.values() for name in names}
    return JobStatus(
        status=_word(known["status"]),
        media_transfer_status=_word(known["media_transfer_status"]),
        details=None if known["details"] is None else _word(known["details"]),
        poll_again_after_seconds=_seconds(known["poll_again_after_seconds"]),
        other={name: value for name, value in fields.items() if name not in used},
    )


def _first(fields: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((fields[name] for name in names if fields.get(name) is not None), None)


def _word(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return redacted(value)
    try:
        return json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return "…"


def _seconds(value: Any) -> int | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if is_number and 0 <= value <= _LONGEST_POLL_SECONDS else None
