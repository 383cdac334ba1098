"""One fetch from a server of the tests, with a canary for a key that no error, log record or repr may tell."""

from __future__ import annotations

import io
import traceback
from dataclasses import dataclass, replace

from viewer.client import Answer, Limits, fetch
from viewer.client.faults import Fault
from viewer.errors import ViewerError
from viewer.model.api_key import ApiKey
from viewer.model.request import ResultRequest
from viewer.watch import Progress, Watch

SECRET = "canary+Key/42"  # needs encoding in a URL
FORMS = ("canary", "Key/42", "Key%2F42")
JOB_ID = "6faefb7f-e468-43f6-988c-ddcfb315d958"
PATIENT = Limits(
    connect_seconds=5,
    first_byte_seconds=5,
    stall_seconds=5,
    header_bytes=8192,
    wire_bytes=4 << 20,
    decoded_bytes=4 << 20,
    expansion_free_bytes=1 << 20,
    error_body_seconds=5,
    repeat_delays=(0.01, 0.01),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a fetch: an answer or an error, and what was written until then."""

    answer: Answer | None
    error: ViewerError | None
    body: bytes
    seen: tuple[Progress, ...]

    @property
    def failure(self) -> ViewerError:
        """The error, which must be there."""
        assert self.error is not None, self.answer
        return self.error

    @property
    def doing(self) -> list[str]:
        """What was said to be done, in order."""
        return [str(progress.doing) for progress in self.seen]


def fetch_from(server: str, type_name: str = "core", *, watch: Watch | None = None, **limits: object) -> Outcome:
    """Fetch with small limits (`limits` changes some) and make sure that an error tells nothing of the key."""
    seen: list[Progress] = []
    into = io.BytesIO()
    answer, error = None, None
    request = ResultRequest(server, JOB_ID, type_name)
    try:
        answer = fetch(request, ApiKey(SECRET), watch or Watch(seen.append), into, replace(PATIENT, **limits))
    except ViewerError as caught:
        error = caught
        check_tells_nothing(caught)
    return Outcome(answer, error, into.getvalue(), tuple(seen))


def check_tells_nothing(error: ViewerError) -> None:
    """Assert that the key shows nowhere: in sentences, details, repr, or in the traceback even with all locals."""
    assert error.__context__ is None
    assert error.__cause__ is None
    told = [str(error), error.details, repr(error), repr(error.args), getattr(error, "server_words", "")]
    told += traceback.format_exception(error)
    told += traceback.TracebackException.from_exception(error, capture_locals=True).format()
    for text in told:
        assert_no_key(text)


def assert_no_key(text: str) -> None:
    """Assert that no form of the key is in `text`."""
    assert not [form for form in FORMS if form.lower() in text.lower()], text


def is_fault(error: ViewerError, fault: Fault) -> bool:
    """True where `error` is made of the sentences of `fault`, and says everything that a sentence needs."""
    assert error.why is not None
    assert error.advice is not None
    return (error.what.template, error.why.template, error.advice.template) == (fault.what, fault.why, fault.advice)
