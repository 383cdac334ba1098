"""A job: up to nine results of one video, and what joins them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from viewer.model.detections import CoreContent
from viewer.model.result import Header, Result


@dataclass(frozen=True, slots=True)
class Job:
    """The results of one job, one per metadata type. `job_id` is None for opened files that name none."""

    job_id: str | None = None
    results: tuple[Result, ...] = ()

    def with_result(self, result: Result) -> Job:
        """Return this job with `result` added, in the place of an earlier one of the same type."""
        others = tuple(old for old in self.results if old.type_name != result.type_name)
        place = next((i for i, old in enumerate(self.results) if old.type_name == result.type_name), len(others))
        return replace(self, job_id=self.job_id or result.job_id, results=(*others[:place], result, *others[place:]))

    def result(self, type_name: str) -> Result | None:
        """The result of this metadata type, or None."""
        return next((result for result in self.results if result.type_name == type_name), None)

    @property
    def core(self) -> CoreContent | None:
        """The content of the core result, where it is there and could be read."""
        return next((r.content for r in self.results if isinstance(r.content, CoreContent)), None)

    @property
    def header(self) -> Header:
        """What is known of the job: core's word first, then what the other results say."""
        ordered = sorted(self.results, key=lambda result: not isinstance(result.content, CoreContent))
        known: dict[str, object] = {}
        for result in ordered:
            for name in ("job_id", "title", "duration_seconds", "fps", "width", "height"):
                if known.get(name) is None:
                    known[name] = getattr(result.header, name)
        return Header(**known)  # type: ignore[arg-type]
