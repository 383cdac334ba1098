"""What can be shown of a large JSON file while it is still being read: the part of its tree that is known so far."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from viewer.late import late
from viewer.model.job import Job
from viewer.model.json_document import JsonDocument
from viewer.model.result import Fetched, Header, Origin, Reading, Result, Source, UnreadContent
from viewer.watch import Watch

read_header: Callable[[JsonDocument], Header] = late("viewer.reading.json_header", "header")


@dataclass(frozen=True, slots=True)
class Early:
    """A result that is not read yet; it is followed by the next state of it, by the result itself, or by nothing."""

    result: Result


def handing_over_early(watch: Watch, type_name: str, source: Source, origin: Origin) -> AbstractContextManager[None]:
    """Within the block, an Early is handed over each time when more of the file is known."""

    def show(document: JsonDocument) -> None:
        reading = Reading(UnreadContent(), (), read_header(document), document)
        watch.hand_over(Early(Result(type_name, source, origin, reading)))

    return watch.showing_early(show)


class UnreadInJob:
    """At most one result on show is still being read; the job without it is kept, to go back to where it is given up."""

    def __init__(self) -> None:
        self._before: Job | None = None

    def begin(self, job: Job, result: Result) -> Job | None:
        """Return the job on show with a result that is being read; None where it is not clear whose it is."""
        before = job if self._before is None else self._before
        if not isinstance(result.origin, Fetched) and before.results and result.job_id is None:
            return None
        self._before = before
        return (before if _is_of(before, result) else Job(job_id=result.job_id)).with_result(result)

    def give_way(self, job: Job, came: tuple[Result, ...]) -> Job:
        """Return the job to which `came` is to be added: without the one being read, where that is one of them."""
        before = self._before
        if before is None:
            return job
        sources = [result.source for result in came]
        if any(result.is_unread and any(result.source is source for source in sources) for result in job.results):
            self._before = None
            return before
        if before.job_id != job.job_id:
            before = Job(job_id=job.job_id)
        for result in came:
            before = before.with_result(result)
        self._before = before
        return job

    def keep(self, result: Result) -> None:
        """Take in what more is known of a result that the job has beside the one being read."""
        before = self._before
        if before is not None and any(result.source is one.source for one in before.results):
            self._before = before.with_result(result)

    def end(self) -> Job | None:
        """Return the job as it is without a result that was not read to its end; None where there is no such result."""
        before, self._before = self._before, None
        return before


def _is_of(job: Job, result: Result) -> bool:
    """True where a result belongs to a job: what was fetched comes from the same server."""
    servers = {one.origin.server for one in (*job.results, result) if isinstance(one.origin, Fetched)}
    return result.job_id == job.job_id and (len(servers) < 2 or not isinstance(result.origin, Fetched))
