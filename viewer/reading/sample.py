"""What a file looks like from its beginning: empty, a web page, JSON with these names at its top, or text.

The head is read. Only where a JSON file's head does not say which type and job it is (its members stand in any order), the
whole file is indexed.
"""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from typing import Literal

from viewer.errors import ContentError
from viewer.model.error_body import LONGEST_BODY, error_messages
from viewer.model.json_document import JsonKind
from viewer.model.result import Source
from viewer.reading.json_checks import other_encoding
from viewer.reading.json_header import job_id, metadata_type
from viewer.reading.json_index import index
from viewer.reading.source import BytesSource, slices
from viewer.reading.text_decoding import decode
from viewer.watch import Watch

HEAD = 1 << 16
MOST_KEYS = 1000
_BLANK = b"\0 \t\r\n\v\f"
_BLANK_TEXT = "\0 \t\r\n\v\f\ufeff"
_PAGE = re.compile(
    r"\s*+(?:(?:<\?xml[^>]*+>|<!--.*?-->)\s*+)*"
    r"<(?:!doctype\s++html|(?:html|head|body|title|script|meta|style|link|div|h[1-6]|p|center|table|form|iframe)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
_JSON = re.compile(
    r"\s*+(?:\{\s*+(?:[\"}]|\Z)|\[\s*+(?:[\[{\"\]]|\Z|(?:-?\d[\d.eE+-]*+|true|false|null)\s*+(?:[,\]]|\Z)))", re.ASCII
)
_PART_OF_RESULT = re.compile(r".*_by_(?:frame|second)|selected_sections|detections|version_info")

Nature = Literal["empty", "html", "json", "text"]


@dataclass(frozen=True, slots=True)
class Sample:
    """What tells files apart. `text` is the decoded beginning, `keys` the names at the top of a JSON object.

    `metadata_type` and `job_id` are what the JSON says of itself. `messages` are those of an error body, never empty where
    it is one.
    """

    nature: Nature
    text: str = ""
    keys: tuple[str, ...] = ()
    metadata_type: str | None = None
    job_id: str | None = None
    messages: tuple[str, ...] = ()


def take_sample(source: Source, watch: Watch | None = None) -> Sample:
    """Look at the beginning of a file. Raises StorageError; Cancelled where a `watch` is given."""
    watch = watch if watch is not None else Watch()
    start = _first_not_blank(source, watch)
    if start is None:
        return Sample("empty")
    head = source.read(start, HEAD)
    is_whole = start + len(head) >= source.size
    text = decode(head if is_whole else _without_torn_end(head)).text
    begin = text.lstrip(_BLANK_TEXT)
    if is_whole and not begin:
        return Sample("empty")
    if _PAGE.match(begin):
        return Sample("html", text)
    if _JSON.match(begin) or (is_whole and _is_single_value(begin)):
        return _sample_of_json(source, head, is_whole, text, watch)
    return Sample("text", text)


def _first_not_blank(source: Source, watch: Watch) -> int | None:
    """Return where to begin: 0, or a place further on where a long blank part ends; None where all is blank."""
    at = 0
    for piece in slices(source, HEAD):
        watch.check()
        rest = piece.removeprefix(codecs.BOM_UTF8).lstrip(_BLANK) if at == 0 else piece.lstrip(_BLANK)
        if rest:
            place = at + len(piece) - len(rest)
            return 0 if place < HEAD // 2 else place - place % 4
        at += len(piece)
    return None


def _without_torn_end(head: bytes) -> bytes:
    """Return the head without the character at its end that it may have torn."""
    if b"\0" in head[:4]:
        return head[: len(head) // 4 * 4]
    for end in range(len(head) - 1, max(len(head) - 5, -1), -1):
        if head[end] < 0x80:
            return head
        if head[end] >= 0xC0:
            return head[:end]
    return head


def _is_single_value(text: str) -> bool:
    """True for JSON that is one text, number or word and nothing else."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return text[:1] not in "NI" and not text.startswith("-I")


def _sample_of_json(source: Source, head: bytes, is_whole: bool, text: str, watch: Watch) -> Sample:
    if other_encoding(head):
        if is_whole:
            head = text.encode("utf-8", "replace")
        else:
            return Sample("json", text)
    first = _facts(BytesSource(source.path, head), is_whole, watch)
    facts = first if first is not None and first.is_complete else _facts(source, True, watch)
    if facts is None:
        return Sample("text", text)
    messages: tuple[str, ...] = ()
    if "errors" in facts.keys and not any(_PART_OF_RESULT.fullmatch(key) for key in facts.keys):
        messages = error_messages(head if is_whole else source.read(0, LONGEST_BODY))
    return Sample("json", text, facts.keys, facts.metadata_type, facts.job_id, messages)


@dataclass(frozen=True, slots=True)
class _Facts:
    keys: tuple[str, ...]
    metadata_type: str | None
    job_id: str | None
    is_complete: bool


def _facts(source: Source, is_whole: bool, watch: Watch) -> _Facts | None:
    """Return what a JSON document says of itself; None where it is no JSON.

    The facts of a head are complete where the members that tell type and job are in it as a whole.
    """
    try:
        document = index(source, watch)
    except ContentError:
        return None
    root = document.root
    found = document.children(root, 0, MOST_KEYS) if root.kind is JsonKind.OBJECT else []
    names = tuple(
        dict.fromkeys(node.key for node in found if isinstance(node.key, str) and node.kind is not JsonKind.INVALID)
    )
    finished = {node.key for node in found[:-1]}
    kind, job = metadata_type(document), job_id(document)
    has_type = kind is not None or "version_info" in finished
    has_job = job is not None or "job_info" in finished
    return _Facts(names, kind, job, is_whole or (has_type and has_job))
