"""A file that no reader understands further: shown as JSON where it is JSON, else as text."""

from __future__ import annotations

from viewer.errors import ContentError
from viewer.model.result import JsonContent, PlainContent, Problem, Reading, Source
from viewer.reading.json_header import header
from viewer.reading.json_index import index
from viewer.reading.sample import take_sample
from viewer.watch import Watch


def as_it_is(source: Source, watch: Watch, reason: ContentError | None = None) -> Reading:
    """Return the file as JSON or as text; `reason` says why it could not be read as what it should be.

    Raises StorageError and Cancelled.
    """
    sentences = () if reason is None else (reason.what, reason.why)
    problems = tuple(Problem(sentence) for sentence in sentences if sentence is not None)
    if take_sample(source, watch).nature != "json":
        return Reading(PlainContent(), problems)
    try:
        document = index(source, watch)
    except ContentError as error:
        return Reading(PlainContent(), problems if Problem(error.what) in problems else (*problems, Problem(error.what)))
    return Reading(JsonContent(), (*problems, *document.problems), header(document), document)
