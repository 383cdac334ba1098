"""Which film belongs to a job: one that the user opened before, the demo's own, or the one whose address the job names.

Disks may be slow and results large, so that is found out in a worker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from PySide6.QtCore import QMimeData, QMimeDatabase, QObject, Signal

from viewer.late import late
from viewer.model.job import Job
from viewer.model.json_document import JsonDocument, JsonKind, JsonNode
from viewer.ui.background import Background, Task
from viewer.ui.panes.store import Store

node_at: Callable[..., JsonNode | None] = late("viewer.reading.json_header", "at")
FILM_SUFFIXES = tuple(
    ".mp4 .m4v .mov .mkv .webm .avi .mpg .mpeg .m2v .ts .mts .m2ts .mxf .wmv .flv .ogv .3gp .vob .dv".split()  # noqa: SIM905
)
_LONGEST_URL = 8_192
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Found(NamedTuple):
    """What was found for a job: a film on this computer, one that is gone, and the address of the job's own video."""

    job_id: str | None
    path: Path | None = None
    missing: Path | None = None
    url: str | None = None


class FilmSource(QObject):
    """Looks for films, and remembers them for each job."""

    found = Signal(object)  # Found, for the job that was looked at last

    def __init__(self, background: Background, store: Store, own_films: Mapping[str, Path]) -> None:
        super().__init__()
        self._background = background
        self._store = store
        self._own_films = own_films
        self._looking: Task | None = None

    def look_for(self, job: Job) -> None:
        """Find out what there is for a job; `found` follows, unless another job is looked at meanwhile."""
        self.stop()
        remembered, own = self.remembered(job.job_id), self._own_films.get(job.job_id or "")
        documents = tuple(result.document for result in job.results if result.document is not None and not result.is_unread)
        self._looking = self._background.start(
            lambda _watch: _found(job.job_id, remembered, own, documents), "look for the film"
        )
        self._looking.succeeded.connect(self.found)

    def stop(self) -> None:
        """Look for nothing any more."""
        if self._looking is not None:
            self._looking.stop()
            self._looking = None

    def remembered(self, job_id: str | None) -> Path | None:
        """The film that was opened for this job."""
        kept = self._store.get(_key(job_id, "film"), "") if _is_kept(job_id) else ""
        return Path(kept) if kept else None

    def remember(self, job_id: str | None, path: Path | None) -> None:
        """Open this film with the job from now on; None for none."""
        if _is_kept(job_id):
            self._store.set(_key(job_id, "film"), "" if path is None else str(path))


def _is_kept(job_id: str | None) -> bool:
    return job_id is not None and _KEY.fullmatch(job_id) is not None


def _key(job_id: str | None, name: str) -> str:
    return f"jobs/{job_id}/{name}"


def _found(job_id: str | None, remembered: Path | None, own: Path | None, documents: tuple[JsonDocument, ...]) -> Found:
    there = [path for path in (remembered, own) if path is not None and _is_file(path)]
    missing = remembered if remembered is not None and remembered not in there else None
    urls = (video_url(document) for document in documents)
    return Found(job_id, there[0] if there else None, missing, next((url for url in urls if url is not None), None))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def video_url(document: JsonDocument) -> str | None:
    """Return the address of the video that a result is about, where it is one that can be opened; call it in a worker.

    `job_info.request.media.video.url` (FORMATS.md B2, known for core).
    """
    node = node_at(document, "job_info", "request", "media", "video", "url")
    if node is None or node.kind is not JsonKind.STRING or node.stop - node.start > _LONGEST_URL:
        return None
    url = document.shown(node, _LONGEST_URL).strip()
    return url if host_of(url) is not None else None


def host_of(url: str) -> str | None:
    """Return the host that an address leads to, without name and password; None where it is not http or https."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or any(ord(c) <= 32 for c in url):
        return None
    return parts.hostname if port is None else f"{parts.hostname}:{port}"


def name_in_url(url: str) -> str:
    """Return what an address can be called: host and file, without name, password and query."""
    file = urlsplit(url).path.rpartition("/")[2]
    return f"{host_of(url)}/…/{file}" if file else str(host_of(url))


def dropped_film(mime: QMimeData) -> Path | None:
    """Return the film that is being dropped: one local file whose name says that it is a video."""
    urls = mime.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if is_film_name(path) else None


def is_film_name(path: Path) -> bool:
    """True where the name of a file says that it is a video; its content is not looked at."""
    if path.suffix.lower() in FILM_SUFFIXES:
        return True
    kind = QMimeDatabase().mimeTypeForFile(str(path), QMimeDatabase.MatchMode.MatchExtension)
    return kind.name().startswith("video/")
