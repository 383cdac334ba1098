"""A result: the bytes that came, plus what was understood of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from viewer.model.json_document import JsonDocument
from viewer.text import Text


class Source(Protocol):
    """Bytes in reach. `path` names the file they are in; each thread that reads opens a handle of its own."""

    @property
    def path(self) -> Path: ...
    @property
    def size(self) -> int: ...
    def read(self, offset: int, length: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Problem:
    """Something odd, repaired or unreadable, with its place: a line (from 1), a JSONPath, or a byte offset."""

    message: Text
    line: int | None = None
    path: str | None = None
    offset: int | None = None

    @property
    def place(self) -> Text | None:
        """The place as words, or None where there is none."""
        if self.line is not None:
            return Text("line {number}", number=str(self.line))
        if self.path is not None:
            return Text("{path}", path=self.path)
        if self.offset is not None:
            return Text("byte {offset}", offset=str(self.offset))
        return None


@dataclass(frozen=True, slots=True)
class Fetched:
    """Where a result came from: a server. `time` is in UTC; `is_kept` is False only where it was not put in the library."""

    server: str
    job_id: str
    type_name: str
    time: datetime
    is_kept: bool = True


@dataclass(frozen=True, slots=True)
class Opened:
    """Where a result came from: a file that stays where it is."""

    path: Path


Origin = Fetched | Opened


class Content:
    """What a result was understood as. Each kind is a subclass; a pane says which kinds it can show."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class JsonContent(Content):
    """JSON that no reader here understands further: shown as a tree and as text."""


@dataclass(frozen=True, slots=True)
class UnreadContent(Content):
    """A JSON result that is still being read: the part of it that is known already can be shown as a tree."""


@dataclass(frozen=True, slots=True)
class PlainContent(Content):
    """Text, or bytes that could not be read as what they should be: shown as text."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a result says of its job and itself; every field may be absent (None).

    `fps` frames a second, `width` and `height` in pixels, versions as the file writes them.
    """

    job_id: str | None = None
    metadata_type: str | None = None
    format_version: str | None = None
    backend_version: str | None = None
    title: str | None = None
    duration_seconds: float | None = None
    fps: float | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader gives back: content, problems, the header, and for JSON the document."""

    content: Content
    problems: tuple[Problem, ...] = ()
    header: Header = field(default_factory=Header)
    document: JsonDocument | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One result of a job. `type_name` is the metadata type it is, which need not be one that we know."""

    type_name: str
    source: Source
    origin: Origin
    reading: Reading

    @property
    def content(self) -> Content:
        return self.reading.content

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.reading.problems

    @property
    def header(self) -> Header:
        return self.reading.header

    @property
    def document(self) -> JsonDocument | None:
        return self.reading.document

    @property
    def is_unread(self) -> bool:
        """True while it is being read."""
        return isinstance(self.content, UnreadContent)

    def looks_like(self, other: Result | None) -> bool:
        """True where it shows the same as `other`; problems may have been found in the meantime."""
        return other is not None and self.content is other.content and self.document is other.document

    @property
    def job_id(self) -> str | None:
        """The job it belongs to: what the file says, else what was asked for; None for opened subtitles and captions."""
        if self.header.job_id is not None:
            return self.header.job_id
        return self.origin.job_id if isinstance(self.origin, Fetched) else None
