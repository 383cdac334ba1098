"""The way of a result from the server into the library and into sight; plain functions for a worker, without Qt.

Bytes come before understanding: a result is kept first and read afterwards. Only what is certainly not the result (an
error body, a web page, nothing, another job's result) is not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from viewer.errors import (
    ContentError,
    JobNotReadyError,
    NetworkError,
    NextStep,
    NotAvailableError,
    ServiceError,
    StorageError,
    ViewerError,
)
from viewer.late import late
from viewer.library.library import Item, Library
from viewer.metadata_types import Recognition, Registry
from viewer.model.api_key import ApiKey
from viewer.model.request import ResultRequest
from viewer.model.result import Fetched, Problem, Reading, Result
from viewer.reading.source import FileSource
from viewer.text import Text
from viewer.ui.early import handing_over_early
from viewer.watch import Watch

index = late("viewer.reading.json_index", "index")
take_sample = late("viewer.reading.sample", "take_sample")


@dataclass(frozen=True, slots=True)
class Client:
    """The service as the window sees it; tests pass another one, or the same with small limits."""

    fetch: Callable[..., Any]
    job_status: Callable[..., Any]


CLIENT = Client(late("viewer.client", "fetch"), late("viewer.client", "job_status"))


@dataclass(frozen=True, slots=True)
class Arrival:
    """A result that is there. `notice` is what the user should know of it, beside its problems."""

    result: Result
    item: Item | None = None
    notice: Text | None = None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A result that did not come, while others of the same press of Fetch may have."""

    type_name: str
    error: ViewerError


@dataclass(frozen=True, slots=True)
class Fetcher:
    """What fetching needs: the service, where results are kept, and who can read them."""

    client: Client
    library: Library
    registry: Registry
    limits: object = None  # the client's own, or wider ones that the user chose

    def fetch(self, request: ResultRequest, key: ApiKey, watch: Watch) -> Arrival:
        """Fetch one result, keep it, read it. Raises ViewerError or Cancelled; then nothing was kept."""
        watch.heading = watch.heading or self.registry.title(request.type_name)
        try:
            item, notice, problems = self._fetch_and_keep(request, key, watch)
        except ServiceError as error:
            if error.status not in (400, 404):
                raise
            raise self._understood_absence(error, request, key, watch) from None
        arrival = self.open(item, watch)
        reading = replace(arrival.result.reading, problems=(*problems, *arrival.result.problems))
        return replace(arrival, result=replace(arrival.result, reading=reading), notice=notice, is_new=True)

    def fetch_all(self, request: ResultRequest, key: ApiKey, anew: Collection[str], watch: Watch) -> tuple[Failure, ...]:
        """Fetch every type, one after another, handing over each Arrival as it comes; return what did not come.

        What is kept already is opened from the library, but for the types in `anew`. A wrong key, an unreachable server or
        a job without results ends it at the first type: the others would only fail alike.
        """
        failures: list[Failure] = []
        types = self.registry.types
        for number, kind in enumerate(types, start=1):
            one = replace(request, type_name=kind.name)
            watch.heading = Text("{number} of {total}, {title}", number=number, total=len(types), title=kind.title)
            try:
                watch.hand_over(self._kept_or_fetched(one, key, kind.name in anew, watch))
            except ViewerError as error:
                failures.append(Failure(kind.name, error))
                if error.step is NextStep.KEY or isinstance(error, JobNotReadyError | NetworkError | StorageError):
                    break
        return tuple(failures)

    def open(self, item: Item, watch: Watch, *, is_shown_early: bool = True) -> Arrival:
        """Read a kept result without asking the network. Raises StorageError or Cancelled."""
        watch.progress(0, item.size, doing=Text("Reading {title}", title=self.registry.title(item.type_name)), in_bytes=True)
        source = FileSource(item.path)
        origin = Fetched(item.server, item.job_id, item.type_name, item.time)
        with handing_over_early(watch, item.type_name, source, origin) if is_shown_early else nullcontext():
            reading: Reading = self.registry.read(source, item.type_name, watch)
        return Arrival(Result(item.type_name, source, origin, reading), item)

    def _kept_or_fetched(self, request: ResultRequest, key: ApiKey, again: bool, watch: Watch) -> Arrival:
        kept = None if again else self.library.current(request.server, request.job_id, request.type_name)
        if kept is not None:
            return self.open(kept, watch)
        return self.fetch(request, key, watch)

    def _fetch_and_keep(
        self, request: ResultRequest, key: ApiKey, watch: Watch
    ) -> tuple[Item, Text | None, tuple[Problem, ...]]:
        with self._incoming() as (file, path):
            limits = {} if self.limits is None else {"limits": self.limits}
            answer = self.client.fetch(request, key, watch, file, **limits)
            file.close()
            recognition = self.registry.recognise(FileSource(path), watch)
            _refuse(recognition, request)
            problems = () if answer.is_complete_known else _completeness(recognition, path, watch)
            actual, notice = self._filed_as(recognition, request, path)
            suffix = self.registry.suffix(actual.type_name, recognition)
            return self.library.add(actual, path, suffix, datetime.now(UTC)), notice, problems

    @contextmanager
    def _incoming(self) -> Iterator[Any]:
        with self.library.incoming() as incoming:
            yield incoming

    def _filed_as(self, recognition: Recognition, request: ResultRequest, path: Path) -> tuple[ResultRequest, Text | None]:
        """The request that the bytes answer: another known type is filed as what it is, and the user is told.

        A type that is not known here may well look like one that is; it is another only where the bytes say so themselves.
        """
        came = recognition.type
        if came is None or came.name == request.type_name:
            return request, None
        if self.registry.named(request.type_name) is None and take_sample(FileSource(path)).metadata_type != came.name:
            return request, None
        asked = self.registry.title(request.type_name)
        notice = Text(
            "{asked} was asked for, but the service sent {came}. It was kept as what it is.",
            asked=asked,
            came=came.title,
        )
        return replace(request, type_name=came.name), notice

    def _understood_absence(self, error: ServiceError, request: ResultRequest, key: ApiKey, watch: Watch) -> ViewerError:
        """Find out what a 400 or 404 means, by the job's state: the type is not there, or the job is not finished."""
        try:
            state = self.client.job_status(request.server, request.job_id, key, watch)
        except ServiceError as refusal:
            return _unknown_job(error, request) if refusal.status == 404 else _both_readings(error, request, self.registry)
        except ViewerError:
            return _both_readings(error, request, self.registry)
        if not state.status:
            return _both_readings(error, request, self.registry)
        if state.status == "finished":
            return NotAvailableError(
                Text("{title}: not available for this job (inferred).", title=self.registry.title(request.type_name)),
                why=_with_words(Text("The job is finished, but the service has no such result."), error),
                advice=Text("Which results there are depends on the subscription and on when the job ran."),
                details=error.details,
                status=error.status,
            )
        return _not_finished(error, state)


def new_fetcher(client: Client | None, library: Library | Path, registry: Registry) -> Fetcher:
    """Return a fetcher; over the real service where `client` is None. The library may be named by its folder."""
    return Fetcher(client or CLIENT, Library(library) if isinstance(library, Path) else library, registry)


def _refuse(recognition: Recognition, request: ResultRequest) -> None:
    """Raise for bytes that are certainly not a result of this job."""
    if recognition.messages:
        raise ServiceError(
            Text("The service sent an error in place of a result."),
            why=Text("It said: {words}", words="; ".join(recognition.messages)),
            advice=Text("Nothing was kept. Check the job ID and the type, or try again later."),
            step=NextStep.RETRY,
        )
    if recognition.nature in ("html", "empty"):
        is_page = recognition.nature == "html"
        raise ContentError(
            Text("The answer looks like a login or proxy page.") if is_page else Text("The answer was empty."),
            advice=Text("Nothing was kept. Check that you are logged in to your network, then try again."),
            step=NextStep.RETRY,
        )
    if recognition.job_id is not None and recognition.job_id.lower() != request.job_id:
        raise ContentError(
            Text("The service sent a result of another job."),
            why=Text("Asked for {asked}, came {came}.", asked=request.job_id, came=recognition.job_id),
            advice=Text("Nothing was kept. Check the job ID; if it is right, tell the service's support."),
            step=NextStep.RETRY,
        )


def _completeness(recognition: Recognition, path: Path, watch: Watch) -> tuple[Problem, ...]:
    """For a body without a stated length: JSON that does not close was cut off; text can't prove that it is whole."""
    if recognition.nature != "json":
        return (Problem(Text("The service did not say how long this result is: whether it is complete is unknown.")),)
    if index(FileSource(path), watch).problems:
        raise NetworkError(
            Text("The result is incomplete."),
            why=Text("The connection was closed before the JSON text ended."),
            advice=Text("Nothing was kept. Try again."),
            step=NextStep.RETRY,
        )
    return ()


def _with_words(sentence: Text, error: ServiceError) -> Text:
    """The sentence, and what the service itself said, where it said something."""
    words = error.server_words
    return Text("{sentence} The service says: “{words}”", sentence=sentence, words=words) if words else sentence


def _both_readings(error: ServiceError, request: ResultRequest, registry: Registry) -> ServiceError:
    return ServiceError(
        error.what,
        why=_with_words(
            Text(
                "Either there is no job {job_id} for this key, or the job has no result “{title}”.",
                job_id=request.job_id,
                title=registry.title(request.type_name),
            ),
            error,
        ),
        advice=Text("Check the job ID and the key; or ask for Core metadata."),
        details=error.details,
        step=NextStep.RETRY,
        status=error.status,
    )


def _unknown_job(error: ServiceError, request: ResultRequest) -> ServiceError:
    return JobNotReadyError(
        Text("There is no job {job_id} for this API key.", job_id=request.job_id),
        why=_with_words(Text("The service knows neither its results nor its state."), error),
        advice=Text("Check the job ID. A job can be read only with a key that has access to it."),
        details=error.details,
        step=NextStep.RETRY,
        status=error.status,
    )


def _not_finished(error: ServiceError, state: Any) -> ServiceError:
    has_failed = state.status == "error"
    what = Text("The analysis of this video failed.") if has_failed else Text("This job is not finished.")
    why = Text("The service says: {status}", status=": ".join(part for part in (state.status, state.details) if part))
    advice = (
        Text("There are no results. Start the job again with the service.")
        if has_failed
        else Text("Its results can be fetched when it is finished. Try again later.")
    )
    return JobNotReadyError(what, why=why, advice=advice, details=error.details, step=NextStep.RETRY, status=error.status)
