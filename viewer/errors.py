"""Every error that a user may read: what happened, why, and what to do next.

    ViewerError
    ├── RequestError    what was asked can't be asked (a wrong job ID, a server without https)
    ├── NetworkError    no complete answer came
    ├── ServiceError    the service answered, and its answer is not a result
    │   ├── JobNotReadyError    the job has no results at all now: unknown, unfinished or failed
    │   └── NotAvailableError   as far as can be told, the job has no result of this type
    ├── ContentError    bytes came or were opened, and they are not what they should be
    └── StorageError    a file or folder can't be read or written

    Cancelled           the user pressed Stop; never shown as an error

Only a ViewerError becomes a message. Anything else is a bug: it goes to the log and is shown as one.
"""

from __future__ import annotations

from enum import Enum

from viewer.text import Text


class NextStep(Enum):
    """What the window offers beside an error's sentence."""

    NONE = "none"
    RETRY = "retry"
    KEY = "key"
    FOLDER = "folder"


class ViewerError(Exception):
    """A sentence for the user.

    `wider_limits`, where it is not None, are limits with which the same may succeed, if the user wants to wait or has room.

    `what` happened, `why` (where known), `advice`: what to do next. `details` is technical text to copy; it never holds
    the API key. `step` is what the window can offer. `status` is the HTTP status, where there was one.
    """

    wider_limits: object = None

    def __init__(
        self,
        what: Text,
        *,
        why: Text | None = None,
        advice: Text | None = None,
        details: str = "",
        step: NextStep = NextStep.NONE,
        status: int | None = None,
    ) -> None:
        super().__init__(str(what))
        self.what = what
        self.why = why
        self.advice = advice
        self.details = details
        self.step = step
        self.status = status

    @property
    def sentences(self) -> tuple[Text, ...]:
        """What happened, why, what to do next: those that there are."""
        return tuple(sentence for sentence in (self.what, self.why, self.advice) if sentence is not None)

    def __str__(self) -> str:
        return " ".join(str(sentence) for sentence in self.sentences)


class RequestError(ViewerError):
    """What was asked can't be asked."""


class NetworkError(ViewerError):
    """No complete answer came."""


class ServiceError(ViewerError):
    """The service answered, and its answer is not a result. `server_words` are its own, plain and without a key."""

    server_words: str = ""


class NotAvailableError(ServiceError):
    """As far as can be told from the service's answers, the job has no result of this type (inferred)."""


class JobNotReadyError(ServiceError):
    """The job has no results at all now: the key knows no such job, or it is unfinished, or it has failed."""


class ContentError(ViewerError):
    """Bytes came or were opened, and they are not what they should be."""


class StorageError(ViewerError):
    """A file or folder can't be read or written."""


class Cancelled(Exception):  # noqa: N818 - it is an outcome, not an error
    """The user no longer wants the result."""
