"""The demo's jobs, as data: one finished with all nine results, one still processing, one failed, one with few types."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.demo.catalogue import Json
from viewer.demo.results import TYPE_NAMES
from viewer.demo.scene import SCENE

DEMO_KEY = "demo-key-of-made-up-data"
WRONG_KEY = "demo-key-that-is-wrong"

DEMO_JOB_ID = "de300001-7ea0-4ca5-8e11-000000000001"
PROCESSING_JOB_ID = "de300002-7ea0-4ca5-8e11-000000000002"
FAILED_JOB_ID = "de300003-7ea0-4ca5-8e11-000000000003"
FEW_TYPES_JOB_ID = "de300004-7ea0-4ca5-8e11-000000000004"


@dataclass(frozen=True, slots=True)
class DemoJob:
    """A job as `job_status` tells of it, and the metadata types that it has results of (FORMATS.md A2, known)."""

    job_id: str
    title: str
    status: str
    media_transfer_status: str
    types: tuple[str, ...] = ()
    details: str | None = None
    poll_again_after_seconds: int | None = None

    @property
    def is_finished(self) -> bool:
        return self.status == "finished"

    def as_status(self) -> Json:
        """The body of `job_status`."""
        return {
            "job_id": self.job_id,
            "status": self.status,
            "media_transfer_status": self.media_transfer_status,
            "details": self.details,
            "poll_again_after_seconds": self.poll_again_after_seconds,
        }

    def as_listed(self) -> Json:
        """One entry of `list_jobs`; its keys are unconfirmed (FORMATS.md A2)."""
        return {
            "job_id": self.job_id,
            "job_status": self.status,
            "media_transfer_status": self.media_transfer_status,
            "details": self.details,
            "media_info": {"title": self.title},
        }


JOBS = (  # the newest first
    DemoJob(
        PROCESSING_JOB_ID,
        "Demo: The Second Kettle (made-up, still processing)",
        "processing",
        "finished",
        poll_again_after_seconds=30,
    ),
    DemoJob(DEMO_JOB_ID, SCENE.title, "finished", "finished", TYPE_NAMES),
    DemoJob(
        FEW_TYPES_JOB_ID,
        "Demo: The Lighthouse Kettle, core and SRT only (made-up data)",
        "finished",
        "finished",
        ("core", "speech_to_text_srt"),
    ),
    DemoJob(
        FAILED_JOB_ID,
        "Demo: The Lost Kettle (made-up, failed)",
        "error",
        "error",
        details="The video could not be downloaded (made-up error of the demo).",
    ),
)
