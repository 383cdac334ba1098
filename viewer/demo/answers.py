"""What the emulator answers to a request: the documented endpoints and errors of the API, without any network.

Where the documentation is silent (a job that is not finished, a type that a job does not have) the status is a choice of
ours (FORMATS.md A2 and A3).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from viewer.demo.catalogue import Json
from viewer.demo.jobs import JOBS, DemoJob
from viewer.demo.results import TYPE_NAMES, result
from viewer.model.request import is_job_id

BASE_PATH = "/core/1.0/"
_JSON = "application/json"
_PLAIN = "text/plain; charset=utf-8"

Extra = Mapping[tuple[str, str], bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, content type and body of one answer."""

    status: int
    content_type: str
    body: bytes


def failure(status: int, message: str) -> Answer:
    """An error in the API's own shape (FORMATS.md A3, known)."""
    return _json(status, {"errors": [{"message": message}]})


class Answers:
    """Knows the key, the jobs and their results.

    `extra` maps (job ID, metadata type) to bytes that are served in place of, or beside, the built-in results.
    """

    def __init__(self, key: str, extra: Extra, unavailable_status: int) -> None:
        self._key = key
        self._extra = extra
        self._unavailable_status = unavailable_status
        self._jobs = {job.job_id: job for job in JOBS}

    def to(self, path: str, query: Mapping[str, str]) -> Answer:
        """Return the answer to GET `path` with these parameters."""
        endpoint = path.removeprefix(BASE_PATH) if path.startswith(BASE_PATH) else ""
        if endpoint not in ("job_results", "job_status", "list_jobs"):
            return failure(404, "Not found")
        if query.get("api_key") != self._key:
            return failure(401, "Invalid API key")
        if endpoint == "list_jobs":
            return _json(200, {"jobs": [job.as_listed() for job in self._jobs.values()]})
        job_id = query.get("job_id", "").lower()
        if not job_id:
            return failure(400, "Missing required field: job_id")
        if not is_job_id(job_id):
            return failure(400, "Invalid value: job_id")
        job = self._job(job_id)
        if job is None:
            return failure(404, "Job not found")
        if endpoint == "job_status":
            return _json(200, job.as_status())
        return self._result(job, query.get("type", "core"))

    def _job(self, job_id: str) -> DemoJob | None:
        if job_id not in self._jobs and any(extra_job_id == job_id for extra_job_id, _ in self._extra):
            return DemoJob(job_id, "Made-up job of a test", "finished", "finished")
        return self._jobs.get(job_id)

    def _result(self, job: DemoJob, type_name: str) -> Answer:
        extra = self._extra.get((job.job_id, type_name))
        if extra is not None:
            return Answer(200, _JSON if extra.lstrip()[:1] in (b"{", b"[") else _PLAIN, extra)
        if type_name not in TYPE_NAMES and all(extra_type != type_name for _, extra_type in self._extra):
            return failure(400, "Invalid value: type")
        if not job.is_finished:
            return failure(400, "Job has not finished")
        if type_name not in job.types:
            return failure(self._unavailable_status, "Metadata type not available for this job")
        return Answer(200, _PLAIN if type_name.startswith("speech_") else _JSON, result(type_name, job.job_id))


def _json(status: int, body: Json) -> Answer:
    return Answer(status, _JSON, json.dumps(body).encode("ascii"))
