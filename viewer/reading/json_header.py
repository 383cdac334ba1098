"""What a JSON result says of its job and itself: job, title, duration, frame rate, picture size and versions."""

from __future__ import annotations

import math
import re
from typing import Any

from viewer.errors import ContentError
from viewer.model.json_document import JsonDocument, JsonKind, JsonNode
from viewer.model.request import is_job_id
from viewer.model.result import Header, Problem
from viewer.text import Text

NEWEST_KNOWN_MAJOR = 1
_LONGEST = 1 << 16
_VERSION = re.compile(r"\s*v?(\d{1,9})(?!\d)")


def header(document: JsonDocument) -> Header:
    """Return what the document says of itself; None for what it does not say, or not in a way that can be used.

    FORMATS.md B2 and C4, known. The title is the customer's, else the one of the request.
    """
    version, job, media = (document.member(document.root, name) for name in ("version_info", "job_info", "media_info"))
    technical = _at(document, media, "technical")
    size = _at(document, technical, "resolution")
    return Header(
        job_id=_job_id(document, job),
        metadata_type=_text(document, version, "metadata_type"),
        format_version=_text(document, version, "metadata_format") or _text(document, version, "metadata_format_version"),
        backend_version=_text(document, version, "backend"),
        title=_text(document, media, "from_customer", "title") or _text(document, job, "request", "media", "title"),
        duration_seconds=_positive(document, technical, "duration_s"),
        fps=_positive(document, technical, "fps"),
        width=_pixels(document, size, "x_pixels"),
        height=_pixels(document, size, "y_pixels"),
    )


def job_id(document: JsonDocument) -> str | None:
    """Return the job that a document says it belongs to; a UUID in small letters."""
    return _job_id(document, document.member(document.root, "job_info"))


def metadata_type(document: JsonDocument) -> str | None:
    """Return the metadata type that a document says it is."""
    return _text(document, document.member(document.root, "version_info"), "metadata_type")


def version_problem(known: Header) -> Problem | None:
    """Return a problem where the format is newer than what is known here: its first number says that its structure changed.

    FORMATS.md B1, known: versions are compared by their numbers.
    """
    found = _VERSION.match(known.format_version or "")
    if found is None or int(found[1]) <= NEWEST_KNOWN_MAJOR:
        return None
    sentence = Text(
        "This is format {version}, newer than what is known here; parts may be missing. The JSON tree shows everything.",
        version=known.format_version,
    )
    return Problem(sentence, path="$.version_info")


def at(document: JsonDocument, *names: str) -> JsonNode | None:
    """Return the node that these member names lead to from the root, or None."""
    return _at(document, document.root, *names)


def _at(document: JsonDocument, node: JsonNode | None, *names: str) -> JsonNode | None:
    for name in names:
        node = document.member(node, name) if node is not None else None
    return node


def _job_id(document: JsonDocument, job: JsonNode | None) -> str | None:
    name = _text(document, job, "job_id")
    return name.lower() if name is not None and is_job_id(name.lower()) else name


def _value(document: JsonDocument, node: JsonNode | None, *names: str) -> Any:
    node = _at(document, node, *names)
    if node is None or node.kind.is_container or node.kind is JsonKind.INVALID or node.stop - node.start > _LONGEST:
        return None
    if node.kind is JsonKind.STRING:
        return document.shown(node, _LONGEST)
    try:
        return document.value(node)
    except ContentError:
        return None


def _text(document: JsonDocument, node: JsonNode | None, *names: str) -> str | None:
    value = _value(document, node, *names)
    if isinstance(value, bool) or value is None:
        return None
    return str(value).strip() or None


def _positive(document: JsonDocument, node: JsonNode | None, *names: str) -> float | None:
    value = _value(document, node, *names)
    if value is None or isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and number > 0 else None


def _pixels(document: JsonDocument, node: JsonNode | None, *names: str) -> int | None:
    number = _positive(document, node, *names)
    return int(number) if number is not None and number < 1e6 else None
